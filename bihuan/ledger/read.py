"""Reading the record back: events with their facts, in the order of the chain."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

from django.db import connection

from bihuan.core.chain.chain import Json
from bihuan.core.chain.ids import bounds
from bihuan.core.sql import chunks, marks
from bihuan.ledger.event import Event

_EVENTS = "SELECT id, org_id, seq, at, header, seal FROM ledger_event WHERE "
_FACTS = (
    "SELECT event_id, name, value FROM ledger_facts WHERE event_id IN (SELECT id FROM ledger_event WHERE "
)
_BY_MATTER = """
    SELECT e.id, e.org_id, e.seq, e.at, e.header, e.seal, f.name, f.value
    FROM ledger_event e LEFT JOIN ledger_facts f ON f.event_id = e.id
    WHERE e.matter_id > %s AND e.matter_id <= %s ORDER BY e.matter_id, e.seq
"""
_REACH = """
    SELECT matter_id FROM ledger_event WHERE matter_id > %s ORDER BY matter_id, seq LIMIT 1 OFFSET %s
"""
_AT_ONCE = 500
_STREAMED = 2_000
_parse = json.JSONDecoder().raw_decode
"""Without what `json.loads` looks at first: canonical text begins with its value and ends with it."""
LAST: Final = 2**63 - 1
"""Above every id."""


def events_of(matter_id: int) -> list[Event]:
    """Everything that happened to one matter, oldest first; two statements."""
    return _read("matter_id = %s", (matter_id,))


def events_of_many(matter_ids: Iterable[int]) -> list[Event]:
    """Everything that happened to these matters, in the order of the chain."""
    ids = sorted(set(matter_ids))
    events: list[Event] = []
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        events += _read(f"matter_id IN ({marks(some)})", some)
    return sorted(events, key=lambda event: event.id)


def events_after(org_id: int, seq: int, limit: int) -> list[Event]:
    """At most `limit` events of an organisation that come after event number `seq`."""
    below, last = bounds(org_id)
    return _read("id > %s AND id <= %s", (below + seq, min(below + seq + limit, last)))


def events_between(above: int, upto: int) -> Iterator[Event]:
    """Everything that happened to the matters whose ids lie above one and up to another, matter by matter.

    One statement, streamed: however long the story of a matter, it is never in memory as a whole.
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(_BY_MATTER, (above, upto))
        lines: Iterator[Any] = chain.from_iterable(iter(lambda: cursor.fetchmany(_STREAMED), []))
        for _, group in groupby(lines, itemgetter(0)):
            facts: dict[str, Json] = {}
            for row in group:
                if row[6] is not None:
                    facts[row[6]] = None if row[7] is None else _parse(row[7])[0]
            yield _event(row[:6], facts)


def events_for(org_id: int, person: int, since: int, until: int) -> list[Event]:
    """What was recorded for somebody between two instants, oldest first: in their right or of their paper."""
    below, last = bounds(org_id)
    said = (f'%"for_whom":{person},%', f'%"represented":{person}}}%', f'%"represented":{person},%')
    any_of = " OR ".join("header LIKE %s" for _ in said)
    return _read(
        f"id > %s AND id <= %s AND at >= %s AND at < %s AND ({any_of})", (below, last, since, until, *said)
    )


def matters_between(above: int, upto: int) -> list[int]:
    """The matters to which something happened, whose ids lie above one and up to another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT matter_id FROM ledger_event WHERE matter_id > %s AND matter_id <= %s"
            " ORDER BY matter_id",
            (above, upto),
        )
        return [one for (one,) in cursor.fetchall()]


def reach(above: int, events: int) -> int:
    """Up to which matter to read from `above` on, so that so many events are read; `LAST` at the end."""
    with connection.cursor() as cursor:
        cursor.execute(_REACH, (above, events))
        row = cursor.fetchone()
    return int(row[0]) if row else LAST


def _read(where: str, parameters: Sequence[int | str]) -> list[Event]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_EVENTS}{where} ORDER BY id", parameters)
        rows = cursor.fetchall()
        cursor.execute(f"{_FACTS}{where})", parameters)
        facts: dict[int, dict[str, Json]] = {}
        for event, name, value in cursor.fetchall():
            facts.setdefault(event, {})[name] = None if value is None else _parse(value)[0]
    return [_event(row, facts.get(row[0], {})) for row in rows]


def events_at(ids: Sequence[int]) -> list[Event]:
    """The events of these ids; two statements."""
    return _read(f"id IN ({marks(ids)})", tuple(ids)) if ids else []


def matters_of(events: Sequence[int], org: int) -> set[int]:
    """The matters of an organisation of which these events tell."""
    found: set[int] = set()
    with connection.cursor() as cursor:
        for some in chunks(events):
            sql = f"SELECT DISTINCT matter_id FROM ledger_event WHERE org_id = %s AND id IN ({marks(some)})"
            cursor.execute(sql, [org, *some])
            found |= {matter for (matter,) in cursor.fetchall()}
    return found


def _event(row: tuple[int, int, int, int, str, str], personal: dict[str, Json]) -> Event:
    identity, org, seq, at, text, seal = row
    header = _parse(text)[0]
    return Event(
        id=identity,
        org=org,
        seq=seq,
        matter=header["matter"],
        kind=header["kind"],
        name=header["event"],
        version=header["version"],
        actor=header["actor"],
        hat=header["hat"],
        for_whom=header["for_whom"],
        basis=header["basis"],
        at=at,
        occurred_on=date.fromisoformat(header["occurred_on"]),
        plain=header["plain"],
        personal=personal,
        seal=seal,
    )
