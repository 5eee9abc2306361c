"""Hearing the people concerned: how long their days run."""

from datetime import date

import pytest

from bihuan.core.loop import hearings
from tests.core.looking import TODAY, looking, why

ASKED = {"life": "verified", "hearing": "overruled", "answers_asked": (6, 7)}


@pytest.mark.parametrize(
    ("until", "heard", "code"),
    [
        (TODAY, (6,), "hearing_runs"),
        (date(2026, 3, 3), (6,), "hearing_runs"),
        (date(2026, 3, 1), (6,), None),
        (TODAY, (6, 7), None),
    ],
)
def test_to_overrule_one_ends_no_days_of_another_up_to_the_last(
    until: date, heard: tuple[int, ...], code: str | None
) -> None:
    assert why(hearings.hearing, looking(**ASKED, hear_until=until, heard=heard)) == code
