"""Working days and working time: holidays, make-up days (调休), local layers, hours, published years.

Everything here is an immutable value; whoever builds it (bihuan.rules.calendar) reads the database.
日 and 工作日 are told apart by name: `add_workdays` counts working days, `add_days` and `add_months`
count natural ones and only move the last day off a holiday.

Counting obeys 民法典 201–203 (rules.md §8): the day on which a period starts is not counted; months and
years end on the same date, or on the month's last where there is none; a last day that is a day of rest
moves to the next working day.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = timedelta(days=1)
DAY_SECONDS = 86_400
_SPAN = re.compile(r"(\d\d?):([0-5]\d) *[-–] *(\d\d?):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Layer:
    """Days that a place or a people adds to the national calendar (矻扎扎节, 火把节, 州庆 …).

    Where layers disagree the later one counts. With `everyone` false it frees only the staff that it
    names, so it moves nobody's deadline unless `WorkCalendar.for_staff` is asked (rules.md §8 [S72]).
    """

    code: str
    holidays: frozenset[date]
    makeup: frozenset[date] = frozenset()
    everyone: bool = True


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours in force from a day on; `spans` are (start, end) in seconds since local midnight."""

    from_on: date
    spans: tuple[tuple[int, int], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if edges != sorted(set(edges)) or (edges and not 0 <= edges[0] < edges[-1] <= DAY_SECONDS):
            raise ValueError(f"working hours overlap or run backwards: {self.spans}")

    @classmethod
    def of(cls, from_on: date, *spans: str) -> "Hours":
        """Hours written as people write them: `Hours.of(day, "08:30-12:00", "14:30-18:00")`."""
        return cls(from_on, tuple(_span(text) for text in spans))

    @property
    def seconds(self) -> int:
        """Working seconds in one working day."""
        return sum(end - start for start, end in self.spans)

    def worked_by(self, second: int) -> int:
        """Working seconds passed when the local clock shows `second` (since midnight)."""
        return sum(min(second, end) - start for start, end in self.spans if second > start)


@dataclass(frozen=True)
class WorkCalendar:
    """Which days and hours an organisation works.

    `hours` are dated, since many offices keep a summer timetable; `published` names the years whose
    State Council notice is known: a day of any other year is reckoned by weekday alone and said to be
    provisional (暂估). `zone` turns instants (µs since the epoch, UTC) into local days.
    """

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    layers: tuple[Layer, ...] = ()
    hours: tuple[Hours, ...] = ()
    published: frozenset[int] = frozenset()
    zone: tzinfo = UTC
    staff: frozenset[str] = frozenset()
    _days: "_DayCount" = field(init=False, repr=False, compare=False)
    _time: "_TimeTable" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = _DayCount(self._exceptions())
        object.__setattr__(self, "_days", days)
        object.__setattr__(self, "_time", _TimeTable(self.hours, days))

    def _exceptions(self) -> dict[int, bool]:
        if both := self.holidays & self.makeup:
            raise ValueError(f"both holiday and make-up day: {sorted(both)}")
        worked: dict[int, bool] = {}
        applying = [layer for layer in self.layers if layer.everyone or layer.code in self.staff]
        for layer in (Layer("national", self.holidays, self.makeup), *applying):
            worked |= {day.toordinal(): True for day in layer.makeup}
            worked |= {day.toordinal(): False for day in layer.holidays}
        return worked

    def for_staff(self, codes: Collection[str]) -> "WorkCalendar":
        """The calendar of those whom the layers `codes` free besides everybody's."""
        return replace(self, staff=frozenset(codes))

    # Days.

    def is_workday(self, day: date) -> bool:
        """Whether the organisation works on `day`."""
        return self._days.is_work(day.toordinal())

    def provisional(self, *days: date) -> bool:
        """Whether any of `days`, or a year between two of them, lies outside the published years (暂估)."""
        years = [day.year for day in days]
        return any(year not in self.published for year in range(min(years), max(years) + 1))

    def add_workdays(self, day: date, n: int) -> date:
        """The `n`-th working day after `day`, which is not counted itself; 0 is `day`. Refuses n < 0."""
        if n < 1:
            return _unmoved(day, n)
        return date.fromordinal(self._days.nth(self._days.until(day.toordinal()) + n))

    def subtract(self, day: date, n: int) -> date:
        """The `n`-th working day before `day`, which is not counted itself; 0 is `day`. Refuses n < 0."""
        if n < 1:
            return _unmoved(day, n)
        return date.fromordinal(self._days.nth(self._days.until(day.toordinal() - 1) - n + 1))

    def workdays_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative where `end` is before `start`."""
        return self._days.until(end.toordinal()) - self._days.until(start.toordinal())

    def next_workday(self, day: date) -> date:
        """The first working day after `day`."""
        return self.add_workdays(day, 1)

    def first_workday_on_or_after(self, day: date) -> date:
        """`day` itself if worked, else the next working day."""
        return day if self.is_workday(day) else self.next_workday(day)

    def last_workday_on_or_before(self, day: date) -> date:
        """`day` itself if worked, else the last working day before it."""
        return day if self.is_workday(day) else self.subtract(day, 1)

    # Natural periods.

    def add_days(self, day: date, n: int) -> date:
        """Last day of a limit of `n` natural days: the start is not counted (民法典 201), a last day that
        is a day of rest moves to the next working day (203)."""
        return self.first_workday_on_or_after(day + n * DAY)

    def add_months(self, day: date, n: int) -> date:
        """Last day of a limit of `n` months: the same date, or the month's last (202), moved as by 203."""
        return self.first_workday_on_or_after(same_date(day, n))

    def add_years(self, day: date, n: int) -> date:
        """Last day of a limit of `n` years, by the same rules."""
        return self.add_months(day, 12 * n)

    # Time.

    def day_of(self, at: int) -> date:
        """The local day of the instant `at` (µs)."""
        return self._local(at).date()

    def begins_at(self, day: date) -> int:
        """The instant (µs) at which `day` begins in the organisation's zone."""
        return (datetime.combine(day, time.min, tzinfo=self.zone) - EPOCH) // MICROSECOND

    def position(self, at: int) -> int:
        """Where the instant `at` (µs) stands on the axis of working seconds.

        Only differences mean anything, and they add up without rounding: this is what lets every working
        second between two events belong to exactly one spell.
        """
        local = self._local(at)
        second = local.hour * 3600 + local.minute * 60 + local.second
        return self._time.position(local.toordinal(), second)

    def working_seconds(self, from_at: int, to_at: int) -> int:
        """Working seconds between two instants (µs); negative where the second is earlier."""
        return self.position(to_at) - self.position(from_at)

    def seconds_before(self, day: date) -> int:
        """`position` at the first moment of `day`: one row of the prefix table that SQL over spells joins."""
        return self._time.position(day.toordinal(), 0)

    def seconds_in(self, day: date) -> int:
        """Working seconds in `day`: 0 on a day of rest."""
        return self._time.position(day.toordinal(), DAY_SECONDS) - self.seconds_before(day)

    def _local(self, at: int) -> datetime:
        return (EPOCH + at * MICROSECOND).astimezone(self.zone)


def same_date(day: date, months: int) -> date:
    """The same date `months` later, or that month's last day where it has no such date (民法典 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


class _DayCount:
    """How many working days there are up to a day, and which is the n-th, each in one look-up.

    Days are ordinals (1 = Monday, 1 January 1). Between the first and the last exception a dense table
    answers; outside it the plain five-day week does, shifted by what the exceptions add up to.
    """

    def __init__(self, exceptions: dict[int, bool]) -> None:
        self.first, self.end = min(exceptions, default=1), max(exceptions, default=0) + 1
        self.before = _weekdays_until(self.first - 1)
        self.worked: list[int] = []  # ordinals of the working days within the table
        self.counts: list[int] = []  # working days until each day of the table, that day included
        for day in range(self.first, self.end):
            if exceptions.get(day, _is_weekday(day)):
                self.worked.append(day)
            self.counts.append(self.before + len(self.worked))
        self.after = self.before + len(self.worked)
        self.shift = self.after - _weekdays_until(self.end - 1)

    def is_work(self, day: int) -> bool:
        return self.until(day) > self.until(day - 1)

    def until(self, day: int) -> int:
        """Working days in 1 … `day`."""
        if day < self.first:
            return _weekdays_until(day)
        if day < self.end:
            return self.counts[day - self.first]
        return _weekdays_until(day) + self.shift

    def nth(self, n: int) -> int:
        """The ordinal of the `n`-th working day."""
        if n <= self.before:
            return _nth_weekday(n)
        if n <= self.after:
            return self.worked[n - self.before - 1]
        return _nth_weekday(n - self.shift)


class _TimeTable:
    """Working seconds up to a moment, through every timetable that has been in force."""

    def __init__(self, hours: Iterable[Hours], days: _DayCount) -> None:
        self.days = days
        self.hours = sorted(hours, key=lambda one: one.from_on)
        self.starts = [one.from_on.toordinal() for one in self.hours]
        self.sums = [0] * len(self.hours)
        for i in range(1, len(self.hours)):
            worked = days.until(self.starts[i] - 1) - days.until(self.starts[i - 1] - 1)
            self.sums[i] = self.sums[i - 1] + worked * self.hours[i - 1].seconds

    def position(self, day: int, second: int) -> int:
        if not self.hours:
            return 0
        i = max(0, bisect_right(self.starts, day) - 1)  # the first timetable also serves the days before it
        hours = self.hours[i]
        whole = self.days.until(day - 1) - self.days.until(self.starts[i] - 1)
        part = hours.worked_by(second) if self.days.is_work(day) else 0
        return self.sums[i] + whole * hours.seconds + part


def _is_weekday(day: int) -> bool:
    return 1 <= day % 7 <= 5


def _weekdays_until(day: int) -> int:
    weeks, rest = divmod(day, 7)
    return 5 * weeks + min(rest, 5)


def _nth_weekday(n: int) -> int:
    weeks, rest = divmod(n - 1, 5)
    return 7 * weeks + rest + 1


def _unmoved(day: date, n: int) -> date:
    if n < 0:
        raise ValueError(f"a count of days cannot be negative: {n}")
    return day


def _span(text: str) -> tuple[int, int]:
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"working hours are written like 08:30-12:00, not {text!r}")
    hour, minute, to_hour, to_minute = (int(one) for one in found.groups())
    return hour * 3600 + minute * 60, to_hour * 3600 + to_minute * 60
