"""Walks an .xlsx archive before calamine may open it: its true sizes, its farthest cell, what calamine
leaves out.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from bihuan.exchange.reading_formats import shown_as
from bihuan.exchange.reading_limits import (
    MOST_ENTRIES,
    MOST_MERGES,
    MOST_UNPACKED,
    Refused,
    Scans,
    check_area,
)

_CHUNK = 1 << 20


def scan_xlsx(data: bytes) -> Scans:
    """Checks the archive's sizes and walks its sheets; raises Refused before calamine would lay out too
    much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused("文件不完整或已损坏，打不开") from error
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if not any(name.lower().endswith("workbook.xml") for name in names):
        raise Refused("压缩包里没有工作簿（只读 .xlsx、.xls、.csv）")
    _check_sizes(data, entries)
    return _scan(data, archive)


def _check_sizes(data: bytes, entries: list[zipfile.ZipInfo]) -> None:
    """The sizes that the archive states, then those that it really unpacks to: the first may lie."""
    if len(entries) > MOST_ENTRIES:
        raise Refused("压缩包里的文件太多")
    if len({entry.filename for entry in entries}) != len(entries):
        raise Refused("压缩包里有重名的文件")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Refused("文件展开后太大")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("文件有密码，请去掉密码后再导入")
    counted = 0
    for entry in entries:
        for chunk in _unpacked(data, entry):
            counted += len(chunk)
            if counted > MOST_UNPACKED:
                raise Refused("文件展开后太大")


def _unpacked(data: bytes, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """An entry's content in pieces, read past the stated size if there is more."""
    start = entry.header_offset
    if data[start : start + 4] != b"PK\x03\x04":
        raise Refused("文件不完整或已损坏，打不开")
    name_length, extra_length = struct.unpack("<HH", data[start + 26 : start + 30])
    start += 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise Refused("压缩方式不认识")
    unpacker = zlib.decompressobj(-15)
    waiting: bytes | memoryview = packed
    while True:
        try:
            chunk = unpacker.decompress(waiting, _CHUNK)
        except zlib.error as error:
            raise Refused("文件不完整或已损坏，打不开") from error
        yield chunk
        waiting = unpacker.unconsumed_tail
        if unpacker.eof or (not waiting and not chunk):
            return


_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace").split(":")[-1]: _plain_text((one or two).decode("utf-8", "replace"))
        for name, one, two in _ATTRIBUTE.findall(tag)
    }


def _plain_text(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _scan(data: bytes, archive: zipfile.ZipFile) -> Scans:
    """What calamine does not tell, for each sheet by its name; refuses a sheet that is too large to lay
    out.
    """
    parts = {entry.filename.lstrip("/").lower(): entry for entry in archive.infolist()}

    def content(name: str) -> bytes:
        entry = parts.get(name.lower())
        text = b"".join(_unpacked(data, entry)) if entry else b""
        if b"<!ENTITY" in text or b"<!DOCTYPE" in text[:4096]:
            raise Refused("文件里有不允许的内容")
        return text

    book = next((name for name in parts if name.endswith("workbook.xml")), "xl/workbook.xml")
    folder = book.rpartition("/")[0]
    targets = {}
    for tag in _RELATION.findall(content(f"{folder}/_rels/{book.rpartition('/')[2]}.rels")):
        relation = _attributes(tag)
        target = relation.get("Target", "")
        targets[relation.get("Id", "")] = (
            target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        )
    shown = _shown_styles(content(f"{folder}/styles.xml"))
    scans: Scans = {}
    for tag in _SHEET.findall(content(book)):
        sheet = _attributes(tag)
        entry = parts.get(targets.get(sheet.get("id", ""), "").lower())
        if entry is not None:
            scan = _scan_sheet(_unpacked(data, entry), shown)
            scan["hidden"] = sheet.get("state", "visible") != "visible"
            scans[sheet.get("name", "")] = scan
    return scans


def _shown_styles(styles: bytes) -> dict[bytes, str]:
    """Style index -> how its numbers are shown, where that changes what a reader reads."""
    codes: dict[int, str] = {}
    for tag in re.findall(rb"<(?:\w+:)?numFmt\s([^>]*)>", styles):
        one = _attributes(tag)
        if one.get("numFmtId", "").isdigit():
            codes[int(one["numFmtId"])] = one.get("formatCode", "")
    block = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
    shown: dict[bytes, str] = {}
    for index, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\s([^>]*)>", block[0] if block else b"")):
        number = _attributes(tag).get("numFmtId", "0")
        how = shown_as(int(number) if number.isdigit() else 0, codes)
        if how:
            shown[str(index).encode()] = how
    return shown


_PART = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)|<(?:\w+:)?mergeCell\s([^>]*)>|<(?:\w+:)?col\s([^>]*)>",
    re.S,
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')


def _scan_sheet(chunks: Iterator[bytes], shown: dict[bytes, str]) -> dict[str, Any]:
    """Hidden rows and columns, merges, formulas without a value, cells whose number is shown as something
    else.
    """
    hidden_rows: list[int] = []
    hidden_columns: list[int] = []
    merges: list[list[int]] = []
    unstored: list[list[int]] = []
    seen_as: list[list[object]] = []
    row, column, last_row, last_column = -1, -1, 0, 0
    for piece in _pieces(chunks):
        for row_tag, cell_tag, body, merge_tag, column_tag in _PART.findall(piece):
            if cell_tag or body:
                place = _REFERENCE.search(cell_tag)
                if place:
                    column, row = _index(place[1]), int(place[2]) - 1
                else:
                    column += 1
                if body:
                    stored = b"<v" in body or b":v>" in body or b"<is" in body or b"<t" in body
                    if (stored or b"<f" in body or b":f" in body) and (
                        row > last_row or column > last_column
                    ):
                        last_row, last_column = max(row, last_row), max(column, last_column)
                        check_area(last_row, last_column)
                    if b't="e"' in cell_tag or ((b"<f" in body or b":f" in body) and _has_no_value(body)):
                        unstored.append([row, column])
                    if shown and (b't="' not in cell_tag or b't="n"' in cell_tag or b't="d"' in cell_tag):
                        style = _STYLE.search(cell_tag)
                        how = shown.get(style[1]) if style else None
                        if how:
                            seen_as.append([row, column, how])
            elif row_tag:
                number = _ROW_NUMBER.search(row_tag)
                row, column = (int(number[1]) - 1 if number else row + 1), -1
                if b"hidden=" in row_tag and _attributes(row_tag).get("hidden") in ("1", "true"):
                    hidden_rows.append(row)
            elif merge_tag:
                corners = _range(_attributes(merge_tag).get("ref", ""))
                if corners and len(merges) < MOST_MERGES:
                    merges.append(corners)
            elif column_tag and b"hidden=" in column_tag:
                one = _attributes(column_tag)
                if one.get("hidden") in ("1", "true"):
                    first, last = int(one.get("min", "1")), int(one.get("max", "1"))
                    hidden_columns += range(first - 1, min(last, first + 1000, 16384))
    return {
        "hidden_rows": hidden_rows,
        "hidden_columns": hidden_columns,
        "merges": merges,
        "unstored": unstored,
        "shown": seen_as,
    }


def _has_no_value(body: bytes) -> bool:
    """No <v>, or an empty one that is not an empty string's."""
    return not re.search(rb"<(?:\w+:)?v[^>]*>[^<]|<(?:\w+:)?is\b|<(?:\w+:)?v></", body) or bool(
        re.search(rb"<(?:\w+:)?v\s*/>", body)
    )


def _pieces(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """The XML cut behind whole rows, so that no cell is torn."""
    waiting = b""
    for chunk in chunks:
        if b"<!ENTITY" in chunk:
            raise Refused("文件里有不允许的内容")
        waiting += chunk
        cut = waiting.rfind(b"row>") + 4
        if cut > 4:
            yield waiting[:cut]
            waiting = waiting[cut:]
    yield waiting


def _index(letters: bytes) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def _range(reference: str) -> list[int] | None:
    found = re.fullmatch(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", reference)
    if not found:
        return None
    left, right = _index(found[1].encode()), _index(found[3].encode())
    return [int(found[2]) - 1, left, int(found[4]) - 1, right]
