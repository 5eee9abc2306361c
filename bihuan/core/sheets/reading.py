"""Reads a ledger out of the sheets of a workbook, as a careful clerk would."""

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
        if grid.hidden and grid.name not in ledger.sheets:
            ledger.warnings.append(f"工作表“{grid.name}”是隐藏的，未读入")
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
        if not _is_ledger(columns):
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


def _is_ledger(columns: Columns) -> bool:
    """Problems or measures, or at least who and when by number (责任清单); a table of counts is none."""
    if columns.has("title", "measure"):
        return columns.has(
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
    return columns.has("number", "problem_ref", "measure_ref", "measure_number") and columns.has(
        "lead_unit", "accountable", "due", "progress", "status", "evidence", "leader", "standard"
    )


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
