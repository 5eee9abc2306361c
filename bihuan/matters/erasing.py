"""Erasing personal facts: the chain keeps their digests, and every copy of their words goes blank."""

from typing import Any

from django.db import connection

from bihuan.core.folding import Happened
from bihuan.ledger import journal
from bihuan.ledger.append import Event
from bihuan.ledger.erase import erase_facts
from bihuan.matters.rebuild import blank


def erase(event: Happened) -> None:
    """Carry out an `erased` event just written, in its transaction: facts, then rows made from them."""
    assert isinstance(event, Event)
    erases: Any = event.plain.get("erases", ())
    pairs = [(int(one), str(name)) for one, name in erases]
    journal.note(event)
    erase_facts(pairs, event)
    blank(event.matter)


def erasable(matter: int) -> list[tuple[int, str]]:
    """(event id, fact name) of every personal fact of a matter that still stands."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.event_id, f.name FROM ledger_facts f JOIN ledger_event e ON e.id = f.event_id"
            " WHERE e.matter_id = %s AND f.value IS NOT NULL ORDER BY f.event_id, f.name",
            (matter,),
        )
        return [(event, name) for event, name in cursor.fetchall()]
