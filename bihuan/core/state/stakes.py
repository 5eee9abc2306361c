"""By whom a matter is found: its stakes, and the rows that lists are made of."""

from datetime import date
from operator import attrgetter
from typing import Any

from bihuan.core.state.principals import DESK, ORG, PERSON, UNIT, principal, principal_kind, principal_number
from bihuan.core.state.state import STAKED, State


def seen_rows(state: "State") -> dict[tuple[int, int], tuple[Any, ...]]:
    """What lists are made of: for each principal and register a row with all that lists sort and filter by.

    Keyed by (principal, register); the register is 0 for what stands in none.
    """
    row = (state.kind, *listed_as(state))
    principals = {who for who, _ in stakes_of(state)}
    places = state.listings or ((0, 0),)
    return {(who, register): (*row, place) for who in principals for register, place in places}


NEVER = date(9999, 12, 31)


def listed_as(state: "State") -> tuple[Any, ...]:
    """(life, clock, due, yellow, red): what has no day of its own comes last."""
    return (state.life, state.clock, state.due_on or NEVER, state.yellow_on or NEVER, state.red_on or NEVER)


SHOWN = attrgetter(
    *("kind", "life", "clock", "due_on", "yellow_on", "red_on", "listings"),
    *("lead_unit", "accountable", "leader", "opened_by", *STAKED),
)
"""Everything that `stakes_of` and `seen_rows` read: where it is the same, so are they."""


def stakes_of(state: State) -> frozenset[tuple[int, str]]:
    """(principal, relation) rows by which a matter is found by those whom it concerns."""
    found = {(principal(UNIT, unit), "supporting") for unit in state.supporting}
    found |= {(principal(UNIT, unit), "hand") for unit in state.hand_units}
    found |= {(principal(UNIT, unit), "led") for unit in state.led_units}
    found |= {(principal(PERSON, person), "hand") for person in state.hand_people}
    found |= {(principal(PERSON, person), "raiser") for person in state.raisers}
    found |= {(principal(DESK, register), "desk") for register in state.registers}
    if state.lead_unit:
        found.add((principal(UNIT, state.lead_unit), "lead"))
    if state.accountable:
        found.add((principal(PERSON, state.accountable), "accountable"))
    if state.leader:
        found.add((principal(PERSON, state.leader), "leader"))
    if state.opened_by:
        found.add((principal(PERSON, state.opened_by), "opened"))
    if state.open_to_all:
        found.add((principal(ORG, state.org), "all"))
    return frozenset(found)


def staked(rows: frozenset[tuple[int, str]]) -> dict[str, Any]:
    """The reverse of `stakes_of` for the fields that only the stakes keep."""

    def pick(relation: str, kind: int) -> frozenset[int]:
        return frozenset(
            principal_number(number)
            for number, rel in rows
            if rel == relation and principal_kind(number) == kind
        )

    return {
        "supporting": pick("supporting", UNIT),
        "raisers": pick("raiser", PERSON),
        "hand_people": pick("hand", PERSON),
        "hand_units": pick("hand", UNIT),
        "led_units": pick("led", UNIT),
        "open_to_all": any(rel == "all" for _, rel in rows),
    }
