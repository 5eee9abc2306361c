"""What waits on a line: a little of it in memory, more in a file without a name.

A body waits there until it is whole, an answer until the network takes it. The files lie where `tempfile`
puts them: TMPDIR if it is set, else `incoming` in the folder for data, never a disk in memory by chance.
`RESERVE` bytes of that disk stay free for the database, as for evidence.
"""

import errno
import io
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

from bihuan.files.store import RESERVE

IN_MEMORY = 32 << 10
"""Bytes of one line, each way, that are kept in memory."""
COPIES = 3
"""How often a form's file lies on the disk until it is kept: as it came, as Django read it, as evidence."""
_LOOK_EVERY = 1 << 20
_DAY = 86_400


class Spool:
    """Bytes in order, as waitress's receivers and channels want a buffer. OSError (ENOSPC) where the disk is
    as good as full.
    """

    def __init__(self) -> None:
        self.size = self.taken = self.looked = 0
        self.head = bytearray()
        self.file: io.FileIO | None = None

    def __len__(self) -> int:
        return self.size - self.taken

    def append(self, data: bytes) -> None:
        """Keep what came, after the rest."""
        if self.file is None and self.size + len(data) > IN_MEMORY:
            self._open()
        if self.file is None:
            self.head += data
        else:
            self._write(data)
        self.size += len(data)

    def get(self, count: int) -> bytes:
        """The next `count` bytes at most, which stay."""
        if self.file is None:
            return bytes(self.head[self.taken : self.taken + count])
        return os.pread(self.file.fileno(), count, self.taken)

    def skip(self, count: int, allow_prune: bool = False) -> None:
        """They are done with; once all are, so is what held them."""
        self.taken += count
        if self.taken == self.size:
            self.close()
            self.size = self.taken = self.looked = 0

    def getfile(self) -> BinaryIO:
        """All of it from its beginning, to be read."""
        if self.file is None:
            return io.BytesIO(bytes(self.head))
        self.file.seek(0)
        return io.BufferedReader(self.file)

    def getbuf(self) -> "Spool":
        """Itself."""
        return self

    def close(self) -> None:
        """Give back its room."""
        self.head = bytearray()
        if self.file is not None:
            self.file.close()
            self.file = None

    def _open(self) -> None:
        self._look()
        self.file = tempfile.TemporaryFile("w+b", buffering=0)  # noqa: SIM115
        self._write(self.head)
        self.head = bytearray()

    def _write(self, data: bytes | bytearray) -> None:
        if self.size - self.looked >= _LOOK_EVERY:
            self._look()
        assert self.file is not None
        rest = memoryview(data)
        while rest:
            rest = rest[self.file.write(rest) :]

    def _look(self) -> None:
        self.looked = self.size
        if room() <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def room() -> int:
    """Bytes that may still be taken of the disk; below nothing where the reserve is touched."""
    return shutil.disk_usage(tempfile.gettempdir()).free - RESERVE


def lie_in(folder: Path) -> None:
    """Let unnamed files of this process lie there, unless TMPDIR says where; what a killed one left goes."""
    if os.environ.get("TMPDIR"):
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    tempfile.tempdir = str(folder)
    for left in folder.iterdir():
        if left.is_file() and time.time() - left.stat().st_mtime > _DAY:
            left.unlink(missing_ok=True)
