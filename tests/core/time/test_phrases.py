"""Dues as clerks write them: each line of tests/core/phrases.csv, and rules that hold for all."""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import csv
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time.phrases import Due, day_given, read_due

YEAR = 2026

PHRASES = Path(__file__).parents[1] / "phrases.csv"
"""What is written, the day on which it is typed (none: it stands in a sheet), what it means. Read by people."""


def phrases(*, typed: bool) -> list[dict[str, str]]:
    with PHRASES.open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if bool(row["today"]) == typed]


def means(due: Due) -> dict[str, str]:
    """A due in the columns of the table."""
    kind = "bad_date" if due.error == "bad_date" else due.kind
    on = due.on.isoformat() if due.on else ""
    return {"kind": kind, "on": on, "every": due.every or "", "day": due.day or "", "then": due.then or ""}


@pytest.mark.parametrize("row", phrases(typed=False), ids=lambda row: row["text"])
def test_it_reads_what_stands_in_a_sheet(row: dict[str, str]) -> None:
    due = read_due(row["text"], year=YEAR)
    assert means(due) == {name: row[name] for name in ("kind", "on", "every", "day", "then")}
    if due.error:
        assert due.as_json() == {"kind": "unread", "text": row["text"]}


def test_the_table_is_long_and_says_nothing_twice() -> None:
    rows = [*phrases(typed=False), *phrases(typed=True)]
    assert len(rows) > 300 and len({(row["text"], row["today"]) for row in rows}) == len(rows)


def test_where_in_each_period_a_due_is_due_is_chosen_or_read_from_its_words() -> None:
    assert day_given({"every": "month", "text": "每月5日前"}) == "5"
    assert day_given({"every": "month", "day": "10", "text": "每月5日前"}) == "10"
    assert day_given({"every": "quarter", "text": "每月5日前"}) is None
    assert day_given({"kind": "date", "on": "2026-06-05", "text": "6月5日前"}) is None


def test_it_takes_days_and_numbers_as_a_cell_holds_them() -> None:
    assert read_due(date(2026, 6, 30), year=YEAR).on == date(2026, 6, 30)
    assert read_due(datetime(2026, 6, 30, 9), year=YEAR).on == date(2026, 6, 30)
    assert read_due(46203, year=YEAR).on == read_due(20260630, year=YEAR).on == date(2026, 6, 30)
    assert read_due(5.31, year=YEAR).on == date(2026, 5, 31)


def test_it_does_not_guess_between_two_days_that_a_number_can_mean() -> None:
    assert read_due(6.3, year=YEAR).error == "unread_date"
    assert read_due("6.3", year=YEAR).on == date(2026, 6, 3)


@given(
    st.one_of(st.text(), st.integers(), st.floats(), st.none(), st.booleans(), st.dates(), st.datetimes()),
    st.integers(1900, 2999),
)
def test_it_never_fails(text: object, year: int) -> None:
    due = read_due(text, year=year)
    assert isinstance(due, Due)
    assert (due.kind == "date") <= (due.on is not None)


@given(
    st.text(
        alphabet="0123456789年月日底前上中下旬每季度半-—至.、，；（）()一二三十〇起末内长期坚持立行改周明今元旦国庆 ",
        max_size=24,
    )
)
def test_it_never_fails_on_what_looks_like_a_due(text: str) -> None:
    due = read_due(text, year=YEAR)
    assert due.kind in ("date", "immediate", "long_term", "recurring", "unread")


WRITINGS = (
    "{y}年{m}月{d}日", "{y}-{m:02}-{d:02}", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}{m:02}{d:02}", "{y}年{m}月{d}日前完成",
    "截至{y}年{m}月{d}日", "{y}年{m:02}月{d:02}日前",
)  # fmt: skip


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(WRITINGS))
def test_a_day_comes_back_from_every_way_to_write_it(day: date, writing: str) -> None:
    text = writing.format(y=day.year, m=day.month, d=day.day)
    assert read_due(text, year=YEAR) == Due("date", day, text=text)


@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_a_day_comes_back_from_its_serial_number(day: date) -> None:
    assert read_due((day - date(1899, 12, 30)) // timedelta(days=1), year=YEAR).on == day
