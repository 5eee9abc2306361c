"""A sheet of a kind that no ledger knows comes in by its headings: new, same or refused, row by row."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from bihuan.core.acts.mandate import Mandate
from bihuan.core.sheets.reading import NoLedger
from bihuan.exchange.importing.commit import begin, committed
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.undo import begin_undo, undone
from bihuan.exchange.ledger_import import main
from bihuan.matters.kinds import kind_of
from bihuan.matters.models import Matter
from bihuan.matters.seeing.facts import texts_of
from bihuan.matters.writing.acts import book
from tests.exchange.importing import carried, codes, commit, matters, previewed, sheet, verdicts
from tests.exchange.letters import with_letters
from tests.exchange.test_export_of_a_kind import exported, letter
from tests.matters.scenes import signed_in
from tests.world import world

pytestmark = pytest.mark.django_db

OWN = ("来信", "紧急程度", "摘要", "来信日期", "页数", "经办单位", "阅知", "责任人", "完成时限")
LABELS = ("内容", "紧急程度", "摘要", "来信日期", "页数", "经办处室", "阅知人", "责任人", "完成时限")
ENGLISH = (
    "Letter",
    "Urgency",
    "Summary",
    "Came on",
    "Pages",
    "Handlers",
    "Readers",
    "Accountable person",
    "Due",
)
FIRST = (
    "关于食堂用餐时间的来信",
    "急件",
    "建议延长供餐",
    "2026年3月1日",
    "2",
    "秘书处、办公厅委员工作处",
    "田稼轩",
    "纪清晏",
    "6月底前",
)
SECOND = ("关于停车位的来信", "plain", "", "", "", "", "", "", "")


@pytest.fixture(autouse=True)
def letters() -> Iterator[None]:
    with with_letters():
        yield


def sheet_of(*rows: Sequence[Any], headings: Sequence[str] = OWN) -> bytes:
    return sheet(*rows, headings=headings, name="来信登记表")


def letters_in() -> int:
    return Matter.objects.filter(kind="correspondence").count()


@pytest.mark.parametrize(("headings", "kind"), [(OWN, None), (LABELS, "correspondence"), (ENGLISH, None)])
def test_each_field_is_read_by_its_type(headings: Sequence[str], kind: str | None) -> None:
    made = world()
    one = carried(made, sheet_of(FIRST, SECOND, headings=headings), kind=kind)
    assert one.kind == "correspondence"
    first, second = matters(one)
    assert (first.kind, first.life, first.title) == ("correspondence", "came", FIRST[0])
    assert first.number and str(first.due_on) == "2026-06-30"
    assert first.accountable == made.people["纪清晏"]
    ties = sorted(relation for relation, _ in first.ties)
    assert ties == ["handler", "handler", "reader"]
    assert texts_of([first.id])[first.id] == {
        "urgency": "urgent",
        "summary": "建议延长供餐",
        "came_on": "2026-03-01",
        "pages": "2",
    }
    assert texts_of([second.id])[second.id] == {"urgency": "plain"}


def test_the_same_sheet_again_changes_nothing_whatever_was_done_since() -> None:
    made = world()
    first, _ = matters(carried(made, sheet_of(FIRST, SECOND)))
    made.do("answer", first, "邹小禾", answer="已延长")
    again = previewed(made, sheet_of(FIRST, SECOND))
    assert verdicts(again) == ["same", "same"]
    commit(made, again)
    assert letters_in() == 2


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_brought_back_changes_nothing(ending: str, language: str) -> None:
    made = world()
    letter(made)
    letter(made, "=SUM(A1) 关于停车位，（２０２６）\n第二段", urgency="plain", due={"kind": "immediate"})
    monthly = {"kind": "recurring", "every": "month", "text": "每月5日前"}
    letter(made, "-按月来信", handlers=None, readers=None, due=monthly)
    letter(made, "长期", due={"kind": "date", "on": "2026-12-31", "then": "long_term"})
    made.do("answer", letter(made, "已答复的来信"), "邹小禾", answer="已办")
    one = previewed(made, exported(made, "邹小禾", ending, language=language))
    assert one.kind == "correspondence" and verdicts(one) == ["same"] * 5
    assert [codes(one, place) for place in range(5)] == [[]] * 5
    assert any(("状态" in text or "State" in text) for text in json.loads(one.asked)["warnings"])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_export_walks_into_another_register_with_all_that_the_opening_act_asks(language: str) -> None:
    made, other = world(), world("other", "另一个机关")
    letter(made)
    monthly = {"kind": "recurring", "every": "month"}
    letter(made, "按月来信", urgency="plain", due=monthly)
    content = exported(made, "邹小禾", language=language)
    found = matters(carried(other, content))
    assert [one.title for one in found] == ["关于食堂用餐时间的来信", "按月来信"]
    kept = texts_of([found[0].id])[found[0].id]
    assert kept["points"] == '["延长供餐", "增加窗口"]' and kept["circle"] == str(other.groups["各处室"])
    assert kept["secret"] == "true"
    assert found[0].accountable == other.people["纪清晏"] and found[1].due_every == "month"
    assert verdicts(previewed(other, exported(other, "邹小禾", language=language))) == ["same", "same"]


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (1, "特急", "no_choice"),
        (3, "2月30日", "bad_date"),
        (3, "不久前", "no_day"),
        (4, "两页", "no_number"),
        (5, "综合处", "unit_not_known"),
        (6, "章台柳", "person_not_known"),
        (8, "看情况", "no_due_read"),
        (1, "", "missing"),
        (2, "长" * 5001, "bad_value"),
    ],
)
def test_a_row_is_refused_with_the_reason_at_its_cell(column: int, text: str, code: str) -> None:
    made = world()
    row = [*FIRST]
    row[column] = text
    one = previewed(made, sheet_of(row, SECOND))
    assert verdicts(one) == ["refused", "new"]
    assert codes(one, 0) == [(code, f"{'ABCDEFGHI'[column]}2")]
    commit(made, one)
    assert letters_in() == 1


def test_namesakes_are_never_guessed() -> None:
    made = world()
    made.charter("add_person", person_name="田稼轩", note="退休")
    assert codes(previewed(made, sheet_of(FIRST)), 0) == [("person_several", "G2")]


def test_what_stands_is_never_changed_by_a_sheet() -> None:
    made = world()
    state = letter(made)
    headings = ("序号", "来信", "紧急程度")
    one = previewed(made, sheet((state.number, state.title, "平件"), headings=headings))
    assert verdicts(one) == ["refused"] and codes(one, 0) == [("differs", "C2")]
    assert verdicts(previewed(made, sheet((state.number, state.title, "急件"), headings=headings))) == [
        "same"
    ]
    other = previewed(made, sheet((state.number, "另一个标题", "急件"), headings=headings))
    assert codes(other, 0) == [("differs", "B2")]


def test_a_letter_of_the_same_title_that_says_otherwise_is_another_letter() -> None:
    made = world()
    letter(made)
    assert verdicts(previewed(made, sheet_of(FIRST))) == ["new", "untouched"]


def test_two_rows_that_say_the_same_come_in_twice_and_stay_two() -> None:
    made = world()
    carried(made, sheet_of(SECOND, SECOND))
    assert letters_in() == 2
    assert verdicts(previewed(made, sheet_of(SECOND, SECOND))) == ["same", "same"]


def test_it_goes_on_where_it_was_stopped_and_takes_no_row_twice() -> None:
    made = world()
    one = previewed(made, sheet_of(FIRST, SECOND))
    begin(one, person=made.people["邹小禾"], at=made.tick(), queued=False)
    asked = iter((False, True))
    args: dict[str, Any] = {"person": made.people["邹小禾"], "clock": made.tick}
    assert not committed(one, stop=lambda: next(asked), **args)
    assert committed(one, **args) and letters_in() == 2


def test_an_undo_takes_back_what_nobody_has_touched() -> None:
    made = world()
    one = carried(made, sheet_of(FIRST, SECOND))
    _, second = matters(one)
    made.do("answer", second, "邹小禾", answer="已办")
    person = made.people["邹小禾"]
    begin_undo(one, person=person, at=made.tick())
    assert undone(one, person=person, clock=made.tick)
    states = list(
        ImportRow.objects.filter(import_id=one.id).order_by("place").values_list("state", flat=True)
    )
    assert states == ["undone", "kept"]
    assert verdicts(previewed(made, sheet_of(FIRST, SECOND))) == ["new", "same"]


def test_a_sheet_with_none_of_its_headings_is_no_sheet_of_it() -> None:
    made = world()
    with pytest.raises(NoLedger):
        previewed(made, sheet(("1", "甲"), headings=("甲", "乙")), kind="correspondence")


def test_a_ledger_is_still_read_as_a_ledger() -> None:
    made = world()
    row = ("1", "首问负责制落实不到位", "修订首问负责制", "秘书处", "", "", "2026年6月底前", "", "")
    assert previewed(made, sheet(row)).kind == ""


def test_whoever_is_not_in_the_office_imports_nothing() -> None:
    made = world()
    assert signed_in(made, "田稼轩").get(f"/r/{made.register}/import/").status_code == 404


def test_the_pages_offer_the_kind_and_show_its_rows() -> None:
    made = world()
    client = signed_in(made, "邹小禾")
    address = f"/r/{made.register}/import/"
    assert 'value="correspondence"' in client.get(address).content.decode()
    file = SimpleUploadedFile("来信.xlsx", sheet_of(FIRST, ("停车位", "特急"), headings=LABELS))
    answer = client.post(address, {"file": file, "year": "2026", "kind": "correspondence"})
    one = Import.objects.latest("id")
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "可以导入 1 行" in page and "不是“紧急程度”的选项。可填：急件、平件" in page
    assert "摘要：建议延长供餐" in page and "更正" not in page.split("<main")[1].split("</table>")[0]
    assert client.get(f"/import/{one.id}/map/").status_code == 404
    assert client.get(f"/import/{one.id}/row/0/").status_code == 404
    commit(made, one)
    assert "新增 1 行" in client.get(answer.url).content.decode()


def test_a_file_without_its_columns_is_sent_back_with_what_it_should_hold() -> None:
    made = world()
    file = SimpleUploadedFile("甲.xlsx", sheet(("1", "甲"), headings=("甲", "乙")))
    client = signed_in(made, "邹小禾")
    given = {"file": file, "year": "2026", "kind": "correspondence"}
    answer = client.post(f"/r/{made.register}/import/", given)
    assert "没有找到“来信”的栏目" in answer.content.decode()


def test_the_command_line_says_and_does_the_same(tmp_path: Path, capsys: Any) -> None:
    world()
    file = tmp_path / "来信.xlsx"
    file.write_bytes(sheet_of(FIRST, SECOND, headings=LABELS))
    call = [str(file), "--org", "jichuan", "--year", "2026", "--kind", "correspondence", "--json", "--commit"]
    assert main(call) == 0
    assert json.loads(capsys.readouterr().out)["committed"] == {"new": 2, "changed": 0}
    assert main(call) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["same"] == 2
    assert main([*call[:-3], "信函"]) == 2
    assert "correspondence（来信）" in capsys.readouterr().err


def test_a_row_opens_by_the_act_that_a_person_could_do_too() -> None:
    made = world()
    (state,) = matters(carried(made, sheet_of(SECOND)))
    act = kind_of("correspondence").opening
    with book(made.org.pk, at=made.tick()) as open_book:
        how = Mandate(open_book.store.actor(made.people["邹小禾"]))
        other = open_book.open(
            "correspondence", how, act=act.name, register=made.register, title=SECOND[0], urgency="plain"
        )
    assert (other.life, other.title) == (state.life, state.title)
