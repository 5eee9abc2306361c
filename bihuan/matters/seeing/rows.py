"""Reading rows of matters into states, in plain SQL: one statement for rows, one for stakes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.acts.stakes import staked
from bihuan.core.sql import chunks, marks
from bihuan.core.state.state import COLUMNS, DATES, State, more_from

_LINKS = frozenset(
    {"org", "register", "parent", "lead_unit", "accountable", "leader", "opened_by", "pending"}
)
COLUMN_OF = {name: f"{name}_id" if name in _LINKS else name for name in COLUMNS}
SELECT = ", ".join(f"m.{COLUMN_OF[name]}" for name in COLUMNS) + ", m.more"
DATE_PLACES = tuple(i for i, name in enumerate(COLUMNS) if name in DATES)
_HELP = COLUMNS.index("help_asked")


def states(matters: Sequence[int]) -> list[State]:
    """The states of these matters, in no order; those not found are left out."""
    found: list[State] = []
    for some in chunks(matters):
        found += _read(f"m.id IN ({marks(some)})", some)
    return found


def children(matter: int) -> list[State]:
    """The states of everything directly under a matter, in order of opening."""
    return below([matter])


def below(matters: Sequence[int]) -> list[State]:
    """The same of several matters."""
    found: list[State] = []
    for some in chunks(matters):
        found += _read(f"m.parent_id IN ({marks(some)})", some)
    return found


def _read(where: str, params: Sequence[Any]) -> list[State]:
    stakes = _STAKES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {SELECT}, {stakes} FROM matters_matter m WHERE {where} ORDER BY m.id", params)
        return [state_of(row[:-1], _pairs(row[-1])) for row in cursor.fetchall()]


# A matter's stakes in one text ("1234 lead,5678 hand"), so that row and stakes are one statement.
_STAKES = {
    vendor: f"(SELECT {join} FROM matters_stake s WHERE s.matter_id = m.id)"
    for vendor, join in (
        ("sqlite", "group_concat(s.principal || ' ' || s.relation)"),
        ("postgresql", "string_agg(s.principal || ' ' || s.relation, ',')"),
    )
}


def _pairs(text: str | None) -> frozenset[tuple[int, str]]:
    if not text:
        return frozenset()
    pairs = (one.split(" ") for one in text.split(","))
    return frozenset((int(principal), relation) for principal, relation in pairs)


def state_of(row: Sequence[Any], stakes: frozenset[tuple[int, str]]) -> State:
    """A row in the order of `SELECT`, with its stakes, as a state."""
    values = list(row[:-1])
    for place in DATE_PLACES:
        if isinstance(values[place], str):
            values[place] = date.fromisoformat(values[place])
    values[_HELP] = bool(values[_HELP])
    given: dict[str, Any] = more_from(json.loads(row[-1])) if row[-1] != "{}" else {}
    if stakes:
        given |= staked(stakes)
    return State(*values, **given)
