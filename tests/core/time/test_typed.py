"""Dues as they are typed today: what leans on today, and dates without a year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time.phrases import read_due
from bihuan.core.time.typed import read_typed
from bihuan.core.time.workdays import WorkCalendar
from tests.core.time.test_phrases import means, phrases

DAYS = st.dates(date(2001, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize("row", phrases(typed=True), ids=lambda row: row["text"])
def test_it_reads_what_is_typed(row: dict[str, str]) -> None:
    due = read_typed(row["text"], today=date.fromisoformat(row["today"]), calendar=WorkCalendar())
    assert means(due) == {name: row[name] for name in ("kind", "on", "every", "day", "then")}
    assert due.text == row["text"]


@given(DAYS, DAYS)
def test_a_date_without_a_year_is_the_next_such_date(today: date, day: date) -> None:
    due = read_typed(f"{day.month}月{day.day}日前", today=today, calendar=WorkCalendar())
    if (day.month, day.day) == (2, 29):
        assert due.on is None or due.on.day == 29
        return
    assert due.on is not None
    assert today <= due.on < today + timedelta(days=366) and (due.on.month, due.on.day) == (
        day.month,
        day.day,
    )


@given(DAYS, DAYS)
def test_a_year_that_is_written_stays(today: date, day: date) -> None:
    text = f"{day.year}年{day.month}月{day.day}日前"
    assert read_typed(text, today=today, calendar=WorkCalendar()) == read_due(text, year=today.year)


@given(
    st.text(
        alphabet="0123456789年月日周底前上中下旬每季度半内个工作天-—至.，；（）一二三十起末本下明今后 五",
        max_size=20,
    ),
    st.dates(),
)
def test_it_never_fails(text: str, today: date) -> None:
    assert read_typed(text, today=today, calendar=WorkCalendar()).kind
