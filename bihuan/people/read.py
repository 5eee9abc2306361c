"""Questions about an organisation, its units and groups that acts ask."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.time.days import day_of, end_of
from bihuan.core.words.text import Text


def day_in(org_id: int, *, at: int) -> date:
    """The organisation's day at an instant; LookupError where there is no such organisation."""
    return day_of(at, _zone(org_id))


def end_of_day(org_id: int, day: date) -> int:
    """The first instant after an organisation's day; LookupError where there is no such organisation."""
    return end_of(day, _zone(org_id))


def _zone(org_id: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT zone FROM people_organisation WHERE id = %s", (org_id,))
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"no organisation {org_id}")
    return str(row[0])


def unit_kind(org_id: int, unit: int) -> str:
    """The kind of a unit of this organisation; "unknown" for another's or none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM people_unit WHERE id = %s AND org_id = %s", (unit, org_id))
        row = cursor.fetchone()
    return row[0] if row else "unknown"


def unit_names(org_id: int) -> list[str]:
    """What the units of an organisation are or were called."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_en FROM people_unit WHERE org_id = %s", (org_id,))
        return sorted({name for row in cursor.fetchall() for name in row if name})


TABLES = {
    "units": "people_unit",
    "groups": "people_unitgroup",
    "people": "people_person",
    "posts": "people_post",
}


def all_there(org_id: int, parts: Mapping[str, Collection[int]]) -> bool:
    """Whether all these units, groups, people and posts are the organisation's. One statement."""
    counts, values = [], []
    for what, ids in parts.items():
        some = set(ids)
        counts.append(f"(SELECT count(*) FROM {TABLES[what]} WHERE org_id = %s AND id IN ({marks(some)}))")
        values += [org_id, *some]
    if not counts:
        return True
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {' + '.join(counts)}", values)
        return bool(cursor.fetchone()[0] == sum(len(set(ids)) for ids in parts.values()))


def post_said(post: int) -> Text:
    """What a post is called."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, name_en FROM people_post WHERE id = %s", (post,))
        zh, en = cursor.fetchone() or ("", "")
    return Text(zh, en or zh)


def group_members(org_id: int, group: int, *, on: date) -> list[int]:
    """The units of a group on a day, in 机构序列; empty for a group of another organisation."""
    day = on.isoformat()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT u.id FROM people_groupmember g JOIN people_unit u ON u.id = g.unit_id"
            " JOIN people_unitgroup c ON c.id = g.group_id WHERE g.group_id = %s AND c.org_id = %s"
            " AND g.from_on <= %s AND (g.to_on IS NULL OR g.to_on >= %s) ORDER BY u.place, u.id",
            (group, org_id, day, day),
        )
        return [unit for (unit,) in cursor.fetchall()]


def units_below(unit: int) -> frozenset[int]:
    """A unit and all under it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE below(id) AS (SELECT %s UNION SELECT u.id FROM people_unit u"
            " JOIN below b ON u.parent_id = b.id) SELECT id FROM below",
            (unit,),
        )
        return frozenset(found for (found,) in cursor.fetchall())
