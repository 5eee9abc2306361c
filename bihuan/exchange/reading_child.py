"""Reads one stranger's spreadsheet in a process of its own: bytes on standard input, JSON on standard output.

Started by workbook.py, isolated, with memory and processor time limited before anything is opened. calamine
builds the whole rectangle of a sheet, so one cell at XFD1048576 would end the process: the archive's
sizes are
summed as stated and as counted, and the sheets are walked for the greatest reference, before calamine may
look
(dependencies.md, "Spreadsheets in").

Answer: {"sheets": [{"name", "rows", "merges", "hidden_rows", "hidden_columns", "unstored", "hidden"}]},
rows and
columns counted from 0, days as ISO text; or {"refused": reason}.
"""

import csv
import datetime
import io
import json
import re
import sys

from bihuan.exchange.reading_limits import MOST_BYTES, MOST_CELLS, Refused, Scans, limit
from bihuan.exchange.reading_xls import scan_xls
from bihuan.exchange.reading_xlsx import scan_xlsx


def main() -> None:
    """Answers on standard output; whatever goes wrong is a refusal, never a traceback."""
    limit()
    try:
        answer: dict[str, object] = {"sheets": sheets_of(sys.stdin.buffer.read(MOST_BYTES + 1))}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "文件展开后太大"}
    except Exception as error:  # a stranger's file may break any parser in any way
        answer = {"refused": f"文件已损坏或不是电子表格（{type(error).__name__}）"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=True, separators=(",", ":")).encode("ascii"))


def sheets_of(data: bytes) -> list[dict[str, object]]:
    """Every sheet of the file, whose kind is told by its content."""
    if len(data) > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES >> 20} MB")
    if not data:
        raise Refused("文件是空的")
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _with_calamine(data, scan_xlsx(data))
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return _with_calamine(data, scan_xls(data))
    if data[:5] == b"%PDF-":
        raise Refused("这是 PDF 文件，不是电子表格")
    return _from_text(data)


def _with_calamine(data: bytes, scans: Scans) -> list[dict[str, object]]:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    out: list[dict[str, object]] = []
    for meta in book.sheets_metadata:
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        scan = scans.get(meta.name, {})
        sheet = book.get_sheet_by_name(meta.name)
        rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        for row, column, how in scan.pop("shown", []):
            _show(rows, row, column, how)
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
