"""Dues as clerks write them. The writings are those of rules.md §3 and of the demonstration material, and
more.
"""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time.phrases import Due, read_due

YEAR = 2026

DATES = {
    "2026年6月底前": "2026-06-30", "6月底前": "2026-06-30", "6月30日前": "2026-06-30", "6月上旬": "2026-06-10",
    "6月中旬": "2026-06-20", "6月下旬": "2026-06-30", "2月底": "2026-02-28", "上半年": "2026-06-30",
    "下半年": "2026-12-31", "二季度": "2026-06-30", "第二季度末": "2026-06-30", "2026年第三季度": "2026-09-30",
    "年内": "2026-12-31", "年底前": "2026-12-31", "全年": "2026-12-31", "2027年": "2027-12-31",
    "分批推进，12月底前完成": "2026-12-31", "2026.6.30": "2026-06-30", "2026/6/30": "2026-06-30",
    "20260630": "2026-06-30", "6.30": "2026-06-30", "6-30": "2026-06-30", "6/30": "2026-06-30",
    "2026-06-30 00:00:00": "2026-06-30", "46203": "2026-06-30", "二〇二六年六月三十日": "2026-06-30",
    "六月底前": "2026-06-30", "十二月底": "2026-12-31", "26年6月底": "2026-06-30", "２０２６年６月３０日": "2026-06-30",
    "2026年6月—12月": "2026-12-31", "3-6月": "2026-06-30", "6月1日-30日": "2026-06-30", "2026.3.1-6.30": "2026-06-30",
    "2026.3-6": "2026-06-30", "11月至2月": "2027-02-28", "2026年11月-2027年3月": "2027-03-31",
    "明年3月底前": "2027-03-31", "今年底": "2026-12-31", "即日起至6月30日": "2026-06-30", "4月1日起至5月31日止": "2026-05-31",
    "4月底前完成制定；6月底前完成印发": "2026-06-30", "5月底前（原4月底前）": "2026-05-31", "国庆节前": "2026-09-30",
    "元旦前": "2026-12-31", "立行立改（5月底前）": "2026-05-31", "5月31": "2026-05-31", "2026年 6 月 底 前": "2026-06-30",
    "6月30日（星期二）前": "2026-06-30", "第一批6月底、第二批9月底": "2026-09-30", "持续到12月底": "2026-12-31",
}  # fmt: skip
CYCLES = {
    "每周": "week", "每周五前": "week", "每半月": "half_month", "每月": "month", "每月5日前": "month",
    "每月（不少于10件）": "month", "每月上旬": "month", "按月": "month", "每季度": "quarter", "按季度": "quarter",
    "每季度末月25日前": "quarter", "每3个月": "quarter", "一季度一次": "quarter", "每半年": "half_year",
    "半年一次": "half_year", "每年": "year", "每年6月底前": "year", "长期坚持（每季度）": "quarter",
}  # fmt: skip
AT_ONCE = ("立行立改", "即知即改", "边查边改", "立即整改", "即日起", "马上就办")
LASTING = (
    "长期坚持",
    "持续推进",
    "常态化开展",
    "贯穿全年",
    "全年持续推进",
    "2026年3月起长期坚持",
    "长期坚持，每半年报送一次进展",
)
UNREAD = (
    "会后10个工作日内",
    "全会前",
    "换届前",
    "2026年春节前",
    "视情推进",
    "按上级部署",
    "三个月内",
    "一年内",
    "6月第一周",
    "月底前",
    "待定",
    "6月后",
    "",
)
IMPOSSIBLE = (
    "2月30日",
    "2026年2月29日前",
    "6月31日",
    "13月底",
    "2026-13-01",
    "2026.6.31",
    "20260231",
    "4月31日前完成；6月底前印发",
)


@pytest.mark.parametrize("text", DATES)
def test_it_reads_the_last_day_in_time(text: str) -> None:
    due = read_due(text, year=YEAR)
    assert (due.kind, due.on, due.then) == ("date", date.fromisoformat(DATES[text]), None)


@pytest.mark.parametrize("text", CYCLES)
def test_it_reads_a_recurring_duty(text: str) -> None:
    due = read_due(text, year=YEAR)
    assert (due.kind, due.every, due.on) == ("recurring", CYCLES[text], None)


def test_it_reads_the_end_of_a_recurring_duty() -> None:
    due = read_due("每月通报，12月底前完成", year=YEAR)
    assert (due.every, due.on) == ("month", date(2026, 12, 31))


@pytest.mark.parametrize("text", AT_ONCE)
def test_it_reads_what_is_due_at_once(text: str) -> None:
    assert read_due(text, year=YEAR).as_json() == {"kind": "immediate"}


@pytest.mark.parametrize("text", LASTING)
def test_it_reads_what_goes_on_for_good(text: str) -> None:
    assert read_due(text, year=YEAR).as_json() == {"kind": "long_term"}


def test_it_reads_two_dues_in_one() -> None:
    assert read_due("年底前完成并长期坚持", year=YEAR).as_json() == {
        "kind": "date",
        "on": "2026-12-31",
        "then": "long_term",
    }
    assert read_due("立行立改并长期坚持", year=YEAR).as_json() == {"kind": "immediate", "then": "long_term"}


@pytest.mark.parametrize("text", UNREAD)
def test_it_leaves_to_a_person_what_the_writing_does_not_say(text: str) -> None:
    due = read_due(text, year=YEAR)
    assert (due.as_json(), due.error) == ({"kind": "unread", "text": text}, "unread_date")


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_it_tells_a_day_that_does_not_exist(text: str) -> None:
    due = read_due(text, year=YEAR)
    assert (due.as_json(), due.error) == ({"kind": "unread", "text": text}, "bad_date")


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
