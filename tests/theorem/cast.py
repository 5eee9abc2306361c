"""Six persons, two lead units and a desk: small enough to search everything that they can do.

1 does the work in unit A, 2 heads A, 3 sits in unit B (which is the register's office too) and verifies,
4 approves and is the fallback verifier, in a unit of its own; 5 checks and approves from outside, where
nobody else may; 6 only raises. Variants make hands and eyes overlap. A county office has four of them.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import posts_of
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from tests.memory import KINDS, RULES, MemoryStore
from tests.theorem.witness import Who

A, B, G, DEPARTMENT, OUTSIDE, C = 101, 102, 103, 104, 105, 106
DOER, HEAD, CHECKER, APPROVER, OUTSIDER, RAISER = PERSONS = 1, 2, 3, 4, 5, 6
CHECKS, FALLS_BACK, APPROVES, FROM_OUTSIDE = 21, 22, 23, 24
BESIDE, REGISTER = 8, 9
START = date(2026, 3, 2)


def _hat(number: int, post: int, unit: int, role: str, person: int) -> Hat:
    return Hat(number, post, unit, role, person)


DESK = Desk(
    register=REGISTER,
    office=B,
    verifiers=((CHECKS, B),),
    fallbacks=((FALLS_BACK, G),),
    approvers=((APPROVES, G),),
    outsiders=((FROM_OUTSIDE, OUTSIDE),),
    prefix="ZF",
)


class Went(NamedTuple):
    """Somebody left an appointment for another one."""

    left: int
    to: Hat
    on: date


@dataclass(frozen=True)
class Cast:
    """Who wears which hats, and who takes whose place."""

    name: str
    hats: tuple[Hat, ...]
    stands_in: tuple[tuple[int, int], ...] = ()  # (stand-in, absent)
    desk: Desk = DESK
    may_go: tuple[tuple[int, Hat], ...] = ()  # (the appointment that somebody leaves, the one taken then)

    def hat(self, appointment: int) -> Hat:
        """An appointment by its number."""
        return next(hat for hat in self.hats if hat.appointment == appointment)

    def alike(self) -> tuple[tuple[int, ...], ...]:
        """Those who can take each other's place everywhere: in the same units and roles, at the same desk."""
        at_desk = {post for role in posts_of(self.desk).values() for post, _ in role}
        taken = {person for pair in self.stands_in for person in pair}
        found: dict[object, list[int]] = {}
        for person in PERSONS:
            hats = [hat for hat in self.hats if hat.person == person]
            stands = sorted((hat.unit, hat.role, hat.post if hat.post in at_desk else 0) for hat in hats)
            found.setdefault(person if person in taken else tuple(stands), []).append(person)
        return tuple(tuple(people) for people in found.values() if len(people) > 1)

    def sits(self) -> dict[int, frozenset[int]]:
        """In which units each sits."""
        return {one: frozenset(hat.unit for hat in self.hats if hat.person == one) for one in PERSONS}

    def actors(self) -> dict[int, Actor]:
        """Each person as an actor, with the hats of those whose place is taken."""
        found = {}
        for person in PERSONS:
            for_others = frozenset(absent for stand_in, absent in self.stands_in if stand_in == person)
            hats = [hat for hat in self.hats if hat.person == person]
            hats += [hat for hat in self.hats if hat.person in for_others]
            found[person] = Actor(person, tuple(hats), for_others)
        return found


PLAIN = Cast(
    "each in one place",
    (
        _hat(1, 11, A, "contact", DOER),
        _hat(2, 12, A, "head", HEAD),
        _hat(3, CHECKS, B, "verifier", CHECKER),
        _hat(4, 13, B, "head", CHECKER),
        _hat(5, FALLS_BACK, G, "fallback_verifier", APPROVER),
        _hat(6, APPROVES, G, "approver", APPROVER),
        _hat(9, FROM_OUTSIDE, OUTSIDE, "outsider", OUTSIDER),
    ),
)
TWO_HATS = replace(
    PLAIN,
    name="the doer verifies elsewhere, the head approves elsewhere",
    hats=(
        *PLAIN.hats,
        _hat(7, CHECKS, B, "verifier", DOER),
        _hat(8, APPROVES, G, "approver", HEAD),
    ),
)
STAND_INS = replace(
    PLAIN, name="the checker stands in for the doer", stands_in=((CHECKER, DOER), (DOER, HEAD))
)
STANDS_HIGH = replace(
    PLAIN, name="the doer stands in for the approver", stands_in=((DOER, APPROVER), (HEAD, CHECKER))
)
SPREAD = replace(
    PLAIN,
    name="nobody who checks is foreign to both units",
    hats=(
        *(hat for hat in PLAIN.hats if hat.post != APPROVES),
        _hat(7, 14, A, "contact", APPROVER),
        _hat(8, 15, C, "head", HEAD),
        _hat(10, APPROVES, OUTSIDE, "approver", OUTSIDER),
    ),
)
TOGETHER = replace(
    PLAIN,
    name="three approve together, one of whom works on it",
    hats=(
        *PLAIN.hats,
        _hat(7, APPROVES, G, "approver", DOER),
        _hat(8, APPROVES, G, "approver", OUTSIDER),
    ),
)
NO_HEAD = replace(
    PLAIN,
    name="nobody heads the unit",
    hats=tuple(hat for hat in PLAIN.hats if (hat.unit, hat.role) != (A, "head")),
)
GOES_OVER = replace(
    PLAIN,
    name="the doer goes over to those who check",
    may_go=((1, _hat(11, CHECKS, B, "verifier", DOER)),),
)
TWINS = replace(PLAIN, name="two who do the same", hats=(*PLAIN.hats, _hat(10, 14, A, "contact", RAISER)))
COUNTY = Cast(
    "in a county office",
    (
        _hat(1, 11, A, "contact", DOER),
        _hat(2, 12, A, "head", HEAD),
        _hat(3, FALLS_BACK, A, "fallback_verifier", HEAD),
        _hat(4, CHECKS, B, "verifier", CHECKER),
        _hat(5, 13, B, "head", CHECKER),
        _hat(6, APPROVES, G, "approver", APPROVER),
        _hat(9, FROM_OUTSIDE, OUTSIDE, "outsider", OUTSIDER),
    ),
    desk=replace(DESK, fallbacks=((FALLS_BACK, A),)),
)
"""Four persons in two 处室 under one leader, and one outside checker: who heads A checks what B does.

Whoever is in charge approves and sits in neither: to supervise a unit is not to sit in it.
"""
UNIT_KINDS = dict.fromkeys((A, B, C, OUTSIDE), "office") | {G: "leading_group", DEPARTMENT: "department"}


def store(cast: Cast, **rules: object) -> MemoryStore:
    """A store with the cast and one open register."""
    return MemoryStore(
        actors=cast.actors(),
        desks={REGISTER: cast.desk},
        unit_kinds=UNIT_KINDS,
        calendar_=WorkCalendar(published=frozenset(range(2020, 2060))),
        groups={7: (A, B)},
        rules_={**RULES, **rules},
        kinds=dict(KINDS),
        states={REGISTER: State(id=REGISTER, org=1, kind="register", life="opened", register=REGISTER)},
        seq=REGISTER,
        sits={} if cast.may_go else cast.sits(),
    )


def lookup(cast: Cast, went: Went | None = None):
    """Who a person is, for the witness: read off the cast, not off the actors that the spine sees."""
    found = {}
    for person in PERSONS:
        people = {person} | {absent for stand_in, absent in cast.stands_in if stand_in == person}
        units = frozenset(hat.unit for hat in cast.hats if hat.person in people)
        found[person] = Who(frozenset(people), frozenset((unit, date.min, None) for unit in units), units)
    if went:
        seats = ((cast.hat(went.left).unit, date.min, went.on), (went.to.unit, went.on, None))
        offices = frozenset({went.to.unit})
        found[went.to.person] = Who(frozenset({went.to.person}), frozenset(seats), offices)
    return found.__getitem__
