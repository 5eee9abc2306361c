"""Taking personal facts away, so that the chain still verifies and nothing of the value stays.

The `erased` event is written first; its plain fact `erases` lists what goes as [[event id, name], …], so that
the erasing can be done again wherever an older copy of the database is brought back.
"""

import json
from collections.abc import Iterable, Sequence

from django.db import connection

from bihuan.core.chain.breaks import ERASED
from bihuan.core.chain.ids import belongs
from bihuan.jobs.rewriting import write_anew
from bihuan.ledger.event import Event

_ERASE = """
    UPDATE ledger_facts SET value = NULL, salt = NULL, erased_by = %s
    WHERE event_id = %s AND name = %s AND value IS NOT NULL
"""


def erase_facts(event_ids_and_names: Iterable[tuple[int, str]], by_event: Event) -> int:
    """Drop value and salt of these facts, in the transaction of `by_event`; how many were still there.

    ValueError unless `by_event` is an `erased` event of the same organisation, later than all of them, whose
    plain fact `erases` lists just these, and all of them are facts of the record: the transaction must then
    be rolled back, for an event that says what is not so would break the chain.
    """
    facts = [(event, name) for event, name in event_ids_and_names]
    listed = by_event.plain.get("erases")
    if by_event.name != ERASED or listed != [[event, name] for event, name in facts]:
        raise ValueError("what is erased must be what the erased event says")
    if any(not belongs(event, by_event.org) or event >= by_event.id for event, _ in facts):
        raise ValueError("only earlier facts of the same organisation can be erased")
    count = _erase(by_event.id, facts)
    if unknown := [fact for fact in facts if not _is_erased(*fact)]:
        raise ValueError(f"not facts of the record, so they cannot be erased: {unknown}")
    return count


def replay_erasures() -> int:
    """Do again what every `erased` event says; how many facts had come back. For use after a restore."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, header FROM ledger_event WHERE name = %s ORDER BY id", (ERASED,))
        events = cursor.fetchall()
    return sum(_erase(event, json.loads(header)["plain"].get("erases", ())) for event, header in events)


def scrub() -> None:
    """Remove what the database still holds of erased values in its spare pages; outside any transaction.

    On PostgreSQL this rewrites the table of personal facts and keeps everybody else out of it meanwhile.
    """
    if connection.vendor == "postgresql":
        write_anew("ledger_facts")
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _is_erased(event: int, name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT value IS NULL FROM ledger_facts WHERE event_id = %s AND name = %s", (event, name)
        )
        return cursor.fetchone() in ((True,), (1,))


def _erase(by: int, facts: Sequence[tuple[int, str]]) -> int:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")
        count = 0
        for event, name in facts:
            cursor.execute(_ERASE, (by, event, name))
            count += cursor.rowcount
    return count
