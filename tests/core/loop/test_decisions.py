"""What an act settles beside what was typed, so that folding needs neither calendar nor rule."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import decisions as decide
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.state import State
from tests.core.looking import looking
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, OUTSIDER, RAISER, REGISTER, A, B


def assigned(shop: Shop, **facts: object):
    measure = shop.open("measure")
    return shop.do("assign", measure, CHECKER, **({"lead_unit": A, "due": DUE} | facts))


def test_a_due_is_stored_as_dates() -> None:
    shop = Shop()
    at_once = assigned(shop, due={"kind": "immediate"})
    assert (at_once.due_on - shop.today).days == 7 and at_once.red_on == at_once.due_on + timedelta(days=1)
    assert assigned(shop, due={"kind": "long_term"}).due_on is None
    plain = shop.store.events[-1].plain
    assert "due" not in plain and plain["due_kind"] == "long_term"


def test_the_check_goes_to_the_fallback_where_every_verifiers_unit_had_a_hand() -> None:
    shop = Shop()
    for unit, doer, expected in ((A, DOER, "verifiers"), (B, CHECKER, "fallback")):
        measure = assigned(shop, lead_unit=unit)
        shop.do("receive", measure, doer)
        assert shop.do("claim", measure, doer, result="完", evidence=PROOF).check_by == expected


def test_a_decision_says_everybody_that_its_decider_is_and_when() -> None:
    shop = Shop()
    verified = shop.do("verify", shop.claimed(), CHECKER, finding="实")
    assert verified.checks == (((CHECKER,), shop.today.isoformat()),) and not verified.deciders
    waived = shop.do("waive_hearing", verified, APPROVER, reason="匿名", sample="抽查")
    again = shop.do("waive_hearing", waived, CHECKER, reason="匿名", sample="再抽查")
    assert [event for event, *_ in again.deciders] == ["hearing_waived"], "the last waiver counts"
    assert again.checkers == {CHECKER}


def test_whoever_verified_is_not_asked_to_approve() -> None:
    shop = Shop()
    measure = shop.claimed()
    assert measure.approve_by == "approvers"
    verified = shop.do("verify", measure, APPROVER, finding="实")
    assert verified.approve_by == "outsider"
    shop.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查")
    assert shop.why("sign_off", measure, APPROVER) == "checked_it"
    assert shop.do("sign_off", measure, OUTSIDER).life == "signed_off"


def test_others_are_asked_where_those_who_hold_the_posts_may_not() -> None:
    shop = Shop()
    measure = shop.claimed()
    assert measure.check_by == "verifiers" and shop.why("name_checkers", measure, None) == "asked_already"
    shop.store.actors = {**shop.store.actors, CHECKER: Actor(CHECKER)}  # whoever held the post has left it
    assert shop.do("name_checkers", measure, None).check_by == "fallback"
    shop.store.actors = {**shop.store.actors, APPROVER: Actor(APPROVER)}
    named = shop.do("name_checkers", measure, None)
    assert (named.check_by, named.approve_by) == ("outsider", "outsider")
    shop.store.actors = {**shop.store.actors, OUTSIDER: Actor(OUTSIDER)}
    named = shop.do("name_checkers", measure, None)
    assert (named.check_by, named.approve_by) == ("nobody", "nobody")
    assert named.turn == principal(OFFICE, REGISTER), "the office must see to it that somebody can"


@pytest.mark.parametrize(("lead", "who", "checks"), [(A, DOER, "verifiers"), (B, CHECKER, "fallback")])
def test_a_problem_is_checked_by_the_first_whose_unit_led_nothing_of_it(
    lead: int, who: int, checks: str
) -> None:
    shop = Shop()
    measure, problem = shop.closed(), State(70, 1, "problem", "under_way", lead_unit=lead, register=REGISTER)
    shop.store.states |= {70: problem, measure.id: measure._replace(parent=70)}
    claimed = shop.do("claim", 70, who, result="完成")
    assert (claimed.check_by, claimed.approve_by) == (checks, "approvers")


def test_a_measure_alone_is_heard_by_itself_and_one_of_a_problem_with_it() -> None:
    shop = Shop()
    problem = shop.open("problem")
    for parent, expected in ((None, None), (problem.id, "with_problem")):
        measure = shop.claimed(parent)
        assert shop.do("verify", measure, CHECKER, finding="实").hearing == expected


def test_whoever_raised_the_measure_itself_is_asked_by_himself_under_a_problem_too() -> None:
    shop = Shop()
    problem = shop.open("problem", raisers=[RAISER])
    lone = shop.open("measure", raisers=[RAISER])
    for one in (lone, under := shop.open("measure", parent=problem.id)):
        shop.do("assign", one, CHECKER, lead_unit=A, due=DUE)
        shop.do("receive", one, DOER)
    shop.do("merge", lone, CHECKER, into=under.id, reason="同一件")
    shop.do("claim", under, DOER, result="完", evidence=PROOF)
    shop.do("countersign", under, HEAD)
    assert shop.do("verify", under, CHECKER, finding="实").hearing is None
    assert shop.why("sign_off", under, APPROVER) == "no_hearing"


def test_an_instruction_on_a_problem_leaves_the_problems_own_lead() -> None:
    shop = Shop()
    problem = shop.open("problem")
    told = {"instruction": "办", "assign_anew": True, "lead_unit": B, "due": DUE}
    after = shop.do("instruct", problem, 4, **told)
    assert after.life == "registered" and after.lead_unit is None and after.due_on is None
    shop.do("assign", problem, CHECKER, lead_unit=A)
    shop.do("receive", problem, HEAD)
    assert shop.do("instruct", problem, 4, **told).life == "under_way"
    assert shop.now(problem).lead_unit == A


def test_a_pause_moves_the_due_by_the_working_days_that_it_lasted() -> None:
    shop = Shop()
    measure = assigned(shop)
    shop.do("receive", measure, DOER)
    asked = shop.do("request_pause", measure, DOER, reason="等")
    shop.do("approve", asked.pending or 0, 4)
    shop.today += timedelta(days=14)
    resumed = shop.do("resume", measure, DOER, reason="到了")
    assert (resumed.due_on - measure.due_on).days == 14 and resumed.paused_on is None


def said(decide: Any, looked: Snapshot, **facts: object) -> Mapping[str, Any]:
    return decide.decide(looked, facts)


def test_what_is_immediate_counts_anew_from_the_day_of_its_hand_over_unless_another_due_is_given() -> None:
    at_once = looking(due_kind="immediate")
    assert said(decide.immediate_from_today, at_once)["due_on"] == "2026-03-09"
    assert said(decide.immediate_from_today, at_once, due=DUE) == {}
    assert said(decide.immediate_from_today, looking(due_kind="date")) == {}


def test_a_pause_moves_nothing_where_no_day_is_owed_or_no_calendar_stands() -> None:
    owed = {"due_on": date(2026, 3, 6), "paused_on": date(2026, 2, 27)}
    assert said(decide.due_after_pause, looking(**owed))["due_on"] == "2026-03-09"
    assert said(decide.due_after_pause, looking(snap={"calendar_of": lambda: None}, **owed)) == {}
    assert said(decide.due_after_pause, looking(paused_on=date(2026, 2, 27))) == {}


def test_without_a_rule_it_is_looked_back_at_after_three_months() -> None:
    assert said(decide.look_back_day, looking(snap={"rules_of": dict}))["look_back_on"] == "2026-06-02"
    assert said(decide.look_back_day, looking(), look_back_on="2026-04-01") == {}


def test_one_approval_names_the_parts_that_it_closes() -> None:
    parts = [
        State(7, 1, "part", role="separate", finding=3),
        State(8, 1, "part", role="separate"),
        State(9, 1, "instalment", period="2026-Q1", finding=4),
    ]
    gathers = looking(mode="separate", snap={"children": lambda: parts}, cycles=("2026-Q1",))
    assert said(decide.parts_named, gathers) == {"parts": [7, 9]}, "nobody checked the other"
    alone = looking(mode="lead", snap={"children": lambda: parts})
    assert said(decide.parts_named, alone) == {}


def test_that_a_rule_was_named_is_plain_and_its_words_are_not() -> None:
    assert said(decide.rule_was_named, looking(), rule_issued="某制度") == {"rule_issued": True}
    assert said(decide.rule_was_named, looking()) == {}


def test_who_signs_is_said_only_where_it_is_another_than_before() -> None:
    above = {"signs_of": lambda unit: ("above", 5)}
    assert said(decide.signer, looking(lead_unit=A, snap=above)) == {"sign_by": "above", "sign_unit": 5}
    assert said(decide.signer, looking(lead_unit=A)) == {}


def test_two_units_can_check_together_where_each_measure_had_one_of_them_outside() -> None:
    def apart(*of_each: tuple[int, ...], itself: tuple[int, ...] = ()) -> bool:
        measures = [
            State(20 + at, 1, "measure", units_from=tuple((unit, "2026-03-01") for unit in units))
            for at, units in enumerate(of_each)
        ]
        desk = Desk(verifiers=((1, A),), fallbacks=((2, B),))
        own = tuple((unit, "2026-03-01") for unit in itself)
        snap = {"desk": desk, "children": lambda: measures}
        return decide._two_are_free(looking("problem", snap=snap, units_from=own))

    assert apart((A,), (B,)) and not apart((A, B)) and not apart((A,), itself=(B,))
