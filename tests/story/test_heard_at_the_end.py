"""听取意见 is judged at the closing: whoever can be asked then was asked, and no word replaces another's."""

from typing import Any

import pytest

from bihuan.core.state.state import State
from bihuan.matters.models import Matter
from bihuan.people.models import Appointment
from tests.on_paper import with_another_clerk
from tests.story.telling import now, refusal
from tests.story.test_hearing import verified_problem
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db
CALL = {"basis": "call"}


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def answered_by_call(made: World, problem: State, clerk: str, answer: str) -> int:
    """The record of what a clerk says 田稼轩 has answered."""
    after = made.do("answer_hearing", problem, clerk, answer=answer, for_whom="田稼轩", **CALL)
    return after.said_of[-1].seq


@pytest.mark.parametrize("forged", [False, True])
def test_an_own_not_solved_outlives_an_objection_to_an_older_entry(made: World, forged: bool) -> None:
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    seq = answered_by_call(made, problem, "邹小禾", "agreed")
    made.do("ask_raisers", problem, "秦见微", result="已办结，请再确认")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    sheet = {"for_whom": "田稼轩", "basis": "signed_paper", "evidence": [made.proof("不是本人签的")]}
    who, how = ("池晚照", sheet) if forged else ("田稼轩", {})
    after = made.do("dispute_record", problem, who, paper=seq, reason="没接过电话", **how)
    assert (after.hearing, after.unsolved) == ("not_solved", (made.people["田稼轩"],))
    made.tick(days=30)
    assert refusal(made, "note_silence", problem, "秦见微") == "no_hearing"
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"


def test_of_two_entries_only_the_one_that_is_objected_to_falls(made: World) -> None:
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    first = answered_by_call(made, problem, "邹小禾", "agreed")
    made.do("ask_raisers", problem, "秦见微", result="再问")
    answered_by_call(made, problem, "池晚照", "not_solved")
    after = made.do("dispute_record", problem, "田稼轩", paper=first, reason="第一次没有人打过电话")
    assert (after.hearing, after.unsolved) == ("not_solved", (made.people["田稼轩"],))


def test_whoever_wrote_down_what_another_raiser_said_stands_behind_it_still(made: World) -> None:
    problem = verified_problem(made, ("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    first = answered_by_call(made, problem, "邹小禾", "agreed")
    made.do("answer_hearing", problem, "池晚照", answer="agreed", for_whom="谷向原", **CALL)
    after = made.do("dispute_record", problem, "田稼轩", paper=first, reason="没接过电话")
    behind = {one for name, people, _ in after.deciders if name == "hearing_answered" for one in people}
    assert made.people["池晚照"] in behind and made.people["邹小禾"] not in behind


def test_what_closed_on_an_own_answer_stays_closed(made: World) -> None:
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    first = answered_by_call(made, problem, "邹小禾", "agreed")
    made.do("ask_raisers", problem, "秦见微", result="再问")
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    made.do("sign_off", problem, "温如砺")
    after = made.do("dispute_record", problem, "田稼轩", paper=first, reason="第一次没有人打过电话")
    assert after.life == "signed_off"


def test_one_raisers_answer_ends_no_others_days(made: World) -> None:
    problem = verified_problem(made, ("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    assert refusal(made, "answer_hearing", problem, "田稼轩", answer="agreed") == "already_heard"
    made.do("overrule", problem, "温如砺", reason="诉求超出职责")
    assert refusal(made, "sign_off", problem, "温如砺") == "hearing_runs"
    after = made.do("answer_hearing", problem, "谷向原", answer="not_solved")
    assert (after.hearing, after.unsolved) == ("not_solved", (made.people["谷向原"],))
    made.do("overrule", problem, "温如砺", reason="诉求同样超出职责")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off", "each has answered"


def test_a_second_raiser_speaks_while_the_firsts_not_solved_stands(made: World) -> None:
    problem = verified_problem(made, ("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    after = made.do("answer_hearing", problem, "谷向原", answer="agreed")
    assert (after.hearing, after.unsolved) == ("not_solved", (made.people["田稼轩"],))


def test_after_the_days_an_overruling_is_the_last_word(made: World) -> None:
    problem = verified_problem(made, ("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    made.do("overrule", problem, "温如砺", reason="诉求超出职责")
    made.tick(days=30)
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"


def kept_from_being_heard(made: World, *raisers: str) -> tuple[State, State, int]:
    """谷向原 raised it, and is said to have worked on its measure: the measure, the problem, the entry."""
    people = [made.people[one] for one in raisers]
    problem = made.open("problem", "邹小禾", title="问题", raisers=people)
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = registered_measure(made, problem.id, supporting=[made.units["委员工作处"]])
    made.do("receive", measure, "纪清晏")
    sheet: dict[str, Any] = {"basis": "signed_paper", "evidence": [made.proof("不是本人签的")]}
    entered = made.do("add_evidence", measure, "纪清晏", for_whom="谷向原", **sheet)
    made.do("claim", measure, "纪清晏", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    return measure, problem, entered.said_of[-1].seq


@pytest.mark.parametrize("closed", [False, True])
def test_whoever_denies_what_kept_him_from_being_asked_is_asked(made: World, closed: bool) -> None:
    measure, problem, seq = kept_from_being_heard(made, "谷向原")
    assert refusal(made, "ask_raisers", problem, "秦见微", result="完成") == "raisers_barred"
    made.do("waive_hearing", problem, "秦见微", reason="提出人经办", sample="抽查")
    if closed:
        made.do("sign_off", problem, "温如砺")
    made.do("dispute_record", measure, "谷向原", paper=seq, reason="没有签过")
    if closed:
        assert now(problem).life == "under_way", "it closed without asking him"
        return
    assert refusal(made, "sign_off", problem, "温如砺") == "raisers_known"
    made.do("ask_raisers", problem, "秦见微", result="完成")
    made.do("answer_hearing", problem, "谷向原", answer="agreed")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"


def test_of_several_raisers_nobody_is_passed_over(made: World) -> None:
    made.people["辛未眠"] = made.charter("add_person", person_name="辛未眠", place=60)
    measure, problem, seq = kept_from_being_heard(made, "谷向原", "辛未眠")
    made.do("ask_raisers", problem, "秦见微", result="完成")
    assert now(problem).answers_asked == (made.people["辛未眠"],)
    made.do("answer_hearing", problem, "辛未眠", answer="agreed")
    made.do("dispute_record", measure, "谷向原", paper=seq, reason="没有签过")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_all_asked"
    made.do("ask_raisers", problem, "秦见微", result="完成")
    for person in ("辛未眠", "谷向原"):
        made.do("answer_hearing", problem, person, answer="agreed")
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"


def test_no_call_about_a_colleague_takes_a_raisers_hearing_away(made: World) -> None:
    raised = {"raisers": [made.people["田稼轩"]]}
    problem = made.open("problem", "邹小禾", title="问题", **raised)
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = registered_measure(made, problem.id, supporting=[made.units["委员工作处"]])
    made.do("receive", measure, "纪清晏")
    call = {"for_whom": "谷向原", "evidence": [made.proof("x")], **CALL}
    assert refusal(made, "add_evidence", measure, "纪清晏", **call) == "unit_barred_by_sheet"


def test_nor_that_of_whoever_raised_what_was_split_off_from_it(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    made.do("split", problem, "邹小禾", titles=["拆出的问题"], reason="两件事")
    half = Matter.objects.filter(kind="problem").latest("id").pk
    raised = made.open("problem", "邹小禾", title="又提出的", raisers=[made.people["田稼轩"]])
    made.do("merge", raised, "邹小禾", into=half, reason="同一件事")
    measure = registered_measure(made, problem.id, supporting=[made.units["委员工作处"]])
    made.do("receive", measure, "纪清晏")
    call = {"for_whom": "谷向原", "evidence": [made.proof("x")], **CALL}
    assert refusal(made, "add_evidence", measure, "纪清晏", **call) == "unit_barred_by_sheet"


def test_no_call_bars_a_checker_by_the_unit_in_which_he_sat_until_lately(made: World) -> None:
    post = made.charter("add_post", unit=made.units["委员工作处"], name="干部", role="member")
    made.charter("appoint", person=made.people["岳正衡"], post=post, from_on="2025-01-01")
    measure = registered_measure(made, supporting=[made.units["委员工作处"]])
    made.do("receive", measure, "殷若渔")
    made.tick(days=5)
    one = Appointment.objects.get(person_id=made.people["岳正衡"], post_id=post)
    made.charter("end_appointment", appointment=one.pk, to_on="2026-03-05")
    made.tick(days=3)
    call = {"for_whom": "谷向原", "evidence": [made.proof("x")], **CALL}
    assert refusal(made, "add_evidence", measure, "纪清晏", **call) == "unit_barred_by_sheet"
