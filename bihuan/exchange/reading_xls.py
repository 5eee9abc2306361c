"""Walks an .xls file (BIFF8 in an OLE2 container) for what calamine leaves out: hidden rows, columns,
formats.

Only what is needed, by [MS-CFB] and [MS-XLS]: the container's sector chains, then the records of the book.
"""

import struct
from collections.abc import Iterator
from typing import Any, Final

from bihuan.exchange.reading_formats import shown_as
from bihuan.exchange.reading_limits import Refused, Scans, check_area

_END: Final = 0xFFFFFFFA  # from here on sector numbers are marks
_BOUNDSHEET, _BOF, _EOF, _ROW, _COLINFO, _FORMAT, _XF = 0x85, 0x809, 0x0A, 0x208, 0x7D, 0x41E, 0xE0
_CELLS: Final = {0x203: 1, 0x27E: 1, 0xFD: 1, 0x06: 1, 0x204: 1, 0x205: 1, 0xBD: 0}
_FILE_PASSWORD: Final = 0x2F


def scan_xls(data: bytes) -> Scans:
    """By sheet: hidden rows and columns, and the cells whose number is shown as something else."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("文件有密码，请去掉密码后再导入")
    try:
        stream = _stream(data)
        return _scan_book(stream) if stream else {}
    except (struct.error, IndexError, ValueError):
        return {}  # calamine decides whether the file can be read at all


# --- the container
# ---------------------------------------------------------------------------------------------


def _stream(data: bytes) -> bytes:
    """The stream named Workbook (or Book, in older files)."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    fat = _fat(data, size)
    directory = _chain(data, fat, struct.unpack_from("<I", data, 48)[0], size)
    for start in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, start + 64)[0]
        name = directory[start : start + max(0, length - 2)].decode("utf-16-le", "replace")
        if name.lower() in ("workbook", "book"):
            sector, total = struct.unpack_from("<II", directory, start + 116)
            if total < struct.unpack_from("<I", data, 56)[0]:
                return b""  # a tiny book in the mini stream
            return _chain(data, fat, sector, size)[:total]
    return b""


def _fat(data: bytes, size: int) -> list[int]:
    sectors = [one for one in struct.unpack_from("<109I", data, 76) if one < _END]
    following, most = struct.unpack_from("<II", data, 68)
    per_sector = size // 4
    while following < _END and most > 0 and len(sectors) * size < len(data):
        entries = struct.unpack_from(f"<{per_sector}I", data, (following + 1) * size)
        sectors += [one for one in entries[:-1] if one < _END]
        following, most = entries[-1], most - 1
    fat: list[int] = []
    for sector in sectors:
        fat.extend(struct.unpack_from(f"<{per_sector}I", data, (sector + 1) * size))
    return fat


def _chain(data: bytes, fat: list[int], sector: int, size: int) -> bytes:
    out: list[bytes] = []
    left = len(data) // size + 1  # a chain that is longer runs in a circle
    while sector < _END and left > 0:
        out.append(data[(sector + 1) * size : (sector + 2) * size])
        sector, left = fat[sector], left - 1
    return b"".join(out)


# --- the records
# -----------------------------------------------------------------------------------------------


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length


def _scan_book(stream: bytes) -> Scans:
    sheets: list[tuple[str, int, bool]] = []
    codes: dict[int, str] = {}
    styles: list[int] = []
    for kind, body in _records(stream, 0):
        if kind == _FILE_PASSWORD:
            raise Refused("文件有密码，请去掉密码后再导入")
        if kind == _BOUNDSHEET:
            position, state = struct.unpack_from("<IB", body)
            sheets.append((_text(body[6:], 1), position, bool(state & 3)))
        elif kind == _FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = _text(body[2:], 2)
        elif kind == _XF:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _EOF:
            break
    shown = {index: how for index, number in enumerate(styles) if (how := shown_as(number, codes))}
    return {
        name: _scan_sheet(stream, position, shown) | {"hidden": hidden} for name, position, hidden in sheets
    }


def _text(body: bytes, width: int) -> str:
    """A string with its length in `width` bytes, then a flag: two bytes a character, or one."""
    count = body[0] if width == 1 else struct.unpack_from("<H", body)[0]
    wide = body[width] & 1
    raw = body[width + 1 : width + 1 + count * (2 if wide else 1)]
    return raw.decode("utf-16-le" if wide else "latin-1", "replace")


def _scan_sheet(stream: bytes, start: int, shown: dict[int, str]) -> dict[str, Any]:
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    seen_as: list[tuple[int, int, str]] = []
    last_row = last_column = depth = 0
    for kind, body in _records(stream, start):
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth == 0:
                break
        elif kind == _ROW and struct.unpack_from("<H", body, 12)[0] & 0x20:
            hidden_rows.append(struct.unpack_from("<H", body)[0])
        elif kind == _COLINFO and struct.unpack_from("<H", body, 8)[0] & 1:
            first, last = struct.unpack_from("<HH", body)
            hidden_columns += range(first, min(last, 255) + 1)
        elif kind in _CELLS and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            last_row, last_column = max(last_row, row), max(last_column, column)
            if _CELLS[kind] and style in shown:
                seen_as.append((row, column, shown[style]))
    check_area(last_row, last_column)
    return {"hidden_rows": hidden_rows, "hidden_columns": hidden_columns, "shown": seen_as}
