"""What is wrong with a problem as read: the error codes of contracts.md."""

from collections.abc import Iterable

from bihuan.core.sheets.ledger import ProblemRow
from bihuan.core.sheets.table import Table


def check_table(
    table: Table,
    problems: Iterable[ProblemRow],
    *,
    asks_accountable: bool,
    has_measures: bool,
    has_titles: bool,
) -> None:
    """Adds the codes that a problem shows by itself."""
    for problem in problems:
        broken = {key.removeprefix("formula:") for key in problem.unattached if key.startswith("formula:")}
        if has_titles and problem.title is None and "title" not in broken:
            problem.add_error("no_problem", _cell(table, "title", problem.row))
        if has_measures and not any(measure.text for measure in problem.measures) and "measure" not in broken:
            problem.add_error("no_measure", _cell(table, "measure", problem.row))
        for measure in problem.measures:
            if measure.due and measure.due.error:
                problem.add_error(measure.due.error, measure.cells.get("due", ""))
            if asks_accountable and not measure.accountable and not broken & {"accountable", "leader"}:
                letter = _letter(table, "accountable") or _letter(table, "leader")
                problem.add_error("no_accountable", f"{letter}{measure.row}" if letter else "")


def check_numbers(problems: Iterable[ProblemRow], shared: set[int]) -> None:
    """Marks a number that an earlier problem of the same count has; a count starts again at 1 with a new
    aspect.
    """
    seen: set[str] = set()
    aspect: str | None = None
    for problem in problems:
        if problem.number is None:
            continue
        if problem.number in ("1", "一", "01", "001") and problem.aspect != aspect:
            seen = set()
        aspect = problem.aspect
        if problem.number in seen and id(problem) not in shared:
            problem.add_error("duplicate_number", problem.cells.get("number", ""))
        seen.add(problem.number)


def _cell(table: Table, role: str, row: int) -> str:
    letter = _letter(table, role)
    return f"{letter}{row}" if letter else ""


def _letter(table: Table, role: str) -> str:
    column = table.columns.by_role.get(role)
    return column.letter if column else ""
