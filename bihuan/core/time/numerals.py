"""Chinese numerals as they stand in numbers, dates and headings: 一, 十二, 二〇二二."""

from typing import Final

_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "0": 0,
}  # fmt: skip
_TENS: Final = {"十": 10, "百": 100}


def counted(numeral: str) -> int:
    """The number of things that “3”, “三” or “两” says; 0 where it says none."""
    return int(numeral) if numeral.isdecimal() else arabic(numeral) or 0


def arabic(numeral: str) -> int | None:
    """The number that a Chinese numeral writes, None if it is none; 二〇二二 is read digit by digit."""
    if not numeral or any(char not in _DIGITS and char not in _TENS for char in numeral):
        return None
    if not any(char in _TENS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _TENS:
            total += (digit or 1) * _TENS[char]
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
