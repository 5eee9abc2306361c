"""Working days: the national table, counting by 民法典 201–203, layers, and working time that adds up."""

import importlib
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time import holidays_cn as cn
from bihuan.core.time.workdays import DAY_SECONDS, Hours, Layer, WorkCalendar, same_date

SHANGHAI = ZoneInfo("Asia/Shanghai")
OFFICE = Hours.of(date(2020, 1, 1), "08:30-12:00", "14:30-18:00")
CHINA = WorkCalendar(cn.HOLIDAYS, cn.MAKEUP, (), (OFFICE,), cn.PUBLISHED, SHANGHAI)
ALL_DAYS = [date(2021, 1, 1) + timedelta(n) for n in range((date(2027, 1, 1) - date(2021, 1, 1)).days)]


def d(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp()) * 1_000_000


def slow_is_workday(calendar: WorkCalendar, day: date) -> bool:
    """The rule read naively, day by day, as a witness against the table."""
    for layer in reversed(calendar.layers):
        if layer.everyone or layer.code in calendar.staff:
            if day in layer.holidays:
                return False
            if day in layer.makeup:
                return True
    return day in calendar.makeup or (day.weekday() < 5 and day not in calendar.holidays)


some_days = st.dates(d("2019-06-01"), d("2029-06-01"))
day_sets = st.frozensets(st.dates(d("2024-01-01"), d("2026-12-31")), max_size=60)
counts = st.integers(0, 400)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    holidays = draw(day_sets)
    layers = tuple(
        Layer(code, draw(day_sets), draw(day_sets), draw(st.booleans()))
        for code in draw(st.lists(st.sampled_from(["yi", "hani", "own"]), unique=True))
    )
    hours = [OFFICE]
    if draw(st.booleans()):
        hours += [
            Hours.of(d("2025-05-01"), "08:00-12:00", "15:00-18:30"),
            Hours.of(d("2025-10-01"), "09:00-17:00"),
        ]
    staff = draw(st.frozensets(st.sampled_from(["yi", "hani"])))
    return WorkCalendar(
        holidays, draw(day_sets) - holidays, layers, tuple(hours), frozenset({2025}), SHANGHAI, staff
    )


class TestTheNationalTable:
    def test_every_day_agrees_with_chinesecalendar(self) -> None:
        theirs = importlib.import_module("chinese_calendar")
        assert [day for day in ALL_DAYS if CHINA.is_workday(day) != theirs.is_workday(day)] == []

    def test_every_weekday_off_and_make_up_day_agrees_with_holidays(self) -> None:
        theirs = importlib.import_module("holidays").China(years=range(2021, 2027))
        assert [day for day in ALL_DAYS if CHINA.is_workday(day) != theirs.is_working_day(day)] == []

    def test_2026_is_the_notice_of_the_state_council(self) -> None:
        worked = {day for day in cn.MAKEUP if day.year == 2026}
        assert worked == {d(f"2026-{day}") for day in ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")}
        assert {d("2026-02-15"), d("2026-02-23"), d("2026-10-07")} <= cn.HOLIDAYS
        assert d("2026-02-24") not in cn.HOLIDAYS

    def test_a_holiday_is_never_also_a_make_up_day(self) -> None:
        assert cn.HOLIDAYS.isdisjoint(cn.MAKEUP)

    def test_beyond_the_published_years_days_are_provisional(self) -> None:
        assert not CHINA.provisional(d("2026-12-31"))
        assert CHINA.provisional(d("2027-01-01"))
        assert CHINA.provisional(d("2020-12-31"))
        assert CHINA.is_workday(d("2027-10-01"))  # by weekday alone, and said to be so

    def test_a_reckoning_across_an_unpublished_year_is_provisional(self) -> None:
        gap = WorkCalendar(published=frozenset({2026, 2028}))
        assert gap.provisional(d("2026-11-01"), d("2028-02-01"))
        assert not gap.provisional(d("2028-02-01"))


class TestCounting:
    def test_three_working_days_from_13_february_2026_end_on_the_25th(self) -> None:
        # 13 Feb is a Friday; 14 Feb is worked (调休); the 15th to the 23rd are the Spring Festival.
        assert CHINA.add_workdays(d("2026-02-13"), 3) == d("2026-02-25")

    def test_the_start_day_is_not_counted(self) -> None:
        assert CHINA.add_workdays(d("2026-03-02"), 1) == d("2026-03-03")

    def test_a_make_up_sunday_counts(self) -> None:
        assert CHINA.add_workdays(d("2026-09-18"), 1) == d("2026-09-20")

    def test_no_days_are_no_movement_even_on_a_day_of_rest(self) -> None:
        assert CHINA.add_workdays(d("2026-10-03"), 0) == d("2026-10-03")

    def test_it_refuses_to_count_a_negative_number_of_days(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            CHINA.add_workdays(d("2026-03-02"), -1)
        with pytest.raises(ValueError, match="negative"):
            CHINA.subtract(d("2026-03-02"), -1)

    def test_natural_days_and_working_days_are_told_apart(self) -> None:
        # 15 工作日 across the festival: 10–14 February (the 14th is worked), 24–28 (the 28th too), 2–6 March.
        assert CHINA.add_days(d("2026-02-09"), 15) == d("2026-02-24")
        assert CHINA.add_workdays(d("2026-02-09"), 15) == d("2026-03-06")

    def test_a_natural_limit_that_ends_on_a_holiday_moves_to_the_next_working_day(self) -> None:
        assert CHINA.add_days(d("2026-09-21"), 10) == d("2026-10-08")  # 1 Oct → after the seven days

    def test_a_natural_limit_that_ends_on_a_make_up_saturday_stays(self) -> None:
        assert CHINA.add_days(d("2026-02-23"), 5) == d("2026-02-28")

    def test_months_end_on_the_same_date(self) -> None:
        assert CHINA.add_months(d("2026-03-10"), 3) == d("2026-06-10")

    def test_a_month_without_that_date_ends_on_its_last_day(self) -> None:
        assert same_date(d("2026-01-31"), 1) == d("2026-02-28")
        assert same_date(d("2024-01-31"), 1) == d("2024-02-29")
        assert CHINA.add_months(d("2026-11-30"), 3) == d("2027-03-01")  # 28 Feb 2027 is a Sunday

    def test_years_end_on_the_same_date(self) -> None:
        assert CHINA.add_years(d("2024-02-29"), 1) == d("2025-02-28")

    def test_months_run_backwards_too(self) -> None:
        assert same_date(d("2026-01-15"), -2) == d("2025-11-15")
        assert same_date(d("2026-12-31"), 0) == d("2026-12-31")

    def test_last_and_next_working_day_around_a_festival(self) -> None:
        assert CHINA.last_workday_on_or_before(d("2026-10-05")) == d("2026-09-30")
        assert CHINA.last_workday_on_or_before(d("2026-09-30")) == d("2026-09-30")
        assert CHINA.next_workday(d("2026-09-30")) == d("2026-10-08")
        assert CHINA.first_workday_on_or_after(d("2026-10-10")) == d("2026-10-10")


class TestCountingProperties:
    @given(calendars(), some_days)
    def test_the_table_says_what_the_rule_says(self, calendar: WorkCalendar, day: date) -> None:
        assert calendar.is_workday(day) == slow_is_workday(calendar, day)

    @given(calendars(), some_days, st.integers(0, 120))
    def test_between_counts_each_working_day_once(self, calendar: WorkCalendar, day: date, n: int) -> None:
        end = day + timedelta(n)
        span = [day + timedelta(i) for i in range(1, n + 1)]
        assert calendar.workdays_between(day, end) == sum(slow_is_workday(calendar, one) for one in span)
        assert calendar.workdays_between(end, day) == -calendar.workdays_between(day, end)

    @given(calendars(), some_days, st.integers(1, 400))
    def test_adding_lands_on_a_working_day_exactly_n_further(
        self, calendar: WorkCalendar, day: date, n: int
    ) -> None:
        end = calendar.add_workdays(day, n)
        assert calendar.is_workday(end)
        assert calendar.workdays_between(day, end) == n

    @given(calendars(), some_days, counts)
    def test_adding_then_subtracting_returns(self, calendar: WorkCalendar, day: date, n: int) -> None:
        start = calendar.last_workday_on_or_before(day)
        assert calendar.subtract(calendar.add_workdays(start, n), n) == start
        start = calendar.first_workday_on_or_after(day)
        assert calendar.add_workdays(calendar.subtract(start, n), n) == start

    @given(calendars(), some_days, counts, counts)
    def test_adding_is_monotone_and_in_steps(self, calendar: WorkCalendar, day: date, a: int, b: int) -> None:
        later = day + timedelta(a % 9)
        assert calendar.add_workdays(day, b) <= calendar.add_workdays(later, b)
        assert calendar.add_workdays(day, a) <= calendar.add_workdays(day, a + b)
        if a:
            assert calendar.add_workdays(calendar.add_workdays(day, a), b) == calendar.add_workdays(
                day, a + b
            )

    @given(calendars(), some_days, st.integers(0, 40))
    def test_a_natural_limit_never_ends_on_a_day_of_rest_nor_early(
        self, calendar: WorkCalendar, day: date, n: int
    ) -> None:
        for end, plain in ((calendar.add_days(day, n), day + timedelta(n)),
                           (calendar.add_months(day, n), same_date(day, n))):  # fmt: skip
            assert calendar.is_workday(end)
            assert end >= plain
            assert calendar.workdays_between(plain, end) == (0 if calendar.is_workday(plain) else 1)


class TestLayers:
    TORCH = d("2026-08-06")

    def test_a_local_holiday_is_a_day_of_rest_there(self) -> None:
        local = WorkCalendar(cn.HOLIDAYS, cn.MAKEUP, (Layer("prefecture", frozenset({self.TORCH})),))
        assert CHINA.is_workday(self.TORCH)
        assert not local.is_workday(self.TORCH)
        assert local.add_workdays(d("2026-08-05"), 1) == d("2026-08-07")

    def test_a_layer_for_some_staff_frees_only_them(self) -> None:
        layer = Layer("ethnic", frozenset({self.TORCH}), everyone=False)
        shared = WorkCalendar(layers=(layer,))
        assert shared.is_workday(self.TORCH)
        assert not shared.for_staff(["ethnic"]).is_workday(self.TORCH)
        assert shared.for_staff(["another"]).is_workday(self.TORCH)

    def test_the_later_layer_counts(self) -> None:
        off, on = Layer("a", frozenset({self.TORCH})), Layer("b", frozenset(), frozenset({self.TORCH}))
        assert WorkCalendar(layers=(off, on)).is_workday(self.TORCH)
        assert not WorkCalendar(layers=(on, off)).is_workday(self.TORCH)

    def test_a_local_holiday_on_a_national_make_up_day_is_a_day_of_rest(self) -> None:
        local = WorkCalendar(cn.HOLIDAYS, cn.MAKEUP, (Layer("prefecture", frozenset({d("2026-05-09")})),))
        assert not local.is_workday(d("2026-05-09"))

    def test_it_refuses_a_day_that_is_holiday_and_make_up_day(self) -> None:
        with pytest.raises(ValueError, match="both holiday and make-up day"):
            WorkCalendar(frozenset({self.TORCH}), frozenset({self.TORCH}))


class TestTime:
    def test_a_working_day_has_seven_hours(self) -> None:
        assert CHINA.working_seconds(at("2026-03-02"), at("2026-03-03")) == 7 * 3600
        assert CHINA.seconds_in(d("2026-03-02")) == 7 * 3600

    def test_the_noon_break_and_the_evening_are_nobody_s_time(self) -> None:
        assert CHINA.working_seconds(at("2026-03-02T11:50"), at("2026-03-02T14:40")) == 20 * 60
        assert CHINA.working_seconds(at("2026-03-02T18:30"), at("2026-03-03T08:30")) == 0

    def test_a_festival_has_no_working_time_and_a_make_up_day_has(self) -> None:
        assert CHINA.working_seconds(at("2026-02-15"), at("2026-02-24")) == 0
        assert CHINA.working_seconds(at("2026-02-14"), at("2026-02-15")) == 7 * 3600

    def test_a_summer_timetable_counts_from_its_day(self) -> None:
        summer = Hours.of(d("2026-05-01"), "08:00-12:00", "15:00-19:00")
        calendar = WorkCalendar(hours=(summer, OFFICE), zone=SHANGHAI)
        assert calendar.working_seconds(at("2026-04-30"), at("2026-05-02")) == 15 * 3600

    def test_the_day_is_the_organisation_s_not_greenwich_s(self) -> None:
        assert CHINA.day_of(at("2026-03-02T00:30")) == d("2026-03-02")
        assert CHINA.begins_at(d("2026-03-02")) == at("2026-03-02")

    def test_without_hours_no_time_is_worked(self) -> None:
        assert WorkCalendar().working_seconds(at("2026-03-02"), at("2026-03-09")) == 0

    @pytest.mark.parametrize("spans", [("12:00-08:30",), ("08:30-12:00", "11:00-18:00"), ("20:00-25:00",)])
    def test_it_refuses_hours_that_overlap_or_run_backwards(self, spans: tuple[str, ...]) -> None:
        with pytest.raises(ValueError, match="working hours"):
            Hours.of(d("2026-01-01"), *spans)

    def test_round_the_clock_is_possible(self) -> None:
        assert Hours.of(d("2026-01-01"), "00:00-24:00").seconds == DAY_SECONDS

    @given(calendars(), st.lists(st.integers(at("2024-12-01"), at("2026-02-01")), min_size=3, max_size=3))
    def test_every_second_belongs_to_exactly_one_part(
        self, calendar: WorkCalendar, moments: list[int]
    ) -> None:
        a, b, c = sorted(moments)
        parts = calendar.working_seconds(a, b), calendar.working_seconds(b, c)
        assert min(parts) >= 0
        assert sum(parts) == calendar.working_seconds(a, c)

    @given(calendars(), st.dates(d("2025-03-01"), d("2025-12-01")), st.integers(0, 60))
    def test_the_prefix_table_is_the_sum_of_its_days(self, calendar: WorkCalendar, day: date, n: int) -> None:
        span = [day + timedelta(i) for i in range(n)]
        total = sum(calendar.seconds_in(one) for one in span)
        assert calendar.seconds_before(day + timedelta(n)) - calendar.seconds_before(day) == total
        assert all((calendar.seconds_in(one) > 0) == calendar.is_workday(one) for one in span)
