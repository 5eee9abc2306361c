"""What was claimed changes by a request that a foreign hand grants, and is then checked again."""

from dataclasses import replace

import pytest

from bihuan.core.loop import after_claim
from bihuan.core.state.actor import Hat
from bihuan.core.state.posts import NoPosts
from tests.core.looking import looking
from tests.core.looking import why as looked_at
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, OUTSIDER, PLAIN, RAISER, TWO_HATS, A, B, C

WHY = {"reason": "领导小组意见"}
NAMED = replace(PLAIN, hats=(*PLAIN.hats, Hat(10, 14, C, "member", RAISER)))
"""Whoever raises sits somewhere too, and so can be named."""
LONG = "修定首问负责制办法，6月底前公布，每季度检查一次并通报"


@pytest.fixture
def shop() -> Shop:
    return Shop(NAMED)


def asked(shop: Shop, matter: object, who: int = CHECKER, /, **facts: object) -> int:
    """The request for a change."""
    found = shop.do("request_change", matter, who, **WHY, **facts)  # type: ignore[arg-type]
    assert found.pending
    return found.pending


def why_granted(shop: Shop, request: int, who: int) -> str:
    """Why a yes is refused; nothing of it is kept, as nothing of it is kept in the database."""
    kept = shop.store
    shop.store = kept.copy()
    found = shop.why("approve", request, who)
    shop.store = kept
    return found


def test_from_the_claim_on_nothing_is_simply_corrected(shop: Shop) -> None:
    for matter in (shop.claimed(), shop.verified(), shop.closed()):
        for facts in ({"title": "另一件事"}, {"standard": "低"}, {"accountable": DOER}, {"leader": DOER}):
            assert shop.why("correct", matter, CHECKER, reason="改", **facts) == "claimed_stays"


def test_a_correction_of_spelling_counts_with_those_before_it(shop: Shop) -> None:
    measure = shop.claimed()
    shop.store.states[measure.id] = shop.now(measure)._replace(title=LONG)
    assert shop.why("mend_spelling", measure, CHECKER, title=LONG, reason="无") == "nothing_asked"
    assert shop.why("mend_spelling", measure, CHECKER, title="别的", reason="改") == "not_spelling"
    assert shop.why("mend_spelling", measure, DOER, title=LONG, reason="改") == "no_right"
    mended = LONG.replace("修定", "修订")
    assert shop.do("mend_spelling", measure, CHECKER, title=mended, reason="错字").mended == (1,)
    more, both = mended.replace("通报", "通抱"), (1, LONG.index("通报") + 1)
    assert shop.do("mend_spelling", measure, CHECKER, title=more, reason="错字").mended == both
    assert shop.why("mend_spelling", measure, CHECKER, title=mended, reason="错字") == "not_spelling"
    back = shop.do("send_back", measure, CHECKER, still_to_do="补")
    assert back.mended == (), "what is claimed again is claimed as it stands then"


def test_a_unit_of_ours_keeps_its_name(shop: Shop) -> None:
    shop.store.unit_names_ = ("档案馆",)
    measure = shop.claimed()
    old = "由档案馆牵头整改并公开通报有关情况和结果，持续落实"
    shop.store.states[measure.id] = shop.now(measure)._replace(title=old)
    other = old.replace("档案馆", "文档馆")
    assert shop.why("mend_spelling", measure, CHECKER, title=other, reason="错字") == "not_spelling"


@pytest.mark.parametrize("facts", [{"title": "另一件事"}, {"standard": "低"}, {"evidence_wanted": "照片"}])
def test_other_words_take_the_claim_back_to_be_checked(shop: Shop, facts: dict[str, str]) -> None:
    measure = shop.verified()
    changed = shop.do("approve", asked(shop, measure, **facts), APPROVER)
    assert changed.life == "granted"
    after = shop.now(measure)
    assert (after.life, after.finding, after.hearing, after.checkers) == ("claimed", 0, None, frozenset())
    assert len(after.proof) == 1 and after.claim_seq, "the claim stands"
    shop.do("countersign", measure, HEAD)
    shop.do("verify", measure, CHECKER, finding="照新的核过")
    shop.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查")
    assert shop.do("sign_off", measure, APPROVER).life == "signed_off"


def test_another_person_changes_nothing_of_what_was_checked(shop: Shop) -> None:
    measure = shop.verified()
    shop.do("approve", asked(shop, measure, DOER, accountable=HEAD), APPROVER)
    after = shop.now(measure)
    assert (after.life, after.accountable) == ("verified", HEAD) and after.finding
    closed = shop.do("sign_off", measure, APPROVER)
    shop.do("approve", asked(shop, closed, accountable=DOER), APPROVER)
    again = shop.now(closed)
    assert (again.life, again.accountable, again.closed_on) == ("signed_off", DOER, closed.closed_on)


def test_what_is_closed_keeps_its_words_until_it_is_opened_again(shop: Shop) -> None:
    closed = shop.closed()
    for facts in ({"title": "另一件事"}, {"standard": "低"}):
        assert shop.why("request_change", closed, CHECKER, **WHY, **facts) == "closed_words"
    assert shop.why("request_change", closed, CHECKER, **WHY) == "nothing_asked"


def test_a_doer_changes_nothing_and_no_rule_lets_the_doing_side_do_so() -> None:
    shop = Shop(TWO_HATS)
    shop.store.rules_ = {**shop.store.rules_, "change_steps": [["head", "any", False]]}
    measure = shop.claimed()
    request = asked(shop, measure, DOER, standard="低")
    shop.do("approve", request, HEAD)
    assert shop.now(request).life == "open", "the doing side has signed, and another decides"
    assert why_granted(shop, request, HEAD) == "no_right"
    assert shop.do("refuse", request, CHECKER, reason="不").life == "refused"
    assert shop.now(measure).pending is None, "it goes on as it was claimed"


def test_whoever_grants_another_person_after_the_check_is_held_to_it_at_the_end(shop: Shop) -> None:
    measure = shop.verified()
    shop.do("approve", asked(shop, measure, accountable=HEAD), APPROVER)
    assert ("changed", (APPROVER,)) in [one[:2] for one in shop.now(measure).deciders]


def test_nothing_of_a_change_stands_before_it_is_granted(shop: Shop) -> None:
    measure = shop.verified()
    request = shop.now(asked(shop, measure, title="另一件事", standard="低"))
    assert shop.now(measure).title == "事项" and "standard" not in shop.store.kept(measure.id)
    assert "另一件事" in (request.words or "") and "另一件事" not in request.asked, "words can be erased"
    assert shop.why("sign_off", measure, APPROVER) == "request_open"


def test_while_a_period_is_checked_what_it_is_checked_against_stays(shop: Shop) -> None:
    due = {"kind": "recurring", "every": "month"}
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=due)
    shop.do("receive", measure, DOER)
    shop.do("plan", measure, DOER, plan="分月", standard="每月一次", accountable=DOER)
    shop.do("open_instalment", measure, DOER, period="2026-03")
    (period,) = [one for one in shop.store.children(measure.id) if one.period]
    shop.do("plan", measure, DOER, plan="分月", standard="每月两次", accountable=HEAD)
    shop.do("claim", period, DOER, result="完", evidence=PROOF)
    assert shop.why("plan", measure, DOER, plan="分月", standard="随意") == "period_in_check"
    assert shop.why("correct", measure, CHECKER, title="另一件", reason="改") == "period_in_check"
    assert shop.do("plan", measure, DOER, plan="分旬", standard="每月两次").life == "under_way"
    shop.do("countersign", period, HEAD)
    shop.do("verify", period, CHECKER, finding="实")
    assert shop.why("correct", measure, CHECKER, title="另一件", reason="改") == "words_shown"
    assert shop.do("plan", measure, DOER, plan="分月", standard="每月两次").life == "under_way"


# --- whoever is named may propose somebody else ----------------------------------------------------------
def named(shop: Shop, person: int = RAISER):
    measure = shop.open("measure")
    return shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE, accountable=person)


def test_whoever_is_named_proposes_somebody_else_and_the_head_says_yes(shop: Shop) -> None:
    measure = named(shop)
    found = shop.do("propose_other", measure, RAISER, accountable=DOER, reason="不分管")
    assert shop.now(found.pending or 0).steps == (("head", "any", False),)
    assert shop.why("approve", found.pending or 0, DOER) == "no_right"
    shop.do("approve", found.pending or 0, HEAD)
    assert shop.now(measure).accountable == DOER and not shop.now(measure).hand_people
    assert shop.do("propose_other", measure, DOER, accountable=HEAD, reason="由负责人承担").pending


def test_a_head_plans_and_somebody_else_is_somebody_else(shop: Shop) -> None:
    measure = named(shop)
    assert shop.why("propose_other", measure, HEAD, accountable=DOER, reason="改") == "one_is_enough"
    assert shop.why("propose_other", measure, DOER, accountable=RAISER, reason="改") == "nothing_asked"
    assert shop.why("propose_other", measure, OUTSIDER, accountable=DOER, reason="改") == "no_right"
    claimed = shop.claimed()
    assert shop.why("propose_other", claimed, DOER, accountable=HEAD, reason="改") == "wrong_life"


# --- the lead names nobody who checks, without the office ------------------------------------------------
class Posts(NoPosts):
    """The verifier holds a post; so will the head, from next month on."""

    def holders(self, posts):
        return frozenset({CHECKER, HEAD})


def watched() -> Shop:
    shop = Shop(NAMED)
    shop.store.posts_ = Posts()
    return shop


def test_the_lead_names_nobody_who_checks_or_will_check_but_the_office_may() -> None:
    shop = watched()
    measure = shop.do("receive", named(shop), DOER)
    for person in (CHECKER, HEAD):
        assert shop.why("plan", measure, DOER, plan="计", accountable=person) == "names_checker"
        assert shop.why("propose_other", measure, DOER, accountable=person, reason="改") == "names_checker"
        transfer = {"lead_unit": B, "accountable": person, "reason": "职责"}
        assert shop.why("request_transfer", measure, DOER, **transfer) == "names_checker"
    assert shop.do("plan", measure, DOER, plan="计", accountable=DOER).accountable == DOER
    moved = {"lead_unit": B, "accountable": CHECKER, "reason": "职责"}
    assert shop.do("request_transfer", measure, CHECKER, **moved).pending
    assert shop.do("correct", named(shop), CHECKER, accountable=HEAD, reason="改").accountable == HEAD


def test_who_came_into_a_post_since_is_not_named_by_the_heads_yes_alone() -> None:
    shop = watched()
    shop.store.posts_ = NoPosts()
    measure = shop.do("receive", named(shop), DOER)
    found = shop.do("propose_other", measure, DOER, accountable=CHECKER, reason="改")
    shop.store.posts_ = Posts()
    assert why_granted(shop, found.pending or 0, HEAD) == "names_checker"
    assert shop.do("refuse", found.pending or 0, HEAD, reason="不").life == "refused"


def test_after_the_claim_a_foreign_yes_names_even_a_checker_whom_the_office_asks_for() -> None:
    shop = watched()
    measure = shop.claimed()
    assert shop.why("request_change", measure, DOER, accountable=CHECKER, **WHY) == "names_checker"
    shop.do("approve", asked(shop, measure, accountable=CHECKER), APPROVER)
    assert shop.now(measure).accountable == CHECKER


def test_a_stand_in_of_a_head_plans_too(shop: Shop) -> None:
    measure = named(shop)
    shop.store.actors = {**shop.store.actors, RAISER: replace(shop.actor(HEAD), person=RAISER)}
    assert shop.why("propose_other", measure, RAISER, accountable=DOER, reason="改") == "one_is_enough"


def test_a_newer_ledger_says_how_it_stands_and_not_what_is_owed() -> None:
    def stays(**facts: object) -> str | None:
        return looked_at(after_claim.claimed_stays, looking(facts=facts, snap=within, life="claimed"))

    within = {"within": True}
    assert stays(progress="已落实") is None and stays(title="另一件事") == "claimed_stays"
    within = {"within": False}
    assert stays(progress="已落实") == "claimed_stays"


def test_other_words_begin_anew_to_count_what_is_corrected(shop: Shop) -> None:
    measure = shop.claimed()
    shop.do("approve", asked(shop, measure, title=LONG), APPROVER)
    mended = shop.do("mend_spelling", measure, CHECKER, title=LONG.replace("修定", "修订"), **WHY)
    assert mended.mended == (1,)
    shop.do("approve", asked(shop, measure, title="另一件事"), APPROVER)
    assert shop.now(measure).mended == ()


def test_a_hand_over_list_takes_what_somebody_answers_for() -> None:
    assert looked_at(after_claim.somebody_answers, looking()) == "not_subject"
    assert looked_at(after_claim.somebody_answers, looking(accountable=5)) is None


def test_where_the_old_words_are_gone_nothing_is_a_slip_of_the_pen() -> None:
    gone = looking(facts={"title": "另一件事"}, life="claimed", title=None)
    assert after_claim.spelled(gone) is None
    assert looked_at(after_claim.spelling_only, gone) == "not_spelling"


def test_nobody_grants_other_words_while_a_period_is_checked_against_the_old_ones(shop: Shop) -> None:
    period = shop.monthly()
    whole = shop.now(period.parent or 0)
    shop.store.states[whole.id] = whole._replace(life="claimed", claim_seq=whole.seq)
    request = asked(shop, whole, standard="低")
    shop.do("claim", period, DOER, result="完", evidence=PROOF)
    assert why_granted(shop, request, APPROVER) == "period_in_check"
