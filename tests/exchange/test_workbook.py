"""Strangers' files: read by content, hostile ones refused with a reason, the process that asked unharmed."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook

from bihuan.exchange.workbook import Unreadable, open_workbook

SHEET = "xl/worksheets/sheet1.xml"


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows or ([["序号", "问题"], [1, "甲"]]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, part: str, before: bytes, after: bytes) -> bytes:
    """The archive with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert before in content
                content = content.replace(before, after)
            new.writestr(name, content)
    return out.getvalue()


def refused(source: bytes | Path) -> str:
    with pytest.raises(Unreadable) as refusal:
        open_workbook(source)
    return refusal.value.reason


def test_it_reads_by_content_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(workbook(["序号"], [1]))
    assert [list(row) for row in open_workbook(path)[0].rows] == [["序号"], [1]]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_it_reads_text_in_the_encodings_that_offices_use(codec: str) -> None:
    rows = open_workbook('序号,问题\r\n1,"甲,\n乙"\r\n'.encode(codec))[0].rows
    assert [list(row) for row in rows] == [["序号", "问题"], ["1", "甲,\n乙"]]


@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_it_finds_the_mark_between_cells(mark: str) -> None:
    rows = open_workbook(f"序号{mark}问题\n1{mark}甲\n".encode())[0].rows
    assert [list(row) for row in rows] == [["序号", "问题"], ["1", "甲"]]


def test_it_tells_hidden_rows_merges_and_formulas_without_a_value() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["序号", "问题", "措施"])
    page.append([1, "甲", "=B2"])
    page.merge_cells("A2:A3")
    page.row_dimensions[3].hidden = True
    page.column_dimensions["C"].hidden = True
    out = io.BytesIO()
    book.save(out)
    grid = open_workbook(out.getvalue())[0]
    assert (set(grid.hidden_rows), set(grid.hidden_columns), set(grid.unstored)) == ({2}, {2}, {(1, 2)})
    assert [tuple(merge) for merge in grid.merges] == [(1, 0, 2, 0)]


def test_it_shows_a_month_as_the_month_and_not_as_its_first_day() -> None:
    from datetime import date

    old = xlwt.Workbook()
    page = old.add_sheet("台账")
    page.write(0, 0, date(2026, 6, 1), xlwt.easyxf(num_format_str='yyyy"年"m"月"'))
    page.write(1, 0, "很长的一段字" * 400)
    page.row(1).hidden = True
    out = io.BytesIO()
    old.save(out)
    grid = open_workbook(out.getvalue())[0]
    assert (grid.rows[0][0], set(grid.hidden_rows)) == ("2026年6月", {1})


def test_it_refuses_a_file_that_is_cut_off() -> None:
    data = workbook()
    assert "损坏" in refused(data[: len(data) // 2])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(range(256)) * 40,
        b"a\x00b,c\n",
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000,
    ],
)
def test_it_refuses_what_is_no_spreadsheet(data: bytes) -> None:
    assert refused(data)


def test_it_refuses_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert "打不开" in refused(tmp_path / "没有.xlsx")
    assert "打不开" in refused(tmp_path)


def test_it_refuses_an_archive_that_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "a")
    assert "没有工作簿" in refused(out.getvalue())


def test_it_refuses_a_cell_at_the_far_corner() -> None:
    far = with_part(
        workbook(),
        SHEET,
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    assert "第 1048576 行" in refused(far)


def test_it_reads_past_an_empty_cell_at_the_far_corner() -> None:
    styled = with_part(
        workbook(), SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert len(open_workbook(styled)[0].rows) == 2


def test_it_does_not_walk_a_merged_range_as_wide_as_a_sheet() -> None:
    wide = with_part(
        workbook(),
        SHEET,
        b"</sheetData>",
        b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>',
    )
    assert [tuple(merge) for merge in open_workbook(wide)[0].merges] == [(2, 0, 1048575, 16383)]


def bomb(megabytes: int) -> bytes:
    """A workbook whose sheet holds one cell of that size, a few hundred kilobytes when packed."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        head, tail = old.read(SHEET).split(b"</sheetData>")
        with new.open(SHEET, "w") as part:
            part.write(head + b'<row r="9"><c r="A9" t="inlineStr"><is><t>')
            for _ in range(megabytes):
                part.write(b"A" * (1 << 20))
            part.write(b"</t></is></c></row></sheetData>" + tail)
    return out.getvalue()


def test_it_refuses_a_zip_bomb_that_states_its_size() -> None:
    assert "太大" in refused(bomb(300))


def test_it_refuses_a_zip_bomb_that_states_a_small_size() -> None:
    data = bomb(300)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    assert "太大" in refused(data.replace(struct.pack("<I", size), struct.pack("<I", 1000)))


def test_it_refuses_entities() -> None:
    harmful = with_part(workbook(), SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet')
    assert refused(harmful)


def test_it_refuses_a_workbook_with_a_password() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert "密码" in refused(locked)


def test_it_stops_a_file_that_takes_too_long() -> None:
    with pytest.raises(Unreadable, match="太久"):
        open_workbook(workbook(), seconds=0.001)
