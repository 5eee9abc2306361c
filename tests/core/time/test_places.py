"""Where in a period something is due: as it is kept, and as a day."""

from datetime import date

import pytest

from bihuan.core.time.places import Place, due_in, places
from bihuan.core.time.workdays import WorkCalendar

MAY, QUARTER = (date(2026, 5, 1), date(2026, 5, 31)), (date(2026, 4, 1), date(2026, 6, 30))
FESTIVAL = WorkCalendar(holidays=frozenset({date(2026, 5, 29)}))


@pytest.mark.parametrize("written", ["5", "1-10", "3w", "1-3w", "-1w", "1--1w", "+10", "+10w", "+3-31"])
def test_a_place_is_kept_as_it_is_written(written: str) -> None:
    assert [str(one) for one in places(written)] == [written]
    assert len(places(f"{written}/5")) == 2


@pytest.mark.parametrize("written", ["", "x", "5/", "-5", "w", "1-", "+", "123", "5 "])
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="no such place"):
        places(written)


def test_working_days_are_those_of_the_calendar() -> None:
    assert due_in(*MAY, 1, Place(-1, working=True)) == date(2026, 5, 29)
    assert due_in(*MAY, 1, Place(-1, working=True), FESTIVAL) == date(2026, 5, 28)
    assert due_in(*QUARTER, 3, Place(3, 2, working=True)) == date(2026, 5, 5)


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert due_in(*QUARTER, 3, Place(31, 1)) == date(2026, 4, 30)
    assert due_in(*MAY, 1, Place(30, working=True)) == date(2026, 5, 31)
