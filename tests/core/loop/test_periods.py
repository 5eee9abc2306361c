"""What is measured by periods: a rule that it leaves, the periods that stand, the next look at it."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.verdict import verdict
from bihuan.core.loop import periods
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import Hands
from bihuan.core.state.state import State
from tests.core.looking import looking, why
from tests.memory import KINDS

YEARLY = {"due_kind": "recurring", "due_every": "year", "mode": "separate"}


def shown(*keys: str, on: date = date(2026, 3, 2), **more: Any) -> dict[str, Any]:
    """What a measure says, and the world around it, of which these periods were shown by that day."""
    children = [
        looking("instalment", life="verified", period=key, checks=(((77,), str(on)),), **more).state
        for key in keys
    ]
    numbered = [one._replace(id=200 + place) for place, one in enumerate(children)]
    apart = {"hands_apart": lambda matter, parts: [Hands()] * (len(parts) + 1)}
    return {"cycles": tuple(keys), "snap": {"children": lambda: numbered, **apart}}


def test_what_lasts_leaves_a_rule_behind() -> None:
    assert why(periods.rule_issued, looking(due_kind="long_term")) == "no_rule"
    assert why(periods.rule_issued, looking(due_kind="long_term", rule_issued=True)) is None


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({**YEARLY, **shown("2025"), "rule_issued": True}, None),
        ({**YEARLY, **shown("2025")}, "no_rule"),
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


IN_OCTOBER = {"units_from": ((5, "2025-10-15"),)}
OPENED_AGAIN = {**IN_OCTOBER, "shown_from": date(2026, 1, 10)}


@pytest.mark.parametrize(
    ("every", "cycles", "more", "missing"),
    [
        ("quarter", ("2025-Q4", "2026-Q1"), {}, None),
        ("quarter", ("2025-Q3", "2025-Q4"), {}, None),
        ("quarter", ("2026-Q1",), {}, 1),
        ("quarter", (), {}, 2),
        ("quarter", ("2025-Q4", "2026-Q2"), {}, 1),  # that has not begun
        ("year", ("2025",), {}, None),
        ("year", (), {}, 1),  # nobody waits for two years
        ("year", ("2027",), {}, 1),
        ("quarter", ("2025-Q3", "2025-Q4"), IN_OCTOBER, None),  # it went on before the hand-over
        ("quarter", ("2024-Q3", "2025-Q4"), IN_OCTOBER, 1),  # the first was over more than a year before
        ("year", ("2024",), IN_OCTOBER, None),
        ("year", ("2023",), IN_OCTOBER, 1),
        ("month", ("2025-10", "2025-11"), IN_OCTOBER, None),
        ("month", ("2025-11", "2025-12"), OPENED_AGAIN, 2),
        ("month", ("2026-01", "2026-02"), OPENED_AGAIN, None),
        ("month", ("2025-12", "2026-01"), {"opened_on": date(2026, 1, 31)}, None),
    ],
)
def test_two_cycles_are_shown_or_one_long_one(
    every: str, cycles: Any, more: Any, missing: int | None
) -> None:
    state = {"due_kind": "recurring", "due_every": every, **shown(*cycles), **more}
    reason = periods.cycles_shown(looking(**state))
    assert (reason and reason.about["missing"]) == missing


def test_what_was_checked_before_it_was_opened_again_shows_nothing_since() -> None:
    quarters = shown("2026-Q1", "2026-Q2", on=date(2026, 2, 1))
    state = {"due_kind": "recurring", "due_every": "quarter", "shown_from": date(2026, 2, 2)}
    reason = periods.cycles_shown(looking(**quarters, **state))
    assert reason and reason.about["missing"] == 2


@pytest.mark.parametrize(
    ("period", "on", "code"),
    [
        ("2026-Q2", None, "period_to_come"),
        ("2026-Q1", None, None),
        ("2026-03", None, None),
        ("2026-03", "2026-02-28", "period_to_come"),
        (None, None, None),
    ],
)
def test_a_period_shows_nothing_before_it_begins(period: Any, on: Any, code: Any) -> None:
    facts = {"occurred_on": on} if on else {}
    assert why(periods.has_begun, looking("instalment", facts=facts, period=period)) == code


@pytest.mark.parametrize(
    ("since", "period", "code"),
    [
        ({"units_from": ((5, "2026-02-02"),)}, "2025-01", "period_before"),
        ({"units_from": ((5, "2026-02-02"),)}, "2025-02", None),
        ({"units_from": ((5, "2026-02-02"), (6, "2026-01-31"))}, "2025-01", None),
        ({"opened_on": date(2026, 2, 2)}, "2025-01", "period_before"),
        ({"units_from": ((5, "2025-02-02"),), "shown_from": date(2026, 2, 2)}, "2026-01", "period_before"),
        ({"opened_on": date(2026, 2, 2)}, "2026-02", None),
        ({}, "1999-05", None),
    ],
)
def test_no_period_is_opened_that_lies_before_it_was_owed(since: Any, period: str, code: Any) -> None:
    looked = looking(facts={"period": period}, due_kind="recurring", due_every="month", lead_unit=5, **since)
    assert why(periods.new_period, looked) == code


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
    year = shown("2025")
    state = {**YEARLY, **year, "rule_issued": True, "life": "verified", "register": 9}
    state["snap"] = {**year["snap"], **office}
    reason = verdict(row, looking(facts={"look_back_on": on}, **state))
    assert (reason and reason.code) == code


def test_without_a_rule_it_is_looked_at_again_within_a_year() -> None:
    assert periods.look_back_within(looking(snap={"rules_of": dict})) == 12
