"""Which row of a file is which matter of the register: by its text, else by its number and a similar text.

The text is that of the last file, or as it stands today.

Sheets are renamed, rows move, numbers shift; the words that people wrote stay. A number alone is not enough:
another list imported into the same register also begins with 1.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from bihuan.core.sql import marks
from bihuan.exchange.importing.items import MEASURE, PROBLEM, Item
from bihuan.exchange.importing.models import ImportRow

ALIKE = 0.45
GONE = ("withdrawn", "merged", "declined")


@dataclass(slots=True)
class Known:
    """A matter that stands in the register. `base`: salted digests of what the last file said of it."""

    id: int
    kind: str
    number: str | None
    title: str
    parent: int | None
    life: str
    key: str = ""
    digest: str = ""
    salt: str = ""
    base: Mapping[str, str] = field(default_factory=dict)


def known_in(register: int, kinds: Sequence[str] = (PROBLEM, MEASURE)) -> list[Known]:
    """All of these kinds listed in a register, in its order; what an undo withdrew is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.kind, l.number, m.title, m.parent_id, m.life FROM matters_listing l"
            " JOIN matters_matter m ON m.id = l.matter_id WHERE l.register_id = %s AND l.to_seq IS NULL"
            f" AND m.kind IN ({marks(kinds)}) ORDER BY l.place, m.id",
            [register, *kinds],
        )
        found = {
            row[0]: Known(row[0], row[1], row[2], row[3] or "", row[4], row[5]) for row in cursor.fetchall()
        }
    undone = set()
    rows = ImportRow.objects.filter(
        register_id=register, matter_id__isnull=False, state__in=_COUNTING
    ).order_by("id")
    names = ("matter_id", "state", "key", "digest", "salt", "fields")
    for matter, state, key, digest, salt, kept in rows.values_list(*names):
        if state == ImportRow.UNDONE:
            undone.add(matter)
        elif one := found.get(matter):
            one.key, one.digest = key, digest
            if kept != "{}":
                one.salt, one.base = salt, json.loads(kept)
    return [one for one in found.values() if one.id not in undone and (one.digest or one.life not in GONE)]


_COUNTING = (ImportRow.DONE, ImportRow.KEPT, ImportRow.UNDONE)


def matched(items: Iterable[Item], known: Iterable[Known]) -> dict[int, Known]:
    """The matter of each item that has one, by the item's place. No matter is matched twice."""
    found: dict[int, Known] = {}
    items, known = list(items), list(known)
    of_kind = {kind: [one for one in items if one.kind == kind] for kind in (PROBLEM, MEASURE)}
    _pair(of_kind[PROBLEM], [one for one in known if one.kind == PROBLEM], found)
    below: dict[int | None, list[Known]] = {}
    for one in known:
        if one.kind == MEASURE:
            below.setdefault(one.parent, []).append(one)
    mine: dict[int | None, list[Item]] = {}
    for item in of_kind[MEASURE]:
        above = found.get(item.above) if item.above is not None else None
        if item.above is None or above:
            mine.setdefault(above.id if above else None, []).append(item)
    for parent, measures in mine.items():
        _pair(measures, below.get(parent, []), found)
    return found


def _pair(items: list[Item], known: list[Known], found: dict[int, Known]) -> None:
    """Exactly the same words first, then the same number or place with similar words."""
    by_key = {one.key: one for one in known if one.key}
    by_title: dict[str, list[Known]] = {}
    by_number: dict[str, list[Known]] = {}
    for one in known:
        by_title.setdefault(bare(one.title), []).append(one)
        by_number.setdefault(one.number or "", []).append(one)
    used: set[int] = set()
    for item in items:
        if (same := by_key.get(item.key)) and same.id not in used:
            _take(item, same, found, used)
    for item in items:
        if item.place not in found:
            _by_title(item, by_title, found, used)
    few = len(items) <= 40 and len(known) <= 40
    for item in items:
        if item.place in found:
            continue
        near = known if few else by_number.get(item.number or "", [])
        likely = [(likeness(item.title, one.title), one) for one in near if one.id not in used]
        fit = [pair for pair in likely if pair[0] >= (ALIKE if _same_number(item, pair[1]) else 0.7)]
        if fit:
            _take(item, max(fit, key=lambda pair: pair[0])[1], found, used)


def _by_title(item: Item, by_title: dict[str, list[Known]], found: dict[int, Known], used: set[int]) -> None:
    same = [one for one in by_title.get(bare(item.title), []) if one.id not in used] if item.title else []
    if same:
        _take(item, min(same, key=lambda one: (one.number != item.number, one.id)), found, used)


def _same_number(item: Item, one: Known) -> bool:
    return item.kind == MEASURE or (bool(item.number) and item.number == one.number)


def _take(item: Item, one: Known, found: dict[int, Known], used: set[int]) -> None:
    found[item.place] = one
    used.add(one.id)


def bare(text: str) -> str:
    """A text without its marks and spaces."""
    return "".join(char for char in text if char.isalnum())


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how many pairs of neighbouring characters two texts share."""
    first, second = _pairs(bare(one)), _pairs(bare(other))
    if not first or not second:
        return 0.0
    return 2 * len(first & second) / (len(first) + len(second))


def _pairs(text: str) -> set[Any]:
    return {text[at : at + 2] for at in range(max(1, len(text) - 1))} if text else set()
