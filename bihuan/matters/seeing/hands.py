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
from bihuan.matters.kinds import period_kinds
from bihuan.matters.models import Link

_MERGED = (
    "SELECT l.from_matter_id, t.below FROM matters_link l WHERE l.kind IN (%s, %s) AND l.to_matter_id = t.id"
)
_ORIGIN = "SELECT l.to_matter_id, t.below FROM matters_link l WHERE l.kind = %s AND l.from_matter_id = t.id"
_BELOW = "SELECT m.id, 1 FROM matters_matter m WHERE m.parent_id = t.id AND t.below = 1"
# PostgreSQL takes the recursive table once and joins it sideways; SQLite takes it in several terms.
_TREE = {
    "postgresql": "SELECT t.root, e.id, e.below FROM tree t CROSS JOIN LATERAL"
    f" ({_BELOW} UNION ALL {_MERGED} UNION ALL {_ORIGIN}) e(id, below)",
    "sqlite": "SELECT t.root, m.id, 1 FROM tree t JOIN matters_matter m ON m.parent_id = t.id"
    " AND t.below = 1 UNION"
    " SELECT t.root, l.from_matter_id, t.below FROM tree t JOIN matters_link l ON l.to_matter_id = t.id"
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
    in what was split from it, and in what they were split from. `whole`: of a period, in that of which it is
    a piece, and in what was merged into that; not in its other periods.
    """

    below: dict[int, Hands]
    whole: dict[int, Hands]


def related(matters: Sequence[int]) -> dict[int, Hanging]:
    """For each matter the hands in what hangs together with it."""
    found = {one: Hanging({}, {}) for one in matters}
    for some in chunks(matters):
        for root, matter, below, more, principals, supporting in _rows(some):
            hands = _hands(_people(principals), more, supporting)
            found[root][0 if below else 1][matter] = hands
    return found


def split_off(matter: int) -> list[int]:
    """What was split from it."""
    links = Link.objects.filter(to_matter_id=matter, kind="splits")
    return list(links.order_by("id").values_list("from_matter_id", flat=True))


def _rows(some: Sequence[int]) -> Iterable[tuple[int, int, int, str, str | None, str | None]]:
    vendor = connection.vendor
    staked = f"SELECT {_ALL[vendor]} FROM matters_stake s WHERE s.matter_id = m.id AND s.relation ="
    pieces = period_kinds()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE piece(root, id) AS ("
            f" SELECT m.id, m.id FROM matters_matter m WHERE m.id IN ({marks(some)}) UNION"
            " SELECT p.root, l.from_matter_id FROM piece p JOIN matters_link l ON l.to_matter_id = p.id"
            " AND l.kind = %s),"
            " tree(root, id, below) AS (SELECT root, id, 1 FROM piece UNION"
            f" SELECT m.id, m.parent_id, 0 FROM matters_matter m WHERE m.id IN ({marks(some)})"
            f" AND m.kind IN ({marks(pieces)}) UNION {_TREE[vendor]})"
            f" SELECT t.root, m.id, t.below, m.more, ({staked} 'hand'), ({staked} 'supporting') FROM tree t"
            " JOIN matters_matter m ON m.id = t.id",
            [*some, "splits", *some, *pieces, "merges", "moves", "splits"],
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
