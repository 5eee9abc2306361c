"""Erasing personal facts: the chain keeps their digests, and every copy of their words goes blank."""

from typing import Any

from django.db import connection

from bihuan.core.folding import Happened
from bihuan.ledger import journal
from bihuan.ledger.append import Event
from bihuan.ledger.erase import erase_facts
from bihuan.matters.rebuild import blank

AT_ONCE = 500


def erase(event: Happened) -> None:
    """Carry out an `erased` event just written, in its transaction: facts, then rows made from them."""
    assert isinstance(event, Event)
    erases: Any = event.plain.get("erases", ())
    pairs = [(int(one), str(name)) for one, name in erases]
    journal.note(event)
    erase_facts(pairs, event)
    for matter in sorted({event.matter, *_matters_of([one for one, _ in pairs])}):
        blank(matter)


def erasable(matter: int) -> list[tuple[int, str]]:
    """(event id, fact name) of every personal fact of a matter that still stands.

    With the copies of its words: the titles of its parts and instalments, and its requests, which are about
    nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.event_id, f.name FROM ledger_facts f JOIN ledger_event e ON e.id = f.event_id"
            " JOIN matters_matter m ON m.id = e.matter_id"
            " WHERE f.value IS NOT NULL AND (m.id = %s OR (m.parent_id = %s AND (m.kind = 'request'"
            " OR (m.kind IN ('part', 'instalment') AND f.name = 'title'))))"
            " ORDER BY f.event_id, f.name",
            (matter, matter),
        )
        return [(event, name) for event, name in cursor.fetchall()]


def _matters_of(events: list[int]) -> set[int]:
    found: set[int] = set()
    with connection.cursor() as cursor:
        for start in range(0, len(events), AT_ONCE):
            some = events[start : start + AT_ONCE]
            marks = ", ".join("%s" for _ in some)
            cursor.execute(f"SELECT DISTINCT matter_id FROM ledger_event WHERE id IN ({marks})", some)
            found |= {matter for (matter,) in cursor.fetchall()}
    return found
