"""Ageing: notices that were read are forgotten after a year. What happened stays in the record."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from django.db import connection, transaction

from bihuan.core.sql import marks
from bihuan.jobs.run import Run

KEPT_DAYS: Final = 365
"""[D] The rule's default: twelve months."""
KEPT_UNREAD_DAYS: Final = 2 * KEPT_DAYS
"""[D] What nobody has opened in two years will not be opened."""
_DAY: Final = 24 * 3600 * 1_000_000
_ROWS: Final = 1_000


def tidy(run: Run) -> None:
    """The nightly job."""
    forget(run.at - KEPT_DAYS * _DAY, unread_before_at=run.at - KEPT_UNREAD_DAYS * _DAY)
    run.progress(1, 1)


def forget(before_at: int, *, unread_before_at: int = 0) -> int:
    """Delete the notices of events before `before_at`, once each of them was read by somebody; how many.

    `unread_before_at`: unread ones older than this go too; by default none. Notices of one event go together,
    so that it cannot turn up again as unread for somebody who read another of them. Works from the oldest in
    transactions of about 1,000 and may be called again after an interruption.
    """
    if connection.in_atomic_block:
        raise RuntimeError("notices are forgotten in transactions of their own")
    return sum(_delete(ids, events) for ids, events in _old(before_at, unread_before_at))


def _old(before_at: int, unread_before_at: int) -> Iterator[tuple[list[int], list[int]]]:
    """Ids of notices to be deleted, and of their events. Ids grow with time, so it ends at a young one."""
    last, young = 0, False
    while not young and (rows := _after(last)):
        last = rows[-1][0]
        young = rows[-1][2] >= before_at
        ids: list[int] = []
        events: list[int] = []
        for event, group in groupby(rows, key=lambda row: row[1]):
            notices = list(group)
            if all(at < (before_at if read else unread_before_at) for _, _, at, read in notices):
                ids += [one[0] for one in notices]
                events.append(event)
        if ids:
            yield ids, events


def _after(last: int) -> list[tuple[int, int, int, bool]]:
    """The next notices after an id, as (id, event, at, read); at most `_ROWS`, and no event parted."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, event_id, at, read FROM notices_notice WHERE id > %s ORDER BY id LIMIT %s",
            [last, _ROWS],
        )
        rows = cursor.fetchall()
    whole = [row for row in rows if row[1] != rows[-1][1]]
    return rows if len(rows) < _ROWS or not whole else whole


def _delete(ids: list[int], events: list[int]) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        for table, column, values in (("notice", "id", ids), ("readevent", "event_id", events)):
            cursor.execute(f"DELETE FROM notices_{table} WHERE {column} IN ({marks(values)})", values)
    return len(ids)
