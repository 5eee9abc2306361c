"""The store in the database: what a book reads, in few and plain statements, and writes at its end.

Everything is gathered while the acts happen and written once by `flush()`: one statement a table,
however many acts. A refusal writes nothing, since verdicts come before anything is gathered.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.stakes import CONCERNS, SORTED, stakes_of
from bihuan.core.acts.store import Sealing
from bihuan.core.acts.telling import principals_told
from bihuan.core.chain.ids import belongs, event_id, id_of
from bihuan.core.loop.fields import EVIDENCE
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import Hands, Seat, as_whole, is_piece, own_hands
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.reasons import Reason, Refused
from bihuan.files.refusal import Refusal
from bihuan.files.store import cite
from bihuan.files.whole import AT_ONCE, broken
from bihuan.ledger.append import Entry, Pen
from bihuan.ledger.batch import Batch
from bihuan.ledger.read import events_at, matters_of
from bihuan.matters.kinds import counted_kinds, kind_of
from bihuan.matters.models import Citation
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.actors import actor_of, comparers_of, holders_of, seats_of, signs_for
from bihuan.matters.seeing.behalf import actors_of
from bihuan.matters.seeing.desks import desk_of, leading
from bihuan.matters.seeing.facts import kept_by, texts_of
from bihuan.matters.seeing.hands import Hanging, related, split_off
from bihuan.matters.seeing.house import HouseOf
from bihuan.matters.seeing.posts import PostsOf
from bihuan.matters.seeing.registers import seen_by
from bihuan.matters.writing.calling import Call, called_for
from bihuan.matters.writing.gathering import Writing
from bihuan.matters.writing.tables import effects_of
from bihuan.people.read import all_there, group_members, unit_kind, unit_names
from bihuan.rules.calendar import calendar
from bihuan.rules.table import ruleset

_HANDS = attrgetter(
    *("hand_people", "units_from", "parent", "merged_into", "split_from", "supporting"),
    *("stood_under", "uninvolved"),
    *("carriers", "lived", "entries", "said_closed"),
)
"""What of a state says who had a hand in it, and in what hangs together with it."""


def _hangs_on(one: State, found: set[int]) -> bool:
    return bool(found & {one.parent, one.merged_into, one.split_from, *one.stood_under})


class DatabaseStore:
    """Reads and writes of one book; every read sees what the same book has already done."""

    def __init__(self, org: int, today: date, pen: Pen | None = None, *, hurried: bool = False) -> None:
        self.today = today
        self.org = org
        self._pen = pen
        self._writing = Writing(org, pen.at) if pen else None
        self.erased: list[Happened] = []
        self.administered: list[Happened] = []
        self.hurried = hurried  # whoever waits for the head should not wait for large files to be read
        self._states: dict[int, State] = {}
        self._children: dict[int, list[int]] = {}
        self._desks: dict[int | None, Desk] = {}
        self._actors: dict[int, Actor] = {}
        self._hands: dict[int, Hanging] = {}
        self._gathered: dict[int, Hands] = {}
        self._holders: dict[int | None, Mapping[str, frozenset[int]]] = {}
        self._seats: dict[int, list[Seat]] = {}
        self._touched: set[int] = set()  # by this book: what the tables do not say yet
        self._recalled: dict[int, Happened] = {}  # asked for again before they are written
        self._units: dict[int, str] = {}
        self._signs: dict[int, tuple[str, int | None]] = {}
        self._posts = PostsOf(org, today)
        self._cited: set[str] = set()
        self._files: dict[int, list[tuple[str, str]]] = {}  # by the event that cites them
        self._house_moved = False  # by this book, and not written yet
        self._calls: set[Call] = set()

    @property
    def pen(self) -> Pen:
        """The pen, which a store that only reads does not have."""
        if self._pen is None:
            raise RuntimeError("this store only reads; acts happen in a book")
        return self._pen

    @property
    def writing(self) -> Writing:
        """What is to be written."""
        if self._writing is None:
            raise RuntimeError("this store only reads; acts happen in a book")
        return self._writing

    # --- reading -----------------------------------------------------------------------------
    def kind(self, name: str) -> Kind:
        return kind_of(name)

    def counts(self, kind: str) -> bool:
        return kind in counted_kinds()

    def state(self, matter: int) -> State | None:
        if matter not in self._states and matter:
            self.load([matter])
        return self._states.get(matter)

    def load(self, matters: Sequence[int]) -> None:
        """Read many matters at once; two statements."""
        missing = [one for one in matters if one not in self._states]
        for state in rows.states(missing):
            self._states[state.id] = state

    def children(self, matter: int) -> Sequence[State]:
        return self.below((matter,))

    def below(self, matters: tuple[int, ...]) -> Sequence[State]:
        """What stands directly under any of them, in order of opening; one statement."""
        if missing := [one for one in matters if one not in self._children]:
            read = rows.below(missing)
            for state in read:
                self._states.setdefault(state.id, state)
            for matter in missing:
                found = [one.id for one in read if one.parent == matter]
                mine = [one.id for one in self._states.values() if one.parent == matter]
                self._children[matter] = list(dict.fromkeys([*found, *mine]))
        pairs = ((one, child) for one in matters for child in self._children[one])
        return [self._states[child] for one, child in pairs if self._states[child].parent == one]

    def broken(self, digests: frozenset[str]) -> frozenset[str]:
        read = self._pen is not None  # a page only says what could be done
        return broken(self.org, digests, at_once=AT_ONCE if self.hurried else None, read=read)

    def hands(self, matter: int) -> Hands:
        if matter not in self._gathered:
            self.meet([matter])
            below, whole = (reduce(or_, some.values(), Hands()) for some in self._hands[matter])
            self._gathered[matter] = below | as_whole(whole)
        return self._gathered[matter]

    def hands_apart(self, matter: int, parts: Sequence[int]) -> Sequence[Hands]:
        self.meet([matter, *parts])
        below = set().union(*(self._hands[one].below.keys() for one in parts))
        own = (hands for one, hands in self._hands[matter].below.items() if one not in below)
        return [reduce(or_, own, Hands()), *map(self.hands, parts)]

    def split_off(self, matter: int) -> Sequence[int]:
        mine = (one.id for one in self._states.values() if one.split_from == matter)
        return list(dict.fromkeys((*split_off(matter), *mine)))

    def expect(self, matters: Sequence[int]) -> None:
        """Many are about to be judged: read them, and the hands in them, at once."""
        ours = [one for one in matters if self.ours(one)]
        self.load(ours)
        self.meet(ours)

    def meet(self, matters: Sequence[int]) -> None:
        """Ask at once for the hands in many matters; those known already are not asked for again."""
        if missing := [one for one in matters if one not in self._hands]:
            for matter, known in related(missing).items():
                self._hands[matter] = self._with_mine(matter, known)

    def _with_mine(self, matter: int, known: Hanging) -> Hanging:
        """The hands as this book has made them: what it opened, changed, merged or split counts already."""
        state = self._states.get(matter)
        whole = {state.parent} if state and is_piece(state) and state.parent else set()
        return Hanging(
            known.below | self._mine({matter, *known.below}, _hangs_on),
            known.whole | self._mine({*whole, *known.whole}, self._of_whole),
        )

    def _of_whole(self, one: State, found: set[int]) -> bool:
        if one.merged_into in found:
            return True
        above = self._states.get(one.parent or 0)
        return above is not None and above.id in found and (one.role == "joint" or bool(above.merged_into))

    def _mine(self, found: set[int], belongs: Callable[[State, set[int]], bool]) -> dict[int, Hands]:
        mine = [self._states[one] for one in self._touched | (found & self._states.keys())]
        while new := {one.id for one in mine if one.id not in found and belongs(one, found)}:
            found |= new
        return {state.id: own_hands(state) for state in mine if state.id in found}

    def seats(self, people: frozenset[int]) -> Sequence[Seat]:
        if missing := people - self._seats.keys():
            self._know(missing, seats_of(missing))
        return [seat for one in people for seat in self._seats[one]]

    def _know(self, people: Iterable[int], seats: Iterable[Seat]) -> None:
        self._seats |= {one: [] for one in people}
        for seat in seats:
            self._seats[seat.person].append(seat)

    def desk(self, register: int | None) -> Desk:
        if register not in self._desks:
            self._desks[register] = desk_of(register, on=self.today)
        return self._desks[register]

    def holders(self, register: int | None) -> Mapping[str, frozenset[int]]:
        if register not in self._holders:
            found, seats = holders_of(self.desk(register), self.today)
            self._holders[register] = found
            self._know({person for held in found.values() for person in held}, seats)
        return self._holders[register]

    def signs(self, unit: int) -> tuple[str, int | None]:
        if unit not in self._signs:
            self._signs[unit] = signs_for(unit, self.today)
        return self._signs[unit]

    def posts(self) -> PostsOf:
        return self._posts

    def matters_of(self, events: Sequence[int]) -> set[int]:
        return matters_of(events, self.org)

    def files_of(self, event: int) -> Sequence[tuple[str, str]]:
        """What an event cites, if nothing of that was erased."""
        if event not in self._files:
            found = next(iter(self._at([event])), None)
            digests: Any = found.plain.get("evidence", ()) if found else ()
            names: Any = found.personal.get("file_names", ()) if found else None
            told = () if names is None else (*names, *("—",) * (len(digests) - len(names)))
            self._files[event] = list(zip(digests, told, strict=False))
        return self._files[event]

    def citing(self, digest: str) -> Collection[tuple[int, int]]:
        rows = Citation.objects.filter(org_id=self.org, digest=digest)
        return set(rows.values_list("event_id", "matter_id"))

    def actor(self, person: int) -> Actor:
        if person not in self._actors:
            self._actors[person] = actor_of(person, on=self.today)
        return self._actors[person]

    def know(self, people: Collection[int]) -> None:
        """Many are about to be judged: their hats, and every post that they ever held, at once."""
        if missing := set(people) - self._actors.keys():
            self._actors |= actors_of(missing, self.today)
        self.seats(frozenset().union(*(self._actors[one].people for one in people)))

    def unit_kind(self, unit: int) -> str:
        if unit not in self._units:
            self._units[unit] = unit_kind(self.org, unit)
        return self._units[unit]

    def members(self, group: int) -> Sequence[int]:
        return group_members(self.org, group, on=self.today)

    def leading(self, register: int) -> Sequence[int]:
        return leading(self.org, register, on=self.today)

    def kept(self, matter: int) -> Mapping[str, str]:
        return texts_of([matter]).get(matter, {})

    def unit_names(self) -> list[str]:
        return unit_names(self.org)

    def ours(self, one: int) -> bool:
        """Every id is that of the event which made it, and that names the organisation."""
        return belongs(one, self.org)

    def seen(self, actor: Actor, matters: Collection[int]) -> frozenset[int]:
        """Of these matters those that somebody may see, in the ways in which pages show them."""
        ours = [one for one in matters if self.ours(one)]
        self.load(ours)
        return seen_by(self.org, actor, [state for one in ours if (state := self.state(one))])

    def there(self, parts: Mapping[str, Collection[int]]) -> bool:
        return all_there(self._house_of(), parts)

    def house(self) -> HouseOf:
        return HouseOf(self._house_of())

    def _house_of(self) -> int:
        if self._house_moved:  # it is read from its tables: what this book has done to it is written first
            self.flush()
        return self.org

    def number(self, prefix: str) -> str:
        return self.writing.next_number(prefix, self.today.year, int(self.rules()["number_digits"]))

    def rules(self) -> Mapping[str, Any]:
        return ruleset(self.org, on=self.today)

    def calendar(self) -> WorkCalendar:
        return calendar(self.org)

    def comparers(self, register: int | None) -> Mapping[str, frozenset[int]]:
        return comparers_of(self.org, self.desk(register).office, self.today)

    def words(self, event: int) -> Mapping[str, Any]:
        return next((one.personal for one in self._at([event])), {})

    def records(self, seqs: Sequence[int]) -> Sequence[Happened]:
        return self._at([event_id(self.org, seq) for seq in seqs])

    def _at(self, events: Sequence[int]) -> list[Happened]:
        """These events, those of this book too."""
        mine = [self._recalled[one] for one in events if one in self._recalled]
        others = [one for one in events if one not in self._recalled]
        return [*mine, *(events_at(others) if others else ())]

    def coming(self) -> int:
        return event_id(self.org, self.pen.seq + 1)

    # --- writing -----------------------------------------------------------------------------
    def seal(self, sealing: Sealing) -> Happened:
        """Seal the next event of the chain (kept in memory until `flush`). Its evidence must be there."""
        if evidence := sealing.plain.get("evidence"):
            self._cite(evidence)
        return self.pen.write(
            Entry(
                matter=sealing.matter,
                kind=sealing.kind,
                name=sealing.act.event,
                version=sealing.act.version,
                actor=sealing.actor,
                hat=sealing.hat,
                for_whom=sealing.for_whom,
                basis=sealing.basis,
                occurred_on=sealing.occurred_on,
                plain=sealing.plain,
                personal=sealing.personal,
            )
        )

    def put(self, before: State | None, after: State, event: Happened, act: Act) -> None:
        """Take the event: the row, its stakes and spells, the room's tables, who is to be told."""
        self._states[after.id] = after
        self._touched.add(after.id)
        if before is None or _HANDS(before) != _HANDS(after):
            self._hands.clear()
            self._gathered.clear()
        if after.parent in self._children and after.id not in self._children[after.parent]:
            self._children[after.parent].append(after.id)
        kind = self.kind(after.kind)
        self.writing.row(before, after)
        self._show(before, after, kind)
        self.writing.spell(before, after, event)
        for effect in effects_of(kind, act):
            for put in effect(event, after):
                self.writing.put(put)
        self.writing.facts(after.id, kept_by(act, event))
        if kind.lists:
            self._desks.pop(after.id, None)
            self._holders.pop(after.id, None)
        self.writing.notices(event, principals_told(act, before, after, event))
        if kind.searched:
            self.writing.text(before, after)
        self.writing.citations(event)
        self._calls.update(called_for(act))
        self._house_moved |= kind.founded is not None
        if act.recalled or act.behalf:
            self._recalled[id_of(event)] = event
        if act.erases:
            self.erased.append(event)
        if kind.founded or act.moves_posts:
            self.administered.append(event)

    def _show(self, before: State | None, after: State, kind: Kind) -> None:
        """Whom it concerns, and what they see of it in lists: only where one of the two has changed."""
        if before and CONCERNS(before) == CONCERNS(after):
            if SORTED(before) != SORTED(after):
                self.writing.moved(before, after, kind)
            return
        had, has = stakes_of(before, kind) if before else frozenset(), stakes_of(after, kind)
        self.writing.stakes(after.id, had, has)
        self.writing.sights((before, had) if before else None, (after, has), kind)

    def move_on(self, at: int) -> None:
        """Later within the same book: what is sealed from now on happened at `at`. Time never goes back."""
        self.pen.at = self.writing.at = max(self.pen.at, at)

    def _cite(self, digests: Sequence[str]) -> None:
        if self._cited.issuperset(digests):
            return
        try:
            cite(self.org, digests, at=self.pen.at)
            self._cited.update(digests)
        except Refusal as refusal:
            raise Refused(Reason("bad_value", {"field": EVIDENCE.label, "why": refusal.text})) from refusal

    def flush(self) -> None:
        """Write everything gathered so far. The caller's transaction makes it one."""
        batch = Batch()
        self.pen.flush(batch)
        self.writing.flush(batch)
        self._writing, self._house_moved = Writing(self.org, self.pen.at), False
        for call in self._calls:
            call(self.org, at=self.pen.now)
