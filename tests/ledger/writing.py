"""Writing to the record in tests: short entries, and a hand that goes behind the database's back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import connection, transaction

from bihuan.ledger import triggers
from bihuan.ledger.append import Entry, Event, begin_chain, pen
from bihuan.people.models import Organisation

AT = 1_790_000_000_000_000
PLAIN_ENTRY = Entry(
    matter=None,
    kind="problem",
    name="registered",
    version=1,
    actor=7,
    hat=None,
    for_whom=None,
    basis=None,
    occurred_on=date(2026, 11, 24),
    plain={"life": "registered", "lead": 12, "due": "2026-12-31"},
    personal={"title": "会议文件偏长", "note": "电话 0871-000"},
)


def entry(**changes: Any) -> Entry:
    """An ordinary entry, but for these fields."""
    return replace(PLAIN_ENTRY, **changes)


def begun(slug: str = "jichuan") -> Organisation:
    """A new organisation with an empty chain."""
    organisation = Organisation.objects.create(slug=slug, name="霁川省示例机关")
    begin_chain(organisation.pk, slug, at=AT)
    return organisation


def write(org_id: int, *entries: Entry, at: int = AT) -> list[Event]:
    """Write these in one transaction."""
    with transaction.atomic():
        writing = pen(org_id, at=at)
        events = [writing.write(one) for one in entries]
        writing.flush()
    return events


def story(org_id: int, count: int = 6) -> list[Event]:
    """A matter and what happened to it: `count` events, each a second after the one before."""
    first = write(org_id, entry(), at=AT)[0]
    later = [
        write(
            org_id,
            entry(matter=first.id, name="progressed", personal={"text": f"第 {n} 次"}),
            at=AT + n * 1_000_000,
        )
        for n in range(1, count)
    ]
    return [first, *(event for events in later for event in events)]


def behind_its_back(sql: str, parameters: Sequence[Any] = ()) -> None:
    """What somebody who owns the database can do: take the triggers off, change, put them back."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in taking_off():
            cursor.execute(statement)
        cursor.execute(sql, parameters)
        assert cursor.rowcount, "nothing was changed"
        triggers.create()
    assert triggers.missing() == []


def taking_off() -> list[str]:
    """Statements that remove every trigger of the record."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
                " AND tgrelid::regclass::text LIKE 'ledger_%%'"
            )
            return [f"DROP TRIGGER {name} ON {table}" for name, table in cursor.fetchall()]
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%%'")
        return [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
