"""A kind of matter is a table of acts; `verdict` says whether an act may happen, and why not.

One row of the table draws the button (with the reason when it is grey), checks permission, builds
the form, names the event and writes the help page. Everything here is pure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.core.hands import Hands, foreign
from bihuan.core.reasons import Reason
from bihuan.core.relations import relations
from bihuan.core.state import ENDED, Actor, Desk, State
from bihuan.core.words import Text
from bihuan.core.workdays import WorkCalendar

Guard = Callable[["Snapshot"], Reason | None]
Upcast = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Decide = Callable[["Snapshot", Mapping[str, Any]], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that an act asks for. `personal` facts can be erased; all that rules read is plain."""

    name: str
    # text long date due unit units group person people posts choice evidence names lines matter matters
    # int yes json
    kind: str
    label: Text
    required: bool = False
    personal: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    help: Text | None = None
    hidden: bool = False  # filled by the program (an import, a grant), never asked on a page


@dataclass(frozen=True, slots=True)
class Act:
    """One row of a kind's table: who may do what, when, and what it makes of the matter."""

    name: str
    event: str
    when: tuple[str, ...]
    by: tuple[str, ...]
    then: str | None = None
    clock: str | None = None  # the clock it needs ("running"), None: any
    then_clock: str | None = None
    never_by: str | None = None  # "hands"
    needs: tuple[Guard, ...] = ()
    fields: tuple[Field, ...] = ()
    stale: str = "life"  # life | any | never
    hand: bool = False  # the actor has had a hand in the matter from now on
    behalf: bool = False  # may be recorded for somebody else (代填/代录)
    opens: bool = False  # it opens the matter
    asks: str | None = None  # it opens a request of this name
    tells: tuple[str, ...] = ()  # relations to which a notice is kept
    decides: tuple[Decide, ...] = ()  # pure: plain facts that the act settles (dates, whose turn)
    follows: str | None = None  # the follow-up in the same transaction, by its name
    minutes: int = 1
    upcasts: tuple[Upcast, ...] = ()  # from version 1 to 2, from 2 to 3 …: old events are read as new ones

    @property
    def version(self) -> int:
        """The version in which the act writes its event today."""
        return 1 + len(self.upcasts)

    def field(self, name: str) -> Field | None:
        """The field of that name, if the act asks for it."""
        return next((one for one in self.fields if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of matter: its name and its acts; `table` names the room's own table, if any."""

    name: str
    label: Text
    acts: tuple[Act, ...]
    table: str | None = None
    effects: str | None = None
    by_name: Mapping[str, Act] = field(init=False)
    by_event: Mapping[str, Act] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {act.name: act for act in self.acts})
        object.__setattr__(self, "by_event", {act.event: act for act in self.acts})

    def act(self, name: str) -> Act:
        """The act of that name; KeyError if the kind has none."""
        return self.by_name[name]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a verdict reads. Children and hands below are loaded only for acts that read them."""

    state: State
    desk: Desk
    actor: Actor
    today: date
    rules_of: Callable[[], Mapping[str, Any]]
    for_whom: Actor | None = None
    basis: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    granted: bool = False  # an approved request performs it
    within: bool = False
    subject: State | None = None  # of a request: the matter that it is about
    children: Callable[[], Sequence[State]] = tuple
    parent: Callable[[], State | None] = lambda: None
    siblings: Callable[[int], State | None] = lambda matter: None  # any matter of the organisation
    unit_kind: Callable[[int], str] = lambda unit: "unknown"
    calendar_of: Callable[[], WorkCalendar | None] = lambda: None
    trying: bool = False  # only asking what may be done: facts are not there yet

    @property
    def rules(self) -> Mapping[str, Any]:
        """The organisation's rules of the day; most acts never ask."""
        return self.rules_of()

    @property
    def calendar(self) -> WorkCalendar | None:
        """The organisation's calendar; most acts never ask."""
        return self.calendar_of()

    @property
    def principal(self) -> Actor:
        """In whose right the act is done."""
        return self.for_whom or self.actor

    def hands(self) -> Hands:
        """Everybody who has had a hand in the matter (for a request: in what it is about)."""
        state = self.subject or self.state
        return Hands(state.hand_people, state.hand_units, state.led_units)


def verdict(act: Act, snap: Snapshot) -> Reason | None:
    """None when the act may happen, else the first reason why not, in a fixed order."""
    return (
        _life(act, snap)
        or _right(act, snap)
        or _hands(act, snap)
        or _pending(act, snap)
        or _stale(act, snap)
        or next((reason for guard in act.needs if (reason := guard(snap))), None)
    )


def options(kind: Kind, snap: Snapshot) -> list[tuple[Act, Reason | None]]:
    """Each act of the matter's life with its verdict: what the page shows, the grey ones with reasons.

    Acts that the life rules out, or to which the person stands in no relation, are left out.
    """
    found = []
    for act in kind.acts:
        if act.opens or _life(act, snap) or act.by in (("system",), ("granted",)):
            continue
        if act.never_by is None and _right(act, snap):
            continue
        found.append((act, verdict(act, snap)))
    return found


def hat_for(act: Act, snap: Snapshot) -> int | None:
    """The appointment by which the person may do the act (the first relation that allows it)."""
    held = relations(snap.principal, snap.state, snap.desk, snap.subject)
    first = snap.principal.hats[0].appointment if snap.principal.hats else None
    return next((held[by] for by in act.by if by in held), first)


def _life(act: Act, snap: Snapshot) -> Reason | None:
    if act.opens:
        return None
    if snap.state.life not in act.when:
        return Reason("wrong_life", {"life": snap.state.life})
    if act.clock and snap.state.clock != act.clock:
        return Reason("clock_paused" if act.clock == "running" else "clock_running")
    return None


def _right(act: Act, snap: Snapshot) -> Reason | None:
    if ("granted" in act.by and snap.granted) or ("within" in act.by and snap.within):
        return None
    held = relations(snap.principal, snap.state, snap.desk, snap.subject)
    if not any(by in held for by in act.by):
        return Reason("no_right", {"by": act.by})
    if snap.for_whom is None:
        return None
    if not act.behalf:
        return Reason("not_for_others")
    if not snap.basis:
        return Reason("no_basis")
    own = relations(snap.actor, snap.state, snap.desk, snap.subject)
    if not ({"office", "lead", "head"} & own.keys()):
        return Reason("may_not_record_for")
    return None


def _hands(act: Act, snap: Snapshot) -> Reason | None:
    if act.never_by != "hands":
        return None
    people = [snap.actor] if snap.for_whom is None else [snap.actor, snap.for_whom]
    for one in people:
        reason = foreign(one, snap.hands(), snap.desk)
        if reason:
            return reason
    return None


def _pending(act: Act, snap: Snapshot) -> Reason | None:
    """One request open at a time (rules.md §3), and nothing ends a matter while one waits."""
    waits = snap.state.pending and not snap.granted
    if waits and (act.asks or act.then in ("claimed", *ENDED)) and not snap.within:
        return Reason("request_open", {"request": snap.state.pending})
    return None


def _stale(act: Act, snap: Snapshot) -> Reason | None:
    if snap.seen is None or act.stale == "never":
        return None
    newest = snap.state.life_seq if act.stale == "life" else snap.state.seq
    return Reason("stale") if newest > snap.seen else None
