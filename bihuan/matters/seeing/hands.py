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
from bihuan.matters.kinds import part_kinds, period_kinds
from bihuan.matters.models import Link

# How far the tree is followed down from a matter: to what stands below it at any depth, ...
_BELOW, _WHOLE, _JOINED, _JOINT = 1, 0, 2, 3
# ... not from that of which it is a piece, but to its joint parts, and to all of what was merged into that.
_CHILD = f"CASE t.below WHEN {_WHOLE} THEN {_JOINT} ELSE t.below END"
_TAKEN = f"CASE t.below WHEN {_WHOLE} THEN {_JOINED} ELSE t.below END"
_UNDER = (
    f"m.parent_id = t.id AND (t.below IN ({_BELOW}, {_JOINED}) OR (t.below = {_WHOLE} AND m.kind IN (PARTS)))"
)
# PostgreSQL takes the recursive table once and joins it sideways; SQLite takes it in several terms. What was
# found is looked up row by row: PostgreSQL expects thousands in such a table, and would read all matters.
_TREE = {
    "postgresql": "SELECT t.root, e.id, e.below FROM tree t CROSS JOIN LATERAL"
    f" (SELECT m.id, {_CHILD} FROM matters_matter m WHERE {_UNDER} UNION ALL"
    f" SELECT l.from_matter_id, {_TAKEN} FROM matters_link l WHERE l.kind IN (%s, %s)"
    " AND l.to_matter_id = t.id UNION ALL SELECT l.to_matter_id, t.below FROM matters_link l"
    " WHERE l.kind = %s AND l.from_matter_id = t.id) e(id, below)",
    "sqlite": f"SELECT t.root, m.id, {_CHILD} FROM tree t JOIN matters_matter m ON {_UNDER} UNION"
    f" SELECT t.root, l.from_matter_id, {_TAKEN} FROM tree t JOIN matters_link l ON l.to_matter_id = t.id"
    " AND l.kind IN (%s, %s) UNION"
    " SELECT t.root, l.to_matter_id, t.below FROM tree t JOIN matters_link l ON l.from_matter_id = t.id"
    " AND l.kind = %s",
}
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


class Hanging(NamedTuple):
    """The hands in what hangs together with a matter, by matter.

    `below`: in it, in all below it at any depth, in what was merged into any of these or moved away from it,
    in what was split from it, and in what they were split from. `whole`: of a period, and of the part of one
    of many, in that of which it is a piece, with its joint parts, and in all of what was merged into that;
    not in its other pieces.
    """

    below: dict[int, Hands]
    whole: dict[int, Hands]


def related(matters: Sequence[int]) -> dict[int, Hanging]:
    """For each matter the hands in what hangs together with it."""
    found, alone = {one: Hanging({}, {}) for one in matters}, set[int]()
    for some in chunks(matters):
        for root, matter, below, more, principals, supporting in _rows(some):
            if below != _JOINT or _is_joint(more):
                hands = _hands(_people(principals), more, supporting)
                found[root][0 if below == _BELOW else 1][matter] = hands
            if matter == root and _is_joint(more):
                alone.add(root)
    return {one: Hanging(it.below, {}) if one in alone else it for one, it in found.items()}


def _is_joint(more: str) -> bool:
    """Whether it is the part of a unit that supports: nobody checks that by itself."""
    return '"joint"' in more and json.loads(more).get("role") == "joint"


def split_off(matter: int) -> list[int]:
    """What was split from it."""
    links = Link.objects.filter(to_matter_id=matter, kind="splits")
    return list(links.order_by("id").values_list("from_matter_id", flat=True))


def _rows(some: Sequence[int]) -> Iterable[tuple[int, int, int, str, str | None, str | None]]:
    vendor = connection.vendor
    staked = f"SELECT {_ALL[vendor]} FROM matters_stake s WHERE s.matter_id = t.id AND s.relation ="
    parts = part_kinds()
    pieces, tree = (*period_kinds(), *parts), _TREE[vendor].replace("PARTS", marks(parts))
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE piece(root, id) AS ("
            f" SELECT m.id, m.id FROM matters_matter m WHERE m.id IN ({marks(some)}) UNION"
            " SELECT p.root, l.from_matter_id FROM piece p JOIN matters_link l ON l.to_matter_id = p.id"
            " AND l.kind = %s),"
            " tree(root, id, below) AS (SELECT root, id, 1 FROM piece UNION"
            f" SELECT m.id, m.parent_id, 0 FROM matters_matter m WHERE m.id IN ({marks(some)})"
            f" AND m.kind IN ({marks(pieces)}) UNION {tree})"
            " SELECT t.root, t.id, t.below, (SELECT m.more FROM matters_matter m WHERE m.id = t.id),"
            f" ({staked} 'hand'), ({staked} 'supporting') FROM tree t",
            [*some, "splits", *some, *pieces, *parts, "merges", "moves", "splits"],
        )
        rows: list[tuple[int, int, int, str, str | None, str | None]] = cursor.fetchall()
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
