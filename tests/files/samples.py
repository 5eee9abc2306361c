"""Small files of every format, made here byte by byte: nobody's document is copied into the project."""

import io
import struct
import zipfile
import zlib

TYPES = "application/vnd.openxmlformats-officedocument."


def zipped(parts: dict[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def office(kind: str, *more: str) -> bytes:
    """An Office Open XML file whose main part has the content type `kind`."""
    types = f'<Types><Override PartName="/main.xml" ContentType="{kind}+xml"/></Types>'
    return zipped({"[Content_Types].xml": types, "main.xml": "<x/>", **dict.fromkeys(more, "x")})


def compound(*names: str, filler: int = 0) -> bytes:
    """A compound file with these streams; `filler` sectors of content push its directory back."""
    entries = b"".join(_entry(name) for name in ("Root Entry", *names))
    entries += b"\0" * (-len(entries) % 512)
    sectors = len(entries) // 512
    first = filler
    total = filler + sectors
    tables = 1
    while tables * 128 < total + tables + _lists(tables):
        tables += 1
    fat = [i + 1 for i in range(filler)]
    if filler:
        fat[-1] = 0xFFFFFFFE
    fat += [first + i + 1 for i in range(sectors - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFD] * tables
    fat += [0xFFFFFFFC] * _lists(tables)
    fat += [0xFFFFFFFF] * (tables * 128 - len(fat))
    places = [total + i for i in range(tables)]
    listed, rest = places[:109], places[109:]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<I", tables) + struct.pack("<I", first) + b"\0" * 4
    header += struct.pack("<III", 4096, 0xFFFFFFFE, 0)
    header += struct.pack("<II", total + tables if rest else 0xFFFFFFFE, _lists(tables))
    header += struct.pack("<109I", *listed, *[0xFFFFFFFF] * (109 - len(listed)))
    body = b"\0" * 512 * filler + entries + struct.pack(f"<{len(fat)}I", *fat)
    return header + body + _list_sectors(rest, total + tables)


def _lists(tables: int) -> int:
    """Sectors for the places of the tables past the first 109."""
    return -(-max(0, tables - 109) // 127)


def _list_sectors(places: list[int], start: int) -> bytes:
    packed = b""
    for number, place in enumerate(range(0, len(places), 127)):
        some = places[place : place + 127]
        last = place + 127 >= len(places)
        some += [0xFFFFFFFF] * (127 - len(some)) + [0xFFFFFFFE if last else start + number + 1]
        packed += struct.pack("<128I", *some)
    return packed


def _entry(name: str) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + b"\x02" + b"\0" * 61


def png() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")


SAMPLES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF"),
    "ofd": ("application/ofd", zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<x/>"})),
    "docx": (TYPES + "wordprocessingml.document", office(TYPES + "wordprocessingml.document.main")),
    "xlsx": (TYPES + "spreadsheetml.sheet", office(TYPES + "spreadsheetml.sheet.main")),
    "pptx": (TYPES + "presentationml.presentation", office(TYPES + "presentationml.presentation.main")),
    "doc": ("application/msword", compound("WordDocument", "1Table")),
    "wps": ("application/msword", compound("WpsCustomData", "WordDocument")),
    "xls": ("application/vnd.ms-excel", compound("Workbook")),
    "et": ("application/vnd.ms-excel", compound("ETExtData", "Book")),
    "ppt": ("application/vnd.ms-powerpoint", compound("PowerPoint Document", "Current User")),
    "dps": ("application/vnd.ms-powerpoint", compound("PowerPoint Document")),
    "png": ("image/png", png()),
    "jpg": ("image/jpeg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x01" * 20 + b"\xff\xd9"),
    "gif": ("image/gif", b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\0" * 20 + b";"),
    "webp": ("image/webp", b"RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f" + b"\0" * 12),
    "bmp": ("image/bmp", b"BM" + struct.pack("<IHHI", 58, 0, 0, 54) + struct.pack("<I", 40) + b"\0" * 40),
    "heic": ("image/heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\0" * 40),
    "txt": ("text/plain", "整改情况说明\r\n已完成。".encode()),
    "csv": ("text/plain", "序号,问题\n1,会议文件偏长\n".encode("gbk")),
}
