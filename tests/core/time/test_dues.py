"""From a due as read to the stored dates, and to the periods of a recurring duty."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.chain.chain import Json
from bihuan.core.time import holidays_cn as cn
from bihuan.core.time.dues import (
    EVERY,
    Dates,
    after_pause,
    apart,
    every_of,
    instalment,
    is_long,
    lamp_dates,
    later_within,
    period_after,
    period_named,
    period_of,
    periods,
    reckon,
)
from bihuan.core.time.workdays import WorkCalendar

CHINA = WorkCalendar(cn.HOLIDAYS, cn.MAKEUP, published=cn.PUBLISHED)
RULES: dict[str, Json] = {
    "immediate_workdays": 5,
    "yellow_workdays": 3,
    "late_period_workdays": 1,
    "stated_due_on_rest_day": "keep",
    "cycle_due_on_rest_day": "last_workday",
}


def d(text: str) -> date:
    return date.fromisoformat(text)


def dates(kind: str, start: str = "2026-05-06", **read: Any) -> Dates:
    rules = RULES | read.pop("rules", {})
    return reckon(kind, start_on=d(start), calendar=CHINA, rules=rules, **read)


def dues(every: str, start: str, end: str, day: str | None = None) -> list[str]:
    found = periods(every, d(start), d(end), day=day, calendar=CHINA)
    return [one.due_on.isoformat() for one in found]


class TestReckoning:
    def test_a_stated_date_stays_and_its_lamp_turns_three_working_days_before(self) -> None:
        assert dates("date", on=d("2026-06-30")) == Dates(d("2026-06-30"), d("2026-06-25"), d("2026-07-01"))

    def test_yellow_counts_back_over_a_festival(self) -> None:
        # Before 8 October: 30, 29 and 28 September; the first seven days of October are free.
        assert dates("date", on=d("2026-10-08")).yellow_on == d("2026-09-28")

    def test_at_once_is_five_working_days_from_assignment_and_says_that_it_was_reckoned(self) -> None:
        # 2 February plus 5 working days is the 9th.
        got = dates("immediate", start="2026-02-02")
        assert got == Dates(d("2026-02-09"), d("2026-02-04"), d("2026-02-10"), reckoned=True)

    def test_the_organisation_may_give_another_number_of_days(self) -> None:
        assert dates("immediate", rules={"immediate_workdays": 10}).due_on == d(
            "2026-05-19"
        )  # 9 May is worked

    def test_at_once_with_a_stated_day_keeps_that_day(self) -> None:
        got = dates("immediate", on=d("2026-05-20"))
        assert (got.due_on, got.reckoned) == (d("2026-05-20"), False)

    def test_at_once_and_for_good_goes_on_after_its_due(self) -> None:
        got = dates("immediate", then="long_term")
        assert got.continuing
        assert got.due_on is not None

    def test_done_by_the_year_s_end_and_kept_up_has_two_dues(self) -> None:
        got = dates("date", on=d("2026-12-31"), then="long_term")
        assert (got.due_on, got.continuing) == (d("2026-12-31"), True)

    @pytest.mark.parametrize(("kind", "every"), [("long_term", None), ("recurring", "month")])
    def test_what_has_no_end_has_no_due_of_its_own(self, kind: str, every: str | None) -> None:
        assert dates(kind, every=every) == Dates(continuing=True)

    def test_a_due_nobody_could_read_has_no_dates(self) -> None:
        assert dates("unread") == Dates()

    def test_a_reckoning_into_an_unpublished_year_is_provisional(self) -> None:
        assert dates("immediate", start="2026-12-28").provisional
        assert not dates("immediate", start="2026-12-21").provisional
        assert dates("date", on=d("2027-01-04")).provisional  # its yellow day rests on the unknown

    def test_a_due_closer_than_three_days_is_yellow_from_its_start_and_never_after_its_due(self) -> None:
        assert dates("date", start="2026-05-06", on=d("2026-05-07")).yellow_on == d("2026-05-06")
        late = dates("date", start="2026-05-20", on=d("2026-05-07"))
        assert (late.yellow_on, late.red_on) == (d("2026-05-07"), d("2026-05-08"))

    @pytest.mark.parametrize(
        ("how", "due"),
        [("keep", "2026-10-05"), ("next_workday", "2026-10-08"), ("last_workday", "2026-09-30")],
    )
    def test_a_stated_day_of_rest_goes_where_the_rule_says(self, how: str, due: str) -> None:
        got = dates("date", on=d("2026-10-05"), rules={"stated_due_on_rest_day": how})
        assert (got.due_on, got.reckoned) == (d(due), how != "keep")

    def test_it_refuses_what_it_does_not_know(self) -> None:
        for kind, read in (("someday", {}), ("date", {}), ("recurring", {"every": "decade"})):
            with pytest.raises(ValueError, match="due"):
                dates(kind, **read)
        with pytest.raises(ValueError, match="day of rest"):
            dates("date", on=d("2026-05-20"), rules={"stated_due_on_rest_day": "sometimes"})

    @pytest.mark.parametrize("value", ["5", True, None])
    def test_it_refuses_a_rule_that_is_not_a_number(self, value: object) -> None:
        with pytest.raises(TypeError, match="immediate_workdays"):
            dates("immediate", rules={"immediate_workdays": value})

    @given(st.dates(d("2021-01-01"), d("2028-12-31")), st.integers(-30, 400), st.integers(0, 20))
    def test_the_lamp_turns_in_order(self, start: date, days: int, yellow: int) -> None:
        due = start + timedelta(days)
        got = lamp_dates(due, start_on=start, calendar=CHINA, rules=RULES | {"yellow_workdays": yellow})
        assert got.yellow_on is not None
        assert got.yellow_on <= due < due + timedelta(1) == got.red_on
        assert CHINA.workdays_between(got.yellow_on, due) <= yellow


class TestPause:
    def test_the_due_moves_by_the_working_days_of_the_pause(self) -> None:
        got = after_pause(
            d("2026-06-30"), paused_on=d("2026-06-01"), resumed_on=d("2026-06-08"), calendar=CHINA
        )
        assert got == d("2026-07-07")

    def test_a_due_that_had_passed_stays(self) -> None:
        got = after_pause(
            d("2026-05-29"), paused_on=d("2026-06-01"), resumed_on=d("2026-06-08"), calendar=CHINA
        )
        assert got == d("2026-05-29")


class TestPeriods:
    @pytest.mark.parametrize(
        ("every", "key", "zh", "en", "first", "last"),
        [
            ("week", "2026-W26", "2026年第26周（6月22日至6月28日）", "Week 26 of 2026 (22 Jun to 28 Jun)",
             "2026-06-22", "2026-06-28"),
            ("half_month", "2026-06-b", "2026年6月下半月", "second half of June 2026",
             "2026-06-16", "2026-06-30"),
            ("month", "2026-06", "2026年6月", "June 2026", "2026-06-01", "2026-06-30"),
            ("quarter", "2026-Q2", "2026年第二季度", "Q2 2026", "2026-04-01", "2026-06-30"),
            ("half_year", "2026-H1", "2026年上半年", "first half of 2026", "2026-01-01", "2026-06-30"),
            ("year", "2026", "2026年", "2026", "2026-01-01", "2026-12-31"),
        ],
    )  # fmt: skip
    def test_a_period_has_a_name_and_ends_with_its_due(
        self, every: str, key: str, zh: str, en: str, first: str, last: str
    ) -> None:
        got = period_of(d("2026-06-24"), every)
        assert (got.key, got.label, got.first_on, got.last_on, got.due_on) == (
            key,
            (zh, en),
            d(first),
            d(last),
            d(last),
        )

    def test_a_named_day_of_the_month(self) -> None:
        assert dues("month", "2026-05-01", "2026-07-31", day="5") == [
            "2026-05-05",
            "2026-06-05",
            "2026-07-05",
        ]

    def test_a_period_whose_due_had_passed_at_the_start_is_not_owed(self) -> None:
        assert dues("month", "2026-06-20", "2026-08-31", day="5") == ["2026-07-05", "2026-08-05"]

    def test_the_25th_of_a_quarter_s_last_month(self) -> None:
        assert dues("quarter", "2026-01-01", "2026-09-30", day="25") == [
            "2026-03-25",
            "2026-06-25",
            "2026-09-25",
        ]

    def test_the_10th_of_a_quarter_s_first_month(self) -> None:
        assert dues("quarter", "2026-01-01", "2026-06-30", day="1-10") == ["2026-01-10", "2026-04-10"]

    def test_the_end_of_june_every_year(self) -> None:
        assert dues("year", "2026-01-01", "2027-12-31", day="6-31") == ["2026-06-30", "2027-06-30"]

    def test_the_31st_is_a_month_s_last_day_where_it_has_none(self) -> None:
        assert dues("month", "2026-02-01", "2026-04-30", day="31") == [
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
        ]

    def test_every_friday_and_every_half_month(self) -> None:
        assert dues("week", "2026-06-22", "2026-07-05", day="5") == ["2026-06-26", "2026-07-03"]
        assert dues("half_month", "2026-02-01", "2026-02-28") == ["2026-02-15", "2026-02-28"]
        assert dues("half_month", "2026-02-01", "2026-02-28", day="15") == ["2026-02-15", "2026-02-28"]

    def test_a_week_belongs_to_the_year_of_its_thursday(self) -> None:
        assert period_of(d("2027-01-01"), "week").key == "2026-W53"

    @pytest.mark.parametrize(
        ("every", "day"),
        [("decade", None), ("month", "2-5"), ("week", "1-1"), ("week", "8"), ("month", "0"), ("month", "32"),
         ("quarter", "4-1"), ("month", "tomorrow")],
    )  # fmt: skip
    def test_it_refuses_a_day_or_month_that_does_not_exist(self, every: str, day: str | None) -> None:
        with pytest.raises(ValueError, match="no"):
            period_of(d("2026-06-24"), every, day=day)

    @pytest.mark.parametrize("every", EVERY)
    def test_the_calendar_s_own_ends_break_nothing(self, every: str) -> None:
        assert period_of(date.min, every).first_on == date.min
        assert [one.last_on for one in periods(every, date.max, date.max)] == [date.max]

    @given(st.sampled_from(EVERY), st.dates(d("2020-01-01"), d("2030-01-01")), st.integers(0, 800))
    def test_periods_touch_and_never_overlap(self, every: str, start: date, days: int) -> None:
        got = list(periods(every, start, start + timedelta(days)))
        assert got[0].first_on <= start <= got[0].last_on
        assert got[-1].first_on <= start + timedelta(days) <= got[-1].last_on
        assert all(b.first_on - a.last_on == timedelta(1) for a, b in pairwise(got))
        assert len({one.key for one in got}) == len(got)
        assert all(one.first_on <= one.due_on <= one.last_on for one in got)

    def test_an_instalment_is_due_on_the_last_working_day_of_its_period(self) -> None:
        may = period_of(d("2026-05-20"), "month")  # 31 May 2026 is a Sunday
        got = instalment(may, start_on=d("2026-03-01"), calendar=CHINA, rules=RULES)
        assert got == Dates(d("2026-05-29"), d("2026-05-26"), d("2026-05-30"), reckoned=True)

    def test_what_is_opened_before_its_period_turns_yellow_within_it(self) -> None:
        may = period_of(d("2026-05-20"), "month")
        rules = {**RULES, "yellow_workdays": 40}
        for opened, yellow in (("2026-03-01", "2026-05-01"), ("2026-05-06", "2026-05-06")):
            got = instalment(may, start_on=d(opened), calendar=CHINA, rules=rules)
            assert got.yellow_on == d(yellow)

    @pytest.mark.parametrize(
        ("opened", "yellow", "red"),
        [
            ("2026-05-06", "2026-05-26", "2026-05-30"),  # long enough before: as ever
            ("2026-05-28", "2026-05-28", "2026-05-30"),
            ("2026-05-29", "2026-05-29", "2026-06-02"),  # on its last day, a Friday: Monday is left
            ("2026-07-10", "2026-07-10", "2026-07-14"),  # weeks after, on a Friday
            ("2026-07-11", "2026-07-11", "2026-07-14"),  # or on the Saturday
        ],
    )
    def test_what_is_opened_late_is_late_only_once_somebody_could_have_acted(
        self, opened: str, yellow: str, red: str
    ) -> None:
        may = period_of(d("2026-05-20"), "month")
        got = instalment(may, start_on=d(opened), calendar=CHINA, rules=RULES)
        assert got == Dates(d("2026-05-29"), d(yellow), d(red), reckoned=True)

    @given(st.dates(d("2022-01-01"), d("2026-11-30")), st.integers(-40, 400), st.integers(1, 10))
    def test_a_period_keeps_its_due_and_is_never_late_before_somebody_had_it(
        self, on: date, later: int, given_days: int
    ) -> None:
        period, opened = period_of(on, "month"), on + timedelta(later)
        rules = RULES | {"late_period_workdays": given_days}
        got = instalment(period, start_on=opened, calendar=CHINA, rules=rules)
        in_time = instalment(period, start_on=period.first_on, calendar=CHINA, rules=rules)
        assert got.due_on == in_time.due_on
        assert got.yellow_on and got.red_on and in_time.red_on
        assert opened <= got.yellow_on < got.red_on or opened < period.first_on
        assert got.red_on >= in_time.red_on
        if opened > period.first_on:
            assert CHINA.workdays_between(opened, got.red_on - timedelta(1)) >= given_days


@pytest.mark.parametrize(
    ("every", "day", "found"),
    [
        ("quarter", "+10", ["2026-04-10", "2026-07-10"]), ("month", "-1w", ["2026-01-30", "2026-02-28"]),
        ("month", "3w", ["2026-01-06", "2026-02-04"]), ("quarter", "1-5w", ["2026-01-08", "2026-04-08"]),
        ("month", "+3w", ["2026-02-04", "2026-03-04"]), ("half_month", "10/5", ["2026-01-10", "2026-01-20"]),
        ("half_year", "4-31", ["2026-04-30", "2026-10-31"]),
        ("two_months", None, ["2026-02-28", "2026-04-30"]),
        ("half_year", "5-31/31", ["2026-05-31", "2026-12-31"]),
        ("two_months", "10", ["2026-02-10", "2026-04-10"]),
        ("year", "3-1", ["2026-03-01", "2027-03-01"]), ("year", "+1-31", ["2027-01-31", "2028-01-31"]),
    ],
)  # fmt: skip
def test_a_period_is_due_where_its_words_say(every: str, day: str | None, found: list[str]) -> None:
    """The last working day of February 2026 is a Saturday that is worked for the festival."""
    assert dues(every, "2026-01-01", "2027-12-31", day=day)[:2] == found


def test_one_day_of_a_period_is_later_than_another() -> None:
    assert later_within("quarter", "1-20", than="1-10") and later_within("quarter", None, than="25")
    assert later_within("month", "+5", than=None) and not later_within("month", "5", than="5")
    assert not later_within("month", "5", than="-1w")


@pytest.mark.parametrize("every", EVERY)
@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_key_of_a_period_says_its_cycle_and_which_comes_next(every: str, day: date) -> None:
    period = period_of(day, every)
    assert every_of(period.key) == every
    assert period_named(period.key, every) == period
    after = period_after(period)
    assert after.first_on == period.last_on + timedelta(days=1) and after.every == every
    assert apart([period.key, after.key]) == 2


def test_periods_that_lie_within_one_another_are_one() -> None:
    assert apart(["2026-Q1", "2026-03"]) == 1
    assert apart(["2026", "2026-H1", "2026-Q4", "2026-02"]) == 2
    assert apart(["2026-04", "2026-03"]) == 2
    assert apart([]) == 0


def test_half_a_year_is_long() -> None:
    assert [every for every in EVERY if is_long(every)] == ["half_year", "year"]
