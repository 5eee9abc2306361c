"""What comes too late, where a rule says so."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.desks import SECONDED
from bihuan.core.loop.lateness import asked_before_due, unanswered_too_long
from bihuan.core.state.answers import Answer
from bihuan.core.state.papers import Paper
from tests.core.looking import TODAY, looking, why
from tests.memory import RULES

YESTERDAY = date(2026, 3, 1)
MADE = date(2026, 2, 2)
"""A Monday: ten working days later it is the 16th, and the 2nd of March is past them."""


def ruled(rule: str, value: Any, kind: str = "measure", **state: Any) -> Snapshot:
    return looking(kind, snap={"rules_of": lambda: {**RULES, rule: value}}, **state)


@pytest.mark.parametrize(
    ("before_only", "state", "code"),
    [
        (True, {"due_on": YESTERDAY}, "extension_too_late"),
        (True, {"due_on": TODAY}, None),  # the last day is still in time
        (True, {}, None),  # there is no day, which another guard says
        (False, {"due_on": YESTERDAY}, None),
        (True, {"due_on": YESTERDAY, "clock": "paused", "paused_on": MADE}, None),
        (True, {"due_on": YESTERDAY, "clock": "paused", "paused_on": TODAY}, "extension_too_late"),
        # of what closes by its children its own day counts, not the earliest below it
        (True, {"due_on": YESTERDAY, "gathered_due_on": YESTERDAY, "own_due_on": TODAY}, None),
    ],
)
def test_an_extension_is_asked_by_the_due_where_the_rule_says_so(
    before_only: bool, state: Any, code: str | None
) -> None:
    assert why(asked_before_due, ruled("extension_only_before_due", before_only, **state)) == code


def asked(days: int, **more: Any) -> Snapshot:
    state = {"life": "open", "request": "pause", "opened_on": MADE, **more}
    return ruled("request_lapse_workdays", days, "request", **state)


@pytest.mark.parametrize(
    ("days", "code"), [(10, None), (19, None), (20, "answer_in_time"), (60, "answer_in_time")]
)
def test_a_request_lapses_once_the_days_of_the_rule_are_over(days: int, code: str | None) -> None:
    assert why(unanswered_too_long, asked(days)) == code


def test_the_days_begin_again_with_each_yes() -> None:
    answered = (Answer(0, (3,), (), "2026-02-27"),)
    assert why(unanswered_too_long, asked(10, answers=answered)) == "answer_in_time"


@pytest.mark.parametrize("name", sorted(SECONDED))
def test_what_a_second_person_must_confirm_never_lapses_by_time(name: str) -> None:
    assert why(unanswered_too_long, asked(3, request=name)) == "never_lapses"


def test_a_signed_answer_that_waits_to_be_compared_is_an_answer() -> None:
    papers = (Paper._make([None] * len(Paper._fields)),)
    assert why(unanswered_too_long, asked(3, papers=papers)) == "never_lapses"
