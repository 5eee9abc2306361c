"""Files that the whole verification found missing or altered: doubted until it finds them as they should be.

A mark on the disk, beside the files, and not in memory or the database: every process asks for it with each
act that rests on a file, and it costs no statement. Whoever sends the same content again takes it away.
"""

from pathlib import Path

from django.conf import settings


def doubt(org_id: int, digest: str) -> None:
    """Nothing rests on this file any more."""
    mark = _mark(org_id, digest)
    mark.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mark.touch(mode=0o600)


def trust(org_id: int, digest: str) -> None:
    """It is there, and whole."""
    _mark(org_id, digest).unlink(missing_ok=True)


def doubted(org_id: int, digest: str) -> bool:
    """Whether it was found wrong, and not right since."""
    return _mark(org_id, digest).exists()


def _mark(org_id: int, digest: str) -> Path:
    return Path(settings.FILES_ROOT) / ".doubted" / f"{org_id}-{digest}"
