"""The smallest valid docx, xlsx, pdf and png, from the standard library alone; equal input, equal bytes."""

import io
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'


def docx(paragraphs: list[str]) -> bytes:
    """A Word document of plain paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return _package("word/document.xml", WORD, {"word/document.xml": document})


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook of one sheet, every cell a text."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    data = "".join(_row(number, row) for number, row in enumerate(rows, start=1))
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{data}</sheetData></worksheet>',
    }
    return _package("xl/workbook.xml", BOOK, parts, {"xl/worksheets/sheet1.xml": SHEET})


def _row(number: int, row: list[str]) -> str:
    cells = "".join(
        f'<c r="{chr(65 + column)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        for column, text in enumerate(row)
    )
    return f'<row r="{number}">{cells}</row>'


def _relations(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'


def _package(main: str, kind: str, parts: dict[str, str], others: dict[str, str] | None = None) -> bytes:
    named = {main: kind, **(others or {})}
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{of}"/>' for name, of in named.items())
    types = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
    whole = {"[Content_Types].xml": types, "_rels/.rels": _relations("officeDocument", main), **parts}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in whole.items():  # a fixed moment, so that equal input gives equal bytes
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), DECLARATION + text)
    return out.getvalue()


def pdf(lines: list[str]) -> bytes:
    """One A4 page of Chinese lines in the reader's own Song face (a predefined font, not embedded)."""
    shown = "".join(f"<{line.encode('utf-16-be').hex().upper()}> Tj T*\n" for line in _folded(lines))
    text = f"BT /F1 12 Tf 22 TL 60 780 Td\n{shown}ET"
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H "
        "/DescendantFonts [6 0 R] >>"
    )
    face = (
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        "/Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R >>"
    )
    descriptor = (
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] "
        "/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
    )
    return _pdf_file(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            "/Resources << /Font << /F1 5 0 R >> >> >>",
            f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
            font,
            face,
            descriptor,
        ]
    )


def _folded(lines: list[str], width: int = 38) -> list[str]:
    return [line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width)]


def _pdf_file(objects: list[str]) -> bytes:
    out, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), list[int]()
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    start, count = len(out), len(objects) + 1
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"xref\n0 {count}\n0000000000 65535 f \n{table}".encode("ascii")
    out += f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("ascii")
    return bytes(out)


def png(seed: int, width: int = 240, height: int = 150) -> bytes:
    """A small chart of bars whose heights follow `seed`: it stands for a process chart or a screenshot."""
    bars = [20 + seed * (nth + 3) % (height - 30) for nth in range(6)]
    rows = b"".join(b"\0" + _line(height - y, bars, width) for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _line(level: int, bars: list[int], width: int) -> bytes:
    """One row of grey pixels: dark where a bar reaches up to `level`, with a gap of a fifth between bars."""
    step = width // len(bars)
    inside = (bars[min(x // step, len(bars) - 1)] >= level and x % step < step * 4 // 5 for x in range(width))
    return bytes(96 if dark else 245 for dark in inside)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
