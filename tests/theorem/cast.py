"""Six persons, two lead units and a desk: small enough to search everything that they can do.

1 does the work in unit A, 2 heads A, 3 sits in unit B (which is the register's office too) and verifies,
4 approves and is the fallback verifier, in a unit of its own; 5 checks and approves from outside, where
nobody else may; 6 only raises. Variants make hands and eyes overlap.
"""

from dataclasses import dataclass, replace
from datetime import date

from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from tests.memory import KINDS, RULES, MemoryStore
from tests.theorem.witness import Who

A, B, G, DEPARTMENT, OUTSIDE, C = 101, 102, 103, 104, 105, 106
DOER, HEAD, CHECKER, APPROVER, OUTSIDER, RAISER = PERSONS = 1, 2, 3, 4, 5, 6
CHECKS, FALLS_BACK, APPROVES, FROM_OUTSIDE = 21, 22, 23, 24
REGISTER = 9
START = date(2026, 3, 2)


def _hat(number: int, post: int, unit: int, role: str, person: int) -> Hat:
    return Hat(number, post, unit, role, person)


@dataclass(frozen=True)
class Cast:
    """Who wears which hats, and who takes whose place."""

    name: str
    hats: tuple[Hat, ...]
    stands_in: tuple[tuple[int, int], ...] = ()  # (stand-in, absent)

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
DESK = Desk(
    register=REGISTER,
    office=B,
    verifiers=((CHECKS, B),),
    fallbacks=((FALLS_BACK, G),),
    approvers=((APPROVES, G),),
    outsiders=((FROM_OUTSIDE, OUTSIDE),),
    prefix="ZF",
)
UNIT_KINDS = dict.fromkeys((A, B, C, OUTSIDE), "office") | {G: "leading_group", DEPARTMENT: "department"}


def store(cast: Cast, **rules: object) -> MemoryStore:
    """A store with the cast and one open register."""
    return MemoryStore(
        actors=cast.actors(),
        desks={REGISTER: DESK},
        unit_kinds=UNIT_KINDS,
        calendar_=WorkCalendar(published=frozenset(range(2020, 2060))),
        groups={7: (A, B)},
        rules_={**RULES, **rules},
        kinds=dict(KINDS),
        states={REGISTER: State(id=REGISTER, org=1, kind="register", life="opened", register=REGISTER)},
        seq=REGISTER,
    )


def lookup(cast: Cast):
    """Who a person is, for the witness: read off the cast, not off the actors that the spine sees."""
    found = {}
    for person in PERSONS:
        people = {person} | {absent for stand_in, absent in cast.stands_in if stand_in == person}
        units = frozenset(hat.unit for hat in cast.hats if hat.person in people)
        found[person] = Who(frozenset(people), frozenset((unit, date.min, None) for unit in units), units)
    return found.__getitem__
