"""批示: an instruction is noted, or assigns anew and takes the matter back to work."""

import pytest

from tests.on_paper import with_another_clerk
from tests.story.telling import DUE, below, now, refusal, told
from tests.story.test_parts_and_groups import checked, group_measure
from tests.world import claimed_measure, countersigned_problem, registered_measure, world

pytestmark = pytest.mark.django_db


def test_an_instruction_that_only_says_something_changes_nothing() -> None:
    made = world()
    measure = claimed_measure(made)
    before = now(measure)
    after = made.do("instruct", measure, "季望山", instruction="请抓紧")
    assert (after.life, after.lead_unit, after.proof) == (before.life, before.lead_unit, before.proof)
    assert {"秘书处"} <= told(made, measure, "instructed")


def test_a_unit_or_a_due_is_named_only_to_assign_anew() -> None:
    made = world()
    measure = claimed_measure(made)
    to = {"instruction": "请委员工作处办", "lead_unit": made.units["委员工作处"]}
    assert refusal(made, "instruct", measure, "季望山", **to) == "only_anew"
    to["lead_unit"] = made.units["办公厅"]
    assert refusal(made, "instruct", measure, "季望山", assign_anew=True, **to) == "not_answerable"


def test_a_leaders_instruction_on_a_closed_measure_assigns_it_anew_with_nothing_proved() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查三件")
    made.do("sign_off", measure, "温如砺")
    to = {"instruction": "再延伸到各支部", "assign_anew": True, "lead_unit": made.units["委员工作处"]}
    anew = made.do("instruct", measure, "季望山", due={"kind": "date", "on": "2026-09-30"}, **to)
    assert anew.life == "assigned" and anew.lead_unit == made.units["委员工作处"]
    assert (anew.proof, anew.finding, anew.hearing, anew.closed_on) == ((), 0, None, None)
    assert str(anew.due_on) == "2026-09-30" and made.people["殷若渔"] in anew.hand_people


def test_on_a_problem_it_opens_a_measure_of_its_own_and_the_problem_keeps_its_lead() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    to = {"instruction": "由委员工作处开展调研", "assign_anew": True, "lead_unit": made.units["委员工作处"]}
    after = made.do("instruct", problem, "季望山", due=DUE, **to)
    (measure,) = below(problem, "measure")
    assert measure.lead_unit == made.units["委员工作处"] and measure.life == "assigned"
    assert measure.title == "由委员工作处开展调研"
    assert after.lead_unit == made.units["秘书处"] and after.due_on is None


def test_a_closed_problem_is_open_again_with_the_new_measure() -> None:
    made = world()
    problem, _ = countersigned_problem(made)
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽查")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"
    made.do("instruct", problem, "温如砺", instruction="再深化一步", assign_anew=True)
    assert now(problem).life == "under_way" and below(problem, "measure")[-1].life == "registered"


def test_what_a_group_owes_one_unit_takes_over_on_an_instruction_and_the_parts_are_owed_no_more() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="各处室自查自纠", due=DUE)
    made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])
    first, second, third = below(measure, "part")
    made.do("report", first, "殷若渔", result="已自查", evidence=[made.proof()])
    made.do("countersign", first, "纪清晏")
    to = {"instruction": "由委员工作处统一办", "assign_anew": True, "lead_unit": made.units["委员工作处"]}
    anew = made.do("instruct", measure, "温如砺", **to)
    assert (anew.mode, anew.lead_group, anew.life) == ("lead", None, "assigned")
    assert {now(one).life for one in (first, second, third)} == {"lapsed"}
    made.do("receive", measure, "谷向原")
    made.do("claim", measure, "谷向原", result="已统一整改", evidence=[made.proof("总报告")])
    made.do("countersign", measure, "谷向原")
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_and_so_does_one_that_has_no_parts_yet() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="各处室整改", lead_group=made.groups["各处室"], due=DUE)
    to = {"instruction": "由秘书处办", "assign_anew": True, "lead_unit": made.units["秘书处"]}
    made.do("instruct", measure, "温如砺", **to)
    made.do("receive", measure, "殷若渔")
    claim = {"result": "已整改", "evidence": [made.proof()]}
    assert made.do("claim", measure, "殷若渔", **claim).life == "claimed"


def test_a_registrar_hands_out_on_an_instruction_with_its_sheet_or_its_number() -> None:
    made = world()
    measure = registered_measure(made)
    to = {"instruction": "改由委员工作处", "assign_anew": True, "lead_unit": made.units["委员工作处"]}
    for basis in ("signed_paper", "meeting"):
        said = {"for_whom": "季望山", "basis": basis}
        assert refusal(made, "instruct", measure, "邹小禾", **said, **to) == "no_number"
    assert now(measure).lead_unit == made.units["秘书处"]
    numbered = {"for_whom": "季望山", "basis": "signed_paper", "document": "批示〔2026〕3号"}
    assert made.do("instruct", measure, "邹小禾", **numbered, **to).lead_unit == made.units["委员工作处"]


def test_a_number_gives_away_nothing_that_is_worked_on_below_it() -> None:
    made = with_another_clerk()
    measure = group_measure(made)
    checked(made, below(measure, "part")[0], "秘书处")
    assert now(measure).life == "assigned", "its life tells of itself alone"
    given = {"assign_anew": True, "lead_unit": made.units["秘书处"], "instruction": "由秘书处一家办"}
    said = {"for_whom": "温如砺", "basis": "signed_paper", "document": "督字1号"}
    assert refusal(made, "instruct", measure, "邹小禾", **said, **given) == "needs_paper"
