"""A file is what its content says."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.files import ole
from bihuan.files.refusal import REASONS, Refusal
from bihuan.files.sniff import FORMATS, ending, fitting_name, sniff
from tests.files.samples import SAMPLES, TYPES, compound, office, zipped


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        sniff(io.BytesIO(content))
    return caught.value.code


def verdict(content: bytes) -> str:
    """The media type, or the reason why it is not taken."""
    try:
        return sniff(io.BytesIO(content)).media
    except Refusal as refusal:
        return refusal.code


@pytest.mark.parametrize("kind", SAMPLES)
def test_it_knows_the_formats_that_offices_send(kind: str) -> None:
    media, content = SAMPLES[kind]
    format = sniff(io.BytesIO(content))
    assert format.media == media
    assert kind in format.endings


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01",
        b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2",
        b"ID3\x04\x00\x00",
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"BM: \xb1\xa8\xb8\xe6\x00",
        b"\xca\xfe\xba\xbe\x00\x00\x00\x34",
        b"plain text with a \x00 in it",
        b"\x1f\x8b\x08\x00",
        b"Rar!\x1a\x07\x01\x00",
        b"\xff\xfeU\x00T\x00F\x00",
        b"\x80\x81\xff\xfe\xff",
        zipped({"a.txt": "a"}),
        zipped({"[Content_Types].xml": "<Types/>"}),
        office("application/vnd.ms-excel.sheet.binary"),
        compound("Contents"),
    ],
)
def test_it_refuses_what_is_no_evidence(content: bytes) -> None:
    assert refused(content) == "unknown"


@pytest.mark.parametrize(
    "content",
    [
        "<!DOCTYPE html><script>alert(1)</script>",
        "\ufeff\n <html>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<?xml version='1.0'?><svg/>",
        "<!-- x --><script>",
        "{\\rtf1 {\\object",
        "MIME-Version: 1.0\nContent-Type: text/html",
        "%!PS-Adobe-3.0",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_it_refuses_what_a_browser_or_a_viewer_would_run(content: str, encoding: str) -> None:
    assert refused(content.encode(encoding)) == "markup"


@pytest.mark.parametrize(
    "content",
    [
        office("application/vnd.ms-word.document.macroEnabled.main"),
        office(TYPES + "wordprocessingml.document.main", "word/vbaProject.bin"),
        office(TYPES + "spreadsheetml.sheet.main", "xl/vbaProject.bin"),
        compound("Workbook", "_VBA_PROJECT_CUR", "_VBA_PROJECT"),
    ],
)
def test_it_refuses_documents_with_macros(content: bytes) -> None:
    assert refused(content) == "macros"


def test_it_refuses_a_document_that_nobody_else_can_open() -> None:
    assert refused(compound("EncryptionInfo", "EncryptedPackage")) == "encrypted"


@pytest.mark.parametrize("kind", ["docx", "ofd", "xls", "doc"])
def test_it_refuses_documents_that_were_cut_off(kind: str) -> None:
    content = SAMPLES[kind][1]
    assert refused(content[: len(content) // 2]) == "damaged"


def test_it_refuses_an_empty_file() -> None:
    assert refused(b"") == "empty"


@pytest.mark.parametrize("filler", [200, 13_900, 31_000])
def test_it_reads_the_directory_of_large_compound_files(filler: int) -> None:
    """Past 7 MB the places of the allocation table no longer fit the header."""
    content = compound("WordDocument", *(f"stream {n}" for n in range(9)), filler=filler)
    assert ole.names(io.BytesIO(content)) >= {"Root Entry", "WordDocument", "stream 8"}


def test_an_archive_whose_parts_lie_before_its_beginning_is_damaged() -> None:
    content = bytearray(SAMPLES["docx"][1])
    end = content.rindex(b"PK\x05\x06") + 16  # where the list of its parts is said to begin
    said = int.from_bytes(content[end : end + 4], "little") + 256
    content[end : end + 4] = said.to_bytes(4, "little")
    assert verdict(bytes(content)) == "damaged"


@given(st.data())
def test_no_content_makes_it_fail_otherwise(data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from([sample for _, sample in SAMPLES.values()])))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert verdict(bytes(content)) in FORMATS.keys() | REASONS.keys()


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise(content: bytes) -> None:
    assert verdict(content) in FORMATS.keys() | REASONS.keys()


@pytest.mark.parametrize(
    ("name", "media", "fitting"),
    [
        ("整改照片.JPG", "image/jpeg", "整改照片.JPG"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("C:\\报告\\说明.txt", "text/plain", "说明.txt"),
        ("run.bat", "text/plain", "run.bat.txt"),
        ("page.html", "application/pdf", "page.html.pdf"),
        ("a\r\nX-Evil: 1.pdf", "application/pdf", "aX-Evil: 1.pdf"),
        ("\u202efdp.exe", "application/pdf", "fdp.exe.pdf"),
        ("", "image/png", "evidence.png"),
        (" . ", "image/png", "evidence.png"),
        ("销号单", "application/ofd", "销号单.ofd"),
    ],
)
def test_a_download_has_a_name_that_fits_its_content(name: str, media: str, fitting: str) -> None:
    assert fitting_name(name, media) == fitting


def test_only_pictures_of_pixels_may_show_in_a_page() -> None:
    inline = {media for media, format in FORMATS.items() if format.inline}
    assert inline == {"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"}


def test_endings_are_read_in_lower_case() -> None:
    assert [ending(name) for name in ("a.PDF", "b", "c.", "d.tar.gz")] == ["pdf", "", "", "gz"]
    assert len({e for format in FORMATS.values() for e in format.endings}) > 30
