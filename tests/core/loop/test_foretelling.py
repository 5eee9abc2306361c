"""What a form says first: what a yes takes away, and that whoever does it checks nothing any more."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.foretelling import HAND, foretold
from bihuan.core.loop.masking import BRINGS, COMPARED
from bihuan.core.state.state import State
from tests.core.shop import DUE, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A


@pytest.fixture
def shop() -> Shop:
    return Shop()


def said(shop: Shop, name: str, matter: State | int, who: int) -> str:
    """Everything that the form says first, in Chinese."""
    state = shop.now(matter)
    act = shop.store.kind(state.kind).act(name)
    return "".join(one.zh for one in foretold(shop.book, act, state, Mandate(shop.actor(who))))


def test_asking_for_other_words_says_what_was_given_so_far_and_would_be_void(shop: Shop) -> None:
    claimed, verified = shop.claimed(), shop.verified()
    assert "已有的审签意见作废" in said(shop, "request_change", claimed, CHECKER)
    assert "已有的审签、核验、听取意见作废" in said(shop, "request_change", verified, CHECKER)
    assert said(shop, "request_change", shop.closed(), CHECKER) == ""


def test_the_yes_says_it_only_where_words_change(shop: Shop) -> None:
    words = shop.do("request_change", shop.verified(), CHECKER, title="另一件事", reason="改").pending or 0
    person = shop.do("request_change", shop.verified(), CHECKER, accountable=HEAD, reason="改").pending or 0
    assert "同意后，已有的审签、核验、听取意见作废" in said(shop, "approve", words, APPROVER)
    assert said(shop, "approve", person, APPROVER) == ""
    assert said(shop, "refuse", words, APPROVER) == ""


def test_it_is_void_as_was_said(shop: Shop) -> None:
    measure = shop.verified()
    asked = shop.do("request_change", measure, CHECKER, title="另一件事", reason="改").pending or 0
    assert "作废" in said(shop, "approve", asked, APPROVER)
    shop.do("approve", asked, APPROVER)
    now = shop.now(measure)
    assert now.life == "claimed" and not now.finding and not now.checks and now.hearing is None


def test_a_masked_copy_makes_a_hand_and_is_compared_where_a_check_rests_on_it(shop: Shop) -> None:
    assert said(shop, "mask_proof", shop.claimed(), DOER) == BRINGS.zh
    for checked in (shop.verified(), shop.closed()):
        assert BRINGS.zh + COMPARED.zh in said(shop, "request_masking", checked, APPROVER)


def test_who_may_still_check_reads_that_a_doing_act_ends_it(shop: Shop) -> None:
    measure = shop.open("measure")
    assigned = {"lead_unit": A, "due": DUE, "accountable": APPROVER}
    shop.do("receive", shop.do("assign", measure, CHECKER, **assigned), DOER)
    assert said(shop, "progress", measure, DOER) == ""
    assert said(shop, "progress", measure, APPROVER) == HAND.zh
    shop.do("progress", measure, APPROVER, progress="初稿")
    assert said(shop, "progress", measure, APPROVER) == ""
