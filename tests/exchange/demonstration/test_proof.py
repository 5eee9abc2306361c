"""The invented proof opens as what it says it is."""

import io
import re
import struct
import zipfile
import zlib
from datetime import date
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from bihuan.exchange.demonstration.proof import NOTICE, proof_for, signed_sheet
from tests.exchange.demonstration.told import CONTENT

ON = date(2026, 9, 21)
FILES = [(measure, *proof_for(measure, on=ON)) for measure in CONTENT.measures]


def of_kind(ending: str) -> list[tuple[str, bytes]]:
    return [(name, data) for _, name, data in FILES if name.endswith(ending)]


def test_every_measure_has_its_own_small_proof() -> None:
    assert len({data for _, _, data in FILES}) == len({name for _, name, _ in FILES}) == 266
    assert max(len(data) for _, _, data in FILES) < 6000
    assert all(of_kind(ending) for ending in (".docx", ".xlsx", ".pdf", ".png"))


def test_the_same_measure_always_gives_the_same_bytes() -> None:
    assert [proof_for(measure, on=ON) for measure, _, _ in FILES] == [(name, data) for _, name, data in FILES]


def test_documents_are_packages_of_well_formed_parts_that_say_they_are_invented() -> None:
    for name, data in of_kind(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            texts = [ElementTree.fromstring(archive.read(part)) for part in archive.namelist()]
        assert NOTICE in "".join(texts[-1].itertext()), name


def test_tables_are_read_back_as_written() -> None:
    for name, data in of_kind(".xlsx"):
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        assert rows[1] == ["序号", "事项", "责任处室", "件数", "情况"], name
        assert rows[-1][0] == NOTICE


def test_pages_have_a_cross_reference_that_points_at_each_object() -> None:
    for name, data in of_kind(".pdf"):
        start = int(re.findall(rb"startxref\n(\d+)", data)[0])
        entries = data[start:].split(b"\n")[3:10]
        for number, entry in enumerate(entries, start=1):
            assert data[int(entry[:10]) :].startswith(b"%d 0 obj" % number), name
        stream = re.search(rb"/Length (\d+) >>\nstream\n(.*?)\nendstream", data, re.DOTALL)
        assert stream is not None
        assert int(stream[1]) == len(stream[2])
        shown = b"".join(bytes.fromhex(part.decode()) for part in re.findall(rb"<([0-9A-F]+)> Tj", stream[2]))
        assert NOTICE in shown.decode("utf-16-be")


def test_pictures_unpack_to_their_size() -> None:
    for name, data in of_kind(".png"):
        width, height = struct.unpack(">II", data[16:24])
        body = data[33:]
        length = struct.unpack(">I", body[:4])[0]
        assert len(zlib.decompress(body[8 : 8 + length])) == (width + 1) * height, name


def test_a_signed_sheet_lists_its_items() -> None:
    items = [measure for measure in CONTENT.measures if measure.sheet == 1]
    name, data = signed_sheet(1, on=ON, items=items)
    assert name.endswith(".pdf")
    for measure in items:
        assert measure.topic.encode("utf-16-be").hex().upper().encode() in data
