"""Several numbered items in one cell: 1. 1、 （1） ① 一是 … and cells numbered in parallel with them."""

import re
from dataclasses import dataclass
from typing import Final

from bihuan.core.sheets.texts import sentence
from bihuan.core.time.numerals import arabic

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
_BULLET: Final = re.compile(r"[●○◆◇■□▪▲►▶➢➤★☆•·※✓✔\-—－*]+\s*(?=\S)")
_CLOSING: Final = re.compile(r"[；;。\s]+$")
_LEAD_IN: Final = re.compile(r"^[^\n，,；;。]{0,14}(?:措施|如下|任务|举措|方面|包括|内容|要求)?[：:]?\s*$")


_PARTS_OF_ONE: Final = re.compile(
    r"[一-鿿]{4,}[，,；;][^，,；;。]*(?:包括|包含|涵盖|内容(?:为|有|是)?|即|分别为|重点是|主要是|如下内容)[：:]?\s*$"
)
"""“组织培训，内容包括：1.…；2.…”: one measure with its parts, not a list of measures."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a shared cell: its own number (None where the cell only breaks lines) and its text."""

    number: int | None
    text: str


def numbered(cell: str, *, first: int = 1) -> list[Item]:
    """The cell's numbered items; [] where it has no numbering that counts from `first` upwards.

    Only the outer numbering divides; an inner one stays in its item's text. A single item counts too.
    """
    best: list[tuple[int, int, int]] = []
    best_style = ""
    for style, pattern in _MARKERS.items():
        marks = _sequence(cell, pattern, style, first)
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


def _sequence(cell: str, pattern: re.Pattern[str], style: str, first: int) -> list[tuple[int, int, int]]:
    """(start, end, number) of the markers that count first, first + 1 … and stand where an item can begin."""
    marks: list[tuple[int, int, int]] = []
    for found in pattern.finditer(cell):
        if not _BEFORE.search(cell[max(0, found.start() - 8) : found.start()]) and not (
            marks and (style in ("circled", "bracket") or (marks[0][0] == 0 and style in ("dot", "half")))
        ):
            continue
        number = _value(found[1])
        if number == len(marks) + first:
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
    if _PARTS_OF_ONE.search(lead_in):
        return False
    return bool(_LEAD_IN.match(lead_in)) or lead_in.endswith(("：", ":", "。", "；"))


def closed(text: str) -> str:
    """One item's sentence without its closing ；。"""
    return _CLOSING.sub("", sentence(text))


def lines(cell: str) -> list[str]:
    """The cell's lines, empty ones left out."""
    return [line.strip() for line in cell.split("\n") if line.strip()]


def measures_in(cell: str, *, before: int = 0) -> list[str]:
    """The measures of one cell: its numbered items, or its lines where each is a sentence of its own.

    Numbering and closing ；。 are taken off measures that shared the cell; a text that stands alone is kept.
    `before`: how many measures the same problem has in the rows above; their numbering may go on here.
    """
    items = numbered(cell)
    if not items and before:
        items = _going_on(cell, before)
    if items:
        return [item.text for item in items if item.text]
    rows = lines(cell)
    if len(rows) > 1 and all(_BULLET.match(row) for row in rows):
        return [closed(_BULLET.sub("", row)) for row in rows]
    if len(rows) > 1 and all(row[-1] in "；;。" for row in rows[:-1]):
        return [closed(row) for row in rows]
    return [sentence(cell)] if cell.strip() else []


def _going_on(cell: str, before: int) -> list[Item]:
    """The items of a cell that begins with the number after those of the rows above (“2.每月学习一次”)."""
    found = re.match(r"\s*[（(]?\s*(\d{1,2})\s*[)）.．、](?!\d)|\s*([①-⑳])", cell)
    if found is None or _value(found[1] or found[2]) != before + 1:
        return []
    return numbered(cell, first=before + 1)


def parallel(cell: str, count: int) -> list[str] | None:
    """The cell divided among `count` measures by its own numbering, None where it does not number them.

    “1.5月底前；2.6月底前”, or “1-2.5月底前 3.长期坚持”. A number without an entry gets "".
    """
    if count < 2:
        return None
    if _RUN.search(cell):
        return _spans(_RUN.sub(_as_span, cell), count)
    cell = _DOTTED_DAY.sub(r"\1. ", cell)
    items = numbered(cell)
    if len(items) == count:
        return [item.text for item in items]
    return _spans(cell, count)


_RUN: Final = re.compile(
    rf"(?:^|(?<=[\n；;。\s]))(?:(?:[{_CIRCLED}][ 、,，和及至\-－—~]*)+(?=[{_CIRCLED}])[{_CIRCLED}][.、：:]?"
    rf"|[{_CIRCLED}](?=[^{_CIRCLED}、，至]))"
)
"""①②6月底前 ③每季度: a mark that names several items, with those beside it that name one."""


def _as_span(found: re.Match[str]) -> str:
    marks = re.sub(rf"(?<=[{_CIRCLED}])[ 、,，和及]*(?=[{_CIRCLED}])", "、", found[0].rstrip(".、：:"))
    return re.sub(f"[{_CIRCLED}]", lambda one: str(_value(one[0])), marks) + "："


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
