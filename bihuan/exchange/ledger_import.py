"""`bihuan ledger import FILE --org SLUG [--commit]`: a preview against the register, and taking it over.

Exit status: 0 done, 1 some rows were refused or have to be mapped, 2 the file or the call is wrong.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bihuan.core.sheets.reading import NoLedger
from bihuan.core.time.days import day_of
from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.commit import begin, committed
from bihuan.exchange.importing.differing import FIELDS
from bihuan.exchange.importing.facts import default_choice
from bihuan.exchange.importing.items import MEASURE
from bihuan.exchange.importing.mapping import choices_of, headings_of, remember
from bihuan.exchange.importing.models import ImportRow
from bihuan.exchange.importing.names import names_of
from bihuan.exchange.importing.plan import Plan
from bihuan.exchange.importing.previewing import Preview, preview, sheet_in
from bihuan.exchange.importing.reading import read
from bihuan.exchange.importing.registers import (
    NoRegister,
    create_register,
    person_named,
    register_named,
    title_of,
)
from bihuan.exchange.importing.start import CLAIMED, CLOSED, ground_of, start
from bihuan.exchange.importing.takes import kinds_by_import
from bihuan.exchange.importing.words import VERDICTS, Why, reasons_from
from bihuan.exchange.workbook import Unreadable
from bihuan.files.refusal import Refusal
from bihuan.files.store import keep
from bihuan.matters.writing.clock import now
from bihuan.people.models import Organisation
from bihuan.people.read import day_in


class Wrong(Exception):
    """The call or the file is wrong; one line says what and where."""


class Target(NamedTuple):
    """Where a file goes: the organisation, its register, who imports it, with which decisions."""

    org: int
    register: int
    person: int | None
    year: int
    names: Mapping[str, str]
    headings: Mapping[str, str]
    kind: str | None


def main(argv: Sequence[str]) -> int:
    """Print the preview, or take it over and print what came of it."""
    args = _parser().parse_args(argv)
    try:
        return _run(args)
    except Wrong as wrong:
        reason = str(wrong)
    except (Unreadable, NoLedger) as error:
        code = "unreadable" if isinstance(error, Unreadable) else "no_header"
        reason = getattr(error, "reason", "没有找到这类事项的栏目" if args.kind else "没有找到台账的表头")
        if args.json:
            sys.stdout.write(json.dumps({"error": code, "reason": reason}, ensure_ascii=False) + "\n")
    except Refusal as refusal:
        reason = refusal.text.zh
    except Refused as refused:
        reason = Why(refused.reason.code, "", refused.reason.about).text().zh
    sys.stderr.write(f"{args.file}: {reason}\n")
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bihuan ledger import", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--org", required=True, metavar="SLUG")
    parser.add_argument("--register", metavar="NAME|PREFIX", help="needed where there are several")
    parser.add_argument("--kind", metavar="NAME", help="what the sheet holds; its headings say if absent")
    parser.add_argument("--year", type=int, help="the year of dues that name none; this year if absent")
    parser.add_argument(
        "--map", type=Path, metavar="FILE.json", help='{"units": {…}, "people": {…}, "columns": {…}}'
    )
    parser.add_argument("--as", dest="username", metavar="USERNAME", help="who imports; the system if absent")
    parser.add_argument(
        "--done",
        choices=(CLOSED, CLAIMED),
        default="",
        help="what 已完成 means where no column says 是否销号: closed before, or only claimed (if absent)",
    )
    parser.add_argument("--placeholders", action="store_true", help="make unknown units and people")
    parser.add_argument("--commit", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser


def _run(args: argparse.Namespace) -> int:
    at = now()
    target = _target(args, at)
    kind, plan, _ = _preview(args, target, at)
    target = target._replace(kind=kind)
    if args.placeholders and plan.asked:
        more = {key: default_choice(key) for key in plan.asked if not _is_department(plan, key)}
        target = target._replace(names={**more, **target.names})
        plan = _preview(args, target, at).plan
    answer = _answer(args, target, plan)
    if args.commit and not plan.counts["needs_mapping"]:
        answer |= _commit(args, target, plan, at)
    _print(args, answer)
    counts = answer["counts"]
    return int(bool(counts["refused"] or counts["needs_mapping"]))


def _target(args: argparse.Namespace, at: int) -> Target:
    org = Organisation.objects.filter(slug=args.org).first()
    if org is None:
        raise Wrong(f"没有机构“{args.org}”")
    person = person_named(org.pk, args.username) if args.username else None
    if args.username and person is None:
        raise Wrong(f"“{args.username}”不是“{args.org}”的人员")
    year = args.year if args.year is not None else day_of(at, org.zone).year
    if not 1900 <= year <= 2999:
        raise Wrong(f"年份 {year} 不对")
    if not args.file.is_file():
        raise Wrong("没有这个文件")
    if args.kind and args.kind not in [one.name for one in kinds_by_import()]:
        known = "、".join(f"{one.name}（{one.label.zh}）" for one in kinds_by_import())
        raise Wrong(f"没有可导入的“{args.kind}”；现有：{known or '无'}；问题和措施的台账不必指明")
    names, headings = _mapping(args.map, org.pk, at)
    return Target(org.pk, _register(args, org.pk, person, at), person, year, names, headings, args.kind)


def _register(args: argparse.Namespace, org: int, person: int | None, at: int) -> int:
    try:
        found = register_named(org, args.register)
        if found is None and args.commit and person is not None:
            if not sheet_in(args.file, args.kind):  # a file that cannot be read opens no register
                read(args.file, year=2000, headings={})
            return create_register(org, title=args.file.stem, person=person, at=at)
    except NoRegister as error:
        raise Wrong(str(error)) from error
    if found is None:
        raise Wrong("还没有台账；加 --commit 和 --as 督查人员，就按现有岗位新建一个")
    return found


def _mapping(file: Path | None, org: int, at: int) -> tuple[dict[str, str], dict[str, str]]:
    """Choices from a file: names to names, as people write them."""
    if file is None:
        return {}, {}
    try:
        given = json.loads(file.read_text(encoding="utf-8"))
        units, people, columns = (dict(given.get(part, {})) for part in ("units", "people", "columns"))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Wrong(f"{file} 读不出对应关系") from error
    names = names_of(org, on=day_in(org, at=at))
    chosen: dict[str, str] = {}
    for name, meant in units.items():
        choice = "inform" if meant is None else names.unit_choice(str(meant))
        if not choice:
            raise Wrong(f"{file}：没有单位“{meant}”")
        chosen |= {f"lead:{name}": choice, f"supporting:{name}": choice}
    for name, meant in people.items():
        found = [] if meant is None else names.namesakes(str(meant))
        if meant is not None and len(found) != 1:
            raise Wrong(f"{file}：没有唯一的人员“{meant}”")
        chosen[f"person:{name}"] = f"person:{found[0]}" if found else "none"
    return chosen, {str(heading): str(role) for heading, role in columns.items()}


def _preview(args: argparse.Namespace, target: Target, at: int) -> Preview:
    headings = {**headings_of(target.register), **target.headings}
    choices = choices_of(target.register) | target.names
    ground = ground_of(
        target.org, target.register, year=target.year, at=at, choices=choices, done_means=args.done
    )
    return preview(args.file, register=target.register, ground=ground, kind=target.kind, headings=headings)


def _is_department(plan: Plan, key: str) -> bool:
    """A department cannot lead, and no placeholder may take its name: it has to be mapped."""
    name = key.partition(":")[2]
    return key.startswith("lead:") and any(
        why.code in ("not_answerable", "lead_ambiguous") and why.about["name"] == name
        for row in plan.rows
        for why in row.whys
    )


def _commit(args: argparse.Namespace, target: Target, plan: Plan, at: int) -> dict[str, Any]:
    if not plan.counts["new"] + plan.counts["changed"]:
        return {"import": None, "committed": {"new": 0, "changed": 0}}
    remember(target.register, names=target.names, headings=target.headings)
    with args.file.open("rb") as file:
        evidence = keep(target.org, file, at=at)
    one = start(
        target.org,
        target.register,
        digest=evidence.digest,
        name=args.file.name,
        year=target.year,
        person=target.person,
        at=at,
        choices={key: choice for key, choice in target.names.items() if choice == "new"},
        kind=target.kind,
        done_means=args.done,
    )
    begin(one, person=target.person, at=now(), queued=False)
    committed(one, person=target.person, clock=now, report=_progress(args))
    rows = ImportRow.objects.filter(import_id=one.id, state=ImportRow.DONE)
    done = {verdict: rows.filter(verdict=verdict).count() for verdict in ("new", "changed")}
    late = ImportRow.objects.filter(import_id=one.id, state=ImportRow.LEFT, verdict="refused")
    counts = plan.counts | done | {"refused": late.count()}
    return {"import": one.id, "committed": done, "counts": counts, "left": [_row_left(row) for row in late]}


def _progress(args: argparse.Namespace) -> Any:
    def report(done: int, total: int) -> None:
        if sys.stderr.isatty() and not args.json:
            sys.stderr.write(f"\r{done}/{total}" + ("\n" if done == total else ""))

    return report


def _row_left(row: ImportRow) -> dict[str, Any]:
    whys = reasons_from(json.loads(row.reasons))
    return {"sheet": row.sheet, "row": row.row, "kind": row.kind, "reasons": [_why(why) for why in whys]}


def _answer(args: argparse.Namespace, target: Target, plan: Plan) -> dict[str, Any]:
    rows = [
        {
            "sheet": row.item.sheet,
            "row": row.item.row,
            "kind": row.item.kind,
            "number": row.item.number,
            "title": row.item.title,
            "verdict": row.verdict,
            "reasons": [_why(why) for why in row.whys],
            "differences": [one._asdict() for one in row.differences],
        }
        for row in plan.rows
    ]
    absent = [{"kind": one.kind, "number": one.number, "title": one.title} for one in plan.absent]
    return {
        "register": title_of(target.register),
        "counts": plan.counts,
        "rows": rows,
        "absent": absent,
        "asked": plan.asked,
        "done": plan.done,
        "import": None,
        "committed": None,
    }


def _why(why: Why) -> dict[str, str]:
    return {"code": why.code, "cell": why.cell, "text": why.text().zh}


def _print(args: argparse.Namespace, answer: dict[str, Any]) -> None:
    if args.json:
        json.dump(answer, sys.stdout, ensure_ascii=False)
        sys.stdout.write("\n")
        return
    lines = [f"台账：{answer['register']}"]
    for row in answer["rows"]:
        lines += _lines(row)
    lines += [f"表中没有：{row['number'] or '—'} {row['title']}" for row in answer["absent"]]
    said = "，".join(f"{VERDICTS[verdict].zh} {count}" for verdict, count in answer["counts"].items())
    lines.append(f"共 {len(answer['rows'])} 行：{said}")
    if answer["asked"]:
        names = "、".join(dict.fromkeys(key.partition(":")[2].partition("|")[0] for key in answer["asked"]))
        lines.append(f"须先对应：{names}（--map FILE.json，或 --placeholders 新建占位）")
    if answer["done"] and not args.done:
        lines.append(f"表中 {answer['done']} 项写“已完成”，按报结导入；如果就是已销号，加 --done closed")
    if answer["committed"] is not None:
        done = answer["committed"]
        lines.append(f"已导入：新增 {done['new']} 行，更正 {done['changed']} 行")
    elif not args.commit:
        lines.append("这是预览，没有写入；加 --commit 导入")
    sys.stdout.write("\n".join(lines) + "\n")


def _lines(row: dict[str, Any]) -> list[str]:
    where = f"{row['sheet'] or '表'}!{row['row']}"
    indent = "  " if row["kind"] == MEASURE else ""
    out = [
        f"{VERDICTS[row['verdict']].zh}\t{where}\t{indent}{row['number'] or '·'} {row['title'] or '（空）'}"
    ]
    out += [f"\t\t{why['cell'] or '—'}：{why['text']}" for why in row["reasons"]]
    out += [
        f"\t\t{FIELDS[one['field']][1].zh}：{one['old'] or '—'} → {one['new'] or '—'}"
        for one in row["differences"]
    ]
    return out
