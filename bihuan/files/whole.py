"""Whether files are there and whole, asked with each act that rests on them.

A process remembers what it has read: while size, inode and both times of a file are as they were, so is its
content. The time of change cannot be set back without changing the clock; what rots on the disk without a
trace is found, and doubted, by the nightly verification.
"""

import os
from collections.abc import Iterable
from typing import Final

from bihuan.files.doubt import doubted
from bihuan.files.store import digest_of, path_of

AT_ONCE: Final = 32 << 20
"""Bytes that are read while others wait for the record; more is read beforehand."""
MOST_KEPT: Final = 100_000
Seen = tuple[int, int, int, int]
_known: dict[tuple[int, str], tuple[Seen, bool]] = {}
"""What was read of a content, as the disk had it then, and whether it was whole."""


class ReadFirst(Exception):
    """So much is to be read that nobody should wait for it: read it, then begin again."""

    def __init__(self, org_id: int, digests: frozenset[str]) -> None:
        super().__init__(f"{len(digests)} files to be read")
        self.org_id = org_id
        self.digests = digests


def broken(
    org_id: int, digests: Iterable[str], *, at_once: int | None = None, read: bool = True
) -> frozenset[str]:
    """Those of these contents that are missing, or are not what they were.

    With `at_once`, `ReadFirst` where more bytes than that would have to be read; without `read`, what was not
    read yet is taken to be whole, as for a page that only says what could be done.
    """
    asked = frozenset(digests)
    seen = {one: found for one in asked if (found := _seen(org_id, one))}
    unread = frozenset(one for one, found in seen.items() if not _read(org_id, one, found))
    if not read:
        return asked - unread - {one for one in seen.keys() - unread if _known[org_id, one][1]}
    if at_once is not None and sum(seen[one][0] for one in unread) > at_once:
        raise ReadFirst(org_id, unread)
    whole = {one for one in seen.keys() - unread if _known[org_id, one][1]}
    for one in unread:
        _keep(org_id, one, seen[one], whole=(good := _is(org_id, one)))
        whole |= {one} if good else set()
    return asked - whole


def remember(org_id: int, digest: str) -> None:
    """It has just been kept, and its digest taken from what was written."""
    if seen := _seen(org_id, digest):
        _keep(org_id, digest, seen, whole=True)


def _seen(org_id: int, digest: str) -> Seen | None:
    """What the disk says of it; None where it has none, or the verification found it wrong."""
    try:
        found = os.stat(path_of(org_id, digest))
    except OSError:
        return None
    if doubted(org_id, digest):
        return None
    return found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns


def _read(org_id: int, digest: str, seen: Seen) -> bool:
    known = _known.get((org_id, digest))
    return known is not None and known[0] == seen


def _keep(org_id: int, digest: str, seen: Seen, *, whole: bool) -> None:
    while len(_known) >= MOST_KEPT:
        _known.pop(next(iter(_known)), None)
    _known[org_id, digest] = (seen, whole)


def _is(org_id: int, digest: str) -> bool:
    try:
        with path_of(org_id, digest).open("rb") as file:
            return digest_of(file) == digest
    except OSError:
        return False
