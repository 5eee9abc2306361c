"""Who acts: a person with the hats of the day, their own and those of the absent they stand in for."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.actor import WORK_FOR_NONE, Actor, Desk, Hat
from bihuan.core.state.hands import HOLDERS, Seat, posts_of
from bihuan.people.models import Post, Unit
from bihuan.people.read import units_below

_HATS = """
SELECT a.id, p.id, p.unit_id, p.role, a.person_id, u.kind, a.serves_id
FROM people_appointment a JOIN people_post p ON p.id = a.post_id JOIN people_unit u ON u.id = p.unit_id
WHERE (a.person_id = %s OR a.person_id IN (SELECT b.person_id FROM people_absence b WHERE b.stand_in_id = %s
       AND b.from_on <= %s AND (b.to_on IS NULL OR b.to_on >= %s)))
AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s) ORDER BY (a.person_id <> %s), p.place, a.id"""


def actor_of(person: int, *, on: date) -> Actor:
    """The hats that `person` may wear on a day; one statement, more for a leader's reach and a secretary."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_HATS, (person, person, day, day, day, day, person))
        rows = cursor.fetchall()
    hats = tuple(
        Hat(appointment, post, unit, role, whose, _reach(unit, role), kind == Unit.BRANCH)
        for appointment, post, unit, role, whose, kind, _ in rows
    )
    served = dict.fromkeys(row[-1] for row in rows if row[-1])
    serves = tuple(replace(actor_of(one, on=on), serves=()) for one in served if one != person)
    return Actor(person, hats, frozenset(hat.person for hat in hats) - {person}, serves)


def _reach(unit: int, role: str) -> frozenset[int]:
    return units_below(unit) if role == Post.LEADER else frozenset()


_AT_THE_HEAD = """
WITH RECURSIVE up(id, above, height) AS (
    SELECT u.id, u.parent_id, 0 FROM people_unit u WHERE u.id = %s
    UNION ALL SELECT u.id, u.parent_id, up.height + 1 FROM people_unit u JOIN up ON u.id = up.above
    WHERE up.height < 20
) SELECT up.id, p.role FROM up JOIN people_post p ON p.unit_id = up.id AND p.role IN ('head', 'leader')
JOIN people_appointment a ON a.post_id = p.id AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s)
ORDER BY up.height, p.role LIMIT 1"""


def signs_for(unit: int, on: date) -> tuple[str, int | None]:
    """Who signs for a unit on a day: its head, the next above (and where that is), or the office."""
    with connection.cursor() as cursor:
        cursor.execute(_AT_THE_HEAD, (unit, on.isoformat(), on.isoformat()))
        found, role = cursor.fetchone() or (None, "")
    if found is None:
        return "office", None
    return ("head", None) if found == unit and role == Post.HEAD else ("above", found)


def holders_of(desk: Desk, on: date) -> tuple[Mapping[str, frozenset[int]], list[Seat]]:
    """(who holds the posts of each relation of a desk on a day, every post that these people ever held)."""
    posts = {HOLDERS[role]: {post for post, _ in pairs} for role, pairs in posts_of(desk).items()}
    every = sorted(set().union(*posts.values()))
    if not every:
        return dict.fromkeys(posts, frozenset()), []
    day = on.isoformat()
    seats = _seats(_HOLDERS.format(marks(every)), [*every, day, day])
    held = [(post, seat.person) for post, seat in seats if seat.sits(on)]
    found = {name: frozenset(person for post, person in held if post in mine) for name, mine in posts.items()}
    return found, [seat for _, seat in seats]


_COMPARERS = """
SELECT a.person_id, p.role, p.unit_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id
WHERE p.org_id = %s AND (p.unit_id = %s OR p.role = 'auditor')
AND a.from_on <= %s AND (a.to_on IS NULL OR a.to_on >= %s)"""


def comparers_of(org: int, office: int | None, on: date) -> Mapping[str, frozenset[int]]:
    """Who sits in the office of a register on a day, and who audits: some of them may compare a paper."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(_COMPARERS, (org, office or 0, day, day))
        rows = cursor.fetchall()
    return {
        "office": frozenset(one for one, role, unit in rows if unit == office and role not in WORK_FOR_NONE),
        "auditor": frozenset(one for one, role, _ in rows if role == Post.AUDITOR),
    }


_KIN = """
WITH RECURSIVE kin(post_id, person_id, unit_id, from_on, to_on) AS (
    SELECT a.post_id, a.person_id, p.unit_id, a.from_on, a.to_on FROM people_appointment a
    JOIN people_post p ON p.id = a.post_id WHERE a.person_id IN ({})
    UNION SELECT k.post_id, k.person_id,
    CASE WHEN s.before_id = k.unit_id THEN s.after_id ELSE s.before_id END, k.from_on, k.to_on
    FROM kin k JOIN people_succession s ON k.unit_id IN (s.before_id, s.after_id)
) SELECT post_id, person_id, unit_id, from_on, to_on FROM kin"""
"""Posts of people, each in its unit and in whatever that unit was before or became."""
_HOLDERS = """SELECT h.person_id FROM people_appointment h WHERE h.post_id IN ({}) AND h.from_on <= %s
AND (h.to_on IS NULL OR h.to_on >= %s)"""


def seats_of(people: Collection[int]) -> list[Seat]:
    """Every post that these people hold or ever held, with the days."""
    return [seat for _, seat in _seats(marks(people), list(people))] if people else []


def _seats(people: str, given: list[Any]) -> list[tuple[int, Seat]]:
    with connection.cursor() as cursor:
        cursor.execute(_KIN.format(people), given)
        rows = cursor.fetchall()
    return [
        (post, Seat(person, unit, _day(begun), _day(ended) if ended else None))
        for post, person, unit, begun, ended in rows
    ]


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
