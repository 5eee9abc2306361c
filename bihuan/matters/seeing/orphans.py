"""What nobody can act on: matters whose turn is a post, a unit or a desk that no one holds today.

A vacant head falls to whoever presides over the unit, to the next above, to the office (core/loop/
signing.py); what is left the office finds here, and appoints or transfers.
"""

from datetime import date

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.actor import WORK_FOR_NONE
from bihuan.core.state.principals import (
    APPROVERS,
    COMPARERS,
    COMPARING_AUDITORS,
    COMPARING_OUTSIDERS,
    CROSS_CHECKERS,
    FALLBACK,
    HEAD,
    OFFICE,
    PERSON,
    SECONDS,
    SECONDS_BUT_ADMINS,
    SECONDS_BUT_APPROVERS,
    SUPERIORS,
    UNIT,
    VERIFIERS,
    principal,
)
from bihuan.core.state.relations import AT_THE_HEAD
from bihuan.matters.seeing.sight import Sight

_HELD = """
SELECT p.unit_id, p.id, p.role, a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id
WHERE p.org_id = %s AND p.role <> 'auditor' AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s)"""
_DESKS = """
SELECT d.id, d.office_id, dp.role, dp.post_id FROM matters_desk d
LEFT JOIN matters_deskpost dp ON dp.register_id = d.id AND dp.to_seq IS NULL WHERE d.org_id = %s"""
_ROLES = {"verifier": VERIFIERS, "fallback": FALLBACK, "approver": APPROVERS}
MOST = 200


def held_by_somebody(org: int, on: date) -> set[int]:
    """Every principal that some person of the organisation is on a day."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_HELD, (org, day, day))
        rows = cursor.fetchall()
        cursor.execute(_DESKS, (org,))
        desks = cursor.fetchall()
    units = {unit for unit, _, role, _ in rows if role not in WORK_FOR_NONE}
    posts = {post for _, post, *_ in rows}
    found = {principal(UNIT, unit) for unit in units} | {principal(PERSON, person) for *_, person in rows}
    found |= {principal(HEAD, unit) for unit, _, role, _ in rows if role == "head"}
    found |= {principal(SUPERIORS, unit) for unit, _, role, _ in rows if role in AT_THE_HEAD}
    found |= {principal(OFFICE, register) for register, office, *_ in desks if office in units}
    found |= {
        principal(_ROLES[role], register)
        for register, _, role, post in desks
        if role in _ROLES and post in posts
    }
    found |= {
        principal(CROSS_CHECKERS, register)
        for register, _, role, post in desks
        if role in ("verifier", "fallback") and post in posts
    }
    seconds = [SECONDS, SECONDS_BUT_ADMINS, SECONDS_BUT_APPROVERS]  # the register's page says who is missing
    seconds += [COMPARERS, COMPARING_AUDITORS, COMPARING_OUTSIDERS]  # asked by persons who hold posts today
    return found | {principal(one, register) for register, *_ in desks for one in seconds}


def orphans(sight: Sight, on: date) -> list[int]:
    """The ids of matters of the desks that this person belongs to, which wait for nobody; by due."""
    held = held_by_somebody(sight.org, on)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT turn FROM matters_matter WHERE org_id = %s AND turn IS NOT NULL", (sight.org,)
        )
        alone = [turn for (turn,) in cursor.fetchall() if turn not in held]
        if not alone or not sight.desks:
            return []
        cursor.execute(
            f"SELECT id FROM matters_matter WHERE turn IN ({marks(alone)})"
            f" AND register_id IN ({marks(sight.desks)}) ORDER BY due_on, id LIMIT {MOST}",
            [*alone, *sight.desks],
        )
        return [matter for (matter,) in cursor.fetchall()]
