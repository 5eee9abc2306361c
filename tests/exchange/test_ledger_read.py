"""The clerk's eye as a whole: our own ugly ledgers, the example ledgers, the command line, the importer's
interface.
"""

# ruff: noqa: E501  tables of Chinese words: a wide character counts twice

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.core.sheets.grid import Grid, Merge
from bihuan.core.sheets.reading import NoLedger, read_grids
from bihuan.exchange.ledger_read import main, read_ledger
from bihuan.exchange.workbook import Unreadable
from tests.ledgers.make import written
from tests.ledgers.sheets import Book, Sheet

OURS = Path(__file__).parent.parent / "ledgers"
EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "ledgers"
ALWAYS = ("supporting_units", "accountable", "due")


def ledgers(folder: Path) -> list[Path]:
    return sorted(path.with_suffix("").with_suffix("") for path in folder.glob("*.expected.json"))


def file_of(stem: Path) -> Path:
    return next(path for suffix in (".xlsx", ".xls", ".csv") if (path := stem.with_suffix(suffix)).exists())


def differences(expected: list[dict[str, Any]], read: list[dict[str, Any]]) -> Iterator[str]:
    """Every stated key that reads otherwise; lists and dues also where nothing is stated."""
    if [p["title"] for p in expected] != [p["title"] for p in read]:
        yield f"problems: {[p['title'] for p in expected]} but {[p['title'] for p in read]}"
        return
    for want, got in zip(expected, read, strict=True):
        name = want["title"] or want["number"]
        for key in ("number", "aspect", "source", "category"):
            if want.get(key) != got.get(key) and not (key == "category" and key not in want):
                yield f"{name} {key}: {want.get(key)!r} but {got.get(key)!r}"
        if sorted(want["errors"]) != sorted(got["errors"]):
            yield f"{name} errors: {want['errors']} but {got['errors']}"
        if len(want["measures"]) != len(got["measures"]):
            yield f"{name} measures: {len(want['measures'])} but {len(got['measures'])}"
            continue
        for mine, theirs in zip(want["measures"], got["measures"], strict=True):
            for key, value in mine.items():
                seen = theirs.get(key)
                if key == "extra":
                    seen = {one: (seen or {}).get(one) for one in value}
                if seen != value and (value is not None or key in ALWAYS):
                    yield f"{name} / {mine['text']} {key}: {value!r} but {seen!r}"


@pytest.mark.parametrize("stem", ledgers(OURS), ids=lambda stem: stem.name)
def test_it_reads_our_ugly_ledgers_as_a_clerk_does(stem: Path) -> None:
    expected = json.loads(stem.with_suffix(".expected.json").read_text(encoding="utf-8"))
    ledger = read_ledger(file_of(stem), year=expected["year"])
    assert list(differences(expected["problems"], ledger.as_json()["problems"])) == []  # type: ignore[arg-type]


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the example ledgers are not on this machine")
@pytest.mark.parametrize("stem", ledgers(EXAMPLES), ids=lambda stem: stem.name)
def test_it_reads_the_example_ledgers(stem: Path) -> None:
    expected = json.loads(stem.with_suffix(".expected.json").read_text(encoding="utf-8"))
    ledger = read_ledger(file_of(stem), year=expected["year"])
    assert list(differences(expected["problems"], ledger.as_json()["problems"])) == []  # type: ignore[arg-type]


def test_there_are_at_least_fifteen_ledgers_in_every_format() -> None:
    files = [file_of(stem) for stem in ledgers(OURS)]
    assert len(files) >= 15
    assert {path.suffix for path in files} == {".xlsx", ".xls", ".csv"}


def test_the_command_prints_the_ledger_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(OURS / "three-lists.xlsx"), "--year", "2026", "--json"]) == 0
    ledger = json.loads(capsys.readouterr().out)
    assert {"problems", "columns", "sheets", "warnings"} <= ledger.keys()
    assert ledger["sheets"] == ["问题清单", "任务清单", "责任清单"]
    assert ledger["columns"]["title"] == "C"
    assert {"text", "lead_unit", "supporting_units", "accountable", "due", "status", "row"} <= ledger[
        "problems"
    ][0]["measures"][0].keys()


def test_the_command_prints_a_table_to_look_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(OURS / "faults.xlsx"), "--year", "2026"]) == 0
    shown = capsys.readouterr().out
    assert "问题 7 条" in shown
    assert "日期不存在（F2）" in shown


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("没有.xlsx", None, "unreadable"),
        ("坏.xlsx", b"not a workbook", "unreadable"),
        ("空.xlsx", b"", "unreadable"),
        ("文.csv", "今天开会讨论了问题。\n".encode(), "no_header"),
        ("统计.csv", "单位,问题数,措施数,已完成\n秘书处,1,2,1\n".encode(), "no_header"),
    ],
)
def test_the_command_refuses_in_one_line(
    name: str, content: bytes | None, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    assert main([str(path), "--json"]) == 2
    out, err = capsys.readouterr()
    assert json.loads(out)["error"] == code
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_mapping_overrules_the_headings() -> None:
    book = Book("a.csv", [Sheet("", [["序号", "问题", "怎么办", "备注"], ["1", "甲", "乙", "6月底前"]])], [])
    assert "due" not in read_ledger(written(book), year=2026).columns
    mapped = read_ledger(written(book), year=2026, mapping={"*": {"C": "measure", "D": "due"}})
    measure = mapped.problems[0].measures[0]
    assert (measure.text, measure.due and str(measure.due.on)) == ("乙", "2026-06-30")
    assert measure.cells["due"] == "D2"


def test_a_missing_column_is_one_warning_and_no_error_in_any_row() -> None:
    ledger = read_grids(
        [Grid("台账", [["序号", "问题", "措施"], [1, "甲", "乙"], [2, "丙", "丁"]])], year=2026
    )
    assert [problem.errors for problem in ledger.problems] == [[], []]
    assert sum("责任人" in warning for warning in ledger.warnings) == 1


def test_every_column_that_it_does_not_know_is_kept() -> None:
    ledger = read_ledger(OURS / "audit-52-columns.xlsx", year=2026)
    extra = ledger.problems[0].measures[0].extra
    assert extra["追缴资金（万元）"] == "0.4"
    assert extra["协助整改工作的领导"] == "季望山"
    assert len(extra) >= 12


def test_an_error_names_its_cell() -> None:
    ledger = read_ledger(OURS / "faults.xlsx", year=2026)
    cells = {
        (problem.number, code): cell
        for problem in ledger.problems
        for code, cell in problem.error_cells.items()
    }
    assert cells["1", "bad_date"] == "F2"
    assert cells["2", "no_accountable"] == "E3"
    assert cells["4", "no_problem"] == "B5"


def test_it_warns_of_hidden_rows_and_sheets() -> None:
    assert sum("隐藏行" in warning for warning in read_ledger(OURS / "hidden.xlsx", year=2026).warnings) == 2
    assert any("旧版" in warning for warning in read_ledger(OURS / "unit-sheets.xlsx", year=2026).warnings)


def test_broken_bytes_are_unreadable_for_the_importer_too() -> None:
    with pytest.raises(Unreadable):
        read_ledger(b"PK\x03\x04 broken", year=2026)
    with pytest.raises(NoLedger):
        read_ledger("说明文字\n".encode(), year=2026)


# --- a ledger that is written comes back
# -----------------------------------------------------------------------

_HAN = "建立制度台账清单摸底通报走访协商会商公开评议抽查培训压减统筹反馈跟踪转化联系服务调研"
_WORDS = st.text(alphabet=_HAN, min_size=4, max_size=16)
_UNITS = st.sampled_from(["秘书处", "综合处", "督查处", "人事处", "信息中心", "委员工作处", "综合研究处"])
_PEOPLE = st.sampled_from(
    ["纪清晏", "殷若渔", "谷向原", "段知行", "卓问渠", "陶然之", "钟守拙", "费䶮", "洛桑·云青"]
)
_DUES = st.sampled_from([
    ("6月底前", {"kind": "date", "on": "2026-06-30"}), ("立行立改", {"kind": "immediate"}), ("长期坚持", {"kind": "long_term"}),
    ("每季度", {"kind": "recurring", "every": "quarter"}), ("2026.9.30", {"kind": "date", "on": "2026-09-30"}),
])  # fmt: skip
_MEASURES = st.lists(
    st.tuples(_WORDS, _UNITS, st.lists(_PEOPLE, min_size=1, max_size=2, unique=True), _DUES),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one[0],
)
_LEDGERS = st.lists(st.tuples(_WORDS, _MEASURES), min_size=1, max_size=6, unique_by=lambda one: one[0])
_HEADS = st.sampled_from([
    ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限"],
    ["编号", "存在问题", "具体举措", "牵头处室", "整改责任人", "整改时限"],
    ["序 号", "问题表述", "细化的整改措施", "主办单位", "直接责任人", "时间节点"],
])  # fmt: skip


@given(_LEDGERS, _HEADS, st.booleans(), st.booleans(), st.integers(0, 3))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_a_ledger_that_is_written_out_comes_back(
    ledger: Any, head: list[str], merge: bool, shared: bool, above: int
) -> None:
    rows: list[list[Any]] = [["台账标题", *[None] * 5] for _ in range(above)] + [head]
    merges: list[Merge] = []
    for number, (title, measures) in enumerate(ledger, start=1):
        top = len(rows)
        if shared and len({(unit, tuple(who), due[0]) for _, unit, who, due in measures}) == 1:
            cell = "\n".join(f"{place}.{text}；" for place, (text, *_) in enumerate(measures, start=1))
            rows.append([number, title, cell, measures[0][1], "、".join(measures[0][2]), measures[0][3][0]])
            continue
        for place, (text, unit, who, due) in enumerate(measures):
            rows.append(
                [
                    number if place == 0 else None,
                    title if place == 0 else None,
                    text,
                    unit,
                    "、".join(who),
                    due[0],
                ]
            )
        if merge and len(measures) > 1:
            merges += [Merge(top, column, len(rows) - 1, column) for column in (0, 1)]
    read = read_grids([Grid("台账", rows, merges)], year=2026)
    back = [
        (
            problem.title,
            [
                (one.text, one.lead_unit, one.accountable, one.due and one.due.as_json())
                for one in problem.measures
            ],
        )
        for problem in read.problems
    ]
    assert back == [
        (title, [(text, unit, who, due[1]) for text, unit, who, due in measures])
        for title, measures in ledger
    ]
    assert [problem.number for problem in read.problems] == [
        str(number) for number in range(1, len(ledger) + 1)
    ]
    assert [problem.errors for problem in read.problems] == [[]] * len(ledger)


_CELLS = st.one_of(st.none(), st.text(max_size=12), st.integers(), st.floats(allow_nan=False), st.sampled_from(
    ["序号", "问题", "整改措施", "责任单位", "责任人", "完成时限", "进展情况", "合计", "一、思想方面（2条）", "注：1.说明", "6月底前", "1", "2", "√", "1.甲；2.乙"]
))  # fmt: skip


@given(
    st.lists(st.lists(_CELLS, max_size=7), max_size=9),
    st.lists(
        st.builds(
            Merge, st.integers(0, 9), st.integers(0, 7), st.integers(0, 2_000_000), st.integers(0, 20_000)
        ),
        max_size=4,
    ),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_sheet_makes_it_fail(rows: list[list[Any]], merges: list[Merge]) -> None:
    try:
        ledger = read_grids([Grid("表", rows, merges)], year=2026)
    except NoLedger:
        return
    assert ledger.problems
    assert json.dumps(ledger.as_json(), ensure_ascii=False)


@pytest.mark.parametrize("numbers", ["①②③④⑤⑥", "123456", "１２３４５６", "²³¹²³¹"])
def test_columns_may_be_numbered_in_any_digits(numbers: str, tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    head = "序号,存在问题,整改措施,责任单位,责任人,完成时限"
    rows = (head, ",".join(numbers), "1,公文流转慢,限时办理,办公厅,王建国,2026-06-30")
    file.write_text("\n".join(rows), encoding="utf-8")
    read = [problem.title for problem in read_ledger(file, year=2026).problems]
    assert read[-1] == "公文流转慢" and (len(read) == 1 or numbers[0] == "²")
