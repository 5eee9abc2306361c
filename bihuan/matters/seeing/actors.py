"""Who acts: a person with the hats of the day, their own and those of the absent they stand in for."""

from collections.abc import Mapping
from datetime import date

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.people.models import Post, Unit
from bihuan.people.read import units_below

_HATS = """
SELECT a.id, p.id, p.unit_id, p.role, a.person_id, u.kind
FROM people_appointment a JOIN people_post p ON p.id = a.post_id JOIN people_unit u ON u.id = p.unit_id
WHERE (a.person_id = %s OR a.person_id IN (SELECT b.person_id FROM people_absence b WHERE b.stand_in_id = %s
       AND b.from_on <= %s AND (b.to_on IS NULL OR b.to_on >= %s)))
AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s) ORDER BY (a.person_id <> %s), p.place, a.id"""


def actor_of(person: int, *, on: date) -> Actor:
    """The hats that `person` may wear on a day; one statement, one more for a leader's reach."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_HATS, (person, person, day, day, day, day, person))
        rows = cursor.fetchall()
    hats = tuple(
        Hat(appointment, post, unit, role, whose, _reach(unit, role), kind == Unit.BRANCH)
        for appointment, post, unit, role, whose, kind in rows
    )
    return Actor(person, hats, frozenset(hat.person for hat in hats) - {person})


def _reach(unit: int, role: str) -> frozenset[int]:
    return units_below(unit) if role == Post.LEADER else frozenset()


def holders_of(desk: Desk, on: date) -> Mapping[str, frozenset[int]]:
    """Who holds the posts of each role of a desk on a day: for steps that need the yes of all."""
    posts = {
        "verifier": desk.verifiers,
        "fallback": desk.fallbacks,
        "outsider": desk.outsiders,
        "approver": desk.approvers,
    }
    return {role: _in_posts([post for post, _ in pairs], on) for role, pairs in posts.items()}


def _in_posts(posts: list[int], on: date) -> frozenset[int]:
    if not posts:
        return frozenset()
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person_id FROM people_appointment WHERE post_id IN ({marks(posts)})"
            " AND from_on <= %s AND (to_on IS NULL OR to_on >= %s)",
            [*posts, day, day],
        )
        return frozenset(person for (person,) in cursor.fetchall())
