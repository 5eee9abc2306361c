"""What a number format makes a reader see: “2022年6月” is the month, not its first day."""

import re
from typing import Final

_MONTH_FORMATS: Final = frozenset((17, 27, 36, 50, 52, 57))
_DAY_FORMATS: Final = frozenset((28, 29, 30, 31, 51, 53, 54, 58))
_PERCENT_FORMATS: Final = frozenset((9, 10))
"""Built-in formats, those of a Chinese spreadsheet included (57 is yyyy年m月)."""


def shown_as(number: int, codes: dict[int, str]) -> str:
    """month, year, day, percent, pad3 … for a format's number, "" where its cells read as they are stored.

    `codes`: the file's own formats by number.
    """
    if number in codes:
        return _by_code(codes[number])
    if number in _MONTH_FORMATS:
        return "month"
    if number in _DAY_FORMATS:
        return "day"
    return "percent" if number in _PERCENT_FORMATS else ""


def _by_code(code: str) -> str:
    code = code.split(";")[0]
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", code).lower()
    if re.fullmatch(r"0{2,8}", bare):
        return f"pad{len(bare)}"
    if "%" in bare:
        return "percent"
    if "h" in bare or "s" in bare or not re.search("[ymd]", bare) or "general" in bare:
        return ""
    if "y" in bare:
        return "day" if "d" in bare else "month" if "m" in bare else "year"
    return "month" if "d" not in bare and "月" in code else ""
