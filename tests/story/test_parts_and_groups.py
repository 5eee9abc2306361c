"""Parts: several units answer, each for itself or for the one that leads; a group expands on its day."""

import pytest

from bihuan.ledger.read import events_of
from tests.story.telling import DUE, below, now, refusal
from tests.world import claimed_measure, world

pytestmark = pytest.mark.django_db


def group_measure(made):
    measure = made.open("measure", "邹小禾", title="各处室自查自纠", due=DUE)
    return made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])


def test_a_group_expands_into_one_part_for_each_member_of_the_day() -> None:
    made = world()
    late = made.charter("add_unit", name="研究室", kind="office", place=20, from_on="2026-04-01")
    made.charter("add_to_group", group=made.groups["各处室"], unit=late, from_on="2026-04-01")
    measure = group_measure(made)
    units = {part.lead_unit for part in below(measure, "part")}
    assert units == {made.units[one] for one in ("秘书处", "督查处", "委员工作处")}
    assert {part.role for part in below(measure, "part")} == {"separate"}
    made.tick(days=40)
    later = group_measure(made)
    assert late in {part.lead_unit for part in below(later, "part")}


HEADS = {"秘书处": "纪清晏", "督查处": "秦见微", "委员工作处": "谷向原"}


def answered(made, part, unit: str):
    """A part reported with proof and signed by its head."""
    made.do("report", part, HEADS[unit], result="已自查", evidence=[made.proof(unit)])
    return made.do("countersign", part, HEADS[unit])


def checked(made, part, unit: str, by: str = "秦见微"):
    """A part that is answered and checked."""
    answered(made, part, unit)
    return made.do("verify", part, by, finding="属实")


def test_each_part_is_checked_by_a_hand_foreign_to_that_part_and_one_approval_names_them() -> None:
    made = world()
    measure = group_measure(made)
    first, second, third = below(measure, "part")
    made.do("receive", first, "殷若渔")
    assert refusal(made, "report", first, "殷若渔", result="已自查") == "no_proof"
    made.do("report", first, "殷若渔", result="已自查", evidence=[made.proof()])
    assert refusal(made, "verify", first, "秦见微", finding="好") == "needs_countersign"
    made.do("countersign", first, "纪清晏")
    made.do("verify", first, "秦见微", finding="属实")
    made.do("report", second, "邹小禾", result="已自查", evidence=[made.proof("督查处自查表")])
    made.do("countersign", second, "秦见微")
    assert now(second).check_by == "fallback", "a checking unit's own part goes to the fallback"
    assert refusal(made, "verify", second, "秦见微", finding="好") == "own_work"
    made.do("return_part", third, "谷向原", reason="无此类事项")
    made.do("verify", second, "岳正衡", finding="属实")
    assert now(measure).life == "assigned", "who returns its part is not done with it"
    for no_checker in ("谷向原", "邹小禾"):
        assert refusal(made, "excuse_part", third, no_checker, reason="无此类事项")
    made.do("excuse_part", third, "秦见微", reason="确无此类事项")
    whole = now(measure)
    assert whole.life == "verified" and whole.proof == () and not whole.checks
    assert refusal(made, "waive_hearing", measure, "秦见微", reason="内部", sample="抽查") == "own_work"
    made.do("waive_hearing", measure, "岳正衡", reason="内部事项", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"
    signed = events_of(measure.id)[-1].plain
    assert (signed["parts"], signed["let_off"]) == (sorted([first.id, second.id]), [third.id])


def test_no_clerk_lets_the_members_off_and_whoever_does_is_no_approver_of_the_rest() -> None:
    made = world()
    made.charter("appoint", person=made.people["温如砺"], post=made.posts["岳正衡"], from_on="2025-01-01")
    measure = group_measure(made)
    first, second, third = below(measure, "part")
    assert refusal(made, "excuse_part", third, "邹小禾", reason="免") == "no_right"
    made.do("excuse_part", second, "温如砺", reason="无此类事项")
    made.do("excuse_part", third, "秦见微", reason="无此类事项")
    checked(made, first, "秘书处")
    assert now(measure).life == "verified" and now(measure).approve_by == "nobody"
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    assert refusal(made, "sign_off", measure, "温如砺") == "checked_it"


def test_a_part_that_is_sent_back_takes_the_whole_back_and_is_checked_again() -> None:
    made = world()
    measure = group_measure(made)
    parts = dict(zip(HEADS, below(measure, "part"), strict=True))
    for unit, part in parts.items():
        checked(made, part, unit, "岳正衡" if unit == "督查处" else "秦见微")
    assert now(measure).life == "verified"
    made.do("send_back", parts["秘书处"], "邹小禾", still_to_do="缺签收表")
    assert now(measure).life == "under_way" and now(measure).proof == ()
    made.do("correct", measure, "邹小禾", accountable=made.people["谷向原"], reason="落实到人")
    claim = {"result": "完成", "evidence": [made.proof()]}
    assert refusal(made, "claim", measure, "谷向原", **claim) == "claimed_by_parts"
    checked(made, parts["秘书处"], "秘书处")
    assert now(measure).life == "verified"


def test_the_lead_waits_for_those_who_must_answer_until_they_lapse_or_are_excused() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="联合调研", due=DUE)
    joint = [made.units["委员工作处"], made.units["督查处"]]
    made.do("assign", measure, "邹小禾", lead_unit=made.units["秘书处"], joint=joint)
    made.do("receive", measure, "殷若渔")
    claim = {"result": "完成", "evidence": [made.proof()]}
    assert refusal(made, "claim", measure, "殷若渔", **claim) == "parts_open"
    parts = {part.lead_unit: part for part in below(measure, "part")}
    assert {part.role for part in parts.values()} == {"joint"}
    made.do("report", parts[joint[0]], "谷向原", result="无意见")
    assert refusal(made, "claim", measure, "殷若渔", **claim) == "parts_open"
    made.do("excuse_part", parts[joint[1]], "邹小禾", reason="已当面听取")
    assert made.do("claim", measure, "殷若渔", **claim).life == "claimed"


def test_whoever_does_not_answer_in_time_no_longer_holds_up_the_lead() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="联合调研", due=DUE)
    joint = [made.units["委员工作处"]]
    made.do("assign", measure, "邹小禾", lead_unit=made.units["秘书处"], joint=joint)
    made.do("receive", measure, "殷若渔")
    made.tick(days=8)
    claim = {"result": "完成", "evidence": [made.proof()]}
    assert made.do("claim", measure, "殷若渔", **claim).life == "claimed"


def closed_group(made):
    """A group's measure, of which two members did their parts and the third was let off."""
    measure = group_measure(made)
    first, second, third = below(measure, "part")
    checked(made, first, "秘书处")
    checked(made, second, "督查处", "岳正衡")
    made.do("return_part", third, "谷向原", reason="无此项工作")
    made.do("excuse_part", third, "岳正衡", reason="确无")
    made.do("waive_hearing", measure, "岳正衡", reason="内部事项", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    return measure, first, second, third


def test_what_did_not_hold_is_done_anew_by_each_who_answers_for_a_part() -> None:
    made = world()
    measure, first, second, third = closed_group(made)
    made.tick(days=100)
    made.do("look_back", measure, "岳正衡", result="rebound", finding="反弹")
    made.do("reopen", measure, "温如砺", reason="反弹")
    made.tick(days=1)
    made.do("send_back", third, "邹小禾", still_to_do="再看")
    made.do("excuse_part", third, "岳正衡", reason="仍无")
    assert now(measure).life == "under_way", "on findings of before nothing closes"
    for part, unit, by in ((first, "秘书处", "秦见微"), (second, "督查处", "岳正衡")):
        made.do("send_back", part, by, still_to_do="反弹")
        checked(made, part, unit, by)
    assert now(measure).life == "verified"


@pytest.mark.parametrize(("ends", "who"), [("take_back", "邹小禾"), ("refuse", "温如砺")])
def test_a_request_that_ends_lets_the_parts_gather(ends: str, who: str) -> None:
    made = world()
    measure = group_measure(made)
    first, second, third = below(measure, "part")
    checked(made, first, "秘书处")
    checked(made, second, "督查处", "岳正衡")
    to = made.units["秘书处"]
    request = made.do("request_transfer", measure, "邹小禾", reason="调整", lead_unit=to).pending
    checked(made, third, "委员工作处")
    assert now(measure).life == "assigned"
    made.do(ends, request, who, **({"reason": "不同意"} if ends == "refuse" else {}))
    assert now(measure).life == "verified"


def test_a_problem_of_a_group_gathers_once_its_last_measure_is_closed() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    group = made.charter("add_group", name="一处")
    made.charter("add_to_group", group=group, unit=made.units["秘书处"], from_on="2025-01-01")
    made.do("assign", problem, "邹小禾", lead_group=group)
    (part,) = below(problem, "part")
    measure = claimed_measure(made, problem.id)
    checked(made, part, "秘书处")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    assert now(problem).life in ("claimed", "verified")
