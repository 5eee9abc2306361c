"""Corrections typed in the preview: an impossible date, a text that is missing or too long, a name."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from bihuan.core.time.phrases import read_due
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.exchange.importing.items import MEASURE, Item

if TYPE_CHECKING:
    from bihuan.exchange.importing.facts import Made

CORRECTABLE: Final[dict[str, Text]] = {
    "title": labels.CONTENT,
    "due": labels.DUE,
    "lead_unit": labels.LEAD_UNIT,
    "supporting_units": labels.SUPPORTING_UNITS,
    "accountable": labels.ACCOUNTABLE,
}
_SPLIT = re.compile(r"[、，,；;\s]+")
_CURES = {"due": ("bad_date", "unread_date"), "title": ("no_problem",), "accountable": ("no_accountable",)}


def corrected(item: Item, given: Mapping[str, str], *, year: int) -> None:
    """Put what was typed in the place of what was read, and take away the errors that it cures."""
    for name, text in given.items():
        if name not in CORRECTABLE:
            continue
        value = text.strip()
        if name == "due":
            read = read_due(value, year=year) if value else None
            item.data["due"] = {**read.as_json(), "text": read.text} if read else None
            item.errors = [error for error in item.errors if error[0] not in _CURES["due"]]
            if read and read.error:
                item.errors.append((read.error, item.cell("due")))
            continue
        item.data["text" if name == "title" and item.kind == MEASURE else name] = _value(name, value)
        if value:
            item.errors = [error for error in item.errors if error[0] not in _CURES.get(name, ())]


def altered_in(read: Mapping[int, "Made"], made: Mapping[int, "Made"]) -> dict[int, list[str]]:
    """By row, the facts that are recorded otherwise than the sheet says them; white space counts for nothing.

    Both are worked out in the same way: what names and headings were decided to mean is no alteration.
    """
    found = {}
    for place, mine in made.items():
        theirs = read[place].facts
        names = mine.facts.keys() | theirs.keys()
        other = sorted(n for n in names if _plain(mine.facts.get(n)) != _plain(theirs.get(n)))
        if other:
            found[place] = other
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.split())
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _value(name: str, text: str) -> Any:
    if name in ("supporting_units", "accountable"):
        return [one for one in _SPLIT.split(text) if one]
    return text or None
