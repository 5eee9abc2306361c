"""The files: whatever an event cites is held, lies on the disk, and is what its digest says.

What is not so is doubted from then on (files/doubt.py): no claim is checked or closed on it.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from bihuan.exchange.verifying.comparing import ALTERED, CHANGED, LOST, MISSING, Difference
from bihuan.exchange.verifying.covered import EVIDENCE
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import Scope
from bihuan.files.doubt import doubt, trust
from bihuan.files.models import Evidence
from bihuan.files.store import found_on_disk

AT_ONCE: Final = 50
Held = tuple[int, str, int, str]


def files(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: first what is cited and not held, then file after file."""
    if not scope.has(EVIDENCE):
        return
    if not progress.after:
        progress.take(_not_held())
        progress.after = "0 "
        yield
    while some := _next(progress.after):
        for held in some:
            progress.take(_faults(held))
        progress.files += len(some)
        progress.done += len(some)
        progress.after = f"{some[-1][0]} {some[-1][1]}"
        yield


def how_many() -> int:
    """The files to be read."""
    return Evidence.objects.count()


def _next(after: str) -> list[Held]:
    org, _, digest = after.partition(" ")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT org_id, digest, size, media FROM files_evidence WHERE (org_id, digest) > (%s, %s)"
            f" ORDER BY org_id, digest LIMIT {AT_ONCE}",
            (int(org), digest),
        )
        return list(cursor.fetchall())


def _not_held() -> list[Difference]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.org_id, c.digest, min(c.matter_id) FROM matters_citation c"
            " WHERE NOT EXISTS (SELECT 1 FROM files_evidence e"
            " WHERE e.org_id = c.org_id AND e.digest = c.digest) GROUP BY c.org_id, c.digest"
        )
        rows = cursor.fetchall()
    for org, digest, _ in rows:
        doubt(org, digest)
    return [
        Difference(MISSING, EVIDENCE, matter, f"digest={digest}", org=org) for org, digest, matter in rows
    ]


def _faults(held: Held) -> list[Difference]:
    org, digest, size, media = held
    found = found_on_disk(org, digest)
    if found and found[0] == digest:
        trust(org, digest)
    if found == (digest, size, media) or not Evidence.objects.filter(org_id=org, digest=digest).exists():
        return []  # as it was kept, or erased or swept away since it was listed
    where = (EVIDENCE, _cited_by(org, digest), f"digest={digest}")
    if found is None or found[0] != digest:
        doubt(org, digest)
    if found is None:
        return [Difference(LOST, *where, org=org)]
    if found[0] != digest:
        return [Difference(ALTERED, *where, org=org)]
    told = (("size", size, found[1]), ("media", media, found[2]))
    return [
        Difference(CHANGED, *where, name, str(said), str(should), org)
        for name, said, should in told
        if said != should
    ]


def _cited_by(org: int, digest: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(matter_id) FROM matters_citation WHERE org_id = %s AND digest = %s", (org, digest)
        )
        return int(cursor.fetchone()[0] or 0)
