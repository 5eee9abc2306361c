"""Where in each of its periods a recurring duty is due, in the few signs that the record keeps.

`5`: the fifth day of the period's last month, of a week or of half a month. `1-10`: the tenth of its first
month (每季度首月10日前). `3w`: the third working day, `-1w` the last. `+10`: the tenth day after its end
(每季度结束后10日内), `+10w` the tenth working day, `+3-31` the end of the third month after it. `10/5`: each
of two halves has its own, in turn (每月10日和20日). Nothing at all: its last day.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from bihuan.core.time.workdays import WorkCalendar, same_date

FIVE_DAYS: Final = WorkCalendar()
"""Where no calendar is given, the plain week is worked."""
SEVERAL: Final = "/"
LAST: Final = 31
_DAY: Final = timedelta(days=1)
_WRITTEN: Final = re.compile(r"(?P<after>\+)?(?:(?P<month>\d{1,2})-)?(?P<day>-1(?=w)|\d{1,2})(?P<working>w)?")


class Place(NamedTuple):
    """`month` within the period (or after it), `day` of that month; -1 the last, of `working` days."""

    day: int
    month: int | None = None
    working: bool = False
    after: bool = False

    def __str__(self) -> str:
        month = "" if self.month is None else f"{self.month}-"
        return f"{'+' if self.after else ''}{month}{self.day}{'w' if self.working else ''}"


def places(written: str) -> list[Place]:
    """As they are kept. ValueError for anything else."""
    found = [_WRITTEN.fullmatch(one) for one in written.split(SEVERAL)]
    if not all(found):
        raise ValueError(f"no such place in a period: {written}")
    return [
        Place(
            int(one["day"]),
            int(one["month"]) if one["month"] else None,
            working=bool(one["working"]),
            after=bool(one["after"]),
        )
        for one in found
        if one
    ]


def due_in(first: date, last: date, months: int, place: Place, calendar: WorkCalendar = FIVE_DAYS) -> date:
    """The day on which a period from `first` to `last` is due; `months`: its length, 0 for one of days.

    A day that the month or the week does not have is its last. ValueError where the period has no such month
    or no such day.
    """
    if place.after:
        return _after(last, place, calendar)
    if not 1 <= abs(place.day) <= (7 if not months and (last - first).days < 7 else LAST):
        raise ValueError(f"no day {place.day}")
    if months:
        month = place.month or months
        if not 1 <= month <= months:
            raise ValueError(f"no month {month} of {months}")
        first = first.replace(month=first.month + month - 1)
        last = month_end(first)
    elif place.month:
        raise ValueError(f"no month {place.month}")
    return _within(first, last, place, calendar)


def _within(first: date, last: date, place: Place, calendar: WorkCalendar) -> date:
    if not place.working:
        return min(first + (place.day - 1) * _DAY, last) if (last - first).days >= place.day - 1 else last
    if place.day < 0:
        return calendar.last_workday_on_or_before(last)
    before = first - _DAY if first > date.min else first
    return min(calendar.add_workdays(before, place.day), last)


def _after(last: date, place: Place, calendar: WorkCalendar) -> date:
    if place.month:
        month = same_date(last.replace(day=1), place.month)
        return month.replace(day=min(place.day, month_end(month).day))
    return calendar.add_workdays(last, place.day) if place.working else last + place.day * _DAY


def month_end(day: date) -> date:
    """The last day of its month."""
    return day.replace(day=monthrange(day.year, day.month)[1])
