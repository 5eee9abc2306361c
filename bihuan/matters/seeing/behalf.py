"""Who stands near a matter, and many persons with their hats at once: in whose names an act may be done."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.actor import Actor, Hat
from bihuan.people.models import Post, Unit
from bihuan.people.read import units_below

MOST = 300
"""So many are looked at; no 处室 has more."""
_RUNS = "{0}.from_on <= %s AND ({0}.to_on IS NULL OR {0}.to_on >= %s)"
_NEAR = (
    "SELECT a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
    " JOIN people_unit u ON u.id = p.unit_id WHERE p.org_id = %s AND ({})"
    f" AND {_RUNS.format('a')} ORDER BY u.place, u.id, p.place, a.id"
)
_STAND_INS = (
    "SELECT b.person_id, b.stand_in_id FROM people_absence b WHERE b.{} IN ({})"
    f" AND {_RUNS.format('b')} ORDER BY b.id"
)
_HATS = f"""
SELECT a.id, p.id, p.unit_id, p.role, a.person_id, u.kind
FROM people_appointment a JOIN people_post p ON p.id = a.post_id JOIN people_unit u ON u.id = p.unit_id
WHERE a.person_id IN ({{}}) AND {_RUNS.format("a")} ORDER BY p.place, a.id"""


@dataclass(frozen=True, slots=True)
class Near:
    """Where those sit who may stand in a relation: in these units, posts and roles, or they are named."""

    units: Collection[int] = ()
    posts: Collection[int] = ()
    roles: Collection[str] = ()
    people: Sequence[int] = ()


def people_near(org: int, near: Near, on: date) -> list[int]:
    """Who is named, then who holds a post there that day, in 机构序列, and who stands in for any of these."""
    found = list(near.people)
    where: dict[str, list[Any]] = {
        "p.unit_id": sorted(near.units), "p.id": sorted(near.posts), "p.role": sorted(near.roles)
    }  # fmt: skip
    asked = {column: values for column, values in where.items() if values}
    if asked:
        any_of = " OR ".join(f"{column} IN ({marks(values)})" for column, values in asked.items())
        given = [one for values in asked.values() for one in values]
        found += [one for (one,) in _rows(_NEAR.format(any_of), org, *given, *_day(on))]
    found = list(dict.fromkeys(found))[:MOST]
    return list(dict.fromkeys([*found, *(other for _, other in _stand_ins("person_id", found, on))]))


def actors_of(people: Collection[int], on: date) -> dict[int, Actor]:
    """The hats that each of them may wear that day, as `actor_of` gives them, for any number at once.

    Whom they serve as secretaries is left out: it gives nobody a right of one's own.
    """
    absent: dict[int, list[int]] = defaultdict(list)
    for who, stand_in in _stand_ins("stand_in_id", sorted(people), on):
        absent[stand_in].append(who)
    every = sorted({*people, *(one for some in absent.values() for one in some)})
    hats: dict[int, list[Hat]] = defaultdict(list)
    reach: dict[int, frozenset[int]] = {}
    for appointment, post, unit, role, person, kind in _hats(every, on):
        if role == Post.LEADER and unit not in reach:
            reach[unit] = units_below(unit)
        below = reach[unit] if role == Post.LEADER else frozenset[int]()
        hats[person].append(Hat(appointment, post, unit, role, person, below, kind == Unit.BRANCH))
    return {one: _actor(one, hats, absent[one]) for one in people}


def _actor(person: int, hats: dict[int, list[Hat]], absent: Iterable[int]) -> Actor:
    theirs = [hat for one in dict.fromkeys(absent) if one != person for hat in hats[one]]
    return Actor(person, (*hats[person], *theirs), frozenset(hat.person for hat in theirs))


def _hats(people: list[int], on: date) -> list[tuple[Any, ...]]:
    return _rows(_HATS.format(marks(people)), *people, *_day(on)) if people else []


def _stand_ins(column: str, people: list[int], on: date) -> list[tuple[Any, ...]]:
    return _rows(_STAND_INS.format(column, marks(people)), *people, *_day(on)) if people else []


def _day(on: date) -> tuple[str, str]:
    return on.isoformat(), on.isoformat()


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
