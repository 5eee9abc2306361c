"""The desk of a register: its office and the posts that check and approve; one statement."""

import json
from datetime import date

from django.db import connection

from bihuan.core.state.actor import Desk
from bihuan.people.read import group_members

_DESK = """
SELECT d.office_id, d.prefix, d.open, d.open_to_all, d.confirmed, EXISTS (SELECT 1 FROM people_appointment a
       WHERE a.post_id = dp.post_id AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s)),
       dp.id, dp.role, dp.post_id, p.unit_id
FROM matters_desk d
LEFT JOIN matters_deskpost dp ON dp.register_id = d.id AND dp.to_seq IS NULL
LEFT JOIN people_post p ON p.id = dp.post_id WHERE d.id = %s ORDER BY dp.id"""


def desk_of(register: int | None, *, on: date | None = None) -> Desk:
    """The desk of a register, and which of its posts are vacant `on` a day; an empty one for no register."""
    if register is None:
        return Desk()
    day = (on or date.max).isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_DESK, (day, day, register))
        rows = cursor.fetchall()
    if not rows:
        return Desk(register=register, open=False, confirmed=False)

    def pick(role: str) -> tuple[tuple[int, int], ...]:
        return tuple((post, unit) for *_, found, post, unit in rows if found == role)

    office, prefix, is_open, to_all, confirmed, *_ = rows[0]
    return Desk(
        register=register,
        office=office,
        verifiers=pick("verifier"),
        fallbacks=pick("fallback"),
        approvers=pick("approver"),
        outsiders=pick("outsider"),
        vacant=frozenset(row[8] for row in rows if on and row[8] and not row[5]),
        rows=tuple(row[6] for row in rows if row[6]),
        prefix=prefix,
        open=bool(is_open),
        open_to_all=bool(to_all),
        confirmed=bool(confirmed),
    )


def leading(org: int, register: int, *, on: date) -> list[int]:
    """The units that lead what a register lists, those of its groups of units among them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT m.lead_unit_id FROM matters_listing l"
            " JOIN matters_matter m ON m.id = l.matter_id"
            " WHERE l.register_id = %s AND l.to_seq IS NULL AND m.lead_unit_id IS NOT NULL",
            (register,),
        )
        units = {unit for (unit,) in cursor.fetchall()}
        cursor.execute(
            "SELECT m.more FROM matters_listing l JOIN matters_matter m ON m.id = l.matter_id"
            " WHERE l.register_id = %s AND l.to_seq IS NULL AND m.lead_unit_id IS NULL"
            " AND m.more LIKE %s",
            (register, '%"lead_group"%'),
        )
        groups = {json.loads(more).get("lead_group") for (more,) in cursor.fetchall()}
    for group in groups - {None}:
        units.update(group_members(org, group, on=on))
    return sorted(units)
