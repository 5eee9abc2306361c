"""Reads a ledger out of the sheets of a workbook, as a careful clerk would."""

import re
from collections.abc import Mapping, Sequence

from bihuan.core.sheets.checks import check_numbers, check_table
from bihuan.core.sheets.columns import Columns, columns_of
from bihuan.core.sheets.grid import Grid, Page
from bihuan.core.sheets.header import Block, blocks, silent_block
from bihuan.core.sheets.ledger import Ledger, TableColumns
from bihuan.core.sheets.rows import rows_of
from bihuan.core.sheets.table import Table, TableReader
from bihuan.core.sheets.tying import tie
from bihuan.core.sheets.warn import missing_columns

Mapped = Mapping[str, Mapping[str, str]]


class NoLedger(Exception):
    """No sheet of the workbook holds a table of problems or measures."""


def read_grids(grids: Sequence[Grid], *, year: int, mapping: Mapped | None = None) -> Ledger:
    """The ledger that the sheets hold together.

    `year` is meant where a due names none. `mapping`: sheet name -> {column letter: role or "extra"}
    decided by
    hand, "*" for every sheet. Raises NoLedger where there is none.
    """
    ledger = Ledger()
    read: list[Table] = []
    open_sheets = [grid for grid in grids if not grid.hidden]
    for grid in open_sheets or grids:
        read += _read_sheet(Page(grid), ledger, year, mapping or {})
    if open_sheets and not read:
        for grid in grids:
            if grid.hidden:
                read += _read_sheet(Page(grid), ledger, year, mapping or {})
    if not read:
        raise NoLedger
    for grid in grids:
        if grid.name not in ledger.sheets and any(cell is not None for row in grid.rows for cell in row):
            why = "是隐藏的" if grid.hidden else "里没有台账"
            ledger.warnings.append(f"工作表“{grid.name}”{why}，未读入")
    for groups in tie(read, ledger.warnings):
        table = groups.table
        check_table(
            table,
            groups.problems,
            asks_accountable=groups.asks_accountable,
            has_measures=groups.has_measures,
            has_titles=groups.has_titles,
        )
        check_numbers(groups.problems, groups.shared_numbers)
        ledger.problems += groups.problems
    ledger.warnings += missing_columns([table.columns for table in read])
    for problem in ledger.problems:
        for key in [key for key in problem.unattached if key.startswith("formula:")]:
            del problem.unattached[key]
    return ledger


def _read_sheet(page: Page, ledger: Ledger, year: int, mapping: Mapped) -> list[Table]:
    tables: list[Table] = []
    by_hand = {**mapping.get("*", {}), **mapping.get(page.grid.name, {})}
    for block, last in _stretches(page):
        values = _values(page, block, last)
        columns = columns_of(block, values, hidden=page.grid.hidden_columns, mapping=by_hand)
        if not _is_ledger(page.grid.name, columns, values):
            continue
        table = TableReader(page, columns, year=year).read(list(rows_of(page, block, last, columns)))
        if not table.problems:
            continue
        tables.append(table)
        ledger.tables.append(_described(page, block, columns))
        ledger.warnings += table.warnings
        if page.grid.name not in ledger.sheets:
            ledger.sheets.append(page.grid.name)
    return tables


_KEYS = ("number", "problem_ref", "measure_ref", "measure_number")
_BESIDE = (
    "number",
    "lead_unit",
    "accountable",
    "due",
    "leader",
    "measure",
    "progress",
    "status",
    "source",
    "aspect",
)
_OF_A_DUTY = re.compile(r"责任|牵头|主办|承办|时限|期限|时间节点|进展|完成|标准|佐证|落实|成效|销号|整改")
_NUMERIC = re.compile(r"-?[\d.,]+%?")


def _is_ledger(name: str, columns: Columns, values: Mapping[int, Sequence[str]]) -> bool:
    """Problems or measures, or who, when and what by number (责任清单, 制度清单).

    A table of counts, a list of addresses and the like are none, though they may have numbers and offices.
    """
    if columns.has("title", "measure"):
        return columns.has(*_BESIDE)
    if not columns.has(*_KEYS) or _is_counts(columns, values):
        return False
    duties = [column for role, column in columns.by_role.items() if role not in _KEYS]
    return any(_OF_A_DUTY.search(column.heading) for column in duties) or name.endswith("清单")


def _is_counts(columns: Columns, values: Mapping[int, Sequence[str]]) -> bool:
    """Two columns of mere numbers or more, and no fewer than the columns that mean something."""
    counts = 0
    for column in columns.extras:
        cells = [cell for cell in values.get(column.index, ()) if cell]
        counts += bool(cells) and all(_NUMERIC.fullmatch(cell) for cell in cells)
    return counts >= 2 and counts >= len(columns.by_role) - 1


def _stretches(page: Page) -> list[tuple[Block, int]]:
    """Each header with the last row under it; the same header repeated continues the table."""
    found: list[Block] = []
    for block in blocks(page):
        if not found or not block.same_as(found[-1]):
            found.append(block)
    if not found:
        fallback = silent_block(page)
        found = [fallback] if fallback else []
    ends = [block.top - 1 for block in found[1:]] + [page.height - 1]
    return list(zip(found, ends, strict=False))


def _values(page: Page, block: Block, last: int) -> dict[int, list[str]]:
    """A sample of each column's cells, for what only values can tell."""
    rows = range(block.bottom + 1, min(last, block.bottom + 400) + 1)
    return {column: [page.texts[row][column] for row in rows] for column in range(page.width)}


def _described(page: Page, block: Block, columns: Columns) -> TableColumns:
    return TableColumns(
        page.grid.name,
        (block.top + 1, block.bottom + 1),
        {role: column.letter for role, column in columns.by_role.items()},
        {column.heading: column.letter for column in columns.extras},
        {column.letter: column.heading for column in columns.all if column.heading},
    )
