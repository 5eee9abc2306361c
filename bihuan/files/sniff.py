"""What a file is, told by its content: the sender's word and the name's ending count for nothing.

Only formats that an office sends as proof, and none that a browser would run. Names serve two ends: a wrong
ending is refused when the file comes in, and a download gets an ending that fits (`fitting_name`).
"""

import re
import zipfile
import zlib
from codecs import getincrementaldecoder
from typing import BinaryIO, Final, NamedTuple

from bihuan.core.words.text import Text
from bihuan.files import ole
from bihuan.files.refusal import Refusal


class Format(NamedTuple):
    """One format: its media type, the endings that fit (the first is the usual one), and its name."""

    media: str
    endings: tuple[str, ...]
    name: Text
    inline: bool = False
    """Whether a browser may show it in a page: pixels only, nothing that can run."""


PRESENTATION = Text("演示文稿", "a presentation")
_OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = Format("application/pdf", ("pdf",), Text("PDF 文档", "a PDF document"))
OFD = Format("application/ofd", ("ofd",), Text("OFD 版式文件", "an OFD document"))
DOCX = Format(f"{_OFFICE}.wordprocessingml.document", ("docx", "dotx"), Text("Word 文档", "a Word document"))
XLSX = Format(f"{_OFFICE}.spreadsheetml.sheet", ("xlsx", "xltx"), Text("Excel 表格", "an Excel workbook"))
PPTX = Format(f"{_OFFICE}.presentationml.presentation", ("pptx", "ppsx"), PRESENTATION)
DOC = Format(
    "application/msword", ("doc", "wps", "dot", "wpt"), Text("Word 或 WPS 文档", "a Word or WPS document")
)
XLS = Format(
    "application/vnd.ms-excel", ("xls", "et", "xlt", "ett"), Text("Excel 或 ET 表格", "an Excel or ET sheet")
)
PPT = Format("application/vnd.ms-powerpoint", ("ppt", "dps", "pps", "dpt"), PRESENTATION)
PNG = Format("image/png", ("png",), Text("PNG 图片", "a PNG picture"), inline=True)
JPEG = Format("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), Text("JPEG 图片", "a JPEG picture"), inline=True)
GIF = Format("image/gif", ("gif",), Text("GIF 图片", "a GIF picture"), inline=True)
WEBP = Format("image/webp", ("webp",), Text("WebP 图片", "a WebP picture"), inline=True)
BMP = Format("image/bmp", ("bmp", "dib"), Text("BMP 图片", "a BMP picture"), inline=True)
HEIC = Format("image/heic", ("heic", "heif", "hif"), Text("HEIC 图片", "a HEIC picture"))
TEXT = Format("text/plain", ("txt", "csv", "tsv", "log", "md"), Text("纯文本", "plain text"))

FORMATS: Final = {
    format.media: format
    for format in (PDF, OFD, DOCX, XLSX, PPTX, DOC, XLS, PPT, PNG, JPEG, GIF, WEBP, BMP, HEIC, TEXT)
}

_STARTS: Final = (
    (b"%PDF-", PDF),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
)
_HEIC_BRANDS: Final = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_BMP_HEADERS: Final = {12, 40, 52, 56, 64, 108, 124}
_MARKUP: Final = ("<", "{\\rtf", "mime-version:", "%!ps", "content-type:")
_OPEN_XML: Final = {
    b"wordprocessingml.document.main": DOCX,
    b"wordprocessingml.template.main": DOCX,
    b"spreadsheetml.sheet.main": XLSX,
    b"spreadsheetml.template.main": XLSX,
    b"presentationml.presentation.main": PPTX,
    b"presentationml.slideshow.main": PPTX,
    b"presentationml.template.main": PPTX,
}
_COMPOUND: Final = {"WordDocument": DOC, "Workbook": XLS, "Book": XLS, "PowerPoint Document": PPT}
_CONTROLS: Final = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_LONGEST_LIST: Final = 4 << 20


def sniff(file: BinaryIO) -> Format:
    """The format of an open file. Refusal where it is none of those taken, carries macros or is locked."""
    file.seek(0)
    head = file.read(64)
    if not head:
        raise Refusal("empty")
    if head.startswith(b"PK\x03\x04"):
        return _zipped(file)
    if head.startswith(ole.SIGNATURE):
        return _compound(file)
    return _by_its_start(head) or _text(file)


def fitting_name(name: str, media: str) -> str:
    """`name` as a download may be called: no folders, no control characters, an ending that fits."""
    bare = "".join(c for c in name.replace("\\", "/").rpartition("/")[2] if c.isprintable()).strip(" .")
    format = FORMATS[media]
    return bare if ending(bare) in format.endings else f"{bare or 'evidence'}.{format.endings[0]}"


def ending(name: str) -> str:
    """What stands after the last dot, in lower case."""
    return name.rpartition(".")[2].strip().lower() if "." in name else ""


def _by_its_start(head: bytes) -> Format | None:
    for start, format in _STARTS:
        if head.startswith(start):
            return format
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return HEIC
    if head.startswith(b"BM") and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return BMP
    return None


def _zipped(file: BinaryIO) -> Format:
    """OFD or an Office Open XML document; nothing is unpacked but the list of its parts' types."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            if "OFD.xml" in names:
                return OFD
            if "[Content_Types].xml" not in names:
                raise Refusal("unknown")
            with archive.open("[Content_Types].xml") as member:
                types = member.read(_LONGEST_LIST)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as error:
        raise Refusal("damaged") from error
    if b"macroEnabled" in types or any(name.endswith("vbaProject.bin") for name in names):
        raise Refusal("macros")
    for kind, format in _OPEN_XML.items():
        if kind in types:
            return format
    raise Refusal("unknown")


def _compound(file: BinaryIO) -> Format:
    """An older office document, or a newer one that a password locks away in a compound file."""
    try:
        names = ole.names(file)
    except ValueError as error:
        raise Refusal("damaged") from error
    if "EncryptedPackage" in names:
        raise Refusal("encrypted")
    if "_VBA_PROJECT" in names:
        raise Refusal("macros")
    for stream, format in _COMPOUND.items():
        if stream in names:
            return format
    raise Refusal("unknown")


def _text(file: BinaryIO) -> Format:
    """Plain text in UTF-8 or GBK, from beginning to end; not a web page or other text that programs run."""
    start = ""
    for encoding in ("utf-8", "gb18030"):
        try:
            start = _read_text(file, encoding)
        except UnicodeDecodeError:
            continue
        if start.lstrip("\ufeff \t\r\n").lower().startswith(_MARKUP):
            raise Refusal("markup")
        return TEXT
    raise Refusal("unknown")


def _read_text(file: BinaryIO, encoding: str) -> str:
    """The first characters, once all of it was found to be text. UnicodeDecodeError where it is not."""
    file.seek(0)
    decoder = getincrementaldecoder(encoding)()
    start = ""
    while block := file.read(1 << 20):
        if _CONTROLS.search(block):
            raise Refusal("unknown")
        text = decoder.decode(block)
        start = start or text[:512]
    decoder.decode(b"", final=True)
    return start
