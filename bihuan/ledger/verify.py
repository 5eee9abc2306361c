"""Checking every chain of the database against itself and against heads that were published earlier."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

from django.db import connection, transaction

from bihuan.core.chain.breaks import Break, EventRow, FactRow, Published, Report, Walk, seals_of
from bihuan.core.chain.ids import bounds

_EVENTS = """
    SELECT id, org_id, seq, matter_id, name, at, header, seal FROM ledger_event WHERE org_id = %s ORDER BY seq
"""
_FACTS = """
    SELECT event_id, name, value, salt, digest, erased_by FROM ledger_facts
    WHERE event_id >= %s AND event_id < %s ORDER BY event_id
"""
_HEADS = "SELECT org_id, slug, seq, seal, at FROM ledger_head ORDER BY org_id"
_AT_ONCE = 2_000


def verify(org: str | None = None, heads: Iterable[Published] = ()) -> Report:
    """Walk the chain of `org` (its slug), or every chain, in one consistent view of the database.

    `heads`: published heads, each of which must still be on its chain. A chain that has none is a break.
    """
    claims = seals_of(head for head in heads if org in (None, head.org))
    found: list[Published] = []
    breaks: list[Break] = []
    with consistent_view():
        rows = [row for row in _all(_HEADS) if org in (None, row[1])]
        for org_id, slug, seq, seal, at in rows:
            walk = Walk(org_id, slug, claims.pop(slug, {}))
            broken = walk.first_break(events_in(org_id), facts_in(org_id)) or walk.head_break(seq, seal, at)
            found.append(Published(slug, walk.seq, walk.seal))
            breaks.extend([broken] if broken else [])
        stray = () if org else _chains_without_head({row[0] for row in rows})
    breaks += [Break("chain", str(org_id), seq) for org_id, seq in stray]
    breaks += [Break("chain", slug, max(seals)) for slug, seals in claims.items()]
    return Report(found, breaks, sum(head.seq for head in found))


def heads_today() -> list[Published]:
    """Where every chain stands: what the bulletin prints each day, so that a cut tail can be found later."""
    return [Published(slug, seq, seal) for _, slug, seq, seal, _ in _all(_HEADS)]


def stands(head: Published) -> bool:
    """Whether a head lies on its chain in this database."""
    found = _all(
        "SELECT e.seal FROM ledger_head h JOIN ledger_event e ON e.org_id = h.org_id AND e.seq = %s"
        " WHERE h.slug = %s",
        (head.seq, head.org),
    )
    return found == [(head.seal,)]


@contextmanager
def consistent_view() -> Iterator[None]:
    """Reads inside see one moment of the database, and keep nobody from writing; a view inside is it."""
    if connection.in_atomic_block or _in_view():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        _run("BEGIN DEFERRED")  # atomic() would take the write lock at once
        try:
            yield
        finally:
            _run("ROLLBACK")


def _in_view() -> bool:
    """Whether SQLite is in a view already, of which Django knows nothing."""
    return connection.vendor == "sqlite" and bool(getattr(connection.connection, "in_transaction", False))


def events_in(org_id: int) -> Iterator[EventRow]:
    """The stored events of one organisation, streamed in the order of the chain."""
    return _stream(_EVENTS, (org_id,))


def facts_in(org_id: int) -> Iterator[FactRow]:
    """The stored personal facts of one organisation, streamed in the order of their events."""
    return _stream(_FACTS, bounds(org_id))


def _stream(sql: str, parameters: tuple[int, ...]) -> Iterator[Any]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, parameters)
        yield from chain.from_iterable(iter(lambda: cursor.fetchmany(_AT_ONCE), []))


def _all(sql: str, parameters: tuple[int | str, ...] = ()) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _chains_without_head(known: set[int]) -> list[tuple[int, int]]:
    """Organisations that have events and no head, each with its first event; one index look-up for each."""
    stray: list[tuple[int, int]] = []
    last = 0
    while rows := _all(
        "SELECT org_id, seq FROM ledger_event WHERE org_id > %s ORDER BY org_id, seq LIMIT 1", (last,)
    ):
        last, seq = rows[0]
        if last not in known:
            stray.append((last, seq))
    return stray
