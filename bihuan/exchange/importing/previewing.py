"""A file against a register, whatever it brings: read as a ledger, or as a sheet of one kind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bihuan.core.sheets.reading import NoLedger
from bihuan.exchange.importing.facts import Ground
from bihuan.exchange.importing.kind_plan import planned_of_kind
from bihuan.exchange.importing.kind_sheets import KindSheet, sheet_of, warnings_of
from bihuan.exchange.importing.plan import Plan, planned
from bihuan.exchange.importing.reading import MOST_ROWS, columns, read
from bihuan.exchange.importing.takes import LEDGER, kinds_by_import
from bihuan.exchange.workbook import Unreadable, open_workbook


class Preview(NamedTuple):
    """What a file brings: of which kind ("": a ledger), row by row, and what the pages say of the file."""

    kind: str
    plan: Plan
    about: dict[str, Any]


def preview(
    source: Path | bytes,
    *,
    register: int,
    ground: Ground,
    kind: str | None,
    headings: Mapping[str, str],
    corrections: Mapping[str, Mapping[str, str]] | None = None,
) -> Preview:
    """The verdict of every row. `kind` None: its headings say which. Raises Unreadable, NoLedger."""
    if found := sheet_in(source, kind):
        sheet, warnings = found
        plan = planned_of_kind(sheet, org=ground.names.org, register=register, ground=ground)
        about = {"warnings": warnings, "sheets": sheet.sheets, "columns": _columns(sheet)}
        return Preview(sheet.kind.name, plan, about)
    ledger = read(source, year=ground.year, headings=headings)
    plan = planned(ledger, register=register, ground=ground, corrections=corrections)
    about = {
        "warnings": ledger.warnings,
        "sheets": ledger.sheets,
        "columns": columns(ledger),
        "done": plan.done,
    }
    return Preview(LEDGER, plan, about)


def sheet_in(source: Path | bytes, kind: str | None) -> tuple[KindSheet, list[str]] | None:
    """The sheet of a kind, with what was not read; None where the file is to be read as a ledger.

    Raises NoLedger where a kind was named and no heading is one of its own.
    """
    if kind == LEDGER or not kinds_by_import():
        return None
    grids = open_workbook(source)
    found = sheet_of(grids, kind)
    if found is None:
        if kind is not None:
            raise NoLedger
        return None
    if len(found.lines) > MOST_ROWS:
        raise Unreadable(f"表超过 {MOST_ROWS} 行，请分次导入")
    return found, list(warnings_of(found, grids))


def _columns(sheet: KindSheet) -> list[dict[str, str]]:
    return [
        {"heading": heading, "sheet": name, "column": letter, "role": ""}
        for heading, (name, letter) in sheet.headings.items()
    ]
