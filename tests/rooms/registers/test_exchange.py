"""The register walks out as the ledger that it was, walks in again the same, and runs nothing on the way."""

import io
import zipfile

import pytest

from bihuan.exchange.ledger_read import read_ledger
from bihuan.matters.saying.columns import LEDGER, OF_WHOLE
from bihuan.rooms.registers.exchange import safe
from tests.matters.scenes import signed_in
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
ENDINGS = ("xlsx", "csv")


def exported(made: World, person: str, ending: str, query: str = "?state=all", language: str = "zh") -> bytes:
    """The file that somebody gets."""
    answer = signed_in(made, person, language=language).get(f"/r/{made.register}/export.{ending}{query}")
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def filled(made: World) -> None:
    """Two problems, three measures of different dues, one with proof."""
    one = made.open(
        "problem", "邹小禾", title="首问负责制落实不到位", source="走访座谈", aspect="服务意识方面"
    )
    claimed_measure(made, one.id, standard="制度印发", supporting=[made.units["委员工作处"]])
    registered_measure(
        made, one.id, title="每月抽查来电办理", due={"kind": "recurring", "every": "month", "day": 5}
    )
    registered_measure(made, one.id, title="当场公布电话", due={"kind": "immediate"})
    made.open("problem", "邹小禾", title="公文流转环节多", source="问卷", aspect="工作效率方面")
    registered_measure(
        made, title="单独的措施", due={"kind": "date", "on": "2026-12-31", "then": "long_term"}
    )


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_walks_out_walks_in_again_with_the_same_facts(ending: str, tmp_path) -> None:
    made = world()
    filled(made)
    file = tmp_path / f"out.{ending}"
    file.write_bytes(exported(made, "邹小禾", ending))
    ledger = read_ledger(file, year=2026)
    assert [(one.aspect, one.title, one.source) for one in ledger.problems] == [
        ("服务意识方面", "首问负责制落实不到位", "走访座谈"),
        ("工作效率方面", "公文流转环节多", "问卷"),
    ]
    proved, monthly, at_once = ledger.problems[0].measures
    assert (
        proved.text == "修订首问负责制" and proved.lead_unit == "秘书处" and proved.accountable == ["纪清晏"]
    )
    assert proved.supporting_units == ["委员工作处"] and proved.standard == "制度印发"
    assert proved.due and str(proved.due.on) == "2026-06-30" and proved.signed_off == "否"
    assert proved.progress == "初稿已成" and proved.evidence == "印发件.pdf"
    assert monthly.due and (monthly.due.kind, monthly.due.every) == ("recurring", "month")
    assert at_once.due and at_once.due.kind == "immediate"


@pytest.mark.parametrize("ending", ENDINGS)
def test_measures_alone_walk_out_with_a_due_that_has_two_ends(ending: str, tmp_path) -> None:
    made = world()
    filled(made)
    file = tmp_path / f"out.{ending}"
    file.write_bytes(exported(made, "邹小禾", ending, "?kind=measure&state=all"))
    measures = [one for problem in read_ledger(file, year=2026).problems for one in problem.measures]
    alone = next(one for one in measures if one.text == "单独的措施")
    assert alone.due and (str(alone.due.on), alone.due.then) == ("2026-12-31", "long_term")
    assert len(measures) == 4


def test_a_problem_has_one_cell_for_all_of_its_measures() -> None:
    made = world()
    filled(made)
    with zipfile.ZipFile(io.BytesIO(exported(made, "邹小禾", "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    for column in "ABCD"[:OF_WHOLE]:
        assert f'<mergeCell ref="{column}4:{column}6"/>' in sheet


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_would_be_a_formula_is_text(text: str) -> None:
    assert safe(text) == f"'{text}" and safe("一切正常=好") == "一切正常=好"


def test_a_title_that_is_a_formula_runs_in_neither_file() -> None:
    made = world()
    made.open("problem", "邹小禾", title='=HYPERLINK("x","y")', aspect="@方面", source="+来源")
    said = exported(made, "邹小禾", "csv").decode("utf-8-sig")
    assert "'=HYPERLINK" in said and "'@方面" in said and "'+来源" in said
    with zipfile.ZipFile(io.BytesIO(exported(made, "费䶮", "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet and "=HYPERLINK" in sheet


def test_the_file_says_its_version_its_definition_and_its_day() -> None:
    made = world()
    filled(made)
    said = exported(made, "邹小禾", "csv", "").decode("utf-8-sig").splitlines()
    assert said[0].startswith("作风效能问题清单（未定稿）")
    assert "口径：在办" in said[1] and "截至日期：20" in said[1]
    assert said[2] == ",".join(heading.zh for heading, _ in LEDGER)


def test_filters_of_the_address_hold_for_the_file() -> None:
    made = world()
    filled(made)
    said = exported(made, "邹小禾", "csv", "?kind=measure&state=claimed").decode()
    assert "修订首问负责制" not in said, "it is countersigned already"
    assert "修订首问负责制" in exported(made, "秦见微", "csv", "?kind=measure&state=countersigned").decode()
    assert "单独的措施" not in exported(made, "严以宁", "csv", "?q=首问&state=all").decode()


def test_one_gets_only_the_rows_that_one_sees_and_only_the_words_of_ones_face() -> None:
    made = world()
    raiser = made.people["田稼轩"]
    one = made.open("problem", "邹小禾", title="委员联络不经常", source="问卷", aspect="甲", raisers=[raiser])
    claimed_measure(made, one.id, standard="只给经办人看的标准")
    made.open("problem", "邹小禾", title="与田稼轩无关", aspect="甲")
    said = exported(made, "田稼轩", "csv").decode()
    assert "委员联络不经常" in said and "与田稼轩无关" not in said
    assert "只给经办人看的标准" not in said and "初稿已成" not in said and "印发件.pdf" not in said
    full = exported(made, "秦见微", "csv").decode()
    assert "只给经办人看的标准" in full and "印发件.pdf" in full


def test_it_is_written_in_english_for_those_who_read_english() -> None:
    made = world()
    filled(made)
    said = exported(made, "邹小禾", "csv", language="en").decode("utf-8-sig").splitlines()
    assert said[2].startswith("Number,Aspect,Problem") and "As of" in said[1]
