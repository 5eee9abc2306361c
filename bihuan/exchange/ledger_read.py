"""`bihuan ledger read FILE [--year 2022] [--json]`: what a careful clerk reads out of a spreadsheet."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bihuan.core.sheets.ledger import Ledger, MeasureRow, ProblemRow
from bihuan.core.sheets.reading import Mapped, NoLedger, read_grids
from bihuan.exchange.workbook import Unreadable, open_workbook
from bihuan.matters.saying.rhythm import rhythm_said

_TEXT_FILES = (".csv", ".txt", ".tsv", "")


def read_ledger(source: Path | str | bytes, *, year: int, mapping: Mapped | None = None) -> Ledger:
    """The ledger in a file or its bytes.

    `year` is meant where a due names none; `mapping` (sheet name or "*" -> {letter: role}) overrules the
    headings.
    Raises Unreadable for a file that cannot be read, NoLedger where no sheet holds a ledger.
    """
    try:
        return read_grids(open_workbook(source), year=year, mapping=mapping)
    except NoLedger:
        if isinstance(source, (str, Path)) and _only_named_a_workbook(Path(source)):
            raise Unreadable("文件已损坏或不是电子表格") from None
        raise


def _only_named_a_workbook(path: Path) -> bool:
    """Text that calls itself .xlsx and holds no table is a broken workbook, not a sheet without a ledger."""
    if path.suffix.lower() in _TEXT_FILES:
        return False
    with path.open("rb") as file:
        return file.read(4) not in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def main(argv: Sequence[str]) -> int:
    """Prints the ledger, as JSON or as a table to look at; 0, or 2 with one line on standard error."""
    parser = argparse.ArgumentParser(prog="bihuan ledger read", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--year", type=int, default=None, help="the year of dues that name none; this year if absent"
    )
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(argv)
    year = args.year if args.year is not None else date.today().year
    if not 1900 <= year <= 2999:
        return _refuse(args, "bad_year", f"年份 {year} 不对")
    try:
        ledger = read_ledger(args.file, year=year)
    except Unreadable as error:
        return _refuse(args, "unreadable", error.reason)
    except NoLedger:
        return _refuse(args, "no_header", "没有找到台账的表头")
    if args.json:
        sys.stdout.write(json.dumps(ledger.as_json(), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(shown(ledger))
    return 0


def _refuse(args: argparse.Namespace, code: str, reason: str) -> int:
    if args.json:
        sys.stdout.write(json.dumps({"error": code, "reason": reason}, ensure_ascii=False) + "\n")
    sys.stderr.write(f"{args.file}: {reason}\n")
    return 2


def shown(ledger: Ledger) -> str:
    """The ledger as lines to read: each problem, its measures, what is wrong, and the warnings."""
    measures = sum(len(problem.measures) for problem in ledger.problems)
    wrong = sum(bool(problem.errors) for problem in ledger.problems)
    out = [
        f"问题 {len(ledger.problems)} 条，措施 {measures} 条，有疑问的问题 {wrong} 条；"
        f"工作表：{'、'.join(ledger.sheets) or '—'}"
    ]
    aspect: str | None = None
    for problem in ledger.problems:
        if problem.aspect != aspect:
            aspect = problem.aspect
            out.append(f"\n【{aspect or '—'}】")
        out += _problem_lines(problem)
    out += ["", *(f"提示：{warning}" for warning in ledger.warnings)] if ledger.warnings else []
    return "\n".join(out) + "\n"


def _problem_lines(problem: ProblemRow) -> list[str]:
    lines = [
        f"{problem.number or '—'}  {problem.title or '（无问题表述）'}"
        + (f"  〔{problem.source}〕" if problem.source else "")
    ]
    lines += [f"    · {_measure_line(measure)}" for measure in problem.measures]
    lines += [
        f"    ！{_ERRORS[code]}（{problem.error_cells.get(code, f'第{problem.row}行')}）"
        for code in problem.errors
    ]
    return lines


def _measure_line(measure: MeasureRow) -> str:
    who = "、".join(filter(None, [measure.lead_unit, *measure.supporting_units]))
    parts = [
        measure.text or "（无措施）",
        who,
        "、".join(measure.accountable),
        _due_words(measure),
        measure.status,
    ]
    return " ｜ ".join(part for part in parts if part)


_ERRORS = {
    "bad_date": "日期不存在", "unread_date": "时限读不出", "no_accountable": "没有责任人",
    "duplicate_number": "序号重复", "no_problem": "没有问题表述", "no_measure": "没有整改措施",
    "formula": "公式没有存下结果",
}  # fmt: skip


def _due_words(measure: MeasureRow) -> str:
    due = measure.due
    if due is None:
        return ""
    words = {
        "date": f"{due.on}", "immediate": "立行立改", "long_term": "长期坚持", "unread": f"“{due.text}”",
        "recurring": rhythm_said(due.every, due.day).zh + (f"（至{due.on}）" if due.on else ""),
    }[due.kind]  # fmt: skip
    return words + ("，并长期坚持" if due.then else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
