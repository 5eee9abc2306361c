"""Several numbered items in one cell: 1. 1、 （1） ① 一是 … and cells numbered in parallel with them."""

import re
from dataclasses import dataclass
from typing import Final

from bihuan.core.numerals import arabic
from bihuan.core.sheets.texts import sentence

_CIRCLED: Final = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED: Final = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_DOTTED: Final = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_HAN: Final = "一二三四五六七八九十"
_MARKERS: Final = {
    "dot": re.compile(r"(?<![\d.A-Za-z])(\d{1,2})\s*[.．](?!\d)\s*"),
    "comma": re.compile(r"(?<![\d.、，])(\d{1,2})\s*、\s*"),
    "bracket": re.compile(r"[（(]\s*(\d{1,2})\s*[)）]\s*[.、]?\s*"),
    "half": re.compile(r"(?<![\d（(.第])(\d{1,2})\s*[)）]\s*[.、]?\s*"),
    "circled": re.compile(f"([{_CIRCLED}{_BRACKETED}{_DOTTED}])\\s*[.、]?\\s*"),
    "yishi": re.compile(rf"(?<![{_HAN}第])([{_HAN}]{{1,3}})(?:是要|是(?!否)|要(?=[^求素点]))[：:，]?\s*"),
    "hanbracket": re.compile(rf"[（(]\s*([{_HAN}]{{1,3}})\s*[)）]\s*[.、]?\s*"),
    "han": re.compile(rf"(?<![{_HAN}第\w])([{_HAN}]{{1,3}})\s*、\s*"),
    "ordinal": re.compile(rf"第([{_HAN}]{{1,3}}|\d{{1,2}})(?:项|条|点|步)?[，,、：:]\s*"),
    "measure": re.compile(rf"(?:措施|任务|事项)([{_HAN}]{{1,3}}|\d{{1,2}})\s*[：:.、]\s*"),
    "compound": re.compile(r"(?:(?<=\n)|^)\s*\d{1,3}\s*[.．\-－—]\s*(\d{1,2})(?![\d.．])\s*[.、:：]?\s*"),
    "open": re.compile(r"(?:(?<=\n)|^)\s*(\d{1,2})\s+(?=[一-鿿“《])"),
}
_BEFORE: Final = re.compile(r"(?:^|[\n；;。：:，,、！!？?\s])\s*$")
_CLOSING: Final = re.compile(r"[；;。\s]+$")
_LEAD_IN: Final = re.compile(r"^[^\n，,；;。]{0,14}(?:措施|如下|任务|举措|方面|包括|内容|要求)?[：:]?\s*$")


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a shared cell: its own number (None where the cell only breaks lines) and its text."""

    number: int | None
    text: str


def numbered(cell: str) -> list[Item]:
    """The cell's numbered items; [] where it has no numbering that counts from 1 upwards.

    Only the outer numbering divides; an inner one stays in its item's text. A single item counts too.
    """
    best: list[tuple[int, int, int]] = []
    best_style = ""
    for style, pattern in _MARKERS.items():
        marks = _sequence(cell, pattern, style)
        if not marks:
            continue
        lead_in = cell[: marks[0][0]].strip()
        if lead_in and not _fits_lead_in(lead_in, style, cell, marks):
            continue
        if not best or marks[0][0] < best[0][0] or (marks[0][0] == best[0][0] and len(marks) > len(best)):
            best, best_style = marks, style
    if not best or (len(best) == 1 and best_style in ("yishi", "open", "han", "ordinal")):
        return []
    ends = [mark[0] for mark in best[1:]] + [len(cell)]
    return [Item(mark[2], closed(cell[mark[1] : end])) for mark, end in zip(best, ends, strict=True)]


def _sequence(cell: str, pattern: re.Pattern[str], style: str) -> list[tuple[int, int, int]]:
    """(start, end, number) of the markers that count 1, 2, 3 … and stand where an item can begin."""
    marks: list[tuple[int, int, int]] = []
    for found in pattern.finditer(cell):
        if not _BEFORE.search(cell[max(0, found.start() - 8) : found.start()]) and not (
            marks and (style in ("circled", "bracket") or (marks[0][0] == 0 and style in ("dot", "half")))
        ):
            continue
        number = _value(found[1])
        if number == len(marks) + 1:
            marks.append((found.start(), found.end(), number))
    return marks


def _value(mark: str) -> int | None:
    for row in (_CIRCLED, _BRACKETED, _DOTTED):
        if mark in row:
            return row.index(mark) + 1
    return int(mark) if mark.isdigit() else arabic(mark)


def _fits_lead_in(lead_in: str, style: str, cell: str, marks: list[tuple[int, int, int]]) -> bool:
    """Words before “1.” are a heading of the list; before “一是” they are usually the sentence itself."""
    if len(marks) < 2:
        return False
    if style in ("yishi", "han", "ordinal") and "\n" not in cell[: marks[0][0]]:
        return bool(re.search(r"(?:措施|任务|举措|如下)[：:]?$", lead_in))
    return bool(_LEAD_IN.match(lead_in)) or lead_in.endswith(("：", ":", "。", "；"))


def closed(text: str) -> str:
    """One item's sentence without its closing ；。"""
    return _CLOSING.sub("", sentence(text))


def lines(cell: str) -> list[str]:
    """The cell's lines, empty ones left out."""
    return [line.strip() for line in cell.split("\n") if line.strip()]


def measures_in(cell: str) -> list[str]:
    """The measures of one cell: its numbered items, or its lines where each is a sentence of its own.

    Numbering and closing ；。 are taken off measures that shared the cell; a text that stands alone is kept.
    """
    items = numbered(cell)
    if items:
        return [item.text for item in items if item.text]
    rows = lines(cell)
    if len(rows) > 1 and all(row[-1] in "；;。" for row in rows[:-1]):
        return [closed(row) for row in rows]
    return [sentence(cell)] if cell.strip() else []


def parallel(cell: str, count: int) -> list[str] | None:
    """The cell divided among `count` measures by its own numbering, None where it does not number them.

    “1.5月底前；2.6月底前”, or “1-2.5月底前 3.长期坚持”. A number without an entry gets "".
    """
    if count < 2:
        return None
    cell = _DOTTED_DAY.sub(r"\1. ", cell)
    items = numbered(cell)
    if len(items) == count:
        return [item.text for item in items]
    return _spans(cell, count)


_DOTTED_DAY: Final = re.compile(r"(?<![\d.])(\d{1,2})[.．](?=\d{1,2}月|20\d\d[年./-])")
_SPAN: Final = re.compile(
    r"(?:^|(?<=[\n；;，,。\s]))(?:第|措施|任务|[（(])?\s*((?:\d{1,2}|[一二三四五六七八九十])(?:\s*[、,，\-－—~至到]\s*(?:第)?(?:\d{1,2}|[一二三四五六七八九十]))*)\s*"
    r"(?:(?:项|条|点|号)(?:措施|任务)?\s*[：:，,]?|[.．](?!\d)|[：:)）])\s*"
)


def _spans(cell: str, count: int) -> list[str] | None:
    found = list(_SPAN.finditer(cell))
    if not found or found[0].start() != 0:
        return None
    out = [""] * count
    ends = [mark.start() for mark in found[1:]] + [len(cell)]
    for mark, end in zip(found, ends, strict=True):
        numbers = _span_numbers(mark[1])
        if not numbers or max(numbers) > count or min(numbers) < 1:
            return None
        for number in numbers:
            out[number - 1] = closed(cell[mark.end() : end]).rstrip("，,、")
    return out if sum(bool(part) for part in out) > 1 else None


def _span_numbers(text: str) -> list[int]:
    numbers: list[int] = []
    pieces = re.split(r"(\d{1,2}|[一二三四五六七八九十])", text)
    for joint, piece in zip(pieces[0::2], pieces[1::2], strict=False):
        value = int(piece) if piece.isdigit() else arabic(piece) or 0
        if numbers and re.search(r"[\-－—~至到]", joint):
            numbers.extend(range(numbers[-1] + 1, min(value, 99) + 1))
        else:
            numbers.append(value)
    return numbers
