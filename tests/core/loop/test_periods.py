"""What is measured by periods: a rule that it leaves, the periods that stand, the next look at it."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.loop import periods
from tests.core.looking import looking, why

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
