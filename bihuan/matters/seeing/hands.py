"""Who had a hand in what hangs together with a matter.

Asked for only when a decision is judged: one statement for any number of matters.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from bihuan.core.sql import chunks, marks
from bihuan.core.state.hands import Hands, lived_here
from bihuan.core.state.principals import PERSON, principal_kind, principal_number

_MERGED = "SELECT l.from_matter_id FROM matters_link l WHERE l.kind = %s AND l.to_matter_id = t.id"
_ORIGIN = "SELECT l.to_matter_id FROM matters_link l WHERE l.kind = %s AND l.from_matter_id = t.id"
_BELOW = "SELECT m.id FROM matters_matter m WHERE m.parent_id = t.id"
# PostgreSQL takes the recursive table once and joins it sideways; SQLite takes it in several terms.
_TREE = {
    "postgresql": "SELECT t.root, e.id FROM tree t CROSS JOIN LATERAL"
    f" ({_BELOW} UNION ALL {_MERGED} UNION ALL {_ORIGIN}) e(id)",
    "sqlite": "SELECT t.root, m.id FROM tree t JOIN matters_matter m ON m.parent_id = t.id UNION"
    " SELECT t.root, l.from_matter_id FROM tree t JOIN matters_link l ON l.to_matter_id = t.id"
    " AND l.kind = %s UNION"
    " SELECT t.root, l.to_matter_id FROM tree t JOIN matters_link l ON l.from_matter_id = t.id"
    " AND l.kind = %s",
}
_LINKS = ("splits", "merges", "splits")
"""The links that the statement asks for, in the order of its placeholders."""
_ALL = {
    "postgresql": "string_agg(s.principal::text, ',')",
    "sqlite": "group_concat(s.principal)",
}


_TOLD = ('"units_from"', '"said_closed"', '"carriers"')
"""What of a row's kept text the hands are made of."""


class Kept(NamedTuple):
    """What the row keeps of whether it lived here."""

    said_closed: bool
    lived: bool
    entries: tuple[int, ...]


def related(matters: Sequence[int]) -> dict[int, dict[int, Hands]]:
    """For each matter, by matter, the hands in it and in what hangs together with it.

    That is all below it at any depth, what was merged into any of these, what was split from it, and what
    they were split from.
    """
    found: dict[int, dict[int, Hands]] = {one: {} for one in matters}
    for some in chunks(matters):
        for root, matter, more, principals, supporting in _rows(some):
            found[root][matter] = _hands(_people(principals), more, supporting)
    return found


def _rows(some: Sequence[int]) -> Iterable[tuple[int, int, str, str | None, str | None]]:
    vendor = connection.vendor
    staked = f"SELECT {_ALL[vendor]} FROM matters_stake s WHERE s.matter_id = m.id AND s.relation ="
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE piece(root, id) AS ("
            f" SELECT m.id, m.id FROM matters_matter m WHERE m.id IN ({marks(some)}) UNION"
            " SELECT p.root, l.from_matter_id FROM piece p JOIN matters_link l ON l.to_matter_id = p.id"
            " AND l.kind = %s),"
            f" tree(root, id) AS (SELECT root, id FROM piece UNION {_TREE[vendor]})"
            f" SELECT t.root, m.id, m.more, ({staked} 'hand'), ({staked} 'supporting') FROM tree t"
            " JOIN matters_matter m ON m.id = t.id",
            [*some, *_LINKS],
        )
        rows: list[tuple[int, int, str, str | None, str | None]] = cursor.fetchall()
    return rows


def _people(principals: str | None) -> frozenset[int]:
    held = map(int, principals.split(",")) if principals else ()
    return frozenset(principal_number(one) for one in held if principal_kind(one) == PERSON)


def _named(principals: str | None, kept: dict[str, Any]) -> frozenset[int]:
    """The units that are named as supporting, but for those that said they did none of the work."""
    named = principals.split(",") if principals else ()
    return frozenset(principal_number(int(one)) for one in named) - frozenset(kept.get("uninvolved", ()))


def _hands(people: frozenset[int], more: str, supporting: str | None) -> Hands:
    if not supporting and not any(name in more for name in _TOLD):
        return Hands(people, lived=bool(people))
    kept = json.loads(more)
    units = {unit: date.fromisoformat(day) for unit, day in kept.get("units_from", ())}
    asked = Kept(kept.get("said_closed", False), kept.get("lived", False), tuple(kept.get("entries", ())))
    carriers = frozenset(kept.get("carriers", ()))
    return Hands(people, units, _named(supporting, kept), carriers, lived_here(asked, people))
