"""Six persons, two lead units and a desk: small enough to search everything that they can do.

1 does the work in unit A, 2 heads A, 3 sits in unit B (which is the register's office too) and verifies,
4 approves and is the fallback verifier, in a unit of its own; 5 checks and approves from outside, where
nobody else may; 6 only raises. Variants make hands and eyes overlap. A county office has four of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import posts_of
from bihuan.core.state.posts import Post
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.rooms.charter.kind import PEOPLE as STAFF
from tests.memory import KINDS, RULES, MemoryStore
from tests.theorem.office import Office
from tests.theorem.roster import Away, Held, Roster
from tests.theorem.witness import Who

A, B, G, DEPARTMENT, OUTSIDE, C = 101, 102, 103, 104, 105, 106
DOER, HEAD, CHECKER, APPROVER, OUTSIDER, RAISER = PERSONS = 1, 2, 3, 4, 5, 6
CHECKS, FALLS_BACK, APPROVES, FROM_OUTSIDE = 21, 22, 23, 24
PEOPLE, BESIDE, REGISTER = 7, 8, 9
START = date(2026, 3, 2)


def hat(number: int, post: int, unit: int, role: str, person: int) -> Hat:
    """An appointment, worn by whom it is of."""
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


class Choice(NamedTuple):
    """What may be done to posts: an act of people or of the register, with its facts, each of them once."""

    act: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Cast:
    """Who wears which hats, and who takes whose place."""

    name: str
    hats: tuple[Hat, ...]
    stands_in: tuple[tuple[int, int], ...] = ()  # (stand-in, absent)
    desk: Desk = DESK
    may: tuple[Choice, ...] = ()  # what may be done to posts meanwhile
    vacant: Mapping[int, Post] = field(default_factory=dict)  # posts that nobody holds yet

    def alike(self) -> tuple[tuple[int, ...], ...]:
        """Those who can take each other's place everywhere: in the same units and roles, at the same desk."""
        if self.may:
            return ()
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
        hat(1, 11, A, "contact", DOER),
        hat(2, 12, A, "head", HEAD),
        hat(3, CHECKS, B, "verifier", CHECKER),
        hat(4, 13, B, "head", CHECKER),
        hat(5, FALLS_BACK, G, "fallback_verifier", APPROVER),
        hat(6, APPROVES, G, "approver", APPROVER),
        hat(9, FROM_OUTSIDE, OUTSIDE, "outsider", OUTSIDER),
    ),
)
TWO_HATS = replace(
    PLAIN,
    name="the doer verifies elsewhere, the head approves elsewhere",
    hats=(
        *PLAIN.hats,
        hat(7, CHECKS, B, "verifier", DOER),
        hat(8, APPROVES, G, "approver", HEAD),
    ),
)
STAND_INS = replace(
    PLAIN, name="the checker stands in for the doer", stands_in=((CHECKER, DOER), (DOER, HEAD))
)
STANDS_HIGH = replace(
    PLAIN, name="the doer stands in for the approver", stands_in=((DOER, APPROVER), (HEAD, CHECKER))
)
BESIDE_THE_WORK = replace(
    PLAIN,
    name="whoever raises it sits in a unit that is named",
    hats=(*PLAIN.hats, hat(10, 16, C, "contact", RAISER)),
)
SPREAD = replace(
    PLAIN,
    name="nobody who checks is foreign to both units",
    hats=(
        *(hat for hat in PLAIN.hats if hat.post != APPROVES),
        hat(7, 14, A, "contact", APPROVER),
        hat(8, 15, C, "head", HEAD),
        hat(10, APPROVES, OUTSIDE, "approver", OUTSIDER),
    ),
)
TOGETHER = replace(
    PLAIN,
    name="three approve together, one of whom works on it",
    hats=(
        *PLAIN.hats,
        hat(7, APPROVES, G, "approver", DOER),
        hat(8, APPROVES, G, "approver", OUTSIDER),
    ),
)
NO_HEAD = replace(
    PLAIN,
    name="nobody heads the unit",
    hats=tuple(hat for hat in PLAIN.hats if (hat.unit, hat.role) != (A, "head")),
)
TWINS = replace(PLAIN, name="two who do the same", hats=(*PLAIN.hats, hat(10, 14, A, "contact", RAISER)))
COUNTY = Cast(
    "in a county office",
    (
        hat(1, 11, A, "contact", DOER),
        hat(2, 12, A, "head", HEAD),
        hat(3, FALLS_BACK, A, "fallback_verifier", HEAD),
        hat(4, CHECKS, B, "verifier", CHECKER),
        hat(5, 13, B, "head", CHECKER),
        hat(6, APPROVES, G, "approver", APPROVER),
        hat(9, FROM_OUTSIDE, OUTSIDE, "outsider", OUTSIDER),
    ),
    desk=replace(DESK, fallbacks=((FALLS_BACK, A),)),
)
"""Four persons in two 处室 under one leader, and one outside checker: who heads A checks what B does.

Whoever is in charge approves and sits in neither: to supervise a unit is not to sit in it.
"""
UNIT_KINDS = dict.fromkeys((A, B, C, OUTSIDE), "office") | {G: "leading_group", DEPARTMENT: "department"}


def store(cast: Cast, **rules: object) -> MemoryStore:
    """A store with the cast and one open register; where posts may change, with the tables of people, too."""
    given: dict[str, Any] = {
        "actors": cast.actors(),
        "desks": {REGISTER: cast.desk},
        "unit_kinds": UNIT_KINDS,
        "calendar_": WorkCalendar(published=frozenset(range(2020, 2060))),
        "groups": {7: (A, B)},
        "rules_": {**RULES, **rules},
        "kinds": dict(KINDS),
        "states": {REGISTER: State(id=REGISTER, org=1, kind="register", life="opened", register=REGISTER)},
        "seq": REGISTER,
    }
    if not cast.may:
        return MemoryStore(**given, sits=cast.sits())
    given["kinds"]["people"] = STAFF
    given["states"][PEOPLE] = State(id=PEOPLE, org=1, kind="people", life="standing")
    return Office(**given, roster=roster(cast)).seated(START)


def roster(cast: Cast) -> Roster:
    """The tables of people with which a search begins."""
    posts = {hat.post: Post(hat.unit, hat.role) for hat in cast.hats}
    held = tuple(Held(hat.appointment, hat.post, hat.person) for hat in cast.hats)
    away = tuple(Away(number, one, by) for number, (by, one) in enumerate(cast.stands_in))
    return Roster({**posts, **cast.vacant}, held, cast.desk, away)


def lookup(cast: Cast):
    """Who a person is, for the witness: read off the cast, not off the actors that the spine sees."""
    found = {}
    for person in PERSONS:
        people = {person} | {absent for stand_in, absent in cast.stands_in if stand_in == person}
        units = frozenset(hat.unit for hat in cast.hats if hat.person in people)
        found[person] = Who(frozenset(people), frozenset((unit, date.min, None) for unit in units), units)
    return found.__getitem__
