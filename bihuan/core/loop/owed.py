"""What was set stays set: no hand-over moves a day to a later one, and no mere day ends what has no end.

A day moves later by an extension, which is asked for and which a foreign hand grants, or by a leader's own
instruction. Whatever sets a due leaves what recurs, or is for good, what it is.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.state import State, lasting
from bihuan.core.time.dues import EVERY, later_within, reckon
from bihuan.core.time.phrases import day_given
from bihuan.core.words.reasons import Reason

UNSET = (None, "unread")
"""No day was set: nobody has said one, or nobody could read what was said."""


def nature_stays(snap: Snapshot) -> Reason | None:
    """What was set as recurring or for good is not given an end by a mere day. What closes by its children
    ends as they do.
    """
    due = _given(snap)
    if due is None or not lasting(snap.state) or snap.kind.counted:
        return None
    stays = due["kind"] in ("recurring", "long_term") or due.get("then") == "long_term"
    return None if stays else Reason("stays_for_good")


def day_stays(snap: Snapshot) -> Reason | None:
    """A day that was set is handed out again as it stands, or an earlier one; nor is anything shown more
    seldom. What was typed today and has been handed to nobody is still being typed.
    """
    due, state = _given(snap), snap.state
    if due is None or _still_typed(snap):
        return None
    if state.due_kind not in UNSET and (_more_seldom(snap, due) or _later_each_time(state, due)):
        return Reason("shown_as_often")
    own = state.own_days.due_on
    if own is None or unchanged(state, due) or not later(state, _day_of(snap, due)):
        return None
    return Reason("later_by_extension", {"due": own})


def later(state: State, day: date | None) -> bool:
    """Whether a day would move the one that was set to a later one; to none, too."""
    own = state.own_days.due_on
    return own is not None and (day is None or day > own)


def another_unit(snap: Snapshot) -> Reason | None:
    """It is given to somebody else: whoever leads it already is given nothing, and no new day with it."""
    to = None if snap.trying else snap.facts.get("lead_unit")
    return Reason("leads_already", {"unit": to}) if to and to == snap.state.lead_unit else None


def unchanged(state: State, due: Mapping[str, Any]) -> bool:
    """立行立改 that was handed out counts from that day, however often it is handed out again."""
    return due["kind"] == "immediate" == state.due_kind and state.assigned_on is not None


def _given(snap: Snapshot) -> Mapping[str, Any] | None:
    return None if snap.trying else snap.facts.get("due")


def _still_typed(snap: Snapshot) -> bool:
    state = snap.state
    return state.assigned_on is None and state.opened_on == snap.today and not state.imported


def _more_seldom(snap: Snapshot, due: Mapping[str, Any]) -> bool:
    """Whether a period would be longer than it was: fewer would be shown."""
    if not lasting(snap.state):
        return False
    otherwise = str(snap.rules.get("long_term_cycle", "quarter"))
    return seldomer(due.get("every") or otherwise, than=snap.state.due_every or otherwise)


def seldomer(every: str, *, than: str) -> bool:
    """Whether what is shown in one cycle is shown more seldom than in another."""
    return EVERY.index(every) > EVERY.index(than)


def _later_each_time(state: State, due: Mapping[str, Any]) -> bool:
    every, day = state.due_every, day_given(due)
    return every is not None and due.get("every") == every and later_within(every, day, than=state.due_within)


def _day_of(snap: Snapshot, due: Mapping[str, Any]) -> date | None:
    assert snap.calendar is not None
    on = date.fromisoformat(due["on"]) if due.get("on") else None
    found = reckon(due["kind"], on=on, start_on=snap.today, calendar=snap.calendar, rules=snap.rules)
    return found.due_on
