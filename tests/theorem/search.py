"""Breadth-first search over everything that a small cast can do, with the witness as part of the state.

Two worlds are one when nothing that a verdict can read differs: sequences, texts and dates are left out,
of dates only whether they have come; ids are counted in order of opening; requests that ended are dropped.
Since the witness belongs to the state, a closing event is judged on every trace that leads to it.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Any

from bihuan.core.book import Book, How
from bihuan.core.following import FOLLOWS
from bihuan.core.reasons import Refused
from bihuan.core.relations import relations
from bihuan.core.state import ENDED, SYSTEM, State
from tests.memory import MemoryStore
from tests.theorem.cast import START
from tests.theorem.witness import Lookup, Seen, Witness

LATER = timedelta(days=120)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
OVER = (*ENDED, "granted", "refused", "lapsed")
NOT_READ = frozenset(
    "id org number title register parent opened_on closed_on due_text due_on yellow_on red_on turn seq life_seq "
    "asked paused_on desks claim_seq finding help_asked assigned_on hear_until look_back_on said_closed_on proof "
    "cycles merged_into pending subjects supporting raisers hand_people hand_units led_units imported open_to_all "
    "desks".split()
)
KEPT = tuple(f.name for f in fields(State) if f.name not in NOT_READ)
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody does an act with these facts (or time passes: `act` empty)."""

    act: str
    matter: int = 0
    actor: int | None = None
    for_whom: int | None = None
    facts: Facts = field(default_factory=dict)


@dataclass(slots=True)
class World:
    """All matters at a moment, what the witness has seen, and how it came about."""

    store: MemoryStore
    witness: Witness
    today: date = START
    came: tuple["World", Move] | None = None

    def trace(self) -> list[str]:
        """The moves that led here, for a person to read."""
        found, world = [], self
        while world.came:
            world, move = world.came
            whom = f" for {move.for_whom}" if move.for_whom else ""
            found.append(f"{move.act or '(time passes)'} {move.matter} by {move.actor}{whom} {dict(move.facts)}")
        return found[::-1]


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


@dataclass
class Found:
    """What a search found."""

    worlds: int = 0
    moves: int = 0
    closings: int = 0
    cut: bool = False
    wrong: list[tuple[list[str], World]] = field(default_factory=list)
    stuck: list[World] = field(default_factory=list)


def search(starts: Iterable[World], scenario: Scenario, *, until_wrong: bool = False) -> Found:
    """Everything that can be reached from `starts`, each world once."""
    found = Found()
    numbers: dict[object, int] = {}
    worlds: list[World] = []
    comes_from: list[list[int]] = []
    queue: deque[int] = deque()

    def meet(world: World) -> int:
        key = canonical(world)
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
            if found.wrong and until_wrong:
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
    """Every matter ended, and those that can be closed were."""
    return all(state.life in (*OVER, "reported", "returned", "opened") for state in world.store.states.values())


def tried(world: World, move: Move, scenario: Scenario, found: Found) -> World | None:
    """The world after a move; None if it was refused."""
    if not move.act:
        return World(world.store, world.witness, world.today + LATER, (world, move))
    store = world.store.copy()
    done = len(store.events)
    book = Book(store, org=1, today=world.today, follows=FOLLOWS)
    actor = store.actors[move.actor] if move.actor else SYSTEM
    basis = "签字件" if move.for_whom else None
    try:
        book.perform(move.act, move.matter, How(actor, move.for_whom, basis), **move.facts)
    except Refused:
        return None
    witness, wrong = world.witness, []
    for event in store.events[done:]:
        witness, broken = witness.take(event, scenario.who)
        wrong += broken
        found.closings += event.name in ("signed_off", "continued", "back_filled")
    after = World(store, witness, world.today, (world, move))
    if wrong:
        found.wrong.append((wrong, after))
    return after


def moves(world: World, scenario: Scenario) -> Iterator[Move]:
    """Everything that may be tried: acts that the life allows by those who stand in a relation that may."""
    store = world.store
    for state in list(store.states.values()):
        names = scenario.acts.get(state.kind)
        if not names or (state.request and state.life != "open"):
            continue
        kind, desk = store.kind(state.kind), store.desk(state.register or state.id)
        about = store.state(state.parent) if state.request and state.parent else None
        held = {p: set(relations(a, state, desk, about)) for p, a in store.actors.items()}
        for act in kind.acts:
            if act.name not in names or act.opens or state.life not in act.when:
                continue
            by = set(act.by)
            for facts in scenario.variants(world, state, act.name):
                if "system" in by:
                    yield Move(act.name, state.id, None, None, facts)
                for person, relation in held.items():
                    if by & relation:
                        yield Move(act.name, state.id, person, None, facts)
                    elif not (scenario.behalf and act.behalf and {"office", "lead", "head"} & relation):
                        continue
                    for other, theirs in held.items() if scenario.behalf and act.behalf else ():
                        if other != person and by & theirs and {"office", "lead", "head"} & relation:
                            yield Move(act.name, state.id, person, other, facts)
    if any(_waits(world, state) for state in store.states.values()):
        yield Move("")


def _waits(world: World, state: State) -> bool:
    return any(flag is False for flag in _come(world, state))


def _come(world: World, state: State) -> tuple[bool | None, ...]:
    """Of each date that a guard compares with today, whether it has come."""
    today = world.today
    returns = state.assigned_on + timedelta(days=10) if state.assigned_on else None
    return (
        today > returns if returns and state.life in ("assigned", "received") else None,
        today > state.hear_until if state.hear_until and state.hearing == "asked" else None,
        today >= state.look_back_on if state.look_back_on and state.life in ("signed_off", "continuing") else None,
        today > state.due_on if state.kind == "part" and state.due_on and state.role == "joint" else None,
    )


def canonical(world: World) -> object:
    """All of a world that any verdict or the witness can read."""
    states = [s for s in world.store.states.values() if not (s.request and s.life != "open")]
    place = {state.id: number for number, state in enumerate(states)}
    return (
        tuple(_state_key(world, state, place) for state in states),
        tuple(_seen_key(world, world.witness.matters.get(state.id), place) for state in states),
    )


def _state_key(world: World, state: State, place: Mapping[int, int]) -> object:
    return (
        tuple(getattr(state, name) for name in KEPT),
        place.get(state.parent or 0),
        place.get(state.merged_into or 0),
        place.get(state.pending or 0),
        tuple(place.get(one) for one in state.subjects),
        _DAY.sub("", state.asked),
        state.supporting,
        state.raisers,
        state.hand_people,
        state.hand_units,
        state.led_units,
        state.finding > 0,
        state.proof > 0,
        min(state.cycles, 2),
        state.said_closed_on is not None,
        state.imported,
        _come(world, state),
    )


def _seen_key(world: World, seen: Seen | None, place: Mapping[int, int]) -> object:
    if seen is None:
        return None
    waited = (world.today - seen.asked_on).days > 5 if seen.asked_on else None
    short = replace(seen, parent=None, swallowed=(), asked_on=None)
    return short, waited, place.get(seen.parent or 0), tuple(place.get(one) for one in seen.swallowed)
