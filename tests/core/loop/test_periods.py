"""What is measured by periods: a rule that it leaves, the periods that stand, the next look at it."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.verdict import verdict
from bihuan.core.loop import periods
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.state import State
from tests.core.looking import looking, why
from tests.memory import KINDS

YEARLY = {"due_kind": "recurring", "due_every": "year", "mode": "separate"}


def test_what_lasts_leaves_a_rule_behind() -> None:
    assert why(periods.rule_issued, looking(due_kind="long_term")) == "no_rule"
    assert why(periods.rule_issued, looking(due_kind="long_term", rule_issued=True)) is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({**YEARLY, "cycles": ("2025",), "rule_issued": True}, None),
        ({**YEARLY, "cycles": ("2025",)}, "no_rule"),
        ({**YEARLY, "rule_issued": True}, "few_cycles"),
        ({"due_kind": "date", "mode": "separate"}, None),
    ],
)
def test_a_group_claims_what_lasts_with_its_periods_and_its_rule(state: Any, code: str | None) -> None:
    assert why(periods.periods_answered, looking(**state)) == code


@pytest.mark.parametrize(
    ("cycles", "within"),
    [
        ((), None),
        (("2025-Q4", "2026-Q1"), None),  # two quarters were shown: nothing stands for a second
        (("2025",), (date(2026, 3, 2), date(2026, 12, 31))),
        (("2025-Q4", "2025"), (date(2026, 3, 2), date(2026, 12, 31))),  # the long one decides
        (("2025-H1",), (date(2026, 3, 2), date(2026, 6, 30))),  # the half that followed is over
        (("2026-H1",), (date(2026, 7, 1), date(2026, 12, 31))),
    ],
)
def test_after_one_long_period_it_is_looked_at_in_the_next_that_is_not_over(cycles: Any, within: Any) -> None:
    assert periods.looked_back_next(looking(cycles=cycles)) == within


def test_only_what_lasts_is_shown_period_by_period() -> None:
    assert why(periods.repeats, looking(due_kind="date")) == "not_recurring"
    assert why(periods.repeats, looking(due_kind="recurring")) is None


@pytest.mark.parametrize(
    ("every", "cycles", "missing"),
    [
        ("quarter", ("2025-Q4", "2026-Q1"), None),
        ("quarter", ("2026-Q1",), 1),
        ("quarter", (), 2),
        ("quarter", ("2025-Q4", "2026-Q2"), 1),  # that has not begun
        ("year", ("2025",), None),
        ("year", (), 1),  # nobody waits for two years
    ],
)
def test_two_cycles_are_shown_or_one_long_one(every: str, cycles: Any, missing: int | None) -> None:
    reason = periods.cycles_shown(looking(due_kind="recurring", due_every=every, cycles=cycles))
    assert (reason and reason.about["missing"]) == missing


FIRST, SECOND = 101, 102


def matter(**fields: Any) -> State:
    return looking(**fields).state


def of_group(group: int) -> list[int]:
    return [FIRST, SECOND]


def opened(unit: int, life: str, period: str = "2026-Q1") -> Any:
    return matter(lead_unit=unit, life=life, period=period)


@pytest.mark.parametrize(
    ("children", "by_group", "alone"),
    [
        ([], [FIRST, SECOND], [FIRST]),
        ([opened(FIRST, "under_way")], [SECOND], []),
        ([opened(SECOND, "verified")], [FIRST], []),
        ([opened(SECOND, "lapsed")], [FIRST], [FIRST]),
        ([opened(FIRST, "lapsed")], [SECOND], []),
        ([opened(FIRST, "under_way", "2026-Q2")], [FIRST, SECOND], [FIRST]),
        ([opened(FIRST, "lapsed"), opened(SECOND, "under_way")], [], []),
    ],
)
def test_a_period_is_opened_once_for_each_who_owes_it(children: Any, by_group: Any, alone: Any) -> None:
    group, one = matter(lead_group=7), matter(lead_unit=FIRST)
    assert periods.to_show(group, "2026-Q1", children, of_group) == by_group
    assert periods.to_show(one, "2026-Q1", children, of_group) == alone


@pytest.mark.parametrize(
    ("lives", "by_group", "alone"),
    [
        ({}, False, False),
        ({FIRST: "verified"}, False, True),
        ({FIRST: "verified", SECOND: "under_way"}, False, False),
        ({FIRST: "verified", SECOND: "verified"}, True, True),
        ({FIRST: "verified", SECOND: "lapsed"}, True, True),
        ({FIRST: "lapsed", SECOND: "lapsed"}, False, False),
    ],
)
def test_a_period_of_a_group_stands_once_every_member_shows_it(
    lives: dict[int, str], by_group: bool, alone: bool
) -> None:
    children = [opened(unit, life) for unit, life in lives.items()]
    group, one = matter(lead_group=7), matter(lead_unit=FIRST)
    assert periods.stands(group, "2026-Q1", children, of_group) is by_group
    assert periods.stands(one, "2026-Q1", children, of_group) is alone


def test_without_a_rule_two_cycles_are_shown() -> None:
    reason = periods.cycles_shown(looking(snap={"rules_of": dict}, due_kind="recurring", due_every="quarter"))
    assert reason and reason.about == {"missing": 2, "needed": 2}


@pytest.mark.parametrize(("on", "code"), [("2026-12-31", None), ("2027-01-04", "look_back_next")])
def test_nobody_asks_that_what_goes_over_is_looked_back_at_after_its_second_period(
    on: str, code: Any
) -> None:
    row = KINDS["measure"].act("request_continuing")
    office = {"desk": Desk(register=9, office=5), "actor": Actor(1, (Hat(1, 11, 5, "member", 1),))}
    state = {**YEARLY, "cycles": ("2025",), "rule_issued": True, "life": "verified", "register": 9}
    reason = verdict(row, looking(facts={"look_back_on": on}, snap=office, **state))
    assert (reason and reason.code) == code


def test_without_a_rule_it_is_looked_at_again_within_a_year() -> None:
    assert periods.look_back_within(looking(snap={"rules_of": dict})) == 12
