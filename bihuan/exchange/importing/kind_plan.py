"""The preview of a sheet of one kind: new, same, or refused with the reason at the cell.

What stands already is never changed by such a sheet: that is done on the matter's own page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.state.lives import OVER
from bihuan.exchange.importing.facts import Ground
from bihuan.exchange.importing.items import Item, digest_of, told_apart
from bihuan.exchange.importing.kind_compare import Standing, differing, standing
from bihuan.exchange.importing.kind_sheets import KindSheet, Line
from bihuan.exchange.importing.kind_values import Unfit, value_of
from bihuan.exchange.importing.matching import ALIKE, GONE, Known, bare, known_in, likeness
from bihuan.exchange.importing.plan import Plan, Planned, refusal
from bihuan.exchange.importing.words import VERDICTS, Why
from bihuan.matters.kinds import life_of


@dataclass(slots=True)
class Meant:
    """A row with what it would give the opening act, and why it may not."""

    item: Item
    line: Line
    facts: dict[str, Any]
    whys: list[Why]
    stopped: bool


def planned_of_kind(found: KindSheet, *, org: int, register: int, ground: Ground) -> Plan:
    """The verdict of every row. Reads the register, writes nothing."""
    meant = _meant(found, ground)
    known = known_in(register, (found.kind.name,))
    near = _near(found.act, meant, known)
    ids = {one.id for row in meant for one in near[row.item.place] if not _same_file(row.item, one)}
    now = standing(org, register, sorted(ids), ground.today)
    used: set[int] = set()
    rows = [_verdict(one, near[one.item.place], now, used) for one in meant]
    absent = [one for one in known if one.id not in used and one.life not in GONE]
    counts = dict.fromkeys(VERDICTS, 0) | Counter(row.verdict for row in rows) | {"untouched": len(absent)}
    return Plan(rows, absent, [], [], dict(counts))


def _meant(found: KindSheet, ground: Ground) -> list[Meant]:
    many = len(found.sheets) > 1
    meant = [_one(found, line, place, ground, many=many) for place, line in enumerate(found.lines)]
    told_apart([one.item for one in meant])
    return meant


def _one(found: KindSheet, line: Line, place: int, ground: Ground, *, many: bool) -> Meant:
    facts, whys, cells = dict[str, Any](), list[Why](), dict[str, str]()
    for bound, text in line.cells:
        asked = bound.meaning.field
        if asked is None:
            continue
        cells[asked.name] = bound.cell(line.row)
        try:
            value = value_of(asked, text, ground) if text else None
        except Unfit as unfit:
            whys.append(Why(unfit.code, cells[asked.name], {"field": list(asked.label)} | unfit.about))
            continue
        if value not in (None, "", [], {}):
            facts[asked.name] = value
    item = _item(found, line, place, facts, cells, many=many)
    stopped = bool(whys)
    if not stopped and (why := refusal(found.act, facts, item)):
        whys.append(why._replace(cell=_cell_of(found.act, why, cells)))
        stopped = True
    whys += [Why("formula", cell) for cell in line.broken]
    if found.act.field("row"):
        facts["row"] = {"sheet": line.sheet, "row": line.row}
    return Meant(item, line, facts, whys, stopped)


def _item(
    found: KindSheet, line: Line, place: int, facts: Mapping[str, Any], cells: dict[str, str], *, many: bool
) -> Item:
    title = str(facts.get("title") or "") or next(iter(line.said.values()), "")
    data = {"title": title, "cells": line.said}
    item = Item(found.kind.name, place, None, line.sheet, line.row, line.number or None, data, cells)
    item.key = digest_of([found.kind.name, line.sheet if many else "", line.number, title])
    item.digest = digest_of(line.said)
    return item


def _cell_of(act: Act, why: Why, cells: Mapping[str, str]) -> str:
    label = why.about.get("field")
    return next((cells.get(one.name, "") for one in act.fields if list(one.label) == label), "")


def _near(act: Act, meant: Sequence[Meant], known: Sequence[Known]) -> dict[int, list[Known]]:
    """The matters that a row may be, the surest first: of the same words in an import, number, title."""
    by_key = {one.key: one for one in known if one.key}
    by_number: dict[str, list[Known]] = {}
    by_title: dict[str, list[Known]] = {}
    for one in known:
        by_number.setdefault(one.number or "", []).append(one)
        by_title.setdefault(bare(one.title), []).append(one)
    found = {}
    for row in meant:
        item = row.item
        same = [by_key[item.key]] if item.key in by_key else []
        numbered = by_number.get(item.number, []) if item.number else []
        if act.field("number_there"):  # another list begins with 1 too
            numbered = [one for one in numbered if likeness(item.title, one.title) >= ALIKE]
        found[item.place] = [*same, *numbered, *by_title.get(bare(item.title), [])]
    return found


def _verdict(row: Meant, near: Sequence[Known], now: Mapping[int, Standing], used: set[int]) -> Planned:
    """A matter that says the same is the same; else the one that it names by number or key is in its way."""
    item = row.item
    free = [one for one in near if one.id not in used]
    for one in free:
        if _same_file(item, one) or not differing(row.line, row.facts, now[one.id]):
            used.add(one.id)
            return Planned(item, "same", [], {}, one.id)
    named = next((one for one in free if one.key == item.key or _numbered(item, one)), None)
    if named:
        used.add(named.id)
        return Planned(item, "refused", _in_the_way(row, named, now[named.id]), {}, named.id)
    return Planned(item, "refused" if row.stopped else "new", row.whys, {} if row.stopped else row.facts)


def _same_file(item: Item, one: Known) -> bool:
    """An import brought just these words: whatever people did since stays."""
    return one.key == item.key and one.digest == item.digest


def _numbered(item: Item, one: Known) -> bool:
    return bool(item.number) and item.number == one.number


def _in_the_way(row: Meant, known: Known, now: Standing) -> list[Why]:
    life = life_of(known.kind, known.life)
    if life.phase == OVER:
        return [Why("ended", "", {"life": list(life.text)})]
    return [
        Why("differs", bound.cell(row.line.row), {"field": bound.heading[:40], "now": said[:80] or "—"})
        for bound, said in differing(row.line, row.facts, now)
    ]
