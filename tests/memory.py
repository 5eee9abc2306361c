"""A store in memory: the same book and acts as in the database, for searching all that can happen."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.store import Sealing
from bihuan.core.chain.ids import event_id, seq_of
from bihuan.core.loop.spine_kinds import PART, REQUEST
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import HOLDERS, Hands, Seat, all_hands, as_whole, is_piece, posts_of
from bihuan.core.state.house import NoHouse, Stands
from bihuan.core.state.posts import NO_POSTS, NoPosts
from bihuan.core.state.relations import AT_THE_HEAD
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.rooms.measures.kind import INSTALMENT, MEASURE
from bihuan.rooms.problems.kind import PROBLEM
from bihuan.rooms.registers.kind import REGISTER

KINDS = {kind.name: kind for kind in (PART, REQUEST, INSTALMENT, MEASURE, PROBLEM, REGISTER)}
RULES: Mapping[str, Any] = {
    "immediate_workdays": 5,
    "yellow_workdays": 3,
    "late_period_workdays": 1,
    "stated_due_on_rest_day": "keep",
    "hearing_workdays": 5,
    "cycle_due_on_rest_day": "keep",
    "long_term_cycle": "quarter",
    "verified_cycles": 2,
    "look_back_months": 3,
    "wrong_unit_return_workdays": 3,
    "countersign_required": True,
    "joint_reply_workdays": 5,
    "extension_steps": [["leader", "any", False]],
    "continuing_steps": [["approver", "any", True]],
    "pause_steps": [["approver", "any", False]],
    "transfer_steps": [["office", "any", False]],
    "withdrawal_steps": [["approver", "any", False]],
    "reopening_steps": [["approver", "any", False]],
    "change_steps": [["verifier", "any", True]],
    "hand_over_steps": [["verifier", "any", True]],
    "batch_approval_steps": [["approver", "any", True]],
    "back_fill_steps": [["verifier", "any", True]],
}


class Sealed(NamedTuple):
    """An event without a seal."""

    org: int
    matter: int
    seq: int
    kind: str
    name: str
    version: int
    actor: int | None
    for_whom: int | None
    basis: str | None
    occurred_on: date
    plain: Mapping[str, Any]
    personal: Mapping[str, Any]

    @property
    def at(self) -> int:
        """Time goes on with every event."""
        return self.seq


class HouseInMemory(NoHouse):
    """The units and posts of a store in memory, all of which stand for good.

    Nothing is said to be open with anybody: a search goes on after whoever owes something has left, too.
    """

    def __init__(self, store: "MemoryStore") -> None:
        self.store = store

    def units(self) -> Mapping[int, Stands]:
        above = self.store.above
        return {
            one: Stands(one, str(one), above.get(one), "2000-01-01", None) for one in self.store.unit_kinds
        }

    def post_unit(self, post: int) -> int | None:
        known = self.store.posts_.known((post,)).get(post)
        hats = (hat for actor in self.store.actors.values() for hat in actor.hats)
        return known.unit if known else next((hat.unit for hat in hats if hat.post == post), None)


@dataclass
class MemoryStore:
    """States by id, and every event in order. `copy()` branches the search."""

    actors: Mapping[int, Actor]
    desks: dict[int, Desk]
    unit_kinds: Mapping[int, str]
    calendar_: WorkCalendar
    groups: Mapping[int, Sequence[int]] = field(default_factory=dict)
    rules_: Mapping[str, Any] = field(default_factory=lambda: dict(RULES))
    kinds: Mapping[str, Kind] = field(default_factory=lambda: dict(KINDS))
    states: dict[int, State] = field(default_factory=dict)
    events: tuple[Sealed, ...] = ()
    posts_: NoPosts = NO_POSTS
    above: Mapping[int, int] = field(default_factory=dict)  # the unit above each
    unit_names_: Sequence[str] = ()
    broken_: frozenset[str] = frozenset()
    held: Sequence[Seat] = ()  # where people sat before, and sit since some day; else for ever
    sits: Mapping[int, frozenset[int]] = field(default_factory=dict)  # where each sits for good, if all do
    seq: int = 0
    found: dict[Any, Any] | None = None  # in a search: what was looked up since the last act
    asked: dict[Any, Any] | None = None  # in a search: what was looked up since anybody changed posts

    def copy(self) -> "MemoryStore":
        """A branch, in which only acts change anything: what is looked up in one is known in all until then.

        Every field is taken over as it is, which `dataclasses.replace` does ten times as slowly.
        """
        if self.found is None:
            self.found, self.asked = {}, {}
        branch = object.__new__(type(self))
        branch.__dict__.update(self.__dict__, states=dict(self.states))
        return branch

    def kind(self, name: str) -> Kind:
        return self.kinds[name]

    def counts(self, kind: str) -> bool:
        return any(one.counted == kind for one in self.kinds.values())

    def state(self, matter: int) -> State | None:
        return self.states.get(matter)

    def children(self, matter: int) -> Sequence[State]:
        return [one for one in self.states.values() if one.parent == matter]

    def below(self, matters: tuple[int, ...]) -> Sequence[State]:
        return [one for matter in matters for one in self.children(matter)]

    def broken(self, digests: frozenset[str]) -> frozenset[str]:
        return digests & self.broken_

    def expect(self, matters: Sequence[int]) -> None:
        """Everything lies in memory already."""

    def hands(self, matter: int) -> Hands:
        """The same as the database finds it, the slow way: by looking at every state again and again."""
        if self.found is None:
            return self._hands(matter)
        if matter not in self.found:
            self.found[matter] = self._hands(matter)
        known: Hands = self.found[matter]
        return known

    def _hands(self, matter: int) -> Hands:
        below = all_hands(self.states[one] for one in self._hanging(matter) if one in self.states)
        return below | as_whole(all_hands(self.states[one] for one in self._whole(matter)))

    def _whole(self, matter: int) -> set[int]:
        """What it is a piece of, with its joint parts, and all of what was merged into that; not its other
        pieces.
        """
        state = self.states.get(matter)
        whole = {state.parent} & self.states.keys() if state and is_piece(state) else set()
        return self._reached(whole, self._of_whole)

    def _of_whole(self, one: State, met: set[int]) -> bool:
        if one.merged_into in met or self._gave(one, met):
            return True
        above = self.states.get(one.parent or 0)
        return above is not None and above.id in met and (one.role == "joint" or bool(above.merged_into))

    def _gave(self, one: State, met: set[int]) -> bool:
        return any(self.states[other].split_from == one.id for other in met if other in self.states)

    def hands_apart(self, matter: int, parts: Sequence[int]) -> Sequence[Hands]:
        below = set().union(*map(self._hanging, parts))
        own = (self.states[one] for one in self._hanging(matter) - below if one in self.states)
        return [all_hands(own), *map(self.hands, parts)]

    def _hanging(self, matter: int) -> set[int]:
        found = {matter}
        found |= self._reached(found, lambda one, met: one.split_from in met)
        return self._reached(found, self._hangs_on)

    def _hangs_on(self, one: State, met: set[int]) -> bool:
        below = one.parent in met or one.merged_into in met or not met.isdisjoint(one.stood_under)
        return below or self._gave(one, met)

    def _reached(self, found: set[int], belongs: Callable[[State, set[int]], bool]) -> set[int]:
        met = set(found)
        while new := {one.id for one in self.states.values() if one.id not in met and belongs(one, met)}:
            met |= new
        return met

    def split_off(self, matter: int) -> Sequence[int]:
        return [one.id for one in self.states.values() if one.split_from == matter]

    def seats(self, people: frozenset[int]) -> Sequence[Seat]:
        own = [
            Seat(person, hat.unit, date.min)
            for person in people - {seat.person for seat in self.held}
            for hat in self.actors[person].hats
            if hat.person == person
        ]
        return [*own, *(seat for seat in self.held if seat.person in people)]

    def desk(self, register: int | None) -> Desk:
        return self.desks.get(register or 0, Desk())

    def holders(self, register: int | None) -> Mapping[str, frozenset[int]]:
        if self.asked is None:
            return self._holders(register)
        if register not in self.asked:
            self.asked[register] = self._holders(register)
        known: Mapping[str, frozenset[int]] = self.asked[register]
        return known

    def _holders(self, register: int | None) -> Mapping[str, frozenset[int]]:
        return {
            HOLDERS[role]: frozenset(
                person
                for person, actor in self.actors.items()
                if any((hat.post, hat.person) == (post, person) for hat in actor.hats for post, _ in pairs)
            )
            for role, pairs in posts_of(self.desk(register)).items()
        }

    def signs(self, unit: int) -> tuple[str, int | None]:
        """By who sits at the head of the unit and of those above it."""
        found = unit
        while True:
            roles = {hat.role for one in self.actors.values() for hat in one.hats if hat.unit == found}
            if "head" in roles and found == unit:
                return "head", None
            if roles & AT_THE_HEAD:
                return "above", found
            if found not in self.above:
                return "office", None
            found = self.above[found]

    def comparers(self, register: int | None) -> Mapping[str, frozenset[int]]:
        """Who sits in the office, and who audits."""
        office = self.desk(register).office
        worn = [(person, hat) for person, actor in self.actors.items() for hat in actor.hats]
        hats = [(person, hat) for person, hat in worn if hat.person == person]
        return {
            "office": frozenset(person for person, hat in hats if hat.unit == office and hat.works),
            "auditor": frozenset(person for person, hat in hats if hat.role == "auditor"),
        }

    def words(self, event: int) -> Mapping[str, Any]:
        """The personal facts of an event."""
        return next((one.personal for one in self.events if event_id(1, one.seq) == event), {})

    def records(self, seqs: Sequence[int]) -> Sequence[Happened]:
        return [one for one in self.events if one.seq in seqs]

    def posts(self) -> NoPosts:
        return self.posts_

    def matters_of(self, events: Sequence[int]) -> set[int]:
        return {one.matter for one in self.events if one.seq in events}

    def files_of(self, event: int) -> Sequence[tuple[str, str]]:
        found = next((one for one in self.events if one.seq == seq_of(event)), None)
        if found is None or {event, seq_of(event)} & self._erased():
            return []
        digests, names = found.plain.get("evidence", ()), found.personal.get("file_names") or ()
        return list(zip(digests, (*names, *("—",) * len(digests)), strict=False))

    def _erased(self) -> set[int]:
        """The events whose files were erased."""
        pairs = (pair for one in self.events for pair in one.plain.get("erases", ()))
        return {event for event, name in pairs if name == "file_names"}

    def citing(self, digest: str) -> Collection[tuple[int, int]]:
        citing = (one for one in self.events if digest in one.plain.get("evidence", ()))
        return {(one.seq, one.matter) for one in citing if one.seq not in self._erased()}

    def actor(self, person: int) -> Actor:
        return self.actors[person]

    def unit_kind(self, unit: int) -> str:
        return self.unit_kinds.get(unit, "unknown")

    def members(self, group: int) -> Sequence[int]:
        return self.groups.get(group, ())

    def leading(self, register: int) -> Sequence[int]:
        listed = [one for one in self.states.values() if register in one.registers]
        return sorted({one.lead_unit for one in listed if one.lead_unit})

    def kept(self, matter: int) -> Mapping[str, str]:
        """The newest of each fact that an act keeps."""
        found: dict[str, str] = {}
        for event in self.events:
            act = self.kinds[event.kind].by_event[event.name]
            mine = [field for field in act.fields if field.keeps] if event.matter == matter else []
            found |= {one.name: event.personal[one.name] for one in mine if one.name in event.personal}
        return found

    def unit_names(self) -> Sequence[str]:
        return self.unit_names_

    def ours(self, one: int) -> bool:
        return True

    def seen(self, actor: Actor, matters: Collection[int]) -> frozenset[int]:
        """Everybody sees all that there is: what somebody may see is a question to the database."""
        return frozenset(one for one in matters if one in self.states)

    def there(self, parts: Mapping[str, Collection[int]]) -> bool:
        return True

    def house(self) -> NoHouse:
        return HouseInMemory(self)

    def number(self, prefix: str) -> str:
        return f"{prefix}-{self.seq + 1}"

    def rules(self) -> Mapping[str, Any]:
        return self.rules_

    def calendar(self) -> WorkCalendar:
        return self.calendar_

    def coming(self) -> int:
        return self.seq + 1

    def seal(self, sealing: Sealing) -> Happened:
        self.seq += 1
        matter = self.seq if sealing.matter is None else sealing.matter
        event = Sealed(
            1,
            matter,
            self.seq,
            sealing.kind,
            sealing.act.event,
            sealing.act.version,
            sealing.actor,
            sealing.for_whom,
            sealing.basis,
            sealing.occurred_on,
            sealing.plain,
            sealing.personal,
        )
        self.events = (*self.events, event)
        return event

    def put(self, before: State | None, after: State, event: Happened, act: Act) -> None:
        self.states[after.id] = after
        if self.found is not None:
            self.found = {}
