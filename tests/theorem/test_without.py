"""With one rule gone on what is granted, owed or shown, the witness finds what breaks it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import owed, periods
from bihuan.core.loop.folds import cleared
from bihuan.core.loop.one_yes_each import office_asks_in_person
from bihuan.core.state.relations import relations
from tests.memory import KINDS
from tests.theorem.beginnings import (
    LED_BY_A,
    MEASURE,
    PROBLEM,
    QUARTERLY,
    UNDER,
    begins,
    handed_in,
    matters,
    one_cycle_shown,
    received,
    struck_off,
)
from tests.theorem.case import Case
from tests.theorem.cast import APPROVER, CHECKER, PLAIN, Cast
from tests.theorem.search import Scenario, after, opened, search
from tests.theorem.test_mutations import changed, without
from tests.theorem.worlds import PROOF, Move, World

pytestmark = pytest.mark.exhaustive
GIVING_UP = Case(
    "giving up while somebody works",
    PLAIN,
    begins(MEASURE),
    {"measure": "assign receive progress request_withdrawal", "request": "approve"},
    0,
    behalf=True,
)


def found(case: Case, expected: str, kinds: Mapping[str, Kind] = KINDS, then: Sequence[Move] = ()) -> str:
    """What the witness says first of that kind, when it has searched by these tables, after some moves."""
    scenario = case.scenario()
    worlds = case.begin(case.cast, scenario)
    for world in worlds:
        world.store.kinds = dict(kinds)
    worlds = [after(world, scenario, *then) for world in worlds]
    met = search(worlds, scenario, until=expected)
    assert met.wrong, f"nothing found in {met.worlds} worlds"
    return "; ".join(met.wrong[-1][0])


def test_a_yes_of_somebody_who_worked_since_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.core.acts.verdict.said_by_foreign_hands", lambda snap: None)
    expected = "the one who let it be withdrawn had a hand"
    assert expected in found(GIVING_UP, expected)


def of_the_office(snap: Snapshot, first: str) -> bool:
    """That whoever stands so towards it asks, or is said to ask."""
    return first in relations(snap.principal, snap.state, snap.desk)


@pytest.mark.parametrize(
    "expected", ["asking in somebody's name was a yes", "whose asking was a yes had a hand"]
)
def test_a_yes_that_nobody_who_may_has_said_is_found(monkeypatch: pytest.MonkeyPatch, expected: str) -> None:
    monkeypatch.setattr("bihuan.core.loop.requesting.says_yes_by_asking", of_the_office)
    kinds = changed("measure", "request_withdrawal", without(office_asks_in_person))
    assert expected in found(GIVING_UP, expected, kinds)


def brought_in(**facts: object) -> Case:
    """A measure that an import brought in with its due, to be handed out, given back and instructed on."""
    begin = begins(("measure", "take_over", facts, 0))
    return Case("a due that was set", PLAIN, begin, {"measure": "assign return_wrong_unit instruct"}, 0)


@pytest.mark.parametrize("life", ["registered", "assigned"])
def test_a_hand_over_that_moves_a_day_is_found(life: str) -> None:
    kinds = changed("measure", "assign", without(owed.day_stays))
    expected = "a hand-over moved a day to a later one"
    assert expected in found(brought_in(**LED_BY_A, life=life), expected, kinds)


@pytest.mark.parametrize("name", ["assign", "instruct"])
def test_a_day_in_the_place_of_what_is_for_good_is_found(name: str) -> None:
    kinds = changed("measure", name, without(owed.nature_stays))
    expected = "gave an end to what has none"
    assert expected in found(brought_in(**{**QUARTERLY, "life": "assigned"}), expected, kinds)


RECURRING = Case(
    "what goes over on its periods",
    PLAIN,
    one_cycle_shown,
    {"measure": "continue_long_term", "instalment": "send_back claim countersign verify"},
    0,
)


def test_a_period_that_has_not_begun_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "_counts", lambda state, one: True)
    kinds = changed("instalment", "claim verify", without(periods.has_begun))
    expected = "it goes over on the periods"
    assert expected in found(RECURRING, expected, kinds)


def test_one_period_that_counts_twice_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "apart", lambda keys: 2 * len(keys))
    acts = {"measure": "send_back claim countersign verify waive_hearing continue_long_term"}
    expected = "it goes over on the periods"
    assert expected in found(replace(RECURRING, acts=acts), expected)


def test_whoever_checked_a_period_and_lets_it_go_over_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Snapshot, "checkers_of", lambda snap, about: about.checkers)
    expected = "checker and approver are one person"
    assert expected in found(RECURRING, expected)


def gone_over(cast: Cast, scenario: Scenario) -> list[World]:
    """The same measure, which went over on both of its periods."""
    (world,) = one_cycle_shown(cast, scenario)
    measure, _, second = matters(world)
    shown = [*handed_in(second, evidence=PROOF), Move("verify", second, CHECKER)]
    over = [Move("continue_long_term", measure, APPROVER), Move("")]
    return [after(world, scenario, Move(""), *shown, *over)]


def test_periods_that_did_not_hold_are_found() -> None:
    scenario = RECURRING.scenario()
    measure, *_ = matters(*gone_over(PLAIN, scenario))
    again = [
        Move("look_back", measure, CHECKER, None, {"result": "rebound"}),
        Move("reopen", measure, APPROVER),
        *handed_in(measure, evidence=PROOF),
        Move("verify", measure, CHECKER),
        Move("waive_hearing", measure, CHECKER),
    ]
    case = replace(RECURRING, begin=gone_over, acts={"measure": "continue_long_term"})
    kinds = changed("measure", "reopen", lambda act: replace(act, folds=cleared))
    expected = "it goes over on the periods"
    assert expected in found(case, expected, kinds, again)


def held_once(cast: Cast, scenario: Scenario) -> list[World]:
    """A problem that its unit is to claim, with a measure that was struck off."""
    world = opened(cast, PROBLEM, UNDER)
    problem, measure = matters(world)
    return [after(world, scenario, *received(problem), *struck_off(measure), Move(""))]


def test_a_problem_that_closes_on_what_did_not_hold_is_found() -> None:
    acts = {"problem": "claim countersign verify waive_hearing sign_off", "measure": "look_back"}
    kinds = changed("measure", "look_back", lambda act: replace(act, folds=None))
    expected = "closed without a proof"
    assert expected in found(Case("what did not hold", PLAIN, held_once, acts, 0), expected, kinds)
