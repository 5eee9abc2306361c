"""Files that are kept for one act: what no act came to cite is gone again when the trial is over.

A file is safe on the disk before the act that cites it commits, so it is kept before it is known for certain
that the act will be done. `cited` is asked which digests the record cites; files do not know.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, transaction

from bihuan.files.models import Evidence
from bihuan.files.store import Readable, discard, keep_telling
from bihuan.files.sweep import Cited
from bihuan.files.whole import remember


class Custody:
    """Keeps files as of one instant, and remembers which of them were new."""

    def __init__(self, org_id: int, at: int) -> None:
        self.org_id = org_id
        self.at = at
        self.new: list[str] = []

    def keep(self, stream: Readable, name: str | None) -> Evidence:
        """Keep one file. Raises `Refusal`."""
        evidence, is_new = keep_telling(self.org_id, stream, at=self.at, name=name)
        remember(self.org_id, evidence.digest)
        if is_new:
            self.new.append(evidence.digest)
        return evidence


@contextmanager
def custody(org_id: int, cited: Cited, *, at: int) -> Iterator[Custody]:
    """Around an act and the keeping of its files; never inside the act's transaction.

    However it ends, a content that it brought and that nothing cites goes. What a dead process or database
    leaves is swept after a day.
    """
    held = Custody(org_id, at)
    try:
        yield held
    finally:
        with suppress(DatabaseError):
            for digest in set(held.new) - (cited(org_id, held.new) if held.new else set()):
                _let_go(held, digest, cited)


def _let_go(held: Custody, digest: str, cited: Cited) -> None:
    """Unless somebody else has kept or cited the same content since: both renew `kept_at` under this lock."""
    with transaction.atomic():
        mine = Evidence.objects.filter(org_id=held.org_id, digest=digest, kept_at=held.at)
        if mine.update(kept_at=held.at) and digest not in cited(held.org_id, [digest]):
            discard(held.org_id, digest)
