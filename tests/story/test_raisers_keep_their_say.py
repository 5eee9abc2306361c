"""No raiser loses a word that keeps a matter open: not by what another denies, nor by who sits where, nor by
paper; what helps to close takes a hand that is free, what hinders it anybody may write down (decision 0026).
"""

import pytest

from bihuan.core.state.state import State
from tests.on_paper import compare, enter, with_another_clerk
from tests.story.telling import below, now, refusal, told
from tests.story.test_hearing import verified_problem
from tests.world import World, claimed_measure, registered_measure

pytestmark = pytest.mark.django_db
CALL = {"basis": "call"}
FIRST, SECOND = "田稼轩", "谷向原"


@pytest.fixture
def made() -> World:
    return with_another_clerk()


def by_call(made: World, problem: State, whom: str, answer: str) -> int:
    """The record of what a clerk says that somebody has answered."""
    after = made.do("answer_hearing", problem, "邹小禾", answer=answer, for_whom=whom, **CALL)
    return after.said_of[-1].seq


def asked(made: World, *raisers: str) -> State:
    """A problem that was checked, with its raisers asked."""
    problem = verified_problem(made, raisers)
    return made.do("ask_raisers", problem, "秦见微", result="已办结")


def checked_anew(made: World, problem: State) -> None:
    made.do("claim", problem, "纪清晏", result="已再减一道手续")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")


def seated(made: World, person: str, unit: str) -> None:
    """Somebody gets a post in a unit, by the administrator, dated back before it was handed out."""
    post = made.charter("add_post", unit=made.units[unit], name="干部", role="member")
    made.charter("appoint", person=made.people[person], post=post, from_on="2025-01-01")


def test_each_of_two_raisers_denies_what_was_written_down_for_him(made: World) -> None:
    problem = asked(made, FIRST, SECOND)
    entries = {one: by_call(made, problem, one, "agreed") for one in (FIRST, SECOND)}
    for one, seq in entries.items():
        after = made.do("dispute_record", problem, one, paper=seq, reason="没有接过电话")
    assert (after.hearing, after.heard) == ("asked", ())
    made.do("answer_hearing", problem, FIRST, answer="agreed")
    made.do("answer_hearing", problem, SECOND, answer="not_solved")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"


def test_an_objection_brings_no_others_old_word_back(made: World) -> None:
    problem = asked(made, FIRST, SECOND)
    made.do("answer_hearing", problem, FIRST, answer="not_solved")
    made.do("send_back", problem, "邹小禾", still_to_do="再减一道手续")
    checked_anew(made, problem)
    made.do("ask_raisers", problem, "秦见微", result="已减")
    entry = by_call(made, problem, SECOND, "agreed")
    made.do("answer_hearing", problem, FIRST, answer="agreed")
    after = made.do("dispute_record", problem, SECOND, paper=entry, reason="没有说过")
    assert (after.hearing, after.unsolved) == ("asked", ())
    made.do("answer_hearing", problem, SECOND, answer="agreed")
    assert made.do("sign_off", problem, "温如砺").hearing == "agreed"


@pytest.mark.parametrize("again", [False, True])
def test_an_overruling_that_nobody_made_gives_the_not_solved_back(made: World, again: bool) -> None:
    problem = asked(made, FIRST)
    made.do("answer_hearing", problem, FIRST, answer="not_solved")
    enter(made, "overrule", problem, "邹小禾", "温如砺", reason="超出职责")
    paper = now(problem).papers[-1].seq
    compare(made, problem, "池晚照")
    if again:
        made.do("ask_raisers", problem, "邹小禾", result="再问一次")
    after = made.do("dispute_paper", problem, "温如砺", paper=paper, reason="我没有维持过")
    assert after.unsolved == (made.people[FIRST],)
    made.tick(days=30)
    if again:
        made.do("note_silence", problem, None)
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"


def test_an_overruling_is_denied_after_the_work_began_anew_and_after_the_end(made: World) -> None:
    problem = asked(made, FIRST, SECOND)
    made.do("answer_hearing", problem, FIRST, answer="not_solved")
    enter(made, "overrule", problem, "邹小禾", "温如砺", reason="超出职责")
    paper = now(problem).papers[-1].seq
    compare(made, problem, "池晚照")
    made.do("send_back", problem, "邹小禾", still_to_do="再减")
    checked_anew(made, problem)
    made.do("ask_raisers", problem, "秦见微", result="已减")
    made.tick(days=30)
    made.do("note_silence", problem, None)
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"
    after = made.do("dispute_paper", problem, "温如砺", paper=paper, reason="我没有维持过")
    assert (after.life, after.unsolved) == ("verified", (made.people[FIRST],))
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"


def test_no_single_clerk_takes_a_not_solved_back_with_a_sheet(made: World) -> None:
    problem = asked(made, FIRST)
    entry = by_call(made, problem, FIRST, "not_solved")
    sheet = {"for_whom": FIRST, "basis": "signed_paper", "evidence": [made.proof("不是本人签的")]}
    objection = {"paper": entry, "reason": "没有接过电话"}
    assert refusal(made, "dispute_record", problem, "池晚照", **objection, **sheet) == "unsaid_by_two"
    after = made.do("dispute_record", problem, FIRST, **objection)
    assert (after.hearing, after.unsolved) == ("asked", ())


def test_a_not_solved_is_written_down_even_by_whoever_did_or_checked_it(made: World) -> None:
    resident = made.charter("add_person", person_name="群众甲", place=60)
    made.people["群众甲"] = resident
    problem = made.open("problem", "邹小禾", title="督查本身太多", raisers=[resident])
    office = made.units["督查处"]
    made.do("assign", problem, "邹小禾", lead_unit=office)
    made.do("receive", problem, "邹小禾")
    measure = registered_measure(made, problem.id, lead_unit=office, accountable=made.people["邹小禾"])
    made.do("receive", measure, "邹小禾")
    made.do("claim", measure, "邹小禾", result="已减", evidence=[made.proof()])
    made.do("countersign", measure, "秦见微")
    made.charter("add_post", unit=made.units["委员工作处"], name="兜底二", role="fallback_verifier")
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "邹小禾", result="已减")
    made.do("countersign", problem, "秦见微")
    made.do("verify", problem, "岳正衡", finding="属实")
    made.do("ask_raisers", problem, "秦见微", result="已减")
    said = {"for_whom": "群众甲", **CALL}
    assert refusal(made, "answer_hearing", problem, "邹小禾", answer="agreed", **said) == "own_work"
    assert refusal(made, "answer_hearing", problem, "岳正衡", answer="agreed", **said) == "checked_it"
    assert made.do("answer_hearing", problem, "邹小禾", answer="not_solved", **said).unsolved == (resident,)
    made.do("overrule", problem, "温如砺", reason="已按规定减至每季度一次")
    assert made.do("sign_off", problem, "温如砺").hearing == "overruled", "writing it down decided nothing"


def test_who_only_sits_where_it_was_done_is_told_and_has_days_to_object(made: World) -> None:
    problem = verified_problem(made, (FIRST,))
    seated(made, FIRST, "秘书处")
    assert refusal(made, "ask_raisers", problem, "秦见微", result="已办结") == "raisers_barred"
    after = made.do("waive_hearing", problem, "秦见微", reason="提出人现在承办单位任职", sample="抽查三件")
    assert after.answers_asked == (made.people[FIRST],)
    assert FIRST in told(made, problem, "hearing_waived")
    assert refusal(made, "sign_off", problem, "温如砺") == "hearing_runs"
    assert refusal(made, "answer_hearing", problem, FIRST, answer="agreed") == "own_unit_work"
    made.do("answer_hearing", problem, FIRST, answer="not_solved")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
    made.do("overrule", problem, "温如砺", reason="超出职责，已转有关单位")
    assert made.do("sign_off", problem, "温如砺").hearing == "overruled"


def test_beside_a_sample_silence_ends_with_the_days(made: World) -> None:
    problem = verified_problem(made, (FIRST,))
    seated(made, FIRST, "秘书处")
    made.do("waive_hearing", problem, "秦见微", reason="提出人现在承办单位任职", sample="抽查三件")
    made.tick(days=10)
    assert made.do("sign_off", problem, "温如砺").hearing == "waived"


def test_a_unit_that_led_by_mistake_takes_nobodys_say_away(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位", raisers=[made.people[FIRST]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["委员工作处"])
    made.do("return_wrong_unit", problem, SECOND, reason="不是我处职责")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    checked_anew(made, problem)
    made.do("waive_hearing", problem, "秦见微", reason="提出人所在处室曾被交办", sample="抽查")
    assert made.do("answer_hearing", problem, FIRST, answer="not_solved").hearing == "not_solved"


def test_whoever_was_asked_keeps_his_say_wherever_he_is_put(made: World) -> None:
    problem = asked(made, FIRST, SECOND)
    made.do("answer_hearing", problem, SECOND, answer="agreed")
    seated(made, FIRST, "秘书处")
    assert made.do("answer_hearing", problem, FIRST, answer="not_solved").hearing == "not_solved"


def test_a_not_solved_of_somebody_who_came_to_the_doers_is_answered_though_others_agree(made: World) -> None:
    problem = asked(made, FIRST, SECOND)
    made.do("answer_hearing", problem, FIRST, answer="not_solved")
    made.do("send_back", problem, "邹小禾", still_to_do="再减")
    seated(made, FIRST, "秘书处")
    checked_anew(made, problem)
    made.do("ask_raisers", problem, "秦见微", result="已减")
    made.do("answer_hearing", problem, SECOND, answer="agreed")
    made.tick(days=30)
    made.do("note_silence", problem, None)
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
    made.do("overrule", problem, "温如砺", reason="已逐条说明")
    assert made.do("sign_off", problem, "温如砺").hearing == "overruled"


def test_other_words_leave_it_open_to_deny_the_claim_they_were_asked_for(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    proof = [made.proof()]
    claim = made.do("claim", measure, "邹小禾", for_whom="殷若渔", result="已办", evidence=proof, **CALL)
    asked_for = made.do("request_change", measure, "邹小禾", title="修订首问负责制并公示三份", reason="更准")
    made.do("approve", asked_for.pending, "秦见微")
    after = made.do("dispute_record", measure, "殷若渔", paper=claim.said_of[-1].seq, reason="我没有报结")
    assert after.life == "received"


def test_other_words_leave_it_open_to_deny_an_extension(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    later = {"kind": "date", "on": "2027-01-01"}
    request = made.do("request_extension", measure, "殷若渔", due=later, reason="等文件").pending
    enter(made, "approve", request, "邹小禾", "温如砺")
    paper = now(request).papers[-1].seq
    compare(made, request, "池晚照")
    made.do("claim", measure, "殷若渔", result="已办", evidence=[made.proof()])
    asked_for = made.do("request_change", measure, "池晚照", title="修订首问负责制并公示三份", reason="更准")
    made.do("approve", asked_for.pending, "秦见微")
    made.do("send_back", measure, "秦见微", still_to_do="再办")
    made.do("dispute_paper", request, "温如砺", paper=paper, reason="我没有同意过延期")
    assert str(now(measure).due_on) == "2026-06-30"


@pytest.mark.parametrize("separate", [False, True])
def test_a_report_that_its_author_denies_was_not_made(made: World, separate: bool) -> None:
    if separate:
        due = {"kind": "date", "on": "2026-06-30"}
        measure = made.open("measure", "邹小禾", title="精简会议", lead_group=made.groups["各处室"], due=due)
        made.do("assign", measure, "邹小禾")
    else:
        unit = [made.units["委员工作处"]]
        measure = registered_measure(made, supporting=unit, joint=unit)
        made.do("receive", measure, "殷若渔")
    part = next(one for one in below(measure, "part") if one.lead_unit == made.units["委员工作处"])
    said = {"for_whom": SECOND, "result": "无意见", "evidence": [made.proof("回函")], **CALL}
    reported = made.do("report", part, "邹小禾", **said)
    after = made.do("dispute_record", part, SECOND, paper=reported.said_of[-1].seq, reason="没有反馈过")
    assert after.life != "reported"
