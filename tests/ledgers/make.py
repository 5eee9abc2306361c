"""Makes the ugly ledgers of this folder, each with what a careful clerk reads out of it.

Run at the project's root: python -m tests.ledgers.make. The expectations are written by hand beside each
sheet, from its meaning; the program under test has no part in them.
"""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlwt
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.ledgers import audit, counted, forms, formulas, headed, linked, merged, odd, plain, tables, tied
from tests.ledgers.sheets import Book, Sheet
from tests.ledgers.words import YEAR

HERE = Path(__file__).parent
_STAMP = datetime(2026, 1, 1)
_FAMILIES = (plain, merged, tied, forms, audit, odd, formulas, counted, tables, linked, headed)


def main() -> None:
    """Writes every file; the same bytes each time."""
    for family in _FAMILIES:
        for book in family.books():
            path = HERE / book.name
            path.write_bytes(written(book))
            expected = {"year": YEAR, "problems": book.expected}
            text = json.dumps(expected, ensure_ascii=False, indent=1) + "\n"
            path.with_suffix(".expected.json").write_text(text, encoding="utf-8")


def written(book: Book) -> bytes:
    """The bytes of a book in the format that its name asks for."""
    if book.name.endswith(".csv"):
        return _csv(book.sheets[0]).encode(book.encoding)
    return _xls(book.sheets) if book.name.endswith(".xls") else _xlsx(book.sheets)


def _csv(sheet: Sheet) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [["" if cell is None else cell for cell in row] for row in sheet.rows]
    )
    return out.getvalue()


def _xlsx(sheets: Sequence[Sheet]) -> bytes:
    book = Workbook()
    assert book.active is not None
    book.remove(book.active)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.properties.created = book.properties.modified = _STAMP
    out = io.BytesIO()
    book.save(out)
    return _settled(out.getvalue(), {name: text for sheet in sheets for name, text in sheet.parts.items()})


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for index, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell is not None:
                page.cell(index, column, cell)
    for reference in sheet.merges:
        page.merge_cells(reference)
    for index in sheet.hidden_rows:
        page.row_dimensions[index].hidden = True
    for letter in sheet.hidden_columns:
        page.column_dimensions[letter].hidden = True
    for reference, code in sheet.formats.items():
        page[reference].number_format = code
    page.sheet_state = "hidden" if sheet.hidden else "visible"


def _settled(data: bytes, parts: dict[str, Any]) -> bytes:
    """The same archive with fixed times, and with values put beside formulas where the sheet says so."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                continue
            if entry.filename == "[Content_Types].xml":
                content = content.replace(
                    b'<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml" />',
                    b"",
                )
            if entry.filename == "_rels/.rels":
                content = (
                    b"".join(
                        piece + b"/>"
                        for piece in content.split(b"/>")
                        if b"core.xml" not in piece and piece.strip() and b"</Rel" not in piece
                    )
                    + b"</Relationships>"
                )
            for before, after in parts.get(entry.filename, ()):
                if before not in content:
                    raise ValueError(f"{entry.filename}: {before!r} is not there")
                content = content.replace(before, after)
            new.writestr(
                zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _xls(sheets: Sequence[Sheet]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    as_day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        covered = _merge_xls(page, sheet)
        for index, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                if cell is not None and (index, column) not in covered:
                    page.write(
                        index, column, cell, as_day if isinstance(cell, date) else xlwt.Style.default_style
                    )
        for index in sheet.hidden_rows:
            page.row(index - 1).hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _merge_xls(page: Any, sheet: Sheet) -> set[tuple[int, int]]:
    from openpyxl.utils import range_boundaries

    covered: set[tuple[int, int]] = set()
    for reference in sheet.merges:
        left, top, right, bottom = range_boundaries(reference)
        value = sheet.rows[top - 1][left - 1]
        page.write_merge(top - 1, bottom - 1, left - 1, right - 1, value)
        covered |= {(row, column) for row in range(top - 1, bottom) for column in range(left - 1, right)}
    return covered


if __name__ == "__main__":
    main()
