"""What has a first and a last day ends on or after the first; what has an end is ended sooner, not later."""

from datetime import date

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.posts import Term
from bihuan.core.words.reasons import Reason


def in_order(from_on: str, until: str | None, to_on: str) -> Reason | None:
    """Why what runs from one day, until another if it has an end, does not end on this one."""
    if until is not None and to_on > until:
        return Reason("ends_later", {"until": until})
    return Reason("ends_too_soon", {"since": date.fromisoformat(from_on)}) if to_on < from_on else None


def sooner(snap: Snapshot, term: Term | None) -> Reason | None:
    """The same of an appointment or an absence, by the day that is asked for."""
    if term is None:
        return Reason("not_found")
    return in_order(term.from_on, term.to_on, str(snap.facts["to_on"]))
