"""A due as it is typed today: “本月底”, “下周五”, “15个工作日内”, “25日前”, and a date without a year.

What leans on today is written out first, and read as any other writing. A date without a year is the next
such date: “3月底前”, typed in November, is next year's.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Final, NamedTuple

from bihuan.core.time.numerals import counted
from bihuan.core.time.phrases import Due, plain_form, read_due
from bihuan.core.time.places import month_end
from bihuan.core.time.workdays import WorkCalendar, same_date

_DAY: Final = timedelta(days=1)
_YEARS: Final = range(1000, 9000)
"""Those of today in which anything is written out."""


class Now(NamedTuple):
    """The day on which something is typed, and whose working days count."""

    today: date
    calendar: WorkCalendar


Meant = Callable[["re.Match[str]", Now], date | str]


def read_typed(text: str, *, today: date, calendar: WorkCalendar) -> Due:
    """The due that somebody types on the day `today`. Never raises: what cannot be read is `unread`."""
    written, year = text, today.year
    if year in _YEARS:
        written = _written_out(plain_form(text, year), Now(today, calendar))
    found = read_due(written, year=year)
    if found.on and found.on < today and year in _YEARS:
        coming = read_due(written, year=year + 1)  # the same day where a year is written
        found = coming if coming.on else found
    return replace(found, text=read_due(text, year=year).text)


def _written_out(plain: str, now: Now) -> str:
    """Every day that leans on today as a date; what recurs is left as it is."""
    clauses = re.split(r"([,;。])", plain)
    for nth, clause in enumerate(clauses):
        if "每" not in clause:
            for pattern, meant in _LEANING:
                clauses[nth] = pattern.sub(partial(_put, meant=meant, now=now), clauses[nth])
    return "".join(clauses)


def _put(found: "re.Match[str]", *, meant: Meant, now: Now) -> str:
    try:
        day = meant(found, now)
    except (ValueError, OverflowError):
        return found[0]
    return day if isinstance(day, str) else f"{day.year}年{day.month}月{day.day}日"


# --- what leans on today -------------------------------------------------------------------------

_COUNT: Final = "[一两二三四五六七八九十]{1,3}|\\d{1,3}"
_BEGINS: Final = r"(?:^|(?<=[,;。(]))"
_FROM_NOW: Final = (
    r"(?:请|须|需|应|力争|确保|争取|限期?|在|于|(?:自|从)?(?:即日|今[日天]|现在)(?:起|开始)[,、]?)*"
)
_END: Final = r"[底末内终]?"


def _number(numeral: str) -> int:
    if not (number := counted(numeral)):
        raise ValueError(numeral)
    return number


def _month(found: "re.Match[str]", now: Now, *, later: int) -> str:
    """“本月20日”, “下月中旬”: the month by its number, what follows stands as it is."""
    month = same_date(now.today.replace(day=1), later)
    return f"{month.year}年{month.month}月"


def _quarter(found: "re.Match[str]", now: Now, *, later: int) -> date:
    first = now.today.replace(month=(now.today.month - 1) // 3 * 3 + 1, day=1)
    return month_end(same_date(first, 3 * later + 2))


def _weekday(found: "re.Match[str]", now: Now, *, later: int) -> date:
    monday = now.today - now.today.weekday() * _DAY + 7 * later * _DAY
    named = found["day"]
    if named in ("末", "日", "天"):
        return monday + 6 * _DAY
    if named is None or named in "内底":
        return now.calendar.last_workday_on_or_before(monday + 4 * _DAY)
    return monday + "一二三四五六".index(named) * _DAY


def _coming_weekday(found: "re.Match[str]", now: Now) -> date:
    wanted = min("一二三四五六日天".index(found["day"]), 6)
    return now.today + (wanted - now.today.weekday()) % 7 * _DAY


def _coming_day(found: "re.Match[str]", now: Now) -> date:
    """“25日前”: this month's, or the next that is still to come."""
    wanted = int(found["day"])
    for later in range(12):
        month = same_date(now.today.replace(day=1), later)
        if 1 <= wanted <= month_end(month).day and month.replace(day=wanted) >= now.today:
            return month.replace(day=wanted)
    raise ValueError(wanted)


def _within(found: "re.Match[str]", now: Now) -> date:
    number, unit, calendar = _number(found["n"]), found["unit"], now.calendar
    if unit == "工作日":
        return calendar.add_workdays(now.today, number)
    if unit in ("个月", "月"):
        return calendar.add_months(now.today, number)
    if unit == "年":
        return calendar.add_years(now.today, number)
    if unit == "小时":
        return now.today + number // 24 * _DAY
    return calendar.add_days(now.today, number * (7 if unit in ("周", "星期", "礼拜") else 1))


def _half(found: "re.Match[str]", now: Now) -> date:
    if found["unit"] == "年":
        return now.calendar.add_months(now.today, 6)
    return now.calendar.add_days(now.today, 15)


def _in_days(found: "re.Match[str]", now: Now, *, days: int) -> date:
    return now.today + days * _DAY


_LEANING: Final[tuple[tuple["re.Pattern[str]", Meant], ...]] = tuple(
    (re.compile(pattern), meant)
    for pattern, meant in (
        (rf"(?:本|这个?|当)季度?{_END}", partial(_quarter, later=0)),
        (rf"下一?个?季度?{_END}", partial(_quarter, later=1)),
        (r"(?<!\d)(?:本|这个?|当)月(?!度)", partial(_month, later=0)),
        (r"(?<!\d)下下个?月", partial(_month, later=2)),
        (r"(?<!\d)(?:下一?个?|次)月", partial(_month, later=1)),
        (rf"{_BEGINS}月(?=[底末内])", partial(_month, later=0)),
        (r"(?:本|这一?个?)(?:周|星期|礼拜)(?P<day>[一二三四五六日天末内底])?", partial(_weekday, later=0)),
        (r"下下一?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末内底])?", partial(_weekday, later=2)),
        (r"下一?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末内底])?", partial(_weekday, later=1)),
        (rf"{_BEGINS}(?:周|星期|礼拜)(?P<day>[一二三四五六日天])", _coming_weekday),
        (r"今[天日](?!起|开始)", partial(_in_days, days=0)),
        (r"明[天日]", partial(_in_days, days=1)),
        (r"大后天", partial(_in_days, days=3)),
        (r"后天", partial(_in_days, days=2)),
        (
            rf"{_BEGINS}{_FROM_NOW}(?P<n>{_COUNT})个?(?P<unit>工作日|[日天]|周|星期|礼拜|个月|月|年|小时)(?:之|以)?内",
            _within,
        ),
        (rf"{_BEGINS}{_FROM_NOW}半个?(?P<unit>月|年)(?:之|以)?内", _half),
        (rf"{_BEGINS}(?P<day>\d{{1,2}})[日号](?=前|之前|以前|下班|$)", _coming_day),
    )
)
