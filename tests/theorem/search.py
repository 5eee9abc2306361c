"""Breadth-first search over everything that a small cast can do, with the witness as part of the state.

Since the witness belongs to the state, a closing event is judged on every trace that leads to it.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
from tests.theorem.cast import REGISTER, Cast, lookup, store
from tests.theorem.witness import CLOSING, Lookup, Witness
from tests.theorem.worlds import Facts, Move, World, canonical, come

LATER = timedelta(days=120)
_ENDS = {
    "register": ("opened",),
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


@dataclass
class Found:
    """What a search found."""

    worlds: int = 0
    moves: int = 0
    closings: int = 0
    cut: bool = False
    wrong: list[tuple[list[str], World]] = field(default_factory=list)
    stuck: list[World] = field(default_factory=list)


def search(starts: Iterable[World], scenario: Scenario, *, until: str | None = None) -> Found:
    """Everything that can be reached from `starts`, each world once; or until something `until` is wrong."""
    found = Found()
    numbers: dict[object, int] = {}
    worlds: list[World] = []
    comes_from: list[list[int]] = []
    queue: deque[int] = deque()

    def meet(world: World) -> int:
        key = canonical(world, days=scenario.days)
        number = numbers.get(key)
        if number is None:
            number = numbers[key] = len(worlds)
            worlds.append(world)
            comes_from.append([])
            queue.append(number)
        return number

    for start in starts:
        meet(start)
    good: list[int] = []
    while queue:
        if len(worlds) > scenario.most_worlds:
            found.cut = True
            good += queue
            break
        here = queue.popleft()
        for move in moves(worlds[here], scenario):
            after = tried(worlds[here], move, scenario, found)
            if after is None:
                continue
            found.moves += 1
            if until and found.wrong and until in "; ".join(found.wrong[-1][0]):
                return found
            comes_from[meet(after)].append(here)
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


def at_its_end(world: World) -> bool:
    """Every matter came to its end; a register stands for ever."""
    return all(state.life in _ENDS.get(state.kind, OVER) for state in world.store.states.values())


def tried(world: World, move: Move, scenario: Scenario, found: Found) -> World | None:
    """The world after a move; None if it was refused."""
    if not move.act:
        return World(world.store, world.witness, world.today + LATER, (world, move))
    store = world.store.copy()
    done = len(store.events)
    book = Book(store, org=1, today=world.today)
    actor = store.actors[move.actor] if move.actor else SYSTEM
    basis = "签字件" if move.for_whom else None
    try:
        book.perform(move.act, move.matter, Mandate(actor, move.for_whom, basis), **move.facts)
        book.end()
    except (Refused, HalfDone):
        return None
    witness, wrong = world.witness, []
    for event in store.events[done:]:
        witness, broken = witness.take(event, scenario.who)
        wrong += broken
        found.closings += event.name in CLOSING
    wrong += witness.standing() + misdated(
        list(store.states.values()),
        store.kind,
        lambda matter: (one for one in store.events if one.matter == matter),
    )
    after = World(store, witness, world.today, (world, move))
    if wrong:
        found.wrong.append((wrong, after))
    return after


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
    return world


def after(world: World, scenario: Scenario, *moves: Move) -> World:
    """The world after these moves, each of which must succeed."""
    found = Found()
    for move in moves:
        spoken = world.store.kind(world.store.states[move.matter].kind).act(move.act)
        words = {f.name: WORDS[f.name] for f in spoken.fields if f.required and f.name in WORDS}
        further = tried(world, replace(move, facts={**words, **move.facts}), scenario, found)
        assert further is not None, f"{move} was refused after {world.trace()}"
        world = further
    assert not found.wrong, found.wrong
    return world


def moves(world: World, scenario: Scenario) -> Iterator[Move]:
    """Everything that may be tried: acts that the life allows by those who stand in a relation that may."""
    store = world.store
    full = sum(not s.request for s in store.states.values()) > scenario.most_matters
    for state in list(store.states.values()):
        names = scenario.acts.get(state.kind)
        if not names or (state.request and state.life != "open"):
            continue
        kind, desk = store.kind(state.kind), store.desk(state.register or state.id)
        held = {p: set(relations(a, state, desk)) for p, a in store.actors.items()}
        for act in kind.acts:
            if act.name not in names or act.opens or state.life not in act.when or (full and _adds(act)):
                continue
            by = set(act.by)
            for facts in scenario.variants(world, state, act.name):
                if "system" in by:
                    yield Move(act.name, state.id, None, None, facts)
                for person, relation in held.items():
                    if by & relation:
                        yield Move(act.name, state.id, person, None, facts)
                    elif not (scenario.behalf and act.behalf and recorders(act) & relation):
                        continue
                    for other, theirs in held.items() if scenario.behalf and act.behalf else ():
                        if other != person and by & theirs and recorders(act) & relation:
                            yield Move(act.name, state.id, person, other, facts)
    if any(_waits(world, state) for state in store.states.values()):
        yield Move("")


def _adds(act: Act) -> bool:
    return act.name in ("split", "instruct", "open_instalment")


def _waits(world: World, state: State) -> bool:
    return any(flag is False for flag in come(world, state))
