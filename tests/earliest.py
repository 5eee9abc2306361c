"""What is owed below a problem, reckoned apart: its dates are the earliest of its measures' and its own."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.state.state import State

OPEN = ("registered", "assigned", "received", "under_way", "claimed", "countersigned", "verified")
AT_WORK = ("registered", "assigned", "received", "under_way")
NAMES = ("due_on", "yellow_on", "red_on")


def owed_by(events: Iterable[Happened]) -> tuple[date | None, ...]:
    """The dates that the record gave to a matter itself, whatever is owed below it."""
    own: tuple[date | None, ...] = (None, None, None)
    for event in events:
        if "due_on" in event.plain and not event.name.endswith("_requested"):
            said = (event.plain[name] for name in NAMES)
            own = tuple(date.fromisoformat(one) if one else None for one in said)
    return own


def misdated(
    states: Sequence[State], kind_of: Callable[[str], Kind], events_of: Callable[[int], Iterable[Happened]]
) -> list[str]:
    """The open problems whose dates are not the earliest of their own and of their measures at work."""
    found = []
    for whole in states:
        counted = kind_of(whole.kind).counted
        if counted is None or whole.life not in OPEN:
            continue
        below = [one for one in states if one.parent == whole.id and one.kind == counted]
        running = [one for one in below if one.life in AT_WORK and one.clock == "running"]
        own = owed_by(events_of(whole.id))
        for place, name in enumerate(NAMES):
            days = [day for day in (own[place], *(getattr(one, name) for one in running)) if day]
            if getattr(whole, name) != min(days, default=None):
                found.append(f"{name} of {whole.id} is {getattr(whole, name)}, and owed are {days}")
        if tuple(whole.own_days) != own:
            found.append(f"{whole.id} owes itself {own}, not {whole.own_days}")
    return found
