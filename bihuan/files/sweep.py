"""Removing what was sent and never cited: forms left open, uploads cut off by a power failure.

`cited` is asked which of some digests an organisation's record cites; the caller knows that, files do not.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from bihuan.files.models import Evidence
from bihuan.files.store import path_of

Cited = Callable[[int, list[str]], set[str]]

DAY = 24 * 3600 * 1_000_000
_AT_ONCE = 200
_CLAIM = """
    INSERT INTO files_evidence (org_id, digest, size, media, kept_at) VALUES (%s, %s, 0, '', %s)
    ON CONFLICT (org_id, digest) DO NOTHING
"""


def sweep(cited: Cited, *, at: int) -> int:
    """Remove evidence that nothing cites and files that no row knows, once a day old; how many went."""
    before = at - DAY
    return sum(_uncited(cited, before)) + sum(_unknown(before, at))


def _uncited(cited: Cited, before: int) -> Iterator[int]:
    """Rows that no act cites, in batches; `cite()` and `keep()` renew `kept_at` under the same lock."""
    last = 0
    while batch := list(Evidence.objects.filter(pk__gt=last, kept_at__lt=before).order_by("pk")[:_AT_ONCE]):
        last = batch[-1].pk
        for org_id in {row.org_id for row in batch}:
            own = [row for row in batch if row.org_id == org_id]
            kept = cited(org_id, [row.digest for row in own])
            yield from (_forget(row, before) for row in own if row.digest not in kept)


def _forget(row: Evidence, before: int) -> int:
    with transaction.atomic():
        gone, _ = Evidence.objects.filter(pk=row.pk, kept_at__lt=before).delete()
        if gone:
            path_of(row.org_id, row.digest).unlink(missing_ok=True)
    return gone


def _unknown(before: int, at: int) -> Iterator[int]:
    """Files without a row: what arrived half, and what was in place when the machine stopped."""
    for folder in sorted(Path(settings.FILES_ROOT).glob("[0-9]*")):
        for file in sorted(folder.glob("*/*")):
            if _lies_since_before(file, before):
                yield _remove_unknown(file, int(folder.name), at)


def _lies_since_before(file: Path, before: int) -> bool:
    """Whether a file is that old; one that arrived whole meanwhile lies in its place and is not."""
    try:
        return file.stat().st_mtime_ns // 1000 < before
    except FileNotFoundError:
        return False


def _remove_unknown(file: Path, org_id: int, at: int) -> int:
    """Remove one such file; whoever keeps the same content meanwhile waits for the row, or is waited for."""
    if file.parent.name == ".incoming":
        file.unlink(missing_ok=True)
        return 1
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_CLAIM, (org_id, file.name, at))
        if cursor.rowcount != 1:
            return 0
        file.unlink(missing_ok=True)
        Evidence.objects.filter(org_id=org_id, digest=file.name).delete()
    return 1
