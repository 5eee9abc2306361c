"""What a matter's dates come to where the calendar has changed: reckoned anew from all that was decided.

The same pure functions, from the same days and by the rules of those days; only the calendar is today's.
What the office wrote stays to the day (rules.md §8: a stated date is kept, unless the organisation's own rule
moves what falls on a day of rest); only its warning moves. What was reckoned is reckoned: 立行立改, the
working days of a pause, an instalment's day, a supporting unit's answer, the days of a hearing. 民法典
201–203: the first day is not counted, and a last day that is a day of rest gives way to the next working day.

A calendar that changes when days have passed already takes nothing from anybody (`protected`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from bihuan.core.acts.happened import Happened
from bihuan.core.chain.chain import Json
from bihuan.core.loop.changing import ABSORB, PAUSE, RECKON, RESUME
from bihuan.core.loop.disputing import DISPUTE
from bihuan.core.loop.hearing_acts import RECKON_HEARING
from bihuan.core.loop.objecting import OBJECT
from bihuan.core.state.state import Days
from bihuan.core.time.dues import (
    Dates,
    every_of,
    instalment,
    lamp_dates,
    number,
    off_rest_day,
    period_named,
    reckon,
)
from bihuan.core.time.workdays import WorkCalendar

_DAY: Final = timedelta(days=1)
_GIVES_BACK: Final = (DISPUTE.event, OBJECT.event)


@dataclass(frozen=True, slots=True)
class Reckoner:
    """By what is reckoned: the calendar of today, the rules of a day, what happened to a matter, in order."""

    calendar: WorkCalendar
    rules_on: Callable[[date], Mapping[str, Json]]
    history: Callable[[int], Sequence[Happened]]

    def rules(self, event: Happened) -> Mapping[str, Json]:
        """The rules of the day on which it was done."""
        return self.rules_on(self.calendar.day_of(event.at))


class _Standing(NamedTuple):
    """How the due stood after an act: as it was recorded, and as it comes to now."""

    recorded: date | None
    dates: Dates


_NONE: Final = _Standing(None, Dates())


def redated(by: Reckoner, matter: int, *, before: int | None = None) -> Dates:
    """The own dates of a matter, as they come to by the calendar of today; none where it has no due.

    `before`: as they stood before the event of that number.
    """
    stood = [_NONE]
    paused_on: date | None = None
    for event in by.history(matter):
        if before is not None and event.seq >= before:
            break
        if event.name == PAUSE.event:
            paused_on = event.occurred_on
        if "due_on" not in event.plain:
            continue
        recorded = _day(event.plain["due_on"])
        if event.name == RECKON.event:  # it followed a calendar of before: nothing was decided
            stood.append(_Standing(recorded, stood[-1].dates))
        else:
            stood.append(_Standing(recorded, _after(by, event, recorded, stood, paused_on)))
    return stood[-1].dates


def _after(
    by: Reckoner, event: Happened, recorded: date | None, stood: Sequence[_Standing], paused_on: date | None
) -> Dates:
    plain, last = event.plain, stood[-1]
    if event.name in _GIVES_BACK:  # as it was before what is disputed
        back = (one.dates for one in reversed(stood) if one.recorded == recorded)
        return next(back, None) or _lamp(by, event, recorded)
    if recorded is None:
        return Dates()
    if event.name == ABSORB.event:
        return _earlier(last.dates, redated(by, int(plain["absorbs"]), before=event.seq))
    if event.name == RESUME.event and paused_on is not None and last.recorded is not None:
        return _resumed(by, event, last, paused_on)
    if plain.get("period"):
        return _of_period(by, event, recorded)
    if plain.get("role"):
        return _of_part(by, event, recorded)
    return _given(by, event, recorded)


def _given(by: Reckoner, event: Happened, recorded: date) -> Dates:
    """A due that somebody gave: reckoned from the day of the act, or written."""
    plain, rules, start = event.plain, by.rules(event), event.occurred_on
    written, was_reckoned = _day(plain.get("due_written")), plain.get("due_reckoned", True) is True
    if plain.get("due_kind") == "immediate" and was_reckoned and written is None:
        return reckon("immediate", start_on=start, calendar=by.calendar, rules=rules)
    if was_reckoned and written is None:  # what was written was not kept: it stays as it came to then
        return _lamp(by, event, recorded)._replace(reckoned=plain.get("due_reckoned") is True)
    written = written or recorded
    due = off_rest_day(written, str(rules["stated_due_on_rest_day"]), by.calendar)
    return _lamp(by, event, due)._replace(reckoned=due != written)


def _earlier(mine: Dates, theirs: Dates) -> Dates:
    """A merge's survivor takes the earlier due, with the days on which its lamp turned there."""
    if theirs.due_on is None or (mine.due_on is not None and mine.due_on <= theirs.due_on):
        return mine
    return theirs._replace(reckoned=mine.reckoned)


def _resumed(by: Reckoner, event: Happened, last: _Standing, paused_on: date) -> Dates:
    """Moved by as many working days as the clock stood still, unless it had passed before."""
    due = last.dates.due_on
    assert due is not None and last.recorded is not None
    if last.recorded >= paused_on:
        stood_still = by.calendar.workdays_between(paused_on, event.occurred_on)
        due = by.calendar.add_workdays(due, max(0, stood_still))
    return _lamp(by, event, due)._replace(reckoned=last.dates.reckoned)


def _of_period(by: Reckoner, event: Happened, recorded: date) -> Dates:
    """An instalment: the day of its period, by the words that stood when it was opened."""
    key, day = str(event.plain["period"]), None
    for above in by.history(int(event.plain["parent"])):
        if above.seq < event.seq and "due_day" in above.plain:
            day = above.plain.get("due_place") or above.plain["due_day"]
    written = str(day) if day else None
    period = period_named(key, every_of(key), day=written, calendar=by.calendar)
    if period is None:
        return _lamp(by, event, recorded)
    dates = instalment(period, start_on=event.occurred_on, calendar=by.calendar, rules=by.rules(event))
    return dates._replace(reckoned=False)  # of a period no page says so


def _of_part(by: Reckoner, event: Happened, recorded: date) -> Dates:
    """A supporting unit has some working days to answer; who answers for itself has the day of the whole."""
    if event.plain["role"] == "joint":
        days = number(by.rules(event), "joint_reply_workdays")
        return _lamp(by, event, by.calendar.add_workdays(event.occurred_on, days))
    whole = redated(by, int(event.plain["parent"]), before=event.seq)
    return _lamp(by, event, whole.due_on or recorded)


def _lamp(by: Reckoner, event: Happened, due: date | None) -> Dates:
    if due is None:
        return Dates()
    return lamp_dates(due, start_on=event.occurred_on, calendar=by.calendar, rules=by.rules(event))


def protected(stored: Days, found: Dates, *, today: date, calendar: WorkCalendar) -> Dates:
    """`found`, but that nobody becomes late by it.

    What moves later moves. What moves earlier does so by no more than to today (or the next working day,
    where today is none: 民法典 203); what had passed already stays where it was.
    """
    if stored.due_on is None or stored.red_on is None or found.due_on is None or found.red_on is None:
        return found
    floor = calendar.first_workday_on_or_after(today)
    due = no_earlier(found.due_on, stored.due_on, floor)
    red = no_earlier(found.red_on, stored.red_on, floor + _DAY)
    kept = due == stored.due_on != found.due_on
    return found._replace(due_on=due, red_on=red, yellow_on=stored.yellow_on if kept else found.yellow_on)


def no_earlier(found: date, stored: date, floor: date) -> date:
    """A day that moves earlier moves to `floor` at the most; what lies before that stays."""
    return max(found, min(stored, floor))


def heard_until(by: Reckoner, matter: int) -> date | None:
    """Until when the raisers may answer, reckoned anew from the day on which they were asked."""
    found: date | None = None
    for event in by.history(matter):
        if "hear_until" not in event.plain or event.name == RECKON_HEARING.event:
            continue
        days = number(by.rules(event), "hearing_workdays")
        found = by.calendar.add_workdays(event.occurred_on, days) if event.plain["hear_until"] else None
    return found


def _day(written: Any) -> date | None:
    return date.fromisoformat(str(written)) if written else None
