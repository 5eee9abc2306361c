"""Who has had a hand in a matter, and who may therefore decide nothing about it.

督查条例 (17) recuses those who did the first work from the review; 销号 needs checker ≠ doer (rules.md
§3). Hands are people *and* 处室, and they are for ever: neither a transfer nor a merge, a split or a new
name washes them. To be named is not to have done. Hands that bar are not hands that see: a state keeps its
own; what hangs together with it is asked for when a decision is judged.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, Protocol

from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

CROSS = "cross"
"""交叉核验: two checkers of different 处室 together, where none is foreign to everything below."""
CHECKS = ("verifiers", "fallback", "outsider")
"""Who is asked to check, in this order: the first of whom somebody has had no hand."""
CHECKS_BELOW = ("verifiers", "fallback", CROSS, "outsider")
"""The same, of what closes by its children."""
APPROVES = ("approvers", "outsider")
CHECKED_BY = ("fallback", "outsider")
"""Who checks what the verifiers had a hand in."""
NOBODY = "nobody"
HOLDERS = {"verifiers": "verifier", "fallback": "fallback", "outsider": "outsider", "approvers": "approver"}
"""The relation in which those of each role stand."""


class Seat(NamedTuple):
    """A post that a person holds or held in a unit, from a day to a day."""

    person: int
    unit: int
    from_on: date
    to_on: date | None = None

    def sits(self, on: date) -> bool:
        """Whether the post is held on that day."""
        return self.sat(on, on)

    def sat(self, since: date, until: date) -> bool:
        """Whether it was held on any day from one day to another; where the first is the later, on none."""
        return since <= until and self.from_on <= until and (self.to_on is None or self.to_on >= since)


class Lived(Protocol):
    """What of a matter says whether it lived here."""

    @property
    def said_closed(self) -> bool: ...
    @property
    def lived(self) -> bool: ...
    @property
    def entries(self) -> tuple[int, ...]: ...


@dataclass(frozen=True, slots=True)
class Hands:
    """Every natural person who did; every 处室 that led or supported by an act, with the day from which.

    Beside them, and no hands: who carried in a file that speaks of it, and whether anything of it lived here.
    """

    people: frozenset[int] = frozenset()
    units: Mapping[int, date] = field(default_factory=dict)
    named: frozenset[int] = frozenset()  # named as supporting, and has not said that it did nothing: no hand
    carriers: frozenset[int] = frozenset()
    lived: bool = False

    def __or__(self, other: "Hands") -> "Hands":
        return Hands(
            self.people | other.people,
            earliest((*self.units.items(), *other.units.items())),
            self.named | other.named,
            self.carriers | other.carriers,
            self.lived or other.lived,
        )


def earliest(pairs: Iterable[tuple[int, date]]) -> dict[int, date]:
    """Each unit with the first of its days."""
    found: dict[int, date] = {}
    for unit, day in pairs:
        found[unit] = min(day, found.get(unit, day))
    return found


def own_hands(state: State) -> Hands:
    """The hands in the matter itself."""
    return Hands(
        state.hand_people,
        {unit: date.fromisoformat(day) for unit, day in state.units_from},
        waiting_to_say(state),
        frozenset(state.carriers),
        lived_here(state, state.hand_people),
    )


def barred_at_sight(actor: Actor, state: State) -> bool:
    """Whether the matter itself tells that this person may decide nothing about it, before anybody asks what
    hangs together with it.
    """
    return not (state.hand_people.isdisjoint(actor.people) and actor.units.isdisjoint(dict(state.units_from)))


def is_piece(state: State) -> bool:
    """Whether it is a piece of what stands above it, checked by itself: a period, the part of one of many."""
    return state.period is not None or state.role == "separate"


def as_whole(found: Hands) -> Hands:
    """What these are to a piece of it: they bar there, too. What was carried in, or lived, before that was
    opened speaks of the whole alone.
    """
    return Hands(found.people, found.units, found.named)


def waiting_to_say(state: State) -> frozenset[int]:
    """The units that are named as supporting and have not said that they did none of the work."""
    return state.supporting - frozenset(state.uninvolved)


def lived_here(state: Lived, people: Collection[int]) -> bool:
    """Whether work stands on it: what came in as closed keeps count of it, elsewhere any hand tells."""
    return state.lived or bool(state.entries) if state.said_closed else bool(people)


def all_hands(matters: Iterable[State]) -> Hands:
    """The hands in several."""
    found = Hands()
    for one in matters:
        found |= own_hands(one)
    return found


def sat(people: Collection[int], seats: Iterable[Seat], hands: Hands, on: date) -> int | None:
    """The first unit with a hand in which one of them held a post between its hand-over and `on`."""
    units = {
        seat.unit
        for seat in seats
        if seat.person in people and (since := hands.units.get(seat.unit)) is not None and seat.sat(since, on)
    }
    return min(units, default=None)


def barred(people: Collection[int], seats: Iterable[Seat], hands: Hands, on: date) -> bool:
    """Whether one of these people had a hand, or sat where one was had, by that day."""
    return bool(hands.people & set(people)) or sat(people, seats, hands, on) is not None


def together(
    checks: Sequence[tuple[Collection[int], date]],
    seats: Collection[Seat],
    itself: Hands,
    parts: Iterable[Hands],
) -> bool:
    """交叉核验: each of these checkers, by the day of the check, is foreign to the matter itself, and of each
    part at least one of them.
    """
    if any(barred(people, seats, itself, on) for people, on in checks):
        return False
    return all(any(not barred(people, seats, part, on) for people, on in checks) for part in parts)


def sit_apart(some: Collection[int], others: Collection[int], seats: Iterable[Seat], on: date) -> bool:
    """Whether nobody of the ones sits that day in a unit of the others."""
    today = [one for one in seats if one.sits(on)]
    mine = {seat.unit for seat in today if seat.person in some}
    return not any(seat.unit in mine for seat in today if seat.person in others)


def foreign(
    actor: Actor,
    seats: Iterable[Seat],
    hands: Hands,
    desk: Desk,
    on: date,
    by: Collection[str] = CHECKED_BY,
) -> Reason | None:
    """None when the actor is a foreign hand, else why not, and who of these may do it instead.

    A stand-in inherits both persons' exclusions.
    """
    if actor.person is None:
        return Reason("system_may_not_check")
    if actor.person in hands.people:
        return Reason("own_work", {"fallback": others(desk, actor, hands, by)})
    if actor.stands_for & hands.people:
        return Reason("stands_in_for_doer", {"person": min(actor.stands_for & hands.people)})
    unit = sat(actor.people, seats, hands, on)
    if unit is None:
        return None
    return Reason("own_unit_work", {"unit": unit, "fallback": others(desk, actor, hands, by)})


def carries(actor: Actor, hands: Hands, desk: Desk) -> Reason | None:
    """None unless the actor, or whose place is taken, carried in a file that speaks of it."""
    mine = actor.people & hands.carriers
    return Reason("carried_it", {"person": min(mine), "fallback": fallback_units(desk)}) if mine else None


def checked(people: Collection[int], checkers: Collection[int]) -> Reason | None:
    """None unless one of these people checked it; of several the refusal names the first."""
    both = set(people) & set(checkers)
    return Reason("checked_it", {"person": min(both)}) if both else None


def others(desk: Desk, actor: Actor, hands: Hands, by: Collection[str]) -> tuple[int, ...] | Text:
    """Where somebody sits who may do it instead: nobody is sent to the own office, nor to one with a hand."""
    checks = not {"verifier", "fallback"}.isdisjoint(by) or "approver" not in by
    posts = (*desk.fallbacks, *desk.outsiders) if checks else desk.approvers
    if not checks and "outsider" in by:
        posts = (*posts, *desk.outsiders)
    units = {unit for _, unit in posts} - actor.units - hands.units.keys()
    return tuple(sorted(units)) or (labels.AN_OUTSIDER if checks else labels.ANOTHER_APPROVER)


def fallback_units(desk: Desk) -> tuple[int, ...]:
    """The units of the fallback verifiers and outside checkers, to be named in a refusal."""
    return tuple(sorted({unit for _, unit in (*desk.fallbacks, *desk.outsiders)}))


def posts_of(desk: Desk) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """The posts, with their units, of each of those who may be asked to check or to approve."""
    return {
        "verifiers": desk.verifiers,
        "fallback": desk.fallbacks,
        "outsider": desk.outsiders,
        "approvers": desk.approvers,
    }


def first_free(roles: Iterable[str], free: Callable[[str], bool]) -> str:
    """The first of these roles in which somebody is free to decide; `NOBODY` where there is none."""
    return next((role for role in roles if free(role)), NOBODY)
