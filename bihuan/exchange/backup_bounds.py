"""Reading the parts of a backup piece by piece and within bounds, whatever its headers say."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any, BinaryIO, Final

LONGEST_LINE: Final = 64 << 20
"""Bytes that one row may have: a form takes five million (settings), and a row holds one form's words."""
MOST_TIMES: Final = 200
"""So many times its packed size a part may have when it is unpacked, beyond what is free. Rows of digits and
short words reach ten to forty times, zeros a thousand."""
FREE: Final = 16 << 20
"""Bytes that any part may have, however well it is packed."""
_BLOCK = 1 << 20
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    *(EOFError, LookupError, RuntimeError, NotImplementedError, ValueError, OverflowError, MemoryError),
    *(zlib.error, struct.error, zipfile.BadZipFile, zipfile.LargeZipFile),
)
"""What reading a damaged zip can raise (RuntimeError: it is encrypted); an error of the disk is another."""


class Unfit(ValueError):
    """The file is not a whole backup, or not one for this version: the message says so in one sentence."""


@contextmanager
def members_of(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The zip in a file. Unfit where it is none, or holds a part twice."""
    try:
        archive = zipfile.ZipFile(file)
        names = archive.namelist()
    except (*_DAMAGE, OSError) as error:  # a header may ask for a place before the beginning
        raise Unfit("这不是备份文件。This is not a backup.") from error
    if len(set(names)) != len(names):
        raise Unfit("备份中有同名的部分。The backup holds two parts of the same name.")
    with archive:
        yield archive


def blocks(archive: zipfile.ZipFile, name: str, *, most: int | None = None) -> Iterator[bytes]:
    """A part piece by piece. Unfit where it is missing, damaged, or larger than it can be."""
    seen = 0
    try:
        info = archive.getinfo(name)
        if info.compress_type not in _PACKED:
            raise Unfit(f"备份中的 {name} 打包方式不对。{name} is packed in a way that backups are not.")
        bound = FREE + MOST_TIMES * min(info.compress_size, _size(archive))
        with archive.open(info) as part:
            while block := part.read(_BLOCK):
                seen += len(block)
                if seen > min(bound, most if most is not None else bound):
                    raise Unfit(f"备份中的 {name} 大得不合常理。{name} is larger than it can be.")
                yield block
    except Unfit:
        raise
    except (*_DAMAGE, OSError) as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # of the disk, not of the file
            raise
        raise Unfit(f"备份中的 {name} 缺失或损坏。{name} is missing or damaged.") from error


def whole(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    """A part of at most so many bytes."""
    return b"".join(blocks(archive, name, most=most))


class Lines:
    """The lines of a part, one after another; afterwards what all of it digests to."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self._archive, self._name = archive, name
        self._digest = sha256()

    def __iter__(self) -> Iterator[bytes]:
        rest = b""
        for block in blocks(self._archive, self._name):
            self._digest.update(block)
            *lines, rest = (rest + block).split(b"\n")
            yield from lines
            if len(rest) > LONGEST_LINE:
                raise Unfit(f"备份中的 {self._name} 有一行过长。A line of {self._name} is too long.")
        if rest:
            yield rest

    @property
    def sha256(self) -> str:
        """Of all that was read so far."""
        return self._digest.hexdigest()


def _size(archive: zipfile.ZipFile) -> int:
    file: Any = archive.fp
    place = file.tell()
    try:
        return int(file.seek(0, 2))
    finally:
        file.seek(place)
