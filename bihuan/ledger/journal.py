"""The journal of erasures: what was taken away, kept apart from the record so that no backup brings it back.

It stands twice, in the table `ledger_journalline` and in the file `VAR/erasures.log`, and either alone is
enough. The file has a line of JSON for each `erased` event, appended and synchronised before its act commits:
`{"org": slug, "by": event id, "matter": id, "at": microseconds, "facts": [[event id, name, digest], …]}`. It
names facts by their digests only, so it tells nothing of what they said.
"""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection

from bihuan.core.chain.breaks import ERASED
from bihuan.core.sql import chunks, marks
from bihuan.ledger import lines
from bihuan.ledger.batch import Batch
from bihuan.ledger.event import Event

_TABLE = "ledger_journalline (digest, org, by_event, matter_id, at, facts)"
_STANDS = "ON CONFLICT (digest) DO NOTHING"


class Erasure(NamedTuple):
    """One line: `facts` are (event id, name, digest)."""

    org: str
    by: int
    matter: int
    at: int
    facts: tuple[tuple[int, str, str], ...]

    def line(self) -> str:
        """As it stands in the file."""
        return json.dumps(self._asdict(), separators=(",", ":"))


def path() -> Path:
    """Where the journal of this installation lies."""
    return Path(settings.VAR) / "erasures.log"


def note(event: Event) -> None:
    """Write down what `event` takes away. Before the commit: what is noted and did not happen does no harm
    on a restore (it was wanted), what happened and was not noted would come back."""
    one = _of(_slug(event.org), event.id, event.matter, event.at, event.plain.get("erases", ()))
    keep([one])
    append([one])


def append(erasures: Iterable[Erasure]) -> None:
    """Add lines to the file, safe on the disk when this returns."""
    lines.add(path(), [one.line() for one in erasures])


def keep(erasures: Iterable[Erasure]) -> None:
    """Put these into the table, in the caller's transaction; those that stand there already stand once."""
    batch = Batch()
    batch.insert(_TABLE, [_row(one) for one in dict.fromkeys(erasures)], _STANDS)
    batch.run()


def kept() -> list[Erasure]:
    """The lines of the table, in the order of their time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT org, by_event, matter_id, at, facts FROM ledger_journalline ORDER BY at, digest"
        )
        return [
            Erasure(org, by, matter, at, _facts(json.loads(facts)))
            for org, by, matter, at, facts in cursor.fetchall()
        ]


def read(file: Path) -> Iterator[Erasure]:
    """The lines of a journal. What was cut off in the middle of its writing is passed over (`spoiled`)."""
    return (one for one in map(understood, _lines(file)) if one)


def spoiled(file: Path) -> int:
    """How many lines of a journal cannot be read."""
    return sum(understood(line) is None for line in _lines(file))


def complete() -> None:
    """Whatever the record, the table or the file says of erasures, table and file both say afterwards."""
    own = list(read(path()))
    keep([*_of_record(), *own])
    there = set(own)
    if lacking := [one for one in kept() if one not in there]:
        append(lacking)


def not_kept() -> list[Erasure]:
    """What the record says was erased and the table does not."""
    there = set(kept())
    return [one for one in _of_record() if one not in there]


def still_there(erasure: Erasure) -> list[tuple[int, str]]:
    """Which of its facts this database still holds, told by their digests: another fact is left alone."""
    wanted = {(one, name): digest for one, name, digest in erasure.facts}
    digests = _digests([one for one, _ in wanted], only_kept=True)
    return [key for key, digest in wanted.items() if digests.get(key) == digest]


def _lines(file: Path) -> list[str]:
    return lines.lines_of(file) if file.exists() else []


def understood(line: str) -> Erasure | None:
    """What a line says; None for one that says nothing whole."""
    try:
        found = json.loads(line)
        org, by, matter, at = (found[name] for name in ("org", "by", "matter", "at"))
        return Erasure(str(org), int(by), int(matter), int(at), _facts(found["facts"]))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _facts(said: Any) -> tuple[tuple[int, str, str], ...]:
    return tuple((int(one), str(name), str(digest)) for one, name, digest in said)


def _row(one: Erasure) -> tuple[str | int, ...]:
    facts = json.dumps(one.facts, separators=(",", ":"))
    return sha256(one.line().encode()).hexdigest(), one.org, one.by, one.matter, one.at, facts


def _of_record() -> list[Erasure]:
    """What every `erased` event says: for a record that is older than the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.slug, e.id, e.matter_id, e.at, e.header FROM ledger_event e"
            " JOIN ledger_head h ON h.org_id = e.org_id WHERE e.name = %s ORDER BY e.id",
            (ERASED,),
        )
        found = cursor.fetchall()
    return [
        _of(org, by, matter, at, json.loads(header)["plain"].get("erases", ()))
        for org, by, matter, at, header in found
    ]


def _of(org: str, by: int, matter: int, at: int, erases: Any) -> Erasure:
    pairs = [(int(one), str(name)) for one, name in erases]
    digests = _digests([one for one, _ in pairs])
    facts = tuple((one, name, digests[one, name]) for one, name in pairs if (one, name) in digests)
    return Erasure(org, by, matter, at, facts)


def _digests(events: list[int], *, only_kept: bool = False) -> dict[tuple[int, str], str]:
    found: dict[tuple[int, str], str] = {}
    more = " AND value IS NOT NULL" if only_kept else ""
    with connection.cursor() as cursor:
        for some in chunks(events):
            cursor.execute(
                f"SELECT event_id, name, digest FROM ledger_facts WHERE event_id IN ({marks(some)}){more}",
                some,
            )
            found |= {(event, name): digest for event, name, digest in cursor.fetchall()}
    return found


def _slug(org: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM ledger_head WHERE org_id = %s", (org,))
        return str(cursor.fetchone()[0])
