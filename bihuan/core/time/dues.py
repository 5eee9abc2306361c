"""From a due as read (“6月底前”, “立行立改”, “每月5日前”) to the dates that are stored, and to its periods.

Only dates are stored, never "overdue" or "days left": `due_on` is the last day in time, on `yellow_on` the
lamp turns to 临期 and on `red_on` to 超期 if nothing happens, so that a list of 100,000 is one indexed query.

Every number comes from the organisation's rule table (`bihuan.rules`): here it is only a name.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from bihuan.core.chain.chain import Json
from bihuan.core.time.cycles import MONTHS
from bihuan.core.time.places import FIVE_DAYS, Place, due_in, month_end, places
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.text import Text

KINDS: Final = ("date", "immediate", "long_term", "recurring", "unread")
EVERY: Final = ("week", "half_month", "month", "two_months", "quarter", "half_year", "year")
REST_DAY: Final = ("keep", "next_workday", "last_workday")
"""What to do with a due that falls on a day of rest: leave it, move it on, or draw it forward."""

_DAY: Final = timedelta(days=1)


class Dates(NamedTuple):
    """The stored dates of one due.

    `reckoned`: the office did not write this day, a rule or the calendar gave it; pages say so.
    `provisional`: one of the dates rests on a year whose holiday notice is not out, and is reckoned again
    when it comes; a page says 暂估 of `due_on` only where it is also `reckoned`.
    `continuing`: after `due_on` (or from the start, where that is None) the duty goes on for good (长期坚持).
    """

    due_on: date | None = None
    yellow_on: date | None = None
    red_on: date | None = None
    reckoned: bool = False
    provisional: bool = False
    continuing: bool = False


class Period(NamedTuple):
    """One period of a recurring duty; `key` tells it from the others of its `every` (2026-06, 2026-Q2)."""

    every: str
    key: str
    label: Text
    first_on: date
    last_on: date
    due_on: date


def reckon(
    kind: str,
    *,
    on: date | None = None,
    every: str | None = None,
    then: str | None = None,
    start_on: date,
    calendar: WorkCalendar,
    rules: Mapping[str, Json],
) -> Dates:
    """The stored dates of a due that was read as `kind` (contracts.md, `due.kind`).

    `date`: `on` as written. `immediate` (立行立改): `immediate_workdays` working days from `start_on`, the
    day of assignment, which is not counted. `long_term` and `recurring` have no due of their own unless `on`
    ends them: their instalments have one each (`periods`, `instalment`). `unread`: none, a person decides.
    `then="long_term"` (“年底前完成并长期坚持”) marks a second due without end.

    Rules used: immediate_workdays, yellow_workdays, stated_due_on_rest_day. ValueError for an unknown kind or
    cycle, or a date without `on`.
    """
    if kind not in KINDS or (every is not None and every not in EVERY):
        raise ValueError(f"no such due: {kind} {every}")
    if kind == "date" and on is None:
        raise ValueError("a due of kind date names its day")
    continuing = kind in ("long_term", "recurring") or then == "long_term"
    if kind == "immediate" and on is None:
        due = calendar.add_workdays(start_on, number(rules, "immediate_workdays"))
        dates = lamp_dates(due, start_on=start_on, calendar=calendar, rules=rules)
        return dates._replace(
            reckoned=True, provisional=calendar.provisional(start_on, due), continuing=continuing
        )
    if on is None:
        return Dates(continuing=continuing)
    due = off_rest_day(on, str(rules["stated_due_on_rest_day"]), calendar)
    dates = lamp_dates(due, start_on=start_on, calendar=calendar, rules=rules)
    return dates._replace(reckoned=due != on, continuing=continuing)


def lamp_dates(due_on: date, *, start_on: date, calendar: WorkCalendar, rules: Mapping[str, Json]) -> Dates:
    """When the lamp turns for a due that is already decided (an extension, a merge's earlier due).

    Yellow `yellow_workdays` working days before it, though not before the work started; red the day after.
    """
    yellow = calendar.subtract(due_on, number(rules, "yellow_workdays"))
    yellow = min(max(yellow, start_on), due_on)
    return Dates(due_on, yellow, due_on + _DAY, provisional=calendar.provisional(yellow, due_on))


def after_pause(due_on: date, *, paused_on: date, resumed_on: date, calendar: WorkCalendar) -> date:
    """The due after a pause: moved by as many working days as the clock stood still.

    A due that had passed before the pause began stays: pausing does not make late work timely.
    """
    if due_on < paused_on:
        return due_on
    return calendar.add_workdays(due_on, max(0, calendar.workdays_between(paused_on, resumed_on)))


def instalment(period: Period, *, start_on: date, calendar: WorkCalendar, rules: Mapping[str, Json]) -> Dates:
    """The stored dates of one period's instalment that is opened on `start_on`.

    Its due is what the words say, however late it is opened (the machine was off, the measure came by
    import); it counts as late only from a day on which somebody could have acted. Rules used:
    cycle_due_on_rest_day, yellow_workdays, late_period_workdays.
    """
    due = off_rest_day(period.due_on, str(rules["cycle_due_on_rest_day"]), calendar)
    dates = lamp_dates(due, start_on=max(start_on, period.first_on), calendar=calendar, rules=rules)
    if start_on > period.first_on:
        dates = _once_known(dates, start_on, calendar, rules)
    return dates._replace(reckoned=due != period.due_on)


def _once_known(dates: Dates, opened_on: date, calendar: WorkCalendar, rules: Mapping[str, Json]) -> Dates:
    """Neither near nor late before somebody had it, and some working days to act in."""
    assert dates.due_on is not None and dates.yellow_on is not None
    given = calendar.add_workdays(opened_on, number(rules, "late_period_workdays"))
    red = max(dates.due_on, given) + _DAY
    return dates._replace(yellow_on=max(dates.yellow_on, opened_on), red_on=red)


def periods(
    every: str,
    from_on: date,
    to_on: date,
    *,
    day: str | None = None,
    calendar: WorkCalendar = FIVE_DAYS,
) -> Iterator[Period]:
    """The periods owed between two days, in order: those that begin by `to_on` and whose due is not past on
    `from_on` (a duty that starts on 20 June does not owe “每月5日前” for June). Arguments as `period_of`."""
    period = period_of(from_on, every, day=day, calendar=calendar)
    while period.first_on <= to_on:
        if period.due_on >= from_on:
            yield period
        if period.last_on == date.max:
            return
        period = period_of(period.last_on + _DAY, every, day=day, calendar=calendar)


def period_of(on: date, every: str, *, day: str | None = None, calendar: WorkCalendar = FIVE_DAYS) -> Period:
    """The period of `every` in which the day `on` lies.

    Due is its last day, or where the words name one, that `day` (bihuan.core.time.places). `calendar`: whose
    working days it counts. ValueError for a cycle or a day that does not exist.
    """
    if every not in EVERY:
        raise ValueError(f"no such cycle: {every}")
    first, last = _span(on, every)
    key, label = _name(first, last, every)
    months = MONTHS.get(every, 0)
    due = due_in(first, last, months, _place(first, every, day), calendar) if day else last
    return Period(every, key, label, first, last, due)


def _place(first: date, every: str, day: str) -> Place:
    """Where the period that begins then is due; of several places its own, in turn."""
    found = places(day)
    months = MONTHS.get(every, 0)
    nth = (first.month - 1) // months if months else int(first.day > 1)
    return found[nth % len(found)]


def period_named(
    key: str, every: str, *, day: str | None = None, calendar: WorkCalendar = FIVE_DAYS
) -> Period | None:
    """The period of `every` that has this key; None if there is none, or the key is another cycle's."""
    try:
        found = period_of(_first_day(key), every, day=day, calendar=calendar)
    except (ValueError, IndexError):
        return None
    return found if found.key == key else None


def _first_day(key: str) -> date:
    """The first day of a period by its key: 2026, 2026-H1, 2026-Q2, 2026-D3, 2026-05, 2026-05-a, 2026-W07."""
    year, _, rest = key.partition("-")
    number = int(year)
    if not rest:
        return date(number, 1, 1)
    if rest[0] == "H":
        return date(number, 6 * int(rest[1:]) - 5, 1)
    if rest[0] == "Q":
        return date(number, 3 * int(rest[1:]) - 2, 1)
    if rest[0] == "D":
        return date(number, 2 * int(rest[1:]) - 1, 1)
    if rest[0] == "W":
        return date.fromisocalendar(number, int(rest[1:]), 1)
    month, _, half = rest.partition("-")
    return date(number, int(month), 16 if half == "b" else 1)


def every_of(key: str) -> str:
    """The cycle of which a period is, by its key."""
    _, _, rest = key.partition("-")
    if not rest:
        return "year"
    named = {"H": "half_year", "Q": "quarter", "D": "two_months", "W": "week"}
    return named.get(rest[0]) or ("half_month" if "-" in rest else "month")


def period_of_key(key: str) -> Period | None:
    """The period that has this key, of whatever cycle; None if there is none."""
    return period_named(key, every_of(key))


def is_long(every: str) -> bool:
    """Half a year or longer: nobody waits for two of these."""
    return MONTHS.get(every, 0) >= MONTHS["half_year"]


def later_within(every: str, day: str | None, *, than: str | None) -> bool:
    """Whether one day of a cycle's periods is later than another in any of them; none is the last."""
    year = [date(2028, month, day_of) for month in range(1, 13) for day_of in (1, 16)]
    return any(period_of(on, every, day=day).due_on > period_of(on, every, day=than).due_on for on in year)


def apart(keys: Iterable[str]) -> int:
    """How many of these periods lie apart: a month within a quarter that was shown is not a second one."""
    count, until = 0, date.min
    for period in sorted(filter(None, map(period_of_key, keys)), key=lambda one: one.last_on):
        if not count or period.first_on > until:
            count, until = count + 1, period.last_on
    return count


def period_after(period: Period) -> Period:
    """The one that follows it."""
    return period_of(period.last_on + _DAY, period.every)


def off_rest_day(day: date, how: str, calendar: WorkCalendar) -> date:
    """`day`, or where it is a day of rest the day that the rule `how` (one of REST_DAY) puts in its place."""
    if how == "next_workday":
        return calendar.first_workday_on_or_after(day)
    if how == "last_workday":
        return calendar.last_workday_on_or_before(day)
    if how != "keep":
        raise ValueError(f"no such rule for a day of rest: {how}")
    return day


def number(rules: Mapping[str, Json], name: str) -> int:
    """A whole number from the rule table; TypeError where the rule is something else."""
    value = rules[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"rule {name} is not a whole number: {value!r}")
    return value


def _span(on: date, every: str) -> tuple[date, date]:
    if every == "week":
        monday = on - on.weekday() * _DAY if on.toordinal() > on.weekday() else date.min
        return monday, monday + min(6, (date.max - monday).days) * _DAY
    if every == "half_month":
        return (
            (on.replace(day=1), on.replace(day=15)) if on.day <= 15 else (on.replace(day=16), month_end(on))
        )
    length = MONTHS[every]
    first = date(on.year, (on.month - 1) // length * length + 1, 1)
    return first, month_end(first.replace(month=first.month + length - 1))


def _name(first: date, last: date, every: str) -> tuple[str, Text]:
    year, month, english = first.year, first.month, f"{first:%B}"
    if every == "week":
        year, week, _ = first.isocalendar()
        zh = f"{year}年第{week}周（{month}月{first.day}日至{last.month}月{last.day}日）"
        return f"{year}-W{week:02}", Text(zh, f"Week {week} of {year} ({first:%d %b} to {last:%d %b})")
    if every == "half_month":
        half, zh, en = ("a", "上", "first") if first.day == 1 else ("b", "下", "second")
        return f"{year}-{month:02}-{half}", Text(
            f"{year}年{month}月{zh}半月", f"{en} half of {english} {year}"
        )
    if every == "month":
        return f"{year}-{month:02}", Text(f"{year}年{month}月", f"{english} {year}")
    if every == "two_months":
        return f"{year}-D{(month + 1) // 2}", Text(
            f"{year}年{month}至{last.month}月", f"{english} and {last:%B} {year}"
        )
    if every == "quarter":
        quarter = (month + 2) // 3
        return f"{year}-Q{quarter}", Text(f"{year}年第{'一二三四'[quarter - 1]}季度", f"Q{quarter} {year}")
    if every == "half_year":
        half, zh, en = ("1", "上", "first") if month == 1 else ("2", "下", "second")
        return f"{year}-H{half}", Text(f"{year}年{zh}半年", f"{en} half of {year}")
    return f"{year}", Text(f"{year}年", f"{year}")
