"""Reading the record back: events with their facts, in the order of the chain."""

import json
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection

from bihuan.core.chain.chain import Json
from bihuan.core.chain.ids import bounds
from bihuan.core.sql import chunks, marks
from bihuan.ledger.event import Event

_EVENTS = "SELECT id, org_id, seq, at, header, seal FROM ledger_event WHERE "
_FACTS = (
    "SELECT event_id, name, value FROM ledger_facts WHERE event_id IN (SELECT id FROM ledger_event WHERE "
)
_AT_ONCE = 500


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


def _read(where: str, parameters: Sequence[int]) -> list[Event]:
    with connection.cursor() as cursor:
        cursor.execute(f"{_EVENTS}{where} ORDER BY id", parameters)
        rows = cursor.fetchall()
        cursor.execute(f"{_FACTS}{where})", parameters)
        facts: dict[int, dict[str, Json]] = {}
        for event, name, value in cursor.fetchall():
            facts.setdefault(event, {})[name] = None if value is None else json.loads(value)
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
    header = json.loads(text)
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
