"""Whom an act may name: somebody who holds a post of ours, that day or later."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.posts import NoPosts, Post
from tests.core.shop import DUE, Shop
from tests.theorem.cast import APPROVER, CHECKER, OUTSIDE, OUTSIDER, RAISER, A


class Later(NoPosts):
    """The raiser will hold a post in A from some later day on."""

    def held_by(self, person):
        return frozenset({99}) if person == RAISER else frozenset()

    def known(self, posts):
        return {one: Post(A, "member") for one in posts}


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.mark.parametrize("name", ["accountable", "leader"])
@pytest.mark.parametrize("person", [RAISER, OUTSIDER])
def test_who_only_raises_or_sits_outside_is_named_by_nobody(shop: Shop, name: str, person: int) -> None:
    shop.store.unit_kinds = {**shop.store.unit_kinds, OUTSIDE: "outside"}
    measure = shop.open("measure")
    assigned = {"lead_unit": A, "due": DUE}
    assert shop.why("assign", measure, CHECKER, **assigned, **{name: person}) == "holds_no_post"
    shop.do("assign", measure, CHECKER, **assigned)
    assert shop.why("correct", measure, CHECKER, reason="改", **{name: person}) == "holds_no_post"
    claimed = shop.claimed()
    asked = {"reason": "改", name: person}
    assert shop.why("request_change", claimed, CHECKER, **asked) == "holds_no_post"


def test_who_will_hold_a_post_is_named_already(shop: Shop) -> None:
    shop.store.posts_ = Later()
    measure = shop.open("measure")
    done = shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE, accountable=RAISER)
    assert done.accountable == RAISER


def test_who_left_since_the_asking_is_not_named_by_the_yes(shop: Shop) -> None:
    shop.store.posts_ = Later()
    asked = shop.do("request_change", shop.claimed(), CHECKER, accountable=RAISER, reason="改")
    shop.store.posts_ = NoPosts()
    assert shop.why("approve", asked.pending or 0, APPROVER) == "holds_no_post"


def test_what_a_ledger_says_is_taken_as_it_is_written(shop: Shop) -> None:
    book = shop.book
    how = Mandate(SYSTEM, within=True)
    made = book.open("measure", how, act="register", register=9, title="事项", accountable=RAISER)
    book.end()
    assert made.accountable == RAISER
    assert shop.do("assign", made, CHECKER, lead_unit=A, due=DUE, accountable=RAISER).accountable == RAISER
