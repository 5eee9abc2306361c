"""Keeping notices with the act that caused them, and finding what a person has not read.

`principals` is always the same: what the person holds on that day (the person, own units, posts and desks).
For an inbox leave out the units that a leader merely looks down on: they are not told (who.py).
Of several notices of one event a person finds one.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final, NamedTuple

from django.db import connection

from bihuan.core.chain.ids import STEP
from bihuan.core.sql import marks
from bihuan.notices.models import Notice

Row = tuple[int, int, int, int, str, int]
"""(org_id, principal, event_id, matter_id, name, at)"""

MOST_COUNTED: Final = 1_000
"""Nobody reads a greater number; a badge says 999+."""
_PRINCIPALS: Final = 100
_GREATEST: Final = (1 << 63) - 1
_COLUMNS: Final = "id, org_id, principal, event_id, matter_id, name, at, read"


class Told(NamedTuple):
    """A notice as one person has it before them."""

    notice: Notice
    unread: bool


def keep(rows: Sequence[Row]) -> None:
    """Write notices, one statement, inside the act's transaction.

    Everything given is kept; whoever makes the rows asks `who.may_be_told`. The organisation's head must be
    locked, as it is in an act: ids then come in the order in which they can be seen, and a mark "read up to"
    never runs past a notice still on its way.
    """
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(_INSERT, rows)


def unread(person_id: int, principals: Collection[int], limit: int) -> list[Notice]:
    """The latest notices that the person has not read, newest first."""
    return list(_newest(principals, limit, _UNREAD, [person_id, person_id]))


def unread_count(person_id: int, principals: Collection[int]) -> int:
    """How many `unread` would find; no more than `MOST_COUNTED` notices are looked at. One statement."""
    if not principals:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT event_id) FROM (SELECT n.event_id FROM notices_notice n"
            f" WHERE n.principal IN ({marks(principals)}) AND {_UNREAD} LIMIT {MOST_COUNTED}) AS found",
            [*principals, person_id, person_id],
        )
        return int(cursor.fetchone()[0])


def inbox(
    person_id: int, principals: Collection[int], limit: int, *, before: int | None = None
) -> list[Told]:
    """The latest notices, read or not, newest first; `before`: go on after the notice with this id."""
    start = _GREATEST if before is None else before
    found = list(_newest(principals, limit, _BEFORE, [start, start]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT read_up_to FROM notices_reading WHERE person_id = %s", [person_id])
        mark = (cursor.fetchone() or (0,))[0]
        cursor.execute("SELECT event_id FROM notices_readevent WHERE person_id = %s", [person_id])
        single = {event for (event,) in cursor.fetchall()}
    return [Told(one, one.id > mark and one.event_id not in single) for one in found]


def mark_read(
    person_id: int,
    notice_ids: Collection[int] = (),
    *,
    up_to: int | None = None,
    principals: Collection[int] = (),
) -> None:
    """The person has read these notices, or all up to an id; a mark never goes back.

    With `principals`, single notices count only if they are addressed to the person, and whatever is read is
    remembered as read by somebody, so that it ages (forget.py). A mark past the last notice stops at it.
    """
    if up_to is not None:
        _mark(person_id, max(0, min(up_to, _GREATEST)), principals)
    ids = [one for one in notice_ids if 0 < one <= _GREATEST]
    if ids:
        where, params = _among("id", ids), ids
        if principals:
            where, params = f"{where} AND {_among('principal', principals)}", [*ids, *principals]
        with connection.cursor() as cursor:
            cursor.execute(_READ_EVENTS + where + " ON CONFLICT DO NOTHING", [person_id, *params])
            if principals:
                cursor.execute(_REMEMBER + where, params)


def _mark(person_id: int, up_to: int, principals: Collection[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT read_up_to FROM notices_reading WHERE person_id = %s", [person_id])
        before = (cursor.fetchone() or (0,))[0]
        cursor.execute(_MOVE_MARK, [person_id, up_to])
        cursor.execute(_BELOW_MARK, [person_id, up_to, person_id])
        if principals:
            where = f"{_among('principal', principals)} AND id > %s AND id <= %s"
            cursor.execute(_REMEMBER + where, [*principals, before, up_to])


_INSERT: Final = (
    "INSERT INTO notices_notice (org_id, principal, event_id, matter_id, name, at, read)"
    " VALUES (%s, %s, %s, %s, %s, %s, FALSE)"
)
_UNREAD: Final = (
    "n.id > coalesce((SELECT read_up_to FROM notices_reading WHERE person_id = %s), 0)"
    " AND n.event_id NOT IN (SELECT event_id FROM notices_readevent WHERE person_id = %s)"
)
# Notices of one event stand together; those of the last one shown are not shown again.
_BEFORE: Final = (
    "n.id < %s AND n.event_id <> coalesce((SELECT event_id FROM notices_notice WHERE id = %s), 0)"
)
# No further than what stands already, and never back.
_MOVE_MARK: Final = (
    "INSERT INTO notices_reading AS mine (person_id, read_up_to)"
    " SELECT %s, coalesce(max(id), 0) FROM notices_notice WHERE id <= %s"
    " ON CONFLICT (person_id) DO UPDATE SET read_up_to = EXCLUDED.read_up_to"
    " WHERE mine.read_up_to < EXCLUDED.read_up_to"
)
# Single events below the mark need no row any more. Event ids grow with notice ids within an organisation.
_BELOW_MARK: Final = (
    "DELETE FROM notices_readevent WHERE person_id = %s AND event_id <"
    " (SELECT event_id FROM notices_notice WHERE id <= %s AND org_id ="
    f" (SELECT max(event_id) / {STEP} FROM notices_readevent WHERE person_id = %s)"
    " ORDER BY id DESC LIMIT 1)"
)
_READ_EVENTS: Final = (
    "INSERT INTO notices_readevent (person_id, event_id)"
    " SELECT DISTINCT %s, event_id FROM notices_notice WHERE "
)
_REMEMBER: Final = "UPDATE notices_notice SET read = TRUE WHERE NOT read AND "


def _among(column: str, values: Collection[int]) -> str:
    return f"{column} IN ({marks(values)})"


def _newest(principals: Collection[int], limit: int, where: str, params: Sequence[int]) -> Iterator[Notice]:
    """The newest notices, one for each event.

    Every principal's newest are taken from the end of its own index and put together: a sort over all that
    was ever told to eight units would not stay quick.
    """
    arm = (
        f"SELECT * FROM (SELECT {_COLUMNS} FROM notices_notice n WHERE n.principal = %s AND {where}"
        f" ORDER BY n.id DESC LIMIT {int(limit)}) AS one"
    )
    held, rows = list(principals), []
    with connection.cursor() as cursor:
        for start in range(0, len(held), _PRINCIPALS):
            some = held[start : start + _PRINCIPALS]
            sql = " UNION ALL ".join([arm] * len(some))
            cursor.execute(sql, [value for one in some for value in (one, *params)])
            rows += cursor.fetchall()
    events: set[int] = set()
    for row in sorted(rows, reverse=True):
        if row[3] not in events and len(events) < limit:
            events.add(row[3])
            yield Notice(*row)
