"""A world of the search: all matters at a moment, what the witness saw, and the key that tells worlds apart.

Two worlds are one when nothing that a verdict can read differs: sequences, texts and dates are left out,
of dates only whether they have come; ids are counted in order of opening; requests that ended are dropped.
Whoever sits where a hand was had is barred with the unit: whether that was one's own hand makes no
difference, so colleagues stand alike.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from bihuan.core.state.hands import is_piece
from bihuan.core.state.papers import Rest
from bihuan.core.state.state import State, lasting
from bihuan.core.state.voices import Voice
from tests.memory import MemoryStore
from tests.theorem.cast import START
from tests.theorem.hearing import wrote_down
from tests.theorem.office import Office
from tests.theorem.seen import Seen, Who
from tests.theorem.told import first_day
from tests.theorem.witness import Witness

NOT_READ = frozenset(
    """id org number title register parent opened_on closed_on due_text due_on yellow_on red_on turn seq
    life_seq asked paused_on claim_seq finding hearing_seq assigned_on hear_until look_back_on said_closed_on
    proof originals_seen listings rests_on merged_into pending subjects supporting raisers hand_people
    hand_units led_units imported open_to_all due_reckoned due_provisional units_from deciders checks answers
    split_from stood_under waits_for
    gathered_kind gathered_due_on gathered_yellow_on gathered_red_on
    own_due_on own_yellow_on own_red_on papers rests said_of entry_sheets voices shown_from""".split()  # noqa: SIM905
)
"""Fields of a state that no verdict reads, or that the key below puts into its own form."""
KEPT = tuple(name for name in State._fields if name not in NOT_READ)
_kept = itemgetter(*(State._fields.index(name) for name in KEPT))
_LEFT_OUT: Mapping[str, Any] = dict.fromkeys(
    ("parent", "into", "due_on", "since", "ended_on", "origin", "opened_on", "handed_on")
)
PROOF = ["ab" * 32]
SEVERAL = ("hearers", "said_yes", "said_together", "passed_over")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Facts = Mapping[str, Any]
Sits = Mapping[int, frozenset[int]]


class Move(NamedTuple):
    """Somebody does an act with these facts (or time passes: `act` empty)."""

    act: str
    matter: int = 0
    actor: int | None = None
    for_whom: int | None = None
    facts: Facts = MappingProxyType({})


@dataclass(slots=True)
class World:
    """All matters at a moment, what the witness has seen, and how it came about."""

    store: MemoryStore = field(repr=False)  # all that happened: nobody reads it in a failure
    witness: Witness = field(repr=False)
    today: date = START
    named: frozenset[int] = (
        frozenset()
    )  # who acted or was spoken of: all others can change places with their like
    came: tuple["World", Move] | None = field(default=None, repr=False)

    def trace(self) -> list[str]:
        """The moves that led here, for a person to read."""
        found, world = [], self
        while world.came:
            world, move = world.came
            whom = f" for {move.for_whom}" if move.for_whom else ""
            found.append(
                f"{move.act or '(time passes)'} {move.matter} by {move.actor}{whom} {dict(move.facts)}"
            )
        return found[::-1]


def shown_anew(world: World, state: State) -> bool | None:
    """Whether a piece was checked since what it belongs to was opened again."""
    above = world.store.states.get(state.parent or 0)
    since = above and above.shown_from
    return state.checks[-1][1] >= since.isoformat() if since and state.checks else None


def come(world: World, state: State) -> tuple[bool | None, ...]:
    """Of each date that a guard compares with today, whether it has come."""
    today = world.today
    returns = state.assigned_on + timedelta(days=10) if state.assigned_on else None
    return (
        today > returns if returns and state.life in ("assigned", "received") else None,
        today > state.hear_until if state.hear_until and state.hearing == "asked" else None,
        today >= state.look_back_on
        if state.look_back_on and state.life in ("signed_off", "continuing")
        else None,
        today >= first_day(state.period) if state.period else None,
        today > state.due_on if state.kind == "part" and state.due_on and state.role == "joint" else None,
    )


class Numbered(NamedTuple):
    """A matter of a world with the number of all that it says by itself."""

    state: State
    seen: Seen | None
    number: int


Told = Mapping[int, Numbered]


class Keys:
    """Tells worlds apart by all of them that any verdict or the witness can read.

    What a matter says by itself has a number, the same wherever it says the same: an act changes one matter
    or two, and of all others the number is known already. Keys of one such object can be compared, no others.
    `days`: somebody says when it was, too; `alike`: who sits in a unit with a hand counts by the unit alone;
    `disputes`: somebody may object to what was done in his name, so what rests on it matters.
    """

    def __init__(self, *, days: bool = False, alike: bool = True, disputes: bool = True) -> None:
        self.days, self.alike, self.disputes = days, alike, disputes
        self._numbers: dict[object, int] = {}

    def told(self, world: World, before: Told) -> Told:
        """Each matter with its number; `before`: those of a world of which most is the same."""
        sits = world.store.sits if self.alike else {}
        matters, found = world.witness.matters, {}
        for state in world.store.states.values():
            if state.request and state.life != "open":
                continue
            seen, known = matters.get(state.id), before.get(state.id)
            if known is None or known.state is not state or known.seen is not seen:
                own = (_state_key(state, sits, self.disputes), _seen_key(seen, sits, self.disputes))
                known = Numbered(state, seen, self._numbers.setdefault(own, len(self._numbers)))
            found[state.id] = known
        return found

    def key(self, world: World, told: Told) -> object:
        """All of a world, in short: the numbers of its matters, and how they hang together in it."""
        place = {matter: number for number, matter in enumerate(told)}
        states = [one.state for one in told.values()]
        matters = tuple(
            (number, _state_in(world, state, place), _seen_in(world, seen, place, self.days))
            for state, seen, number in told.values()
        )
        return _posts(world, states), matters


def _posts(world: World, states: Iterable[State]) -> object:
    """Who holds which posts and what became of units; of each day, where it lies among those of these."""
    if not isinstance(world.store, Office) or world.store.roster is None:
        return None
    roster, days = world.store.roster, world.store.roster.days()

    def when(day: date | str | None) -> tuple[int, int]:
        on = date.fromisoformat(day) if isinstance(day, str) else day or date.max
        return bisect_left(days, on), bisect_right(days, on)

    return (
        when(world.today),
        tuple((*one[1:3], *map(when, one[3:])) for one in (*roster.held, *roster.away)),
        roster.became,
        roster.desk,
        tuple(
            (
                tuple(when(day) for _, day in one.units_from),
                tuple(when(day) for *_, day in (*one.deciders, *one.checks, *one.answers)),
            )
            for one in states
        ),
        tuple(
            (
                tuple(sorted((unit, when(day)) for unit, day in one.units)),
                tuple(when(who.on) for who in _judged(one)),
            )
            for one in (world.witness.matters.get(state.id) for state in states)
            if one
        ),
    )


def _undated(one: Any) -> Any:
    """The same people whatever the day was: whose posts change is told apart by `_posts`."""
    if isinstance(one, Who):
        return one._replace(seats=frozenset(), on=date.max)
    return tuple(map(_undated, one)) if one else one


def _judged(seen: Seen) -> Iterator[Who]:
    """Everybody who checked, heard or agreed."""
    each = (seen.checker, seen.begun, *seen.hearers, *seen.said_yes, *seen.passed_over)
    yield from (one for one in each if one)
    yield from (one for some in (*seen.said_together, *seen.word_by) for one in some)


def _apart(people: frozenset[int], units: frozenset[int], sits: Sits) -> frozenset[int]:
    """Those of them who are not barred already, because they sit in one of these units."""
    return frozenset(one for one in people if one not in sits or sits[one].isdisjoint(units))


def _state_key(state: State, sits: Sits, disputes: bool) -> object:
    """What a state says by itself, whatever stands beside it and whatever day it is."""
    units = state.hand_units | state.led_units
    return (
        _kept(state),
        _DAY.sub("", state.asked),
        tuple(register for register, _ in state.listings),
        state.supporting,
        state.raisers,
        _apart(state.hand_people, units, sits),
        bool(state.hand_people),
        units,
        frozenset((event, people) for event, people, _ in state.deciders),
        tuple(people for people, _ in state.checks),
        tuple(one[:3] for one in state.answers),
        tuple((*one[1:5], _DAY.sub("", one.asked), one.filed) for one in state.papers),
        state.unsolved,
        state.heard,
        frozenset(map(partial(_voice_key, state), state.voices)) if disputes else None,
        frozenset(_rest_key(state, one) for one in state.rests) if disputes else None,
        frozenset((one.person, one.grounds, one.disputed) for one in state.said_of) if disputes else None,
        state.finding > 0,
        bool(state.proof),
        bool(state.unseen),
        state.said_closed_on is not None,
        state.imported,
        lasting(state) and state.shown_from,
    )


def _state_in(world: World, state: State, place: Mapping[int, int]) -> tuple[object, ...]:
    """What it says of others, by their places, and of today."""
    return (
        place.get(state.parent or 0),
        place.get(state.merged_into or 0),
        place.get(state.pending or 0),
        tuple(place.get(one) for one in state.subjects),
        place.get(state.split_from or 0),
        tuple(place.get(one) for one in state.stood_under),
        shown_anew(world, state) if is_piece(state) else None,
        come(world, state),
    )


def _voice_key(state: State, one: Voice) -> object:
    """A word: of whom, of this hearing or one before, and whether its record can still be denied."""
    told = any(said.seq == one.seq and not said.disputed for said in state.said_of)
    answered = 0 if not one.overruled else 2 if one.overruled >= state.hearing_seq else 1
    return one.person, one.solved, answered, one.seq > state.hearing_seq, told


def _rest_key(state: State, one: Rest) -> object:
    overruled = {said.person for said in state.voices if said.overruled == one.at}
    same = one.claim == state.claim_seq, one.at == state.hearing_seq, frozenset(overruled)
    return one.act, one.person, one.life, same, one.finding > 0, one.hearing, _DAY.sub("", one.changed)


def _words_key(seen: Seen, disputes: bool) -> object:
    """What the words come to; where they can be denied, each sort of word once, the last of them last."""
    if not disputes:
        return seen.unsolved, seen.answered
    sorts = [(one.person, one.solved, bool(one.answered), one.seq > seen.asked_at > 0) for one in seen.words]
    return tuple(reversed(dict.fromkeys(reversed(sorts))))


def _seen_key(seen: Seen | None, sits: Sits, disputes: bool) -> object:
    """What the witness saw of a matter, by itself."""
    if seen is None:
        return None
    where = frozenset(unit for unit, _ in seen.units)
    heard = sorted({(tuple(sorted(who)), tuple(sorted(sits_in))) for _, who, sits_in in seen.hearsay})
    came_later = frozenset(
        (unit, who.people)
        for unit, since in seen.units
        for who in _judged(seen)
        if who.on < since and any(seat == unit for seat, *_ in who.seats)
    )
    told = seen._replace(
        people=_apart(seen.people, where, sits),
        units=frozenset((unit, date.min) for unit in where),  # everybody sits where they always sat
        papers=tuple((0, *more) for _, *more in seen.papers),
        hearsay=tuple(heard) if disputes else (),
        proof_by=frozenset({0} if seen.proof_by else ()),
        unseen=frozenset({0} if seen.unseen else ()),
        swallowed=(),
        stood_under=(),
        asked_on=None,
        asked_at=0,
        words=_words_key(seen, disputes),
        shown_from=seen.shown_from if seen.long else None,
        **{name: _undated(getattr(seen, name)) for name in ("checker", "begun", *SEVERAL)},
        word_by=frozenset(map(_undated, wrote_down(seen))),
        **_LEFT_OUT,
    )
    return told, came_later


def _seen_in(world: World, seen: Seen | None, place: Mapping[int, int], days: bool) -> tuple[object, ...]:
    """What it saw of others, by their places, and of today."""
    if seen is None:
        return ()
    waited = (world.today - seen.asked_on).days > 5 if seen.asked_on else None
    past = days and tuple(bool(day and world.today > day) for day in (seen.since, seen.ended_on))
    tied = tuple(
        place.get(one or 0)
        for one in (seen.parent, seen.into, seen.origin, *seen.swallowed, *seen.stood_under)
    )
    return waited, past, tied
