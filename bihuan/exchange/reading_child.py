"""Reads one stranger's spreadsheet in a process of its own: bytes on standard input, JSON on standard output.

Run by workbook.py as a plain file, isolated, with memory and processor time limited before anything is opened;
it imports nothing of the house. calamine builds the whole rectangle of a sheet, so one cell at XFD1048576 would
end the process: the archive's sizes are summed as stated and as counted, and the sheets' XML is walked for the
greatest reference, before calamine may look (dependencies.md, "Spreadsheets in").

Answer: {"sheets": [{"name", "rows", "merges", "hidden_rows", "hidden_columns", "unstored", "hidden"}]}, rows and
columns counted from 0, days as ISO text; or {"refused": reason}.
"""

import csv
import datetime
import io
import json
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator

MOST_BYTES = 50 << 20
MOST_UNPACKED = 256 << 20
MOST_ENTRIES = 5_000
MOST_CELLS = 4_000_000
MOST_MERGES = 200_000
MEMORY = 2 << 30
SECONDS = 60
_CHUNK = 1 << 20


class Refused(Exception):
    """Why the file is not read, in a sentence for its owner."""


def main() -> None:
    """Answers on standard output; whatever goes wrong is a refusal, never a traceback."""
    _limit()
    try:
        answer: dict[str, object] = {"sheets": sheets_of(sys.stdin.buffer.read(MOST_BYTES + 1))}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "文件展开后太大"}
    except Exception as error:  # a stranger's file may break any parser in any way
        answer = {"refused": f"文件已损坏或不是电子表格（{type(error).__name__}）"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on every system; the time limit of the parent still holds
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        _, ceiling = resource.getrlimit(what)
        resource.setrlimit(what, (most if ceiling < 0 else min(most, ceiling), ceiling))


def sheets_of(data: bytes) -> list[dict[str, object]]:
    """Every sheet of the file, whose kind is told by its content."""
    if len(data) > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES >> 20} MB")
    if not data.strip():
        raise Refused("文件是空的")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _from_zip(data)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _from_ole(data)
    if data[:5] == b"%PDF-":
        raise Refused("这是 PDF 文件，不是电子表格")
    return _from_text(data)


# --- xlsx ------------------------------------------------------------------------------------------------------


def _from_zip(data: bytes) -> list[dict[str, object]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Refused("文件不完整或已损坏，打不开") from error
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if not any(name.lower().endswith("workbook.xml") for name in names):
        raise Refused("压缩包里没有工作簿（只读 .xlsx、.xls、.csv）")
    _check_sizes(data, entries)
    scans = _scan(data, archive)
    return _with_calamine(data, scans)


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
_MONTH_FORMATS = frozenset((17, 27, 36, 50, 52, 57))
_DAY_FORMATS = frozenset((28, 29, 30, 31, 51, 53, 54, 58))
_PERCENT_FORMATS = frozenset((9, 10))


def _attributes(tag: bytes) -> dict[str, str]:
    return {
        name.decode("ascii", "replace").split(":")[-1]: _plain_text((one or two).decode("utf-8", "replace"))
        for name, one, two in _ATTRIBUTE.findall(tag)
    }


def _plain_text(text: str) -> str:
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


def _scan(data: bytes, archive: zipfile.ZipFile) -> dict[str, dict[str, object]]:
    """What calamine does not tell, for each sheet by its name; refuses a sheet that is too large to lay out."""
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
        targets[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    shown = _shown_styles(content(f"{folder}/styles.xml"))
    scans: dict[str, dict[str, object]] = {}
    for tag in _SHEET.findall(content(book)):
        sheet = _attributes(tag)
        entry = parts.get(targets.get(sheet.get("id", ""), "").lower())
        if entry is not None:
            scan = _scan_sheet(_unpacked(data, entry), shown)
            scan["hidden"] = sheet.get("state", "visible") != "visible"
            scans[sheet.get("name", "")] = scan
    return scans


def _shown_styles(styles: bytes) -> dict[bytes, str]:
    """Style index -> how its numbers are shown, where that changes what a reader reads (2022年6月, 80%, 003)."""
    formats: dict[int, str] = {}
    for tag in re.findall(rb"<(?:\w+:)?numFmt\s([^>]*)>", styles):
        one = _attributes(tag)
        if one.get("numFmtId", "").isdigit():
            formats[int(one["numFmtId"])] = _shown(one.get("formatCode", ""))
    block = re.search(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", styles, re.S)
    shown: dict[bytes, str] = {}
    for index, tag in enumerate(re.findall(rb"<(?:\w+:)?xf\s([^>]*)>", block[0] if block else b"")):
        number = _attributes(tag).get("numFmtId", "0")
        code = int(number) if number.isdigit() else 0
        how = formats.get(code) or (
            "month" if code in _MONTH_FORMATS else "day" if code in _DAY_FORMATS else "percent" if code in _PERCENT_FORMATS else ""
        )
        if how:
            shown[str(index).encode()] = how
    return shown


def _shown(code: str) -> str:
    """month, year, day, percent, pad<n> or "" for a number format's code."""
    code = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code).lower()
    if re.fullmatch(r"0{2,8}", bare):
        return f"pad{len(bare)}"
    if "%" in bare:
        return "percent"
    if "h" in bare or "s" in bare or not re.search("[ymd]", bare) or "general" in bare:
        return ""
    if "y" in bare:
        return "day" if "d" in bare else "month" if "m" in bare else "year"
    return "month" if "d" not in bare and "月" in code else ""


_PART = re.compile(
    rb"<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)|<(?:\w+:)?mergeCell\s([^>]*)>|<(?:\w+:)?col\s([^>]*)>", re.S
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d+)"')


def _scan_sheet(chunks: Iterator[bytes], shown: dict[bytes, str]) -> dict[str, object]:
    """Hidden rows and columns, merges, formulas without a value, cells whose number is shown as something else."""
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
                    if (stored or b"<f" in body or b":f" in body) and (row > last_row or column > last_column):
                        last_row, last_column = max(row, last_row), max(column, last_column)
                        _check_area(last_row, last_column)
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
    return {"hidden_rows": hidden_rows, "hidden_columns": hidden_columns, "merges": merges, "unstored": unstored, "shown": seen_as}


def _has_no_value(body: bytes) -> bool:
    """No <v>, or an empty one that is not an empty string's."""
    return not re.search(rb"<(?:\w+:)?v[^>]*>[^<]|<(?:\w+:)?is\b|<(?:\w+:)?v></", body) or bool(re.search(rb"<(?:\w+:)?v\s*/>", body))


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


def _check_area(row: int, column: int) -> None:
    if (row + 1) * (column + 1) > MOST_CELLS:
        raise Refused(f"工作表太大：最远的单元格在第 {row + 1} 行第 {column + 1} 列，请删去多余的行列后再导入")


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


def _with_calamine(data: bytes, scans: dict[str, dict[str, object]]) -> list[dict[str, object]]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    out: list[dict[str, object]] = []
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        scan = scans.get(meta.name, {})
        sheet = book.get_sheet_by_name(meta.name)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        for place in scan.pop("shown", []):  # type: ignore[attr-defined]
            _show(rows, *place)
        merges = scan.get("merges")
        if merges is None:
            merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or []]
        hidden = scan.get("hidden", meta.visible != python_calamine.SheetVisibleEnum.Visible)
        out.append({"name": meta.name, "rows": rows, **scan, "merges": merges, "hidden": hidden})
    return out


def _cell(value: object) -> object:
    """A cell as JSON holds it; a day as ISO text, a time of day within it dropped."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, (datetime.time, datetime.timedelta)):
        return str(value)
    if value == "":
        return None
    return value


def _show(rows: list[list[object]], row: int, column: int, how: str) -> None:
    """A number or day as its format shows it: 2022年6月 is the month, not its first day."""
    if row >= len(rows) or column >= len(rows[row]):
        return
    value = rows[row][column]
    if how.startswith("pad") and isinstance(value, float) and value == int(value):
        rows[row][column] = str(int(value)).zfill(int(how[3:]))
    elif how == "percent" and isinstance(value, float):
        rows[row][column] = f"{value * 100:.10g}%"
    elif how in ("month", "year", "day"):
        day = _day(value)
        if day is not None:
            month = f"{day.year}年{day.month}月" if how == "month" else f"{day.year}年"
            rows[row][column] = day.isoformat() if how == "day" else month


def _day(value: object) -> datetime.date | None:
    if isinstance(value, (int, float)) and 20000 < value < 80000:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value))
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


# --- xls -------------------------------------------------------------------------------------------------------


def _from_ole(data: bytes) -> list[dict[str, object]]:
    """.xls; calamine's rectangle is bounded by its 65,536 rows and 256 columns and by this process's memory."""
    wide = "EncryptedPackage".encode("utf-16-le")
    if wide in data:
        raise Refused("文件有密码，请去掉密码后再导入")
    return _with_calamine(data, {})


# --- csv -------------------------------------------------------------------------------------------------------


def _from_text(data: bytes) -> list[dict[str, object]]:
    text = _decoded(data)
    csv.field_size_limit(MOST_BYTES)
    rows: list[list[object]] = []
    cells = 0
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        cells += len(row)
        if cells > MOST_CELLS:
            raise Refused("表格太大")
        rows.append([value or None for value in row])
    return [{"name": "", "rows": rows, "merges": [], "hidden": False}]


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else GB18030, of which GBK is a part."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        codecs: tuple[str, ...] = ("utf-16",)
    else:
        codecs = ("utf-8-sig", "gb18030")
    for codec in codecs:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        odd = sum(char < " " and char not in "\t\r\n\f\v" for char in text[:100_000])
        if "\x00" in text or odd * 200 > len(text[:100_000]) + 200:
            break
        return text
    raise Refused("文件不是电子表格，也不是 UTF-8 或 GBK 文本")


def _delimiter(text: str) -> str:
    """The mark that stands most often outside quotes in the first lines."""
    sample = re.sub(r'"[^"]*"', "", text[:20_000])
    counts = {mark: sample.count(mark) for mark in (",", "\t", ";", "|")}
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] > 0 else ","


if __name__ == "__main__":
    main()
