"""听取意见: the raisers agree, object, or stay silent; or it is on record why nobody can be asked."""

import pytest

from tests.matters.scenes import signed_in
from tests.story.telling import now, refusal, told
from tests.world import claimed_measure, countersigned_problem, world

pytestmark = pytest.mark.django_db


def verified_problem(made, raisers=("田稼轩",)):
    problem, _ = countersigned_problem(made, *raisers, title="首问负责制落实不到位")
    made.do("verify", problem, "秦见微", finding="属实")
    return problem


def test_the_raiser_is_asked_and_agrees() -> None:
    made = world()
    problem = verified_problem(made)
    assert refusal(made, "answer_hearing", problem, "田稼轩", answer="agreed") == "no_hearing"
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    assert "田稼轩" in told(made, problem, "raisers_asked")
    assert refusal(made, "sign_off", problem, "温如砺") == "hearing_runs"
    assert refusal(made, "answer_hearing", problem, "谷向原", answer="agreed") == "no_right"
    made.do("answer_hearing", problem, "田稼轩", answer="agreed", opinion="有改进")
    assert made.do("sign_off", problem, "温如砺").hearing == "agreed"
    assert "田稼轩" in told(made, problem, "signed_off")


def test_not_solved_goes_back_or_is_overruled_with_a_reason_that_the_raiser_sees() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    assert refusal(made, "overrule", problem, "温如砺", reason="早了") == "hearing_runs"
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved", opinion="仍要跑两趟")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
    assert refusal(made, "waive_hearing", problem, "秦见微", reason="改口", sample="无") == "raisers_known"
    assert refusal(made, "overrule", problem, "温如砺") == "missing"
    assert refusal(made, "overrule", problem, "秦见微", reason="我看可以") == "no_right"
    made.do("overrule", problem, "温如砺", reason="诉求超出职责，已另行转办")
    assert "田稼轩" in told(made, problem, "overruled")
    assert made.do("sign_off", problem, "温如砺").hearing == "overruled"


def test_where_nobody_could_be_asked_nothing_says_that_nobody_was_heard() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    assert refusal(made, "overrule", measure, "温如砺", reason="早了") == "no_hearing"
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert refusal(made, "overrule", measure, "温如砺", reason="无") == "nobody_unsolved"
    assert refusal(made, "note_silence", measure, "秦见微") == "heard_already"
    page = signed_in(made, "温如砺").get(f"/m/{measure.id}/").content.decode()
    assert "还没有听取当事人意见" not in page and "说明理由后维持" not in page and "销号" in page


def test_not_solved_that_is_sent_back_is_asked_anew() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved")
    made.do("send_back", problem, "邹小禾", still_to_do="再减一道手续")
    made.do("claim", problem, "纪清晏", result="已减")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    assert refusal(made, "sign_off", problem, "温如砺") == "no_hearing"


def test_silence_counts_only_after_its_working_days() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    assert refusal(made, "note_silence", problem, "邹小禾") == "hearing_runs"
    made.tick(days=7)
    assert refusal(made, "note_silence", problem, "邹小禾") == "hearing_runs", "the last day is still in time"
    made.tick(days=1)
    made.do("note_silence", problem, None)
    assert made.do("sign_off", problem, "温如砺").hearing == "silent"


def test_what_comes_late_is_still_heard_and_silence_does_not_drown_it() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    made.tick(days=8)
    made.do("note_silence", problem, None)
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved", opinion="出差回来，仍要跑两趟")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
    assert refusal(made, "note_silence", problem, None) == "no_hearing"
    made.do("send_back", problem, "温如砺", still_to_do="再减一道手续")
    made.do("claim", problem, "纪清晏", result="已减")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("ask_raisers", problem, "邹小禾", result="又减一道")
    made.tick(days=8)
    assert made.do("note_silence", problem, None).hearing == "not_solved", "silence takes nothing back"
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
    made.do("overrule", problem, "温如砺", reason="手续已减到两道，其余属上级规定")
    assert made.do("sign_off", problem, "温如砺").unsolved == ()


def test_who_was_not_content_and_now_is_says_so() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    made.do("answer_hearing", problem, "田稼轩", answer="not_solved", opinion="仍要跑两趟")
    made.do("send_back", problem, "邹小禾", still_to_do="再减一道手续")
    made.do("claim", problem, "纪清晏", result="已减")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("ask_raisers", problem, "邹小禾", result="又减一道")
    made.tick(days=8)
    made.do("note_silence", problem, None)
    asked_again = now(problem)
    assert asked_again.hearing == "not_solved" and asked_again.unsolved == (made.people["田稼轩"],)


def test_where_nobody_can_be_asked_the_verifier_says_why_and_by_what_sample() -> None:
    made = world()
    problem = verified_problem(made, raisers=())
    assert refusal(made, "ask_raisers", problem, "邹小禾", result="好") == "no_raiser"
    assert refusal(made, "waive_hearing", problem, "秦见微", reason="问卷匿名") == "missing"
    assert refusal(made, "waive_hearing", problem, "邹小禾", reason="匿名", sample="十件") == "no_right"
    made.do("waive_hearing", problem, "秦见微", reason="问卷匿名", sample="电话抽测十件")
    assert made.do("sign_off", problem, "温如砺").hearing == "waived"


def test_an_answer_is_recorded_for_the_raiser_by_the_office_and_never_by_the_doer() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    said_so = {"answer": "agreed", "for_whom": "田稼轩"}
    assert refusal(made, "answer_hearing", problem, "纪清晏", basis="电话", **said_so) == "own_work"
    assert refusal(made, "answer_hearing", problem, "邹小禾", **said_so) == "no_basis"
    made.do("answer_hearing", problem, "邹小禾", basis="电话", **said_so)
    assert now(problem).hearing == "agreed"


def test_whoever_is_on_record_is_asked_and_not_waived() -> None:
    made = world()
    problem = verified_problem(made)
    assert refusal(made, "waive_hearing", problem, "秦见微", reason="不便", sample="十件") == "raisers_known"


def test_solved_is_heard_when_every_raiser_has_said_so() -> None:
    made = world()
    problem = verified_problem(made, raisers=("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    assert made.do("answer_hearing", problem, "田稼轩", answer="agreed").hearing == "asked"
    assert refusal(made, "answer_hearing", problem, "田稼轩", answer="not_solved") == "already_heard"
    assert refusal(made, "sign_off", problem, "温如砺") == "hearing_runs"
    assert made.do("answer_hearing", problem, "谷向原", answer="agreed").hearing == "agreed"
    assert made.do("sign_off", problem, "温如砺").life == "signed_off"


def test_one_raiser_who_is_not_content_is_enough() -> None:
    made = world()
    problem = verified_problem(made, raisers=("田稼轩", "谷向原"))
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    made.do("answer_hearing", problem, "谷向原", answer="not_solved")
    assert refusal(made, "sign_off", problem, "温如砺") == "not_solved"
