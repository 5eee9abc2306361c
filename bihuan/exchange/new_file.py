"""A file that is there when it is whole, and leaves nothing behind when its process is killed before.

On Linux it has no name until then, so that the system takes it back by itself. Where that cannot be done
(some shares) it has a name with a dot, locked while it is written; what is left of one goes with the next.
"""

import errno
import fcntl
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bihuan.ledger.lines import synchronise

_UNNAMED = getattr(os, "O_TMPFILE", 0)
_CANNOT = (errno.EISDIR, errno.EOPNOTSUPP, errno.ENOENT, errno.EINVAL, errno.ENOSYS)


@dataclass
class Arrival:
    """The file, and the place that it takes when it is whole."""

    file: Any
    path: Path


@contextmanager
def arriving(path: Path) -> Iterator[Arrival]:
    """A file to write, of its owner only, which has taken the place of `path` when the block ends well."""
    _clear_away(path)
    rough: Path | None = None
    handle = _without_name(path.parent)
    if handle is None:
        rough = _rough(path)
        handle = os.open(rough, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        with os.fdopen(handle, "w+b") as file:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX)
            yield (arrival := Arrival(file, path))
            file.flush()
            os.fsync(file.fileno())
            rough = rough or _name(file, path)
            os.replace(rough, arrival.path)
        synchronise(path.parent)
    finally:
        if rough:
            rough.unlink(missing_ok=True)


def _without_name(folder: Path) -> int | None:
    if not _UNNAMED or not Path("/proc/self/fd").exists():
        return None
    try:
        return os.open(folder, _UNNAMED | os.O_RDWR, 0o600)
    except OSError as error:
        if error.errno not in _CANNOT or not folder.is_dir():
            raise
        return None


def _name(file: BinaryIO, path: Path) -> Path:
    """Give it a name for the moment before it takes its place; only a rename can take over a name."""
    rough = _rough(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:  # named by its folder, or Python takes a call that does not look through the link in /proc
        os.link(f"/proc/self/fd/{file.fileno()}", rough, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
    return rough


def _rough(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}")


def _clear_away(path: Path) -> None:
    """What killed processes left of this file; one that is still being written is locked."""
    mine = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}")
    with suppress(FileNotFoundError, NotADirectoryError):
        for left in [one for one in path.parent.iterdir() if mine.fullmatch(one.name)]:
            with suppress(OSError), left.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
