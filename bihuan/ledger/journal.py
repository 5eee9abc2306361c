"""The journal of erasures: what was taken away, kept outside the database so that no backup brings it back.

`VAR/erasures.log`, a line of JSON for each `erased` event, appended and synchronised before its act commits:
`{"org": slug, "by": event id, "matter": id, "at": microseconds, "facts": [[event id, name, digest], …]}`. It
names facts by their digests only, so it tells nothing of what they said.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from bihuan.core.sql import marks
from bihuan.ledger.event import Event

_AT_ONCE = 500


class Erasure(NamedTuple):
    """One line: `facts` are (event id, name, digest)."""

    org: str
    by: int
    matter: int
    at: int
    facts: tuple[tuple[int, str, str], ...]


def path() -> Path:
    """Where the journal of this installation lies."""
    return Path(settings.VAR) / "erasures.log"


def note(event: Event) -> None:
    """Write down what `event` takes away. Before the commit: what is noted and did not happen does no harm
    on a restore (it was wanted), what happened and was not noted would come back."""
    erases: Any = event.plain.get("erases", ())
    pairs = [(int(one), str(name)) for one, name in erases]
    digests = _digests([one for one, _ in pairs])
    facts = tuple((one, name, digests[one, name]) for one, name in pairs if (one, name) in digests)
    append([Erasure(_slug(event.org), event.id, event.matter, event.at, facts)])


def append(erasures: list[Erasure]) -> None:
    """Add lines, safe on the disk when this returns."""
    text = "".join(json.dumps(one._asdict(), separators=(",", ":")) + "\n" for one in erasures)
    handle = os.open(path(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, text.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def read(file: Path) -> Iterator[Erasure]:
    """The lines of a journal; a last line cut off by a power failure is left out. ValueError for others."""
    lines = file.read_text().split("\n") if file.exists() else [""]
    for line in lines[:-1]:
        found = json.loads(line)
        facts = tuple((int(one), str(name), str(digest)) for one, name, digest in found["facts"])
        yield Erasure(str(found["org"]), int(found["by"]), int(found["matter"]), int(found["at"]), facts)


def still_there(erasure: Erasure) -> list[tuple[int, str]]:
    """Which of its facts this database still holds, told by their digests: another fact is left alone."""
    wanted = {(one, name): digest for one, name, digest in erasure.facts}
    digests = _digests([one for one, _ in wanted], only_kept=True)
    return [key for key, digest in wanted.items() if digests.get(key) == digest]


def _digests(events: list[int], *, only_kept: bool = False) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    kept = " AND value IS NOT NULL" if only_kept else ""
    with connection.cursor() as cursor:
        for start in range(0, len(events), _AT_ONCE):
            some = events[start : start + _AT_ONCE]
            cursor.execute(
                f"SELECT event_id, name, digest FROM ledger_facts WHERE event_id IN ({marks(some)}){kept}",
                some,
            )
            found |= {(event, name): digest for event, name, digest in cursor.fetchall()}
    return found


def _slug(org: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM ledger_head WHERE org_id = %s", (org,))
        return str(cursor.fetchone()[0])
