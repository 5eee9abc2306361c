"""Cells as text: what a clerk sees in a cell, without the accidents of typing."""

import re
from datetime import date, datetime, time
from functools import cache
from typing import Final

Cell = str | int | float | bool | date | datetime | time | None

_WIDE_DIGITS: Final = str.maketrans("０１２３４５６７８９", "0123456789")
_BREAKS: Final = re.compile(r"_x000[dD]_\n?|\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN: Final = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
_ODD: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff０-９]|_x000[dD]_"
)
_BREAK: Final = re.compile(r"[ \t\u3000\xa0]*\n[ \t\u3000\xa0\n]*")
_EMPTY_MARKS: Final = frozenset(
    ("/", "\\", "-", "--", "—", "——", "－", "－－", "―", "…", "、", ".", "·", "*", "//", "～", "~")
)
_FORMULA_ERRORS: Final = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!")
)
_SAME: Final = frozenset(
    ("同上", "〃", "″", '"', "''", "同前", "如上", "“", "”", "↑", "同左", "上同", "同上。")
)
_SPACES: Final = " \t\u3000\xa0\n"


def seen(cell: Cell) -> str:
    """The cell's text with its line breaks (as \\n); digits ASCII, a whole number without its point, a day
    ISO.
    """
    if cell is None:
        return ""
    if isinstance(cell, str):
        if not _ODD.search(cell):
            return cell.strip(_SPACES)
        text = _UNSEEN.sub("", _BREAKS.sub("\n", cell)).translate(_WIDE_DIGITS)
        return text.strip(_SPACES)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell == cell and abs(cell) < 1e15 and cell == int(cell) else f"{cell:.12g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)


def sentence(text: str) -> str:
    """One line: breaks inside a sentence go; between two Latin words or numbers a space stays."""
    if "\n" not in text:
        return text.strip(_SPACES)

    def joint(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        return " " if before.isascii() and after.isascii() and before.isalpha() and after.isalnum() else ""

    text = text.strip(_SPACES)
    return _BREAK.sub(joint, text)


def is_blank(text: str) -> bool:
    """Nothing stands there, or only a mark such as “/” or “—” that says so."""
    return not text or text in _EMPTY_MARKS


def is_formula_error(text: str) -> bool:
    """A formula's result that is no value (#REF!)."""
    return text in _FORMULA_ERRORS


def says_same(text: str) -> bool:
    """“同上”, “〃”: as in the row above."""
    return text in _SAME


@cache
def column_letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26; ValueError where they are no column letters."""
    if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
        raise ValueError(f"not a column: {letters}")
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
