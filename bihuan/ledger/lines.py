"""Lines added to a file for good: whole, and on the disk when the call returns.

A line that was cut off (a killed process, a full disk) stays as it is. The next one begins on a line of its
own, and whoever reads passes over what is not whole. So nothing is ever taken back, and the file may lie
where it can only be added to.
"""

import fcntl
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path


def add(path: Path, lines: Sequence[str], *, mode: int = 0o600) -> None:
    """Add these at the end. OSError where that cannot be done; what was cut off then does no harm."""
    add_lacking(path, lambda _: lines, mode=mode)


def add_lacking(path: Path, lacking: Callable[[list[str]], Sequence[str]], *, mode: int = 0o600) -> None:
    """Add what `lacking` names once it has seen the lines that stand; nobody else adds meanwhile.

    A share that knows no locks is written to all the same: each call writes in one piece where it can.
    """
    made = not path.exists()
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, mode)
    try:
        with suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        standing = _content(handle)
        if lines := lacking(_cut(standing)):
            begins = b"" if standing[-1:] in (b"", b"\n") else b"\n"
            _write(handle, begins + "".join(f"{line}\n" for line in lines).encode())
            os.fsync(handle)
    finally:
        os.close(handle)
    if made:
        synchronise(path.parent)


def lines_of(path: Path) -> list[str]:
    """Every line, and what stands after the last one's end; FileNotFoundError where there is no file."""
    return _cut(path.read_bytes())


def synchronise(path: Path) -> None:
    """What was put into a folder, or into a file, outlives a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _content(handle: int) -> bytes:
    parts = []
    place = 0
    while part := os.pread(handle, 1 << 20, place):
        parts.append(part)
        place += len(part)
    return b"".join(parts)


def _cut(content: bytes) -> list[str]:
    """Bytes that are no text become a sign that no line of ours holds."""
    return [line for line in content.decode(errors="replace").split("\n") if line]


def _write(handle: int, content: bytes) -> None:
    """All of it, however little the system takes at a time."""
    left = memoryview(content)
    while left:
        left = left[os.write(handle, left) :]
