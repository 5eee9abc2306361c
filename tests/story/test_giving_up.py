"""撤销与暂不采纳: work is given up by the office and a foreign approver; who was to be heard is heard."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from tests.on_paper import with_another_clerk
from tests.story.telling import below, now, refusal
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def struck_off(made: World, problem: int) -> int:
    """A measure signed off, whose people are to be heard with its problem."""
    measure = claimed_measure(made, problem)
    made.do("verify", measure, "秦见微", finding="属实")
    done = made.do("sign_off", measure, "温如砺")
    assert done.hearing == "with_problem"
    return done.id


def rule(made: World, name: str, steps: list[list[object]]) -> None:
    """A rule of the organisation's, set before the story begins."""
    with book(made.org.pk, at=made.tick()) as open_book:
        rules = standing_matter(made.org.pk, "rules")
        facts = {"name": name, "value": steps, "from_on": "2026-03-01", "reason": "简化"}
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), **facts)


def test_what_the_unit_asks_to_withdraw_needs_the_office_and_then_a_foreign_approver() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked = made.do("request_withdrawal", measure, "殷若渔", reason="上级已统一安排").pending
    assert [step[0] for step in now(asked).steps] == ["office", "approver"]
    assert refusal(made, "approve", asked, "温如砺") == "no_right"
    made.do("approve", asked, "邹小禾")
    assert now(measure).life == "received"
    made.do("approve", asked, "温如砺")
    assert now(measure).life == "withdrawn"


def test_what_the_office_asks_to_withdraw_needs_a_foreign_approver_all_the_same() -> None:
    made = world()
    measure = registered_measure(made, accountable=made.people["温如砺"])
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "温如砺", progress="已起草")
    asked = made.do("request_withdrawal", measure, "邹小禾", reason="重复").pending
    assert now(asked).steps == (("approver", "any", True),)
    assert refusal(made, "approve", asked, "温如砺") == "own_work", "an approver with a hand gives nothing up"


def begun(made: World) -> int:
    """A measure on which its unit has begun."""
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="已起草")
    return measure.id


def test_no_call_asks_in_the_offices_name_and_leaves_its_yes_out() -> None:
    made = with_another_clerk()
    measure = begun(made)
    called = {"for_whom": "秦见微", "basis": "call", "reason": "不办了"}
    assert refusal(made, "request_withdrawal", measure, "殷若渔", **called) == "asks_in_person"
    named = {"for_whom": "纪清晏", "basis": "call", "reason": "不办了"}
    asked = made.do("request_withdrawal", measure, "邹小禾", **named).pending
    assert [by for by, *_ in now(asked).steps] == ["office", "approver"], (
        "who only records it agrees to nothing"
    )


def test_a_clerk_of_the_office_who_had_a_hand_asks_and_another_says_the_offices_yes() -> None:
    made = with_another_clerk()
    measure = begun(made)
    made.do("progress", measure, "邹小禾", for_whom="殷若渔", basis="call", progress="已征求意见")
    asked = made.do("request_withdrawal", measure, "邹小禾", reason="重复").pending
    assert [by for by, *_ in now(asked).steps] == ["office", "approver"]
    made.do("approve", asked, "池晚照")
    made.do("approve", asked, "温如砺")
    assert now(measure).life == "withdrawn"


@pytest.mark.parametrize("asker", ["殷若渔", "池晚照"])
def test_whoever_said_the_offices_yes_and_then_worked_on_it_gave_nothing_up(asker: str) -> None:
    made = with_another_clerk()
    measure = begun(made)
    asked = made.do("request_withdrawal", measure, asker, reason="重复").pending
    if asker == "殷若渔":
        made.do("approve", asked, "池晚照")
    made.do("progress", measure, "池晚照", for_whom="殷若渔", basis="call", progress="已征求意见")
    assert refusal(made, "approve", asked, "温如砺") == "yes_had_hand"
    assert now(measure).life == "under_way" and now(asked).life == "open"
    made.do("refuse", asked, "温如砺", reason="请另提")
    again = made.do("request_withdrawal", measure, "邹小禾", reason="重复").pending
    made.do("approve", again, "温如砺")
    assert now(measure).life == "withdrawn"


def test_whoever_agreed_to_a_transfer_and_then_worked_on_it_gave_nothing_away() -> None:
    made = with_another_clerk()
    measure = begun(made)
    steps = [["office", "any", False], ["approver", "any", True]]
    rule(made, "transfer_steps", steps)
    to = {"lead_unit": made.units["委员工作处"], "reason": "职责调整"}
    asked = made.do("request_transfer", measure, "殷若渔", **to).pending
    made.do("approve", asked, "池晚照")
    made.do("progress", measure, "池晚照", for_whom="殷若渔", basis="call", progress="已征求意见")
    assert refusal(made, "approve", asked, "温如砺") == "yes_had_hand"
    assert now(measure).lead_unit == made.units["秘书处"]


def test_no_rule_leaves_out_the_office_and_the_foreign_approver() -> None:
    made = world()
    rule(made, "withdrawal_steps", [["leader", "any", False]])
    measure = registered_measure(made, leader=made.people["季望山"])
    made.do("receive", measure, "殷若渔")
    asked = made.do("request_withdrawal", measure, "殷若渔", reason="重复").pending
    assert now(asked).steps == (
        ("office", "any", False),
        ("leader", "any", False),
        ("approver", "any", True),
    )


def test_a_problem_with_measures_at_work_is_not_declined_but_withdrawn_by_request() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="重复报送")
    measure = registered_measure(made, problem.id, accountable=None)
    made.do("receive", measure, "殷若渔")
    why = {"reason": "不属本机关职责"}
    assert refusal(made, "decline", problem, "邹小禾", **why) == "measures_at_work"
    asked = made.do("request_withdrawal", problem, "邹小禾", **why).pending
    made.do("approve", asked, "温如砺")
    assert now(problem).life == "withdrawn" and now(measure).life == "withdrawn"


def test_what_nobody_has_begun_goes_with_the_problem_that_is_declined() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="重复报送")
    measure = registered_measure(made, problem.id, accountable=None)
    made.do("decline", problem, "邹小禾", reason="不属本机关职责")
    assert now(measure).life == "withdrawn"


@pytest.mark.parametrize("way", ["decline", "request_withdrawal"])
def test_what_was_struck_off_with_a_problem_opens_again_when_that_is_given_up(way: str) -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="重复报送", raisers=[made.people["田稼轩"]])
    measure = struck_off(made, problem.id)
    given_up = made.do(way, problem, "邹小禾", reason="与已有问题相同")
    if given_up.pending:
        made.do("approve", given_up.pending, "温如砺")
    again = now(measure)
    assert again.life == "under_way" and again.hearing is None and again.closed_on is None
    made.do("claim", measure, "殷若渔", result="仍有效", evidence=[made.proof("复核")])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    assert refusal(made, "sign_off", measure, "温如砺") == "no_hearing", "nobody hears it with a problem now"
    made.do("ask_raisers", measure, "秦见微", result="仍有效")
    made.do("answer_hearing", measure, "田稼轩", answer="agreed")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def at_work(made: World) -> tuple[int, int]:
    """A problem that a unit took up, with a measure on which somebody worked."""
    problem = made.open("problem", "邹小禾", title="热线打不通")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "殷若渔", progress="已联系")
    return problem.id, measure.id


def test_work_on_a_problem_is_not_given_up_by_way_of_a_merge() -> None:
    made = world()
    worked, fresh = (made.open("problem", "邹小禾", title=title) for title in ("甲", "乙"))
    made.do("assign", worked, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", worked, "殷若渔")
    made.do("progress", worked, "殷若渔", progress="已联系")
    made.do("merge", worked, "邹小禾", into=fresh.id, reason="同一件事")
    assert refusal(made, "decline", fresh, "邹小禾", reason="不采纳") == "work_was_done"
    asked = made.do("request_withdrawal", fresh, "邹小禾", reason="不采纳").pending
    made.do("approve", asked, "温如砺")
    assert now(fresh).life == "withdrawn", "a foreign yes gives it up"


def test_nor_work_on_a_measure_that_was_merged_into_one_that_nobody_has_begun() -> None:
    made = world()
    problem, measure = at_work(made)
    other = registered_measure(made, problem)
    fresh = made.open("problem", "邹小禾", title="乙")
    made.do("merge", measure, "邹小禾", into=other.id, reason="同一件事")
    made.do("merge", problem, "邹小禾", into=fresh.id, reason="同一件事")
    assert refusal(made, "decline", fresh, "邹小禾", reason="不采纳") == "measures_at_work"
    assert now(other).life == "assigned" and now(fresh).life == "registered"


def test_what_nobody_worked_on_is_declined_with_a_word_merged_or_not() -> None:
    made = world()
    one, fresh = (made.open("problem", "邹小禾", title=title) for title in ("甲", "乙"))
    made.do("merge", one, "邹小禾", into=fresh.id, reason="同一件事")
    assert made.do("decline", fresh, "邹小禾", reason="不采纳").life == "declined"


def test_a_period_is_not_let_off_by_somebody_who_did_of_it_or_of_its_measure() -> None:
    made = world()
    measure = registered_measure(made, due={"kind": "recurring", "every": "quarter"})
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    (one,) = below(measure, "instalment")
    made.do("progress", measure, "秦见微", progress="代写", for_whom="殷若渔", basis="反馈表")
    assert refusal(made, "lapse", one, "秦见微", reason="不再需要") == "own_work"
    assert refusal(made, "lapse", one, "邹小禾", reason="本期无此项工作") == "no_right", (
        "a clerk checks nothing"
    )
    assert made.do("lapse", one, "岳正衡", reason="本期无此项工作").life == "lapsed"


def test_a_part_is_not_let_off_by_whoever_recorded_its_answer() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="自查", due={"kind": "date", "on": "2026-06-30"})
    made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])
    part = below(measure, "part")[0]
    whom = {"for_whom": "殷若渔", "basis": "反馈表"}
    made.do("report", part, "邹小禾", result="代录", evidence=[made.proof()], **whom)
    made.do("send_back", part, "秦见微", still_to_do="重报")
    assert refusal(made, "excuse_part", part, "邹小禾", reason="免") == "own_work"
    assert made.do("excuse_part", part, "秦见微", reason="免").life == "lapsed"
