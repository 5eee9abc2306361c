"""The families of ledgers: tasks without problems, problems without measures, groups, closed rows."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.mapping import choices_of, remember
from bihuan.exchange.importing.models import ImportRow, Remembered
from bihuan.matters.models import Matter
from bihuan.matters.seeing.facts import texts_of
from bihuan.matters.writing.rebuild import folded_state, row_state
from bihuan.people.models import GroupMember
from tests.exchange.importing import PLAIN, carried, commit, matters, previewed, sheet, verdicts
from tests.world import world

pytestmark = pytest.mark.django_db


def test_measures_stand_alone_where_the_sheet_has_no_problems() -> None:
    made = world()
    headings = ("序号", "工作措施", "牵头单位", "责任人", "完成时限")
    rows = (
        ("1", "建立首问负责制台账", "秘书处", "殷若渔", "2026年6月底前"),
        ("2", "每季度走访委员一次", "委员工作处", "谷向原", "每季度"),
    )
    one = carried(made, sheet(*rows, headings=headings))
    found = matters(one)
    assert [(state.kind, state.parent, state.life) for state in found] == [("measure", None, "assigned")] * 2
    assert verdicts(previewed(made, sheet(*rows, headings=headings))) == ["same", "same"]


def test_a_problem_without_a_column_of_measures_is_led_by_its_own_row() -> None:
    made = world()
    headings = ("序号", "存在问题", "责任单位", "责任人", "整改时限", "进展情况")
    rows = (("1", "首问负责制落实不到位", "秘书处", "殷若渔", "2026年6月底前", "正在推进，已有初稿"),)
    one = carried(made, sheet(*rows, headings=headings))
    (problem,) = matters(one)
    assert (problem.kind, problem.life, problem.lead_unit) == ("problem", "under_way", made.units["秘书处"])
    assert str(problem.due_on) == "2026-06-30" and problem.accountable == made.people["殷若渔"]


def test_a_group_that_leads_opens_a_part_for_each_of_its_units() -> None:
    made = world()
    one = carried(made, sheet(("1", "甲问题很突出", "甲措施", "各处室", "", "", "2026年6月底前", "", "")))
    measure = matters(one)[1]
    assert measure.mode == "separate" and measure.lead_unit is None and measure.life == "assigned"
    parts = Matter.objects.filter(parent_id=measure.id, kind="part")
    assert {part.lead_unit_id for part in parts} == {
        made.units[name] for name in ("秘书处", "督查处", "委员工作处")
    }


def test_a_group_that_supports_is_named_whole_since_to_be_named_is_not_to_have_done() -> None:
    made = world()
    made.charter(
        "add_to_group", group=made.groups["各处室"], unit=made.units["机关纪委"], from_on="2025-01-01"
    )
    one = carried(
        made, sheet(("1", "甲问题很突出", "甲措施", "秘书处", "各处室", "", "2026年6月底前", "", ""))
    )
    measure = matters(one)[1]
    assert {made.units["机关纪委"], made.units["督查处"]} <= measure.supporting
    assert measure.check_by == "verifiers"
    assert GroupMember.objects.filter(group_id=made.groups["各处室"]).count() == 4


def test_a_lead_and_helpers_that_check_otherwise_are_taken_since_work_never_stops_for_a_checker() -> None:
    made = world()
    one = carried(
        made, sheet(("1", "甲问题很突出", "甲措施", "督查处", "机关纪委", "", "2026年6月底前", "", ""))
    )
    assert verdicts(one) == ["new", "new"]


def test_rows_said_to_be_closed_are_back_filled_by_a_second_person() -> None:
    made = world()
    one = carried(made, sheet(PLAIN[2]))
    problem, measure = matters(one)
    asked = made.do(
        "request_back_fill",
        made.register,
        "邹小禾",
        title="2026年4月审定批次",
        subjects=[measure.id, problem.id],
        evidence=[made.proof()],
        file_names=["审定表.pdf"],
        said_closed_on="2025-12-20",
        heard="审定会前已逐项征求意见",
    )
    request = row_state(measure.id).pending
    assert request and asked.kind == "register"
    while row_state(request).life == "open":
        by = {"fallback": "岳正衡", "verifier": "秦见微", "approver": "温如砺"}
        state = row_state(request)
        made.do("approve", request, by[state.steps[state.step][0]])
    for state in (row_state(measure.id), row_state(problem.id)):
        assert (state.life, state.back_filled) == ("signed_off", True)
        assert state == folded_state(state.id)
    assert verdicts(previewed(made, sheet(PLAIN[2]))) == ["same", "same"]


def test_what_the_sheet_calls_done_waits_for_its_doers_proof() -> None:
    made = world()
    measure = matters(carried(made, sheet(PLAIN[1])))[1]
    assert (measure.life, measure.proof, measure.imported) == ("claimed", (), True)
    with pytest.raises(Refused) as refused:
        made.do("countersign", measure, "谷向原")
    assert refused.value.reason.code == "no_proof"
    made.do("add_evidence", measure, "田稼轩", evidence=[made.proof()], file_names=["印发件.pdf"])
    made.do("countersign", measure, "谷向原")
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"


def test_no_later_file_says_of_what_lives_here_that_it_was_closed_before() -> None:
    made = world()
    measure = matters(carried(made, sheet(("2", *PLAIN[1][1:]))))[1]
    later = sheet(("2", *PLAIN[1][1:8], "是"))
    again = previewed(made, later)
    assert "closed_later" in ImportRow.objects.get(import_id=again.id, kind="measure").reasons
    carried(made, later)
    assert not row_state(measure.id).said_closed
    assert row_state(measure.id) == folded_state(measure.id)
    assert "closed_later" in ImportRow.objects.filter(kind="measure").latest("id").reasons


def test_a_persons_name_is_not_kept_in_what_is_remembered() -> None:
    made = world()
    made.charter("add_person", person_name="殷若渔", note="会计")
    remember(made.register, names={"person:殷若渔|秘书处": f"person:{made.people['殷若渔']}"}, headings={})
    assert not Remembered.objects.filter(name__contains="殷").exists()
    assert choices_of(made.register).get("person:殷若渔|秘书处") == f"person:{made.people['殷若渔']}"
    one = previewed(made, sheet(PLAIN[0]))
    assert verdicts(one) == ["new", "new"]


def test_unknown_columns_are_kept_by_their_headings() -> None:
    made = world()
    headings = ("序号", "存在问题", "整改措施", "牵头单位", "完成时限", "资金（万元）")
    one = carried(
        made, sheet(("1", "甲问题很突出", "甲措施", "秘书处", "2026年6月底前", "3.5"), headings=headings)
    )
    measure = matters(one)[1].id
    extra = texts_of([measure])[measure]["extra"]
    assert "资金（万元）" in extra and "3.5" in extra


def test_the_order_of_the_sheet_is_the_order_of_the_register() -> None:
    made = world()
    rows = [
        (
            str(n),
            f"第{n}号问题各不相同{n * n}",
            f"第{n}号措施{n * 7}",
            "秘书处",
            "",
            "",
            "2026年6月底前",
            "",
            "",
        )
        for n in (3, 1, 2)
    ]
    one = carried(made, sheet(*rows))
    assert [
        row_state(m).title[:2]
        for m in ImportRow.objects.filter(import_id=one.id, kind="problem")
        .order_by("matter_id")
        .values_list("matter_id", flat=True)
    ] == ["第3", "第1", "第2"]
    commit_again = previewed(made, sheet(*rows))
    commit(made, commit_again)
    assert Matter.objects.filter(kind="problem").count() == 3
