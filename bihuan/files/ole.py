"""The directory of a compound file (OLE 2): enough to tell .doc from .xls, and whether macros are in it.

Layout as in [MS-CFB]: a header of 512 bytes, then sectors; the file allocation table says which sector
follows which; the directory is a chain of sectors, its entries of 128 bytes begin with the name in UTF-16.
"""

from struct import Struct, unpack, unpack_from
from typing import BinaryIO

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = Struct("<30x H 16x I 16x I 4x 109I")
# Sector shift at 30, first sector of the directory at 48, of the list of tables at 68, its first 109 at 76.
_ENTRY = 128
_MOST_SECTORS = 4096
_LAST = 0xFFFFFFFA  # from here on numbers are marks, not sectors


def names(file: BinaryIO) -> set[str]:
    """The names of all streams and storages. ValueError for a file that is none or is damaged."""
    file.seek(0)
    header = file.read(512)
    if len(header) < 512 or not header.startswith(SIGNATURE):
        raise ValueError("not a compound file")
    shift, sector, more, *tables = _HEADER.unpack(header)
    if shift not in (9, 12):
        raise ValueError("a compound file with sectors of an unknown size")
    tables += _more_tables(file, more, shift)
    found: set[str] = set()
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST:
            return found
        block = _sector(file, sector, shift)
        for start in range(0, len(block), _ENTRY):
            (length,) = unpack_from("<H", block, start + 64)
            if 2 <= length <= 64:
                found.add(block[start : start + length - 2].decode("utf-16-le", "replace"))
        sector = _next(file, sector, shift, tables)
    raise ValueError("a compound file whose directory has no end")


def _sector(file: BinaryIO, number: int, shift: int) -> bytes:
    file.seek((number + 1) << shift)
    block = file.read(1 << shift)
    if len(block) < 1 << shift:
        raise ValueError("a compound file that ends too early")
    return block


def _more_tables(file: BinaryIO, sector: int, shift: int) -> list[int]:
    """The sectors of the allocation table past the 109 that the header names (in files above 7 MB)."""
    tables: list[int] = []
    for _ in range(_MOST_SECTORS):
        if sector >= _LAST:
            return tables
        *some, sector = unpack(f"<{1 << shift - 2}I", _sector(file, sector, shift))
        tables += some
    raise ValueError("a compound file whose list of tables has no end")


def _next(file: BinaryIO, sector: int, shift: int, tables: list[int]) -> int:
    """The sector that follows, from the allocation table."""
    table, place = divmod(sector, 1 << shift - 2)
    if table >= len(tables) or tables[table] >= _LAST:
        raise ValueError("a compound file whose directory lies outside its table")
    (following,) = unpack_from("<I", _sector(file, tables[table], shift), place * 4)
    return int(following)
