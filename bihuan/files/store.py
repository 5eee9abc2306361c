"""Keeping evidence: one file for each content in each organisation, safe on the disk before an act cites it.

`FILES_ROOT/<organisation>/<first two digits>/<digest>`; a file arrives beside them under `.incoming` and is
renamed when it is whole and synchronised. The row in the database is locked while the file moves into place
or goes away, so that sweeping (sweep.py) and keeping the same content at the same moment cannot lose it.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol

from django.conf import settings
from django.db import transaction

from bihuan.files.doubt import trust
from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.sniff import Format, ending, sniff

LIMIT = 50 << 20
"""Bytes that one file may have."""
RESERVE = 128 << 20
"""Bytes that stay free on the disk, so that the database can still write when no more files are taken."""
_BLOCK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Readable(Protocol):
    """What comes in: anything that gives its bytes piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def keep(org_id: int, stream: Readable, *, at: int, name: str | None = None) -> Evidence:
    """Keep what `stream` holds; call it before the act, never inside its transaction.

    `name`, where given, must have an ending that fits the content; it is not kept. The same content twice is
    one Evidence. Refusal when it is empty, larger than `LIMIT`, not of a format that is taken (sniff.py), or
    the disk is full; then nothing is left behind. Uncited evidence is swept away after a day.
    """
    return keep_telling(org_id, stream, at=at, name=name)[0]


def keep_telling(org_id: int, stream: Readable, *, at: int, name: str | None = None) -> tuple[Evidence, bool]:
    """As `keep`, and whether the organisation did not hold it before."""
    folder = _root() / str(org_id)
    with _no_room(), _arriving(folder) as (arrival, file):
        digest, size = _receive(stream, file)
        format = sniff(file)
        if name is not None:
            _require_ending(name, format)
        os.fsync(file.fileno())
        return _put_in_place(
            arrival, Evidence(org_id=org_id, digest=digest, size=size, media=format.media, kept_at=at)
        )


def _require_ending(name: str, format: Format) -> None:
    if (found := ending(name)) in format.endings:
        return
    if not found:
        raise Refusal("no_ending", kind=format.name, endings=format.endings[0])
    raise Refusal("mismatch", extension=found, kind=format.name)


def cite(org_id: int, digests: Collection[str], *, at: int) -> None:
    """An act cites this evidence, inside its transaction: locked, and not swept for another day.

    Refusal ("gone") unless the organisation holds all of them.
    """
    held = Evidence.objects.filter(org_id=org_id, digest__in=digests)
    if digests and held.update(kept_at=at) != len(set(digests)):
        raise Refusal("gone")


def digest_of(stream: Readable) -> str:
    """What a content is cited by."""
    digest = sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def path_of(org_id: int, digest: str) -> Path:
    """Where the content lies."""
    return _root() / str(org_id) / digest[:2] / digest


def open_file(evidence: Evidence) -> BinaryIO:
    """The content, open for reading. Refusal ("lost") where the disk has it no more."""
    try:
        return path_of(evidence.org_id, evidence.digest).open("rb")
    except FileNotFoundError as error:
        raise Refusal("lost") from error


def verify_files(org_id: int) -> Iterator[tuple[str, str]]:
    """(digest, "missing" or "changed") for every content that is not as it was kept."""
    for digest in Evidence.objects.filter(org_id=org_id).order_by("digest").values_list("digest", flat=True):
        try:
            with path_of(org_id, digest).open("rb") as file:
                found = digest_of(file)
        except FileNotFoundError:
            yield digest, "missing"
        else:
            if found != digest:
                yield digest, "changed"


def found_on_disk(org_id: int, digest: str) -> tuple[str, int, str] | None:
    """(digest, bytes, media type) of what lies where this content should; None where nothing does."""
    try:
        with path_of(org_id, digest).open("rb") as file:
            found, size = digest_of(file), file.tell()
            file.seek(0)
            return found, size, _media(file)
    except FileNotFoundError:
        return None


def _media(file: BinaryIO) -> str:
    try:
        return sniff(file).media
    except Refusal:
        return ""


def discard(org_id: int, digest: str) -> None:
    """Remove the content and its row, as when all that cites it was erased; in a transaction."""
    Evidence.objects.filter(org_id=org_id, digest=digest).delete()
    trust(org_id, digest)
    path_of(org_id, digest).unlink(missing_ok=True)


def _root() -> Path:
    return Path(settings.FILES_ROOT)


@contextmanager
def _no_room() -> Iterator[None]:
    """Say clearly that the disk is full, whichever step found it out."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refusal("no_room") from error
        raise


@contextmanager
def _arriving(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file under another name, gone when the block ends unless it was moved into place."""
    arrivals = folder / ".incoming"
    arrivals.mkdir(mode=0o700, parents=True, exist_ok=True)
    if shutil.disk_usage(arrivals).free < LIMIT + RESERVE:
        raise Refusal("no_room")
    arrival = arrivals / secrets.token_hex(8)
    try:
        with os.fdopen(os.open(arrival, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            yield arrival, file
    finally:
        arrival.unlink(missing_ok=True)


def _receive(stream: Readable, file: BinaryIO) -> tuple[str, int]:
    """Write what comes in, within the limit; its digest and its size in bytes."""
    digest, size = sha256(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > LIMIT:
            raise Refusal("too_large", limit=LIMIT >> 20)
        digest.update(block)
        file.write(block)
    if not size:
        raise Refusal("empty")
    file.flush()
    return digest.hexdigest(), size


def _put_in_place(arrival: Path, evidence: Evidence) -> tuple[Evidence, bool]:
    """Row first, for its lock; then the file. What is held already is written again: that heals it."""
    place = path_of(evidence.org_id, evidence.digest)
    with transaction.atomic():
        held, is_new = Evidence.objects.update_or_create(
            org_id=evidence.org_id,
            digest=evidence.digest,
            create_defaults={"size": evidence.size, "media": evidence.media, "kept_at": evidence.kept_at},
            defaults={"kept_at": evidence.kept_at},
        )
        place.parent.mkdir(mode=0o700, exist_ok=True)
        os.replace(arrival, place)
        trust(evidence.org_id, evidence.digest)
        _synchronise(place.parent)
        _synchronise(place.parent.parent)
    return held, is_new


def _synchronise(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
