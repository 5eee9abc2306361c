"""Each way of not being heard has its reason."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.loop import hearings
from bihuan.core.state.actor import Actor
from bihuan.core.state.hands import Hands
from bihuan.core.state.state import HEARD
from bihuan.core.state.voices import Voice
from tests.core.looking import TODAY, looking, why

NOT_SOLVED = (Voice(3, 6, solved=False),)


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ({"hearing": "agreed"}, None),
        ({"hearing": "agreed", "voices": NOT_SOLVED}, "not_solved"),
        ({"hearing": "overruled", "voices": NOT_SOLVED}, "not_solved"),  # it came over with another matter
        ({"hearing": "with_problem", "voices": NOT_SOLVED}, None),
        ({"hearing": "not_solved"}, "not_solved"),
        ({"hearing": "asked"}, "hearing_runs"),
        ({"hearing": None}, "no_hearing"),
    ],
)
def test_each_way_of_not_being_heard_has_its_reason(state: Any, code: str | None) -> None:
    assert why(hearings.hearing, looking(life="verified", **state)) == code


def test_whoever_checked_writes_down_no_answer_of_a_raiser() -> None:
    checked = {"checks": (((1,), "2026-03-01"),)}
    recorded = {"for_whom": Actor(6)}
    assert why(hearings.heard_by_another, looking(snap=recorded, **checked)) == "checked_it"
    assert why(hearings.heard_by_another, looking(**checked)) is None, "who checked may answer himself"
    assert why(hearings.heard_by_another, looking(snap=recorded)) is None


@pytest.mark.parametrize(
    ("state", "free", "code"),
    [
        ({"hearing": "not_solved", "voices": NOT_SOLVED}, True, None),
        ({"hearing": "agreed", "voices": NOT_SOLVED}, True, None),  # others were asked, and agreed
        ({"hearing": "asked", "voices": NOT_SOLVED}, True, "hearing_runs"),
        ({"raisers": frozenset({6}), "voices": NOT_SOLVED}, True, "no_hearing"),  # can still be asked
        ({"raisers": frozenset({6}), "voices": NOT_SOLVED}, False, None),  # had a hand since
        ({}, True, "no_hearing"),
        *(({"hearing": said}, True, "nobody_unsolved") for said in HEARD),
    ],
)
def test_what_was_said_before_is_overruled_only_where_nobody_can_be_asked(
    state: Any, free: bool, code: str | None
) -> None:
    hands = Hands() if free else Hands(frozenset({6}))
    snap = {"hands_in": lambda matter: hands}
    assert why(hearings.said_not_solved, looking(snap=snap, **{"life": "verified", **state})) == code


def test_silence_is_noted_of_those_who_were_given_days() -> None:
    asked = {"life": "verified", "hearing": "asked"}
    assert why(hearings.silence_lasted, looking(**asked)) == "no_hearing"
    assert why(hearings.silence_lasted, looking(**asked, hear_until=TODAY)) == "hearing_runs"
    assert why(hearings.silence_lasted, looking(**asked, hear_until=date(2026, 3, 1))) is None
    assert why(hearings.silence_lasted, looking(hear_until=date(2026, 3, 1))) == "no_hearing"


def test_what_the_raisers_were_asked_is_neither_waived_nor_overruled_unread() -> None:
    def runs(hearing: str | None) -> str | None:
        return why(hearings.no_answer_runs, looking(life="verified", hearing=hearing))

    assert (runs("asked"), runs("not_solved"), runs(None), runs("silent")) == (
        *("hearing_runs", "not_solved"),
        *(None, None),
    )


@pytest.mark.parametrize("how", [{}, {"sampled": True}])
@pytest.mark.parametrize(
    ("until", "heard", "code"),
    [
        (TODAY, (6,), "hearing_runs"),
        (date(2026, 3, 3), (6,), "hearing_runs"),
        (date(2026, 3, 1), (6,), None),
        (TODAY, (6, 7), None),
    ],
)
def test_neither_an_overruling_nor_a_sample_ends_anothers_days_up_to_the_last(
    how: dict[str, bool], until: date, heard: tuple[int, ...], code: str | None
) -> None:
    asked = {"life": "verified", "hearing": "overruled", "hearing_seq": 2, "answers_asked": (6, 7)}
    said = tuple(Voice(3 + one, one, solved=True) for one in heard)
    assert why(hearings.hearing, looking(**asked, **how, hear_until=until, voices=said)) == code
