"""Reading the kept file of an import, with the meanings that people gave to its headings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bihuan.core.sheets.columns import ROLES
from bihuan.core.sheets.ledger import Ledger
from bihuan.exchange.ledger_read import read_ledger
from bihuan.exchange.workbook import Unreadable

MOST_ROWS = 20_000


def read(source: Path | bytes, *, year: int, headings: Mapping[str, str]) -> Ledger:
    """The ledger; `headings`: heading -> role or "extra". Raises Unreadable or NoLedger (ledger_read)."""
    ledger = read_ledger(source, year=year)
    if mapping := mapped(ledger, headings):
        ledger = read_ledger(source, year=year, mapping=mapping)
    if sum(1 + len(one.measures) for one in ledger.problems) > MOST_ROWS:
        raise Unreadable(f"台账超过 {MOST_ROWS} 行，请分次导入")
    return ledger


def mapped(ledger: Ledger, headings: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Sheet -> {letter: role} for every column whose heading somebody has given another meaning."""
    found: dict[str, dict[str, str]] = {}
    for table in ledger.tables:
        roles = {letter: role for role, letter in table.roles.items()}
        for letter, heading in table.headings.items():
            role = headings.get(heading)
            if role in (*ROLES, "extra") and role != roles.get(letter, "extra"):
                found.setdefault(table.sheet, {})[letter] = role
    return found


def columns(ledger: Ledger) -> list[dict[str, Any]]:
    """Each heading of the file once, with the role that it has: what the mapping page shows."""
    found: dict[str, dict[str, Any]] = {}
    for table in ledger.tables:
        roles = {letter: role for role, letter in table.roles.items()}
        for letter, heading in table.headings.items():
            role = roles.get(letter, "extra")
            found.setdefault(
                heading, {"heading": heading, "sheet": table.sheet, "column": letter, "role": role}
            )
    return list(found.values())
