"""What comes too late, where a rule says so: an extension after the due, an answer that nobody gave."""

from datetime import date

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.desks import SECONDED
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason


def asked_before_due(snap: Snapshot) -> Reason | None:
    """Where the rule says so, an extension is asked for no later than on the day that it moves.

    While the clock stands, the day on which it was stopped counts.
    """
    due = snap.state.own_days.due_on
    if due is None or not snap.rules.get("extension_only_before_due", False):
        return None
    stopped = snap.state.paused_on if snap.state.clock == "paused" else None
    return Reason("extension_too_late", {"due": due}) if (stopped or snap.today) > due else None


def unanswered_too_long(snap: Snapshot) -> Reason | None:
    """The working days of the rule have passed since it was asked, or since the last yes.

    Whoever must confirm a desk, a post or the like is waited for; so is whoever compares a signed answer.
    """
    request = snap.state
    if request.request in SECONDED or request.papers:
        return Reason("never_lapses")
    since, calendar = _waits_since(request), snap.calendar
    if since is None or calendar is None:
        return Reason("never_lapses")
    days = int(snap.rules.get("request_lapse_workdays", 10))
    until = calendar.add_workdays(since, days)
    return None if snap.today > until else Reason("answer_in_time", {"days": days, "until": until})


def _waits_since(request: State) -> date | None:
    answered = (date.fromisoformat(one.day) for one in request.answers)
    return max((on for on in (request.opened_on, *answered) if on), default=None)
