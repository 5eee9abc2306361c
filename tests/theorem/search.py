"""Breadth-first search over everything that a small cast can do, with the witness as part of the state.

Since the witness belongs to the state, a closing event is judged on every trace that leads to it.
"""

import gc
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book, HalfDone
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import recorders
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import ENDED
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from tests.earliest import misdated
from tests.memory import MemoryStore, Sealed
from tests.theorem.cast import REGISTER, Cast, lookup, store
from tests.theorem.office import Office
from tests.theorem.seating import seated_alone
from tests.theorem.witness import CLOSING, Lookup, Witness
from tests.theorem.worlds import PROOF, Facts, Keys, Move, Told, World, come

LATER, NEXT_DAY = timedelta(days=120), timedelta(days=1)
A_NIGHT = "(a night passes)"
_ENDS = {
    "register": ("opened",),
    "people": ("standing",),
    "instalment": ("verified", "lapsed"),
    "part": ("reported", "verified", "returned", "lapsed"),
}
OVER = (*ENDED, "granted", "refused", "lapsed")
WORDS: Mapping[str, Any] = {
    "reason": "理由",
    "result": "结果",
    "plan": "方案",
    "progress": "进展",
    "finding": "属实",
    "still_to_do": "补充",
    "instruction": "批示",
    "sample": "抽样",
    "difficulty": "困难",
    "resolution": "已协调",
    "remark": "说明",
}
LEAVES_NO_NAME = frozenset({"receive", "return_wrong_unit", "return_part", "send_back"})
"""Acts that lead to the same whoever does them: no verdict and no witness ever asks who it was."""
Opening = tuple[str, str | None, Facts, int]
Variants = Callable[[World, State, str], Iterable[Facts]]


@dataclass
class Scenario:
    """What may be tried: acts by kind with their facts, by whom, and how far."""

    name: str
    acts: Mapping[str, frozenset[str]]
    variants: Variants
    who: Lookup
    behalf: bool = True
    most_matters: int = 4
    most_worlds: int = 100_000
    days: bool = False  # somebody says on which day it was
    alike: tuple[tuple[int, ...], ...] = ()  # who can take each other's place (cast.py)
    named: frozenset[int] = frozenset()  # whom its facts name
    one_for_all: bool = True  # persons and units that stand alike are tried once

    @property
    def disputes(self) -> bool:
        """Whether somebody may object to what was done in his name: what rests on it matters then alone."""
        return any(name.startswith("dispute_") for names in self.acts.values() for name in names)


@dataclass
class Found:
    """What a search found."""

    worlds: int = 0
    moves: int = 0
    closings: int = 0
    cut: bool = False
    wrong: list[tuple[list[str], World]] = field(default_factory=list)
    stuck: list[World] = field(default_factory=list)
    met: list[World] = field(default_factory=list, repr=False)
    happened: Counter[str] = field(default_factory=Counter)  # how often each act, by kind and name


def search(starts: Iterable[World], scenario: Scenario, *, until: str | None = None) -> Found:
    """Everything that can be reached from `starts`, each world once; or until something `until` is wrong."""
    gc.disable()  # worlds are made by the ten thousand and kept: looking through them again finds nothing
    try:
        return _searched(starts, scenario, until)
    finally:
        gc.enable()


def _searched(starts: Iterable[World], scenario: Scenario, until: str | None) -> Found:
    found = Found()
    numbers: dict[object, int] = {}
    worlds = found.met
    comes_from: list[list[int]] = []
    queue: deque[int] = deque()
    keys = Keys(days=scenario.days, alike=scenario.one_for_all, disputes=scenario.disputes)
    told: list[Told] = []

    def meet(world: World, before: Told) -> int:
        mine = keys.told(world, before)
        key = keys.key(world, mine)
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(worlds)
            worlds.append(world)
            told.append(mine)
            comes_from.append([])
            queue.append(number)
        return number

    for start in starts:
        meet(start, {})
        found.happened.update(_act_of(start.store, event) for event in start.store.events)
    good: list[int] = []
    while queue:
        if len(worlds) > scenario.most_worlds:
            found.cut = True
            good += queue
            break
        here = queue.popleft()
        done: list[Move] = []
        for move in moves(worlds[here], scenario):
            if scenario.one_for_all and any(_is_the_same(move, one) for one in done):
                continue
            after = tried(worlds[here], move, scenario, found)
            if after is None:
                continue
            if move.act in LEAVES_NO_NAME and move.actor:
                done.append(move)
            found.moves += 1
            if until is not None and found.wrong and until in "; ".join(found.wrong[-1][0]):
                return found
            there = meet(after, told[here])
            if by_somebody(worlds[here], move):
                comes_from[there].append(here)
    found.worlds = len(worlds)
    good += [number for number, world in enumerate(worlds) if at_its_end(world)]
    found.stuck = _stuck(worlds, comes_from, good)
    return found


def _stuck(worlds: list[World], comes_from: list[list[int]], good: list[int]) -> list[World]:
    reached, queue = set(good), deque(good)
    while queue:
        for before in comes_from[queue.popleft()]:
            if before not in reached:
                reached.add(before)
                queue.append(before)
    return [world for number, world in enumerate(worlds) if number not in reached]


def by_somebody(world: World, move: Move) -> bool:
    """Whether it happens by a person, by the day, or by the sweep: what an import may do helps nobody on."""
    if move.actor or not move.matter:
        return True
    row = world.store.kind(world.store.states[move.matter].kind).act(move.act)
    return row.swept or row.by == ("system",)


def _is_the_same(move: Move, done: Move) -> bool:
    """Whether somebody else did it here already, and nobody reads who it was."""
    same = move.act == done.act and move.matter == done.matter and move.facts is done.facts
    return same and not move.for_whom and not done.for_whom


def at_its_end(world: World) -> bool:
    """Every matter came to its end; a register stands for ever."""
    return all(state.life in _ENDS.get(state.kind, OVER) for state in world.store.states.values())


def _with_sheet(store: MemoryStore, move: Move) -> Mapping[str, Any]:
    """The facts with the signed sheet, where what is attached is no proof."""
    row = store.kind(store.states[move.matter].kind).act(move.act)
    sheet = row.field("evidence")
    return {"evidence": PROOF, **move.facts} if sheet and (sheet.on_behalf or not row.folds) else move.facts


def tried(world: World, move: Move, scenario: Scenario, found: Found) -> World | None:
    """The world after a move; None if it was refused."""
    if move.act in ("", A_NIGHT):
        return _later(world, move)
    store = world.store.copy()
    done = len(store.events)
    book = Book(store, org=1, today=world.today)
    actor = store.actors[move.actor] if move.actor else SYSTEM
    basis, facts = ("signed_paper", _with_sheet(store, move)) if move.for_whom else (None, move.facts)
    try:
        book.perform(move.act, move.matter, Mandate(actor, move.for_whom, basis), **facts)
        book.end()
    except (Refused, HalfDone):
        return None
    witness, wrong = world.witness, []
    before = world.store.roster if isinstance(world.store, Office) else None
    for event in store.events[done:]:
        witness, broken = witness.take(event, _known(world.store, scenario.who))
        wrong += broken
        wrong += seated_alone(event, store.events, before, world.today) if before else []
        found.closings += event.name in CLOSING
        found.happened[_act_of(store, event)] += 1
    wrong += witness.standing() + misdated(
        list(store.states.values()),
        store.kind,
        lambda matter: (one for one in store.events if one.matter == matter),
    )
    if isinstance(store, Office) and store.roster is not before:
        witness = witness.seated(store.roster.seats_of)
    named = _named(world, store.events[done:])
    after = World(store, witness, world.today, named, (world, move))
    if wrong:
        found.wrong.append((wrong, after))
    return after


def _later(world: World, move: Move) -> World:
    """The same on another day: whoever holds a post until today holds it no longer."""
    today = world.today + (NEXT_DAY if move.act else LATER)
    store = world.store.copy()
    if isinstance(store, Office):
        store.seated(today)
    return World(store, world.witness, today, world.named, (world, move))


def _known(store: MemoryStore, who: Lookup) -> Lookup:
    """Who somebody is on the day of the store."""
    if not isinstance(store, Office) or store.roster is None:
        return who
    roster, today = store.roster, store.today
    return lambda person: roster.who(person, today)


def opened(cast: Cast, *openings: Opening, **rules: object) -> World:
    """A world with matters opened as an import would: (kind, act, facts, place of the parent or 0)."""
    world = World(store(cast, **rules), Witness())
    matters: list[int] = []
    for kind, act, facts, under in openings:
        book = Book(world.store, org=1, today=world.today)
        done = len(world.store.events)
        given = {"title": "事项", **facts}
        parent = matters[under - 1] if under else None
        made = book.open(
            kind, Mandate(SYSTEM, within=True), act=act, register=REGISTER, parent=parent, **given
        )
        book.end()
        matters.append(made.id)
        for event in world.store.events[done:]:
            world.witness, wrong = world.witness.take(event, lookup(cast))
            assert not wrong, wrong
        world.named = _named(world, world.store.events[done:])
    return world


def after(world: World, scenario: Scenario, *moves: Move) -> World:
    """The world after these moves, each of which must succeed."""
    found = Found()
    for move in moves:
        words = _words(world, move) if move.act else {}
        further = tried(world, move._replace(facts={**words, **move.facts}), scenario, found)
        assert further is not None, f"{move} was refused after {world.trace()}"
        world = further
    assert not found.wrong, found.wrong
    return world


def _words(world: World, move: Move) -> Facts:
    """What has to be written with it."""
    spoken = world.store.kind(world.store.states[move.matter].kind).act(move.act)
    return {one.name: WORDS[one.name] for one in spoken.fields if one.required and one.name in WORDS}


def moves(world: World, scenario: Scenario) -> Iterator[Move]:
    """Everything that may be tried: acts that the life allows by those who stand in a relation that may."""
    store = world.store
    full = sum(not s.request for s in store.states.values()) > scenario.most_matters
    for state in list(store.states.values()):
        names = scenario.acts.get(state.kind)
        if not names or (state.request and state.life != "open"):
            continue
        kind, held = store.kind(state.kind), how_all_stand(store, state)
        tried = _one_for_all(world, scenario)
        for act in kind.acts:
            if act.name not in names or act.opens or state.life not in act.when or (full and _adds(act)):
                continue
            pairs = list(_by_whom(act, held, tried, behalf=scenario.behalf))
            for facts in scenario.variants(world, state, act.name):
                yield from (Move(act.name, state.id, person, other, facts) for person, other in pairs)
    if any(_waits(world, state) for state in store.states.values()):
        yield Move("")
    if isinstance(store, Office) and store.roster and store.roster.moves_on(world.today):
        yield Move(A_NIGHT)


def _by_whom(
    act: Act, held: Mapping[int, set[str]], tried: Callable[..., Collection[int]], *, behalf: bool
) -> Iterator[tuple[int | None, int | None]]:
    """Who may be let try an act, and for whom."""
    by, records = set(act.by), recorders(act)
    every = tried()
    for person, relation in held.items():
        if person not in every:
            continue
        if by & relation:
            yield person, None
        if not (behalf and act.behalf and records & relation):
            continue
        beside = tried(person)
        yield from (
            (person, other)
            for other, theirs in held.items()
            if other != person and by & theirs and other in beside
        )
    if "system" in by:
        yield None, None


def how_all_stand(store: MemoryStore, state: State) -> Mapping[int, set[str]]:
    """The relations in which everybody stands towards a matter; one state is part of many worlds."""
    known = store.asked if store.asked is not None else {}
    if id(state) not in known:
        desk = store.desk(state.register or state.id)
        held = {person: set(relations(actor, state, desk)) for person, actor in store.actors.items()}
        known[id(state)] = state, held
    _, found = known[id(state)]
    return found


def _act_of(store: MemoryStore, event: Sealed) -> str:
    """The row that brought an event about."""
    return f"{event.kind}.{store.kind(event.kind).by_event[event.name].name}"


def _one_for_all(world: World, scenario: Scenario) -> Callable[..., Collection[int]]:
    """Who is tried beside these: everybody, but of those alike who did nothing yet only the first."""
    known = world.named | scenario.named

    def tried(*beside: int) -> Collection[int]:
        left_out: set[int] = set()
        for people in scenario.alike if scenario.one_for_all else ():
            left_out.update([one for one in people if one not in known and one not in beside][1:])
        return world.store.actors.keys() - left_out if left_out else world.store.actors

    return tried


def _named(world: World, events: Iterable[Sealed]) -> frozenset[int]:
    """Everybody who acted in these, or of whom they may speak."""
    found = set(world.named)
    for event in events:
        found.update(one for one in (event.actor, event.for_whom) if one)
        for value in event.plain.values():
            found.update(value if isinstance(value, list | tuple | set) and _numbers(value) else ())
            if type(value) is int:
                found.add(value)
    return frozenset(found)


def _numbers(values: Iterable[Any]) -> bool:
    return all(type(one) is int for one in values)


def _adds(act: Act) -> bool:
    return act.name in ("split", "instruct", "open_instalment")


def _waits(world: World, state: State) -> bool:
    return any(flag is False for flag in come(world, state))
