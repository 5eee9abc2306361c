"""Whose turn it is, as persons, and since when: who sits where a principal says, and how long it has been."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from bihuan.core.state.principals import (
    AUDITORS,
    HEAD,
    PERSON,
    SUPERIORS,
    UNIT,
    principal_kind,
    principal_number,
)

_HELD = (
    "SELECT a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id WHERE {}"
    " AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s) ORDER BY p.place, a.id"
)
_WHERE = {
    UNIT: "p.unit_id = %s AND p.role <> 'auditor'",
    HEAD: "p.unit_id = %s AND p.role = 'head'",
    SUPERIORS: "p.unit_id = %s AND p.role IN ('head', 'leader')",
    AUDITORS: "p.org_id = %s AND p.role = 'auditor'",
}
_SINCE = (
    "SELECT min(from_at) FROM matters_spell WHERE matter_id = %s AND from_seq > (SELECT COALESCE("
    "max(from_seq), -1) FROM matters_spell WHERE matter_id = %s AND (holder IS NULL OR holder <> %s))"
)


def people_of(turn: int, on: date) -> list[int]:
    """The persons of a unit, or at its head, or who audit, on a day, in 职务排序; nobody for a desk."""
    kind, number = principal_kind(turn), principal_number(turn)
    if kind == PERSON:
        return [number]
    return _rows(_WHERE[kind], number, on) if kind in _WHERE else []


def people_in(unit: int, on: date) -> list[int]:
    """Who sits in a unit on a day."""
    return _rows(_WHERE[UNIT], unit, on)


def _rows(where: str, number: int, on: date) -> list[int]:
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_HELD.format(where), [number, day, day])
        return list(dict.fromkeys(person for (person,) in cursor.fetchall()))


def held_since(matter: int, turn: int) -> int | None:
    """The instant from which it has been this one's turn without a break."""
    given: Sequence[int] = (matter, matter, turn)
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, given)
        (found,) = cursor.fetchone()
    return None if found is None else int(found)
