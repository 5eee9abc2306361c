"""A kind that no ledger knows walks out with its own columns, cut to what its reader may see."""

from collections.abc import Iterator
from csv import reader

import pytest

from tests.exchange.letters import with_letters
from tests.matters.scenes import signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters() -> Iterator[None]:
    with with_letters():
        yield


def letter(made: World, title: str = "关于食堂用餐时间的来信", **more: object):
    facts = {
        "urgency": "urgent",
        "summary": "建议延长供餐",
        "came_on": "2026-03-01",
        "pages": 2,
        "points": ["延长供餐", "增加窗口"],
        "circle": made.groups["各处室"],
        "secret": True,
        "handlers": [made.units["秘书处"], made.units["委员工作处"]],
        "readers": [made.people["田稼轩"]],
        "accountable": made.people["纪清晏"],
        "due": {"kind": "date", "on": "2026-12-31"},
    } | more
    return made.open("correspondence", "邹小禾", title=title, **facts)


def exported(made: World, person: str, ending: str = "csv", language: str = "zh") -> bytes:
    address = f"/r/{made.register}/export.{ending}?kind=correspondence&state=all"
    answer = signed_in(made, person, language=language).get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows(made: World, person: str, language: str = "zh") -> list[list[str]]:
    return list(
        reader(exported(made, person, language=language).decode("utf-8-sig").splitlines(keepends=True))
    )


def test_each_fact_that_it_keeps_and_each_tie_has_a_column() -> None:
    made = world()
    state = letter(made)
    made.do("answer", state, "邹小禾", answer="已延长", evidence=[made.proof()], file_names=["答复.pdf"])
    _, _, headings, line = rows(made, "邹小禾")
    assert dict(zip(headings, line, strict=True)) == {
        "序号": state.number,
        "来信": "关于食堂用餐时间的来信",
        "紧急程度": "急件",
        "摘要": "建议延长供餐",
        "来信日期": "2026-03-01",
        "页数": "2",
        "要点": "延长供餐\n增加窗口",
        "知会范围": "各处室",
        "涉密": "是",
        "答复意见": "已延长",
        "经办单位": "秘书处、委员工作处",
        "阅知": "田稼轩",
        "责任人": "纪清晏",
        "完成时限": "2026-12-31",
        "状态": "已答复",
        "佐证": "答复.pdf",
    }


def test_it_is_written_in_english_too_and_counts_nothing_that_it_cannot_say() -> None:
    made = world()
    letter(made)
    _, definition, headings, line = rows(made, "邹小禾", language="en")
    assert headings[:4] == ["Number", "Letter", "Urgency", "Summary"] and line[2] == "Urgent"
    assert "continues" not in definition[0]


def test_what_a_face_does_not_show_stands_in_no_cell() -> None:
    made = world()
    letter(made)
    *_, line = rows(made, "田稼轩")
    assert "关于食堂用餐时间的来信" in line and "急件" in line
    assert "建议延长供餐" not in line


def test_the_workbook_merges_nothing_and_holds_the_same() -> None:
    made = world()
    letter(made)
    assert exported(made, "邹小禾", "xlsx")[:2] == b"PK"
