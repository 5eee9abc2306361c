"""By whom a matter is found, and how much of it they see: its stakes, and the rows that lists are made of.

Whoever some act allows has a stake: that is what makes "may I?" and "what may I see?" one answer. The desk
stands for its office, its verifiers and approvers, and for administrators and auditors, who sit at every one.
"""

from collections.abc import Collection
from datetime import date
from operator import attrgetter
from typing import Any

from bihuan.core.acts.kind import Kind
from bihuan.core.state.actor import READ_ONLY, Hat
from bihuan.core.state.faces import FULL, PARTNER, PUBLIC, widest
from bihuan.core.state.lives import OPEN, WORKED_ON
from bihuan.core.state.papers import comparing
from bihuan.core.state.principals import (
    ADMINS,
    AUDITORS,
    DESK,
    ORG,
    OUTSIDERS,
    PERSON,
    STAFF,
    SUPERIORS,
    SUPERVISORS,
    UNIT,
    principal,
    principal_kind,
    principal_number,
)
from bihuan.core.state.relations import STAKES, answering, from_outside
from bihuan.core.state.state import STAKED, State

NEVER = date(9999, 12, 31)
CIRCLES = {"admin": ADMINS, "auditor": AUDITORS, "supervisor": SUPERVISORS, "anyone": STAFF}
"""The principal of everybody who has a role, by the role: what acts allow without any tie."""
AT_EVERY_DESK = frozenset({"admin", "auditor"})
ROLE = "role"
FACE_OF = dict.fromkeys(
    ("lead", "led", "head", "accountable", "leader", "desk", "outsider", "comparer", "represented"), FULL
) | {
    "supporting": PARTNER,
    "hand": PARTNER,
}
"""On which face the spine's own relations see a matter, where its kind does not say otherwise."""
CONCERNS = attrgetter(
    *("kind", "life", "listings", "lead_unit", "accountable", "leader", "opened_by"),
    *("check_by", "approve_by", "sign_by", "sign_unit", "steps", "step"),
    *("papers", "rests", "said_of", "entry_sheets", *STAKED),
)
"""Everything that `stakes_of` reads of a state: where it is the same, so are they."""
SORTED = attrgetter("clock", "due_on", "yellow_on", "red_on")
"""What `seen_rows` reads beside that."""


def circles_of(hat: Hat) -> set[str]:
    """The circles of people to which an appointment belongs; whoever only reads belongs to no other."""
    return {hat.role} & CIRCLES.keys() | (set() if hat.role in READ_ONLY else {"anyone"})


def stakes_of(state: State, kind: Kind) -> frozenset[tuple[int, str]]:
    """(principal, relation) rows by which a matter is found by those whom it concerns."""
    found = {(principal(UNIT, unit), "supporting") for unit in state.supporting}
    found |= {(principal(UNIT, unit), "hand") for unit in state.hand_units}
    found |= {(principal(UNIT, unit), "led") for unit in state.led_units}
    found |= {(principal(PERSON, person), "hand") for person in state.hand_people}
    found |= {(principal(PERSON, person), "raiser") for person in state.raisers}
    found |= {(principal(DESK, register), "desk") for register in state.registers}
    found |= {(who, relation) for relation, who in state.ties}
    if state.lead_unit:
        found.add((principal(UNIT, state.lead_unit), "lead"))
    if state.sign_by == "above" and state.sign_unit:
        found.add((principal(SUPERIORS, state.sign_unit), "head"))
    for relation, person in (
        ("accountable", state.accountable),
        ("leader", state.leader),
        ("opened", state.opened_by),
    ):
        if person:
            found.add((principal(PERSON, person), relation))
    if state.open_to_all:
        found.add((principal(ORG, state.org), "all"))
    if from_outside(state):
        found |= {(principal(OUTSIDERS, register), "outsider") for register in state.registers}
    if (state.papers or state.entry_sheets) and state.register:
        found |= {(comparing(who, state.register), "comparer") for who in state.comparing}
    if state.papers or state.rests or state.said_of:
        found |= {(principal(PERSON, person), "represented") for person in state.spoken_for - state.raisers}
    for role in kind.roles_that_act(state.life):
        if not state.listings or role not in AT_EVERY_DESK:
            found.add((principal(CIRCLES[role], state.org), ROLE))
    if state.steps and state.life == OPEN and not state.listings:
        asked = CIRCLES.keys() & set(answering(state))
        found |= {(principal(CIRCLES[role], state.org), ROLE) for role in asked}
    return frozenset(found)


_FIELD_OF = {
    ("supporting", UNIT): "supporting",
    ("raiser", PERSON): "raisers",
    ("hand", PERSON): "hand_people",
    ("hand", UNIT): "hand_units",
    ("led", UNIT): "led_units",
}


def staked(rows: frozenset[tuple[int, str]]) -> dict[str, Any]:
    """The reverse of `stakes_of` for the fields that only the stakes keep; what is empty is left out."""
    found: dict[str, Any] = {}
    for who, relation in rows:
        if relation not in STAKES:
            found.setdefault("ties", set()).add((relation, who))
        elif name := _FIELD_OF.get((relation, principal_kind(who))):
            found.setdefault(name, set()).add(principal_number(who))
        elif relation == "all":
            found["open_to_all"] = True
    return {name: value if value is True else frozenset(value) for name, value in found.items()}


def seen_rows(
    state: State, kind: Kind, stakes: frozenset[tuple[int, str]] | None = None
) -> dict[tuple[int, int], tuple[Any, ...]]:
    """What lists are made of: for each principal and register a row with all that lists sort and filter by.

    Keyed by (principal, register); the register is 0 for what stands in none. `stakes`: where they are known.
    """
    row = (state.kind, *listed_as(state, kind))
    principals = {who for who, _ in (stakes_of(state, kind) if stakes is None else stakes)}
    places = state.listings or ((0, 0),)
    return {(who, register): (*row, place) for who in principals for register, place in places}


def listed_as(state: State, kind: Kind) -> tuple[Any, ...]:
    """(life, clock, due, yellow, red): what has no day of its own comes last.

    The days of the lamp and a clock that stands count only while somebody is to work on it, so that a list
    asks for what is late without knowing any life.
    """
    worked_on = kind.life(state.life).phase in WORKED_ON
    clock = state.clock if worked_on else "running"
    lit = worked_on and clock == "running"
    yellow, red = (state.yellow_on or NEVER, state.red_on or NEVER) if lit else (NEVER, NEVER)
    return (state.life, clock, state.due_on or NEVER, yellow, red)


def face(principals: Collection[int], state: State, kind: Kind) -> str:
    """full for those who handle or supervise, partner for those who support, public for all others."""
    held = set(principals)
    found = [PUBLIC]
    for who, relation in stakes_of(state, kind):
        if who in held:
            own = relation == "hand" and principal_kind(who) == PERSON
            found.append(FULL if own else kind.face_of(relation) or FACE_OF.get(relation, PUBLIC))
    return widest(*found)
