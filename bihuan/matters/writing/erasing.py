"""Erasing personal facts: the chain keeps their digests, and every copy of their words goes blank."""

from functools import partial
from typing import Any

from django.db import connection, transaction

from bihuan.core.acts.happened import Happened
from bihuan.core.sql import marks
from bihuan.files.store import discard
from bihuan.ledger import journal
from bihuan.ledger.append import Event
from bihuan.ledger.erase import erase_facts
from bihuan.ledger.read import matters_of
from bihuan.matters.kinds import kinds
from bihuan.matters.models import Citation
from bihuan.matters.writing.rebuild import blank


def erase(event: Happened) -> None:
    """Carry out an `erased` event just written, in its transaction: facts, then rows made from them."""
    assert isinstance(event, Event)
    erases: Any = event.plain.get("erases", ())
    pairs = [(int(one), str(name)) for one, name in erases]
    journal.note(event)
    erase_facts(pairs, event)
    for matter in sorted({event.matter, *matters_of([one for one, _ in pairs], event.org)}):
        blank(matter)
    _drop_files(event.org, [one for one, name in pairs if name == "file_names"])


def _drop_files(org: int, events: list[int]) -> None:
    """Evidence that came with what was erased goes too, unless something else cites it.

    The citations go at once; the files once all of it is written. What a killed process leaves is swept.
    """
    if not events:
        return
    mine = Citation.objects.filter(org_id=org, event_id__in=events)
    digests = set(mine.values_list("digest", flat=True))
    mine.delete()
    kept = Citation.objects.filter(org_id=org, digest__in=digests).values_list("digest", flat=True)
    for digest in digests - set(kept):
        transaction.on_commit(partial(discard, org, digest))


def erasable(matter: int) -> list[tuple[int, str]]:
    """(event id, fact name) of every personal fact of a matter that still stands.

    With the copies of its words: the titles of its parts and instalments, and its requests, which are about
    nothing else.
    """
    whole = [kind.name for kind in kinds().values() if kind.erased_with == "all"]
    titles = [kind.name for kind in kinds().values() if kind.erased_with == "title"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.event_id, f.name FROM ledger_facts f JOIN ledger_event e ON e.id = f.event_id"
            " JOIN matters_matter m ON m.id = e.matter_id"
            " WHERE f.value IS NOT NULL AND (m.id = %s OR (m.parent_id = %s"
            f" AND (m.kind IN ({marks(whole)}) OR (m.kind IN ({marks(titles)}) AND f.name = 'title'))))"
            " ORDER BY f.event_id, f.name",
            (matter, matter, *whole, *titles),
        )
        return [(event, name) for event, name in cursor.fetchall()]
