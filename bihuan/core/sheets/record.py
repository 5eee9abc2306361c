"""One data row by roles: what stands in it, what a merged cell above says for it, what a formula leaves
open.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from bihuan.core.sheets.columns import Column, Columns
from bihuan.core.sheets.grid import Page
from bihuan.core.sheets.texts import column_letter, is_blank, is_formula_error, says_same, sentence

_TICKED: Final = frozenset("√✓✔☑●○■是1YyvV有Ｖ对")
_FREE_TEXT: Final = frozenset(("difficulty", "next_step", "progress", "evidence", "standard"))


@dataclass(slots=True)
class Record:
    """`values`: role -> text with its line breaks. `inherited`: roles told by a cell merged from a row above.
    `beside`: measures in further columns of measures. `broken`: role or heading -> cell of a formula without
    a value. `extra`: heading -> text of other columns."""

    row: int
    hidden: bool = False
    values: dict[str, str] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    broken: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    due_as_number: bool = False
    beside: list[str] = field(default_factory=list)

    def own(self, role: str) -> str:
        """The text that begins in this row, "" where it comes from above."""
        return "" if role in self.inherited else self.values.get(role, "")


def record_of(page: Page, index: int, columns: Columns, before: Record | None) -> Record:
    """Reads one row; `before` is the record above, for “同上”."""
    record = Record(index + 1, hidden=index in page.grid.hidden_rows)
    for role, column in columns.by_role.items():
        _take(record, page, index, role, column)
        spare = columns.spare.get(role)
        if role not in record.values and spare is not None:
            _take(record, page, index, role, spare)
    for column in columns.measures:
        text = page.text(index, column.index)
        if text and not is_blank(text) and column is not columns.by_role.get("measure"):
            record.beside.append(text)
    for column in columns.phones:
        text = page.text(index, column.index)
        if text and not is_blank(text):
            record.values["phone"] = f"{record.values['phone']}、{text}" if "phone" in record.values else text
    for column in columns.ticks:
        _take_tick(record, page, index, column)
    for column in columns.extras:
        text = page.text(index, column.index)
        if page.broken(index, column.index):
            record.broken.setdefault(column.heading, f"{column.letter}{index + 1}")
        elif text and not is_blank(text):
            record.extra[column.heading] = sentence(text)
    if before is not None:
        for role, text in list(record.values.items()):
            if says_same(text):
                record.values[role] = before.values.get(role, "")
                if role in ("number", "title"):
                    record.inherited.add(role)
    return record


def _take(record: Record, page: Page, index: int, role: str, column: Column) -> None:
    home = page.owners.get((index, column.index), (index, column.index))
    text = page.texts[home[0]][home[1]] or page.texts[index][column.index]
    cell = f"{column_letter(home[1])}{home[0] + 1}"
    if home in page.grid.unstored or (text and text[0] == "#" and is_formula_error(text)):
        record.broken[role] = cell
        return
    if is_blank(text):
        return
    record.values[role] = text
    record.cells[role] = cell
    if role == "due" and isinstance(page.raw(*home), float):
        record.due_as_number = True
    if home[0] < index:
        record.inherited.add(role)


def _take_tick(record: Record, page: Page, index: int, column: Column) -> None:
    text = page.text(index, column.index)
    if column.tick is None or not text or is_blank(text):
        return
    role, answer = column.tick
    if text in _TICKED or text == answer:
        record.values[role] = answer
    elif text in ("否", "×", "✗", "0", "无"):
        return
    else:
        record.values.setdefault(role, answer)
        if role == "status" and "progress" not in record.values:
            record.values["progress"] = text
        else:
            record.extra[column.heading] = sentence(text)
    record.cells[role] = f"{column.letter}{index + 1}"


_PREFIXED: Final = re.compile(
    r"(?:问题|第|序号|编号|[Nn][Oo]\.?|任务|措施|事项)\s*([\d一二三四五六七八九十]+)\s*(?:条|项|号|个)?"
)


def number_of(text: str) -> str:
    """A number as it counts: “1.”, “（1）”, “问题1” -> “1”; 一、二、三 and 1-2, 三-2, ZF-2026-016 stay."""
    text = sentence(text)
    if text and ord(text[0]) in range(0x2460, 0x24FF):
        text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"[\s、．.,，。：:]+$", "", text)
    inside = re.fullmatch(r"[（(\[【]\s*([^（）()\[\]【】]+?)\s*[)）\]】]", text)
    text = inside[1] if inside else text
    prefixed = _PREFIXED.fullmatch(text)
    text = prefixed[1] if prefixed else text
    return re.sub(r"\.0+$", "", text) if re.fullmatch(r"\d+\.0+", text) else text


def is_part_of(number: str, whole: str) -> bool:
    """1.2, 1-2 and 1（2） are parts of 1."""
    return (
        bool(whole)
        and re.fullmatch(rf"{re.escape(whole)}\s*[.\-－—_（(]\s*[\d一二三四五六七八九十]+[)）]?", number)
        is not None
    )
