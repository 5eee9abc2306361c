"""What is owed below a matter that closes by its children: it is never fine while one of them is late.

A child counts while somebody is to work on it and its clock runs, as its own lamp does. While a book is open
it is only noted whose child owes something else than before; at its end each of those is looked at once,
however many of its children changed, and most without reading the others.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bihuan.core.acts.kind import Kind
from bihuan.core.state.lives import OPEN_PHASES, WORKED_ON
from bihuan.core.state.state import GATHERED, Days, State


class Owed(NamedTuple):
    """Dates, and the kind of due that decides them."""

    days: Days = Days()
    kind: str | None = None


NOTHING = Owed()


def owed(kind: Kind, state: State | None) -> Owed:
    """What a child adds: nothing once it was claimed, while its clock stands, or where no day was named."""
    if state is None or state.due_on is None or state.clock != "running":
        return NOTHING
    if kind.life(state.life).phase not in WORKED_ON:
        return NOTHING
    return Owed(state.days, state.deciding_due_kind)


def earliest(found: Iterable[Owed]) -> Owed:
    """Of each date the earliest, with the kind of the due that comes first."""
    some = [one for one in found if one.days.due_on]
    if not some:
        return NOTHING
    first = min(some, key=lambda one: (one.days.due_on, one.kind or ""))
    return Owed(Days(*(_first(days) for days in zip(*(one.days for one in some), strict=True))), first.kind)


def _first(days: Iterable[Any]) -> Any:
    return min((day for day in days if day), default=None)


def gathered(state: State) -> Owed:
    """What a matter says of what is owed below it."""
    return Owed(Days(*(getattr(state, name) for name in GATHERED)), state.gathered_kind)


def as_facts(found: Owed) -> dict[str, Any]:
    """The same as plain facts of an event."""
    days = (day.isoformat() if day else None for day in found.days)
    return dict(zip(GATHERED, days, strict=True)) | {"gathered_kind": found.kind}


class Below:
    """Whose children owe something else than when the book was opened."""

    def __init__(self) -> None:
        self._children: dict[int, dict[int, tuple[Owed, Owed]]] = {}
        self._again: set[int] = set()

    def note(self, kind: Kind, before: State | None, after: State) -> None:
        """A child that a whole is done by owes other dates, or owes them to another whole."""
        was, now = owed(kind, before), owed(kind, after)
        left = before.parent if before else None
        if left == after.parent and was == now:
            return
        if left is not None and left != after.parent:
            self._say(left, after.id, was, NOTHING)
            was = NOTHING
        if after.parent is not None:
            self._say(after.parent, after.id, was, now)

    def _say(self, whole: int, child: int, was: Owed, now: Owed) -> None:
        children = self._children.setdefault(whole, {})
        children[child] = (children[child][0] if child in children else was, now)

    def opened_again(self, kind: Kind, before: State | None, after: State) -> None:
        """A whole that was over is at work again: what happened below it meanwhile was not gathered."""
        if before is None or before.life == after.life:
            return
        if kind.life(before.life).phase not in OPEN_PHASES and kind.life(after.life).phase in OPEN_PHASES:
            self._again.add(after.id)

    def wholes(self) -> Iterator[int]:
        """Those to be looked at, in order, and forgotten with that."""
        yield from sorted(self._children.keys() | self._again)
        self._children, self._again = {}, set()

    def sum_of(self, whole: State) -> Owed | None:
        """What is owed below it now; None where that cannot be said without reading every child."""
        if whole.id in self._again:
            return None
        said, changes = gathered(whole), self._children[whole.id].values()
        if any(_was_the_first(said, was, now) for was, now in changes):
            return None
        return earliest((said, *(now for _, now in changes)))


def _was_the_first(said: Owed, was: Owed, now: Owed) -> bool:
    """Whether one of the earliest dates was this child's, and is no longer: another's comes first now."""
    if was.days.due_on and (was.days.due_on, was.kind) == (said.days.due_on, said.kind) and was != now:
        return True
    pairs = zip(said.days, was.days, now.days, strict=True)
    return any(old is not None and old == first and (new is None or new > old) for first, old, new in pairs)
