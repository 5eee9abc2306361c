"""录入、核对: what somebody decides on paper is entered by one, compared by another, and only then done."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from bihuan.people.models import Appointment
from tests.on_paper import asked_now, compare, enter, heard, signed_by, with_another_clerk
from tests.story.telling import now, refusal, told
from tests.story.test_hearing import verified_problem
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
LATER = {"due": {"kind": "date", "on": "2030-06-30"}}


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def test_a_leaders_signature_counts_once_a_second_person_has_compared_it(made: World) -> None:
    measure = heard(made)
    entered = enter(made, "sign_off", measure, "邹小禾", "温如砺", opinion="同意销号")
    assert (entered.life, len(entered.papers)) == ("verified", 1)
    assert refusal(made, "compare_paper", measure, "邹小禾", paper=entered.papers[0].seq) == "entered_it"
    closed = compare(made, measure, "池晚照")
    assert (closed.life, closed.papers) == ("signed_off", ())
    *_, compared, signed = events_of(measure)
    assert (compared.name, compared.actor) == ("paper_compared", made.people["池晚照"])
    assert (signed.name, signed.actor, signed.for_whom, signed.basis) == (
        "signed_off", made.people["邹小禾"], made.people["温如砺"], "signed_paper",
    )  # fmt: skip
    assert signed.plain["on_paper"] == [entered.papers[0].seq, made.people["池晚照"]]
    assert signed.personal["opinion"] == "同意销号"


def test_nobody_decides_for_a_leader_alone_and_a_call_decides_nothing(made: World) -> None:
    measure = heard(made)
    whom = {"for_whom": "温如砺"}
    assert refusal(made, "sign_off", measure, "邹小禾", basis="signed_paper", **whom) == "needs_paper"
    assert refusal(made, "sign_off", measure, "邹小禾", basis="meeting", **whom) == "needs_paper"
    assert refusal(made, "sign_off", measure, "邹小禾", basis="call", **whom) == "call_decides_nothing"
    with_scan = {"paper_act": "sign_off", "represented": made.people["温如砺"], "evidence": [made.proof()]}
    assert refusal(made, "record_on_paper", measure, "邹小禾", paper_basis="call", **with_scan) == "bad_value"
    without = {"paper_act": "sign_off", "represented": made.people["温如砺"], "paper_basis": "signed_paper"}
    assert refusal(made, "record_on_paper", measure, "邹小禾", **without) == "no_scan"


def test_a_handler_does_not_move_his_own_due_for_the_leader(made: World) -> None:
    measure = registered_measure(made)
    moved = {"instruction": "延四年", "assign_anew": True, "lead_unit": made.units["秘书处"], **LATER}
    by_call = {"for_whom": "季望山", "basis": "call"}
    for handler in ("殷若渔", "纪清晏"):
        assert refusal(made, "instruct", measure, handler, **by_call, **moved) == "own_unit_work"
        paper = signed_by(made, "instruct", "季望山", **moved)
        assert refusal(made, "record_on_paper", measure, handler, **paper) == "no_right"
    assert refusal(made, "instruct", measure, "邹小禾", **by_call, **moved) == "call_decides_nothing"
    enter(made, "instruct", measure, "邹小禾", "季望山", **moved)
    assert now(measure).due_on == measure.due_on
    assert str(compare(made, measure, "池晚照").due_on) == "2030-06-30"


def test_an_instruction_that_only_urges_is_recorded_by_any_registrar_at_once(made: World) -> None:
    measure = registered_measure(made)
    made.do("instruct", measure, "邹小禾", instruction="请抓紧", for_whom="季望山", basis="signed_paper")
    assert events_of(measure.id)[-1].name == "instructed"
    paper = signed_by(made, "instruct", "季望山", instruction="请抓紧")
    assert refusal(made, "record_on_paper", measure, "邹小禾", **paper) == "no_paper_needed"


def test_a_handler_does_not_reopen_or_give_away_for_the_leader(made: World) -> None:
    measure = heard(made)
    made.do("sign_off", measure, "温如砺")
    away = {
        "instruction": "转委员工作处", "assign_anew": True, "lead_unit": made.units["委员工作处"], **LATER,
    }  # fmt: skip
    by_call = {"for_whom": "季望山", "basis": "call"}
    assert refusal(made, "instruct", measure, "纪清晏", **by_call, **away) == "own_work"
    assert refusal(made, "instruct", measure, "邹小禾", **by_call, **away) == "call_decides_nothing"
    assert now(measure).life == "signed_off"


def test_a_doer_and_his_head_grant_themselves_nothing(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked = {
        "request_pause": {}, "request_extension": LATER, "request_withdrawal": {},
    }  # fmt: skip
    for name, facts in asked.items():
        request = made.do(name, measure, "殷若渔", reason="等文件", **facts).pending or 0
        step = asked_now(made, request)
        for basis in ("call", "meeting", "signed_paper"):
            for hand in ("殷若渔", "纪清晏"):
                code = refusal(made, "approve", request, hand, for_whom=step, basis=basis)
                assert code in ("own_unit_work", "own_work", "may_not_record_for", "no_right")
        assert refusal(made, "approve", request, "池晚照", for_whom=step, basis="call") in (
            "call_decides_nothing", "needs_paper",
        )  # fmt: skip
        made.do("take_back", request, "殷若渔")
    assert (now(measure).life, now(measure).clock) == ("received", "running")


def test_one_clerk_does_not_verify_waive_and_sign_off_for_the_leader(made: World) -> None:
    measure = claimed_measure(made)
    for name, words in (("verify", {"finding": "好"}),):
        for basis in ("signed_paper", "meeting", "call"):
            code = refusal(made, name, measure, "邹小禾", for_whom="秦见微", basis=basis, **words)
            assert code == ("call_decides_nothing" if basis == "call" else "needs_paper")
    enter(made, "verify", measure, "邹小禾", "秦见微", finding="好")
    assert refusal(made, "compare_paper", measure, "邹小禾", paper=now(measure).papers[0].seq) == "entered_it"
    assert refusal(made, "compare_paper", measure, "秦见微", paper=now(measure).papers[0].seq) == "entered_it"
    compare(made, measure, "池晚照")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    paper = signed_by(made, "sign_off", "温如砺")
    for clerk in ("邹小禾", "池晚照"):  # two clerks in turn carry nothing through
        assert refusal(made, "record_on_paper", measure, clerk, **paper) == "checked_it"
    assert enter(made, "sign_off", measure, "岳正衡", "温如砺").papers[-1].compare_by == "auditor"
    seq = now(measure).papers[0].seq
    for clerk in ("邹小禾", "池晚照"):
        assert refusal(made, "compare_paper", measure, clerk, paper=seq) == "checked_it"
    assert compare(made, measure, "严以宁").life == "signed_off"


def test_whoever_entered_the_finding_enters_no_sign_off(made: World) -> None:
    measure = claimed_measure(made)
    enter(made, "verify", measure, "邹小禾", "秦见微", finding="好")
    compare(made, measure, "池晚照")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    paper = signed_by(made, "sign_off", "温如砺")
    assert refusal(made, "record_on_paper", measure, "邹小禾", **paper) == "checked_it"
    assert refusal(made, "record_on_paper", measure, "秦见微", **paper) == "checked_it"


def test_a_hand_neither_enters_nor_compares(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "邹小禾", progress="代填", for_whom="殷若渔", basis="signed_paper")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    paper = signed_by(made, "verify", "岳正衡", finding="好")
    assert refusal(made, "record_on_paper", measure, "邹小禾", **paper) == "own_work"
    enter(made, "verify", measure, "池晚照", "岳正衡", finding="好")
    seq = now(measure).papers[0].seq
    assert refusal(made, "compare_paper", measure, "邹小禾", paper=seq) == "own_work"
    assert compare(made, measure, "秦见微").life == "verified"


def test_what_is_sent_back_takes_its_paper_with_it(made: World) -> None:
    measure = heard(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    made.do("send_back", measure, "秦见微", still_to_do="补充")
    assert now(measure).papers == ()  # what it was signed for is no longer there


def test_a_meeting_stands_the_same_day_and_closes_nothing_before_its_minutes(made: World) -> None:
    measure = heard(made)
    entered = enter(made, "sign_off", measure, "邹小禾", "温如砺", basis="meeting")
    assert (entered.life, entered.papers[0].filed, entered.turn) == ("verified", False, None)
    seq = entered.papers[0].seq
    assert refusal(made, "compare_paper", measure, "池晚照", paper=seq) == "no_paper"
    filed = made.do("file_minutes", measure, "邹小禾", paper=seq, evidence=[made.proof("纪要")])
    assert filed.life == "verified" and filed.turn is not None
    assert compare(made, measure, "池晚照").life == "signed_off"


def test_whoever_files_the_minutes_does_not_compare_them(made: World) -> None:
    measure = heard(made)
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺", basis="meeting").papers[0].seq
    made.do("file_minutes", measure, "池晚照", paper=seq, evidence=[made.proof("纪要")])
    for by in ("邹小禾", "池晚照"):
        assert refusal(made, "compare_paper", measure, by, paper=seq) == "entered_it"
    assert compare(made, measure, "岳正衡").life == "signed_off"


def test_one_signed_sheet_for_a_batch_goes_the_same_way(made: World) -> None:
    measures = [heard(made), heard(made)]
    sheet = [made.proof("审定表")]
    made.do(
        "request_batch_approval", made.register, "池晚照", title="第一批", subjects=measures, evidence=sheet
    )
    request = Matter.objects.filter(kind="request", life="open").latest("id").pk
    whom = {"for_whom": "温如砺", "basis": "signed_paper"}
    assert refusal(made, "approve", request, "邹小禾", **whom) == "needs_paper"
    enter(made, "approve", request, "邹小禾", "温如砺")
    assert compare(made, request, "岳正衡").life == "granted"
    assert {now(one).life for one in measures} == {"signed_off"}
    signed = events_of(measures[0])[-1]
    assert (signed.actor, signed.for_whom) == (made.people["邹小禾"], made.people["温如砺"])


def test_whoever_had_a_hand_in_one_of_a_batch_compares_the_others_only(made: World) -> None:
    measures = [heard(made)]
    touched = registered_measure(made)
    made.do("receive", touched, "殷若渔")
    made.do("progress", touched, "池晚照", progress="代填", for_whom="殷若渔", basis="signed_paper")
    made.do("claim", touched, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", touched, "纪清晏")
    made.do("verify", touched, "岳正衡", finding="属实")
    made.do("waive_hearing", touched, "岳正衡", reason="无提出人", sample="抽查")
    measures.append(touched.id)
    made.do("request_batch_approval", made.register, "秦见微", title="第一批", subjects=measures)
    request = Matter.objects.filter(kind="request", life="open").latest("id").pk
    enter(made, "approve", request, "邹小禾", "温如砺")
    compare(made, request, "池晚照")
    assert [now(one).life for one in measures] == ["signed_off", "verified"]


def test_a_raisers_answer_by_call_is_testimony_and_no_decision(made: World) -> None:
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "秦见微", result="已办结")
    said = {"answer": "agreed", "for_whom": "田稼轩", "basis": "call"}
    assert refusal(made, "answer_hearing", problem, "纪清晏", **said) == "own_work"
    assert made.do("answer_hearing", problem, "邹小禾", **said).hearing == "agreed"


def test_whoever_is_represented_is_told_but_nobody_above_a_head(made: World) -> None:
    measure = claimed_measure(made)
    enter(made, "verify", measure, "邹小禾", "岳正衡", finding="好")
    assert "岳正衡" in told(made, measure, "paper_recorded")
    compare(made, measure, "池晚照")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    enter(made, "sign_off", measure, "秦见微", "温如砺")
    assert "温如砺" not in told(made, measure, "paper_recorded")


def test_a_paper_that_says_otherwise_is_dropped(made: World) -> None:
    measure = heard(made)
    seq = enter(made, "sign_off", measure, "邹小禾", "温如砺").papers[0].seq
    after = made.do("refuse_paper", measure, "池晚照", paper=seq, reason="签的是另一项")
    assert (after.life, after.papers) == ("verified", ())
    assert refusal(made, "compare_paper", measure, "池晚照", paper=seq) == "no_paper"


def test_where_the_whole_desk_is_barred_the_auditor_compares() -> None:
    made = world()
    measure = heard(made)
    for person in ("秦见微", "岳正衡"):
        for held in Appointment.objects.filter(person_id=made.people[person]):
            made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    entered = enter(made, "sign_off", measure, "邹小禾", "温如砺")
    assert entered.papers[-1].compare_by == "auditor"
    assert compare(made, measure, "严以宁").life == "signed_off"


def test_a_desk_that_may_compare_leaves_nothing_to_the_auditor(made: World) -> None:
    measure = heard(made)
    entered = enter(made, "sign_off", measure, "邹小禾", "温如砺")
    assert entered.papers[-1].compare_by == "desk"
    assert refusal(made, "compare_paper", measure, "严以宁", paper=entered.papers[0].seq) == "no_right"


def test_proof_that_came_after_the_signature_was_not_signed_for(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    with book(made.org.pk, at=made.tick()) as open_book:
        rule = {"name": "countersign_required", "value": False, "from_on": "2026-03-01", "reason": "试行"}
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), **rule)
    seq = enter(made, "verify", measure, "邹小禾", "岳正衡", finding="好").papers[0].seq
    made.do("add_evidence", measure, "殷若渔", evidence=[made.proof("后补的")])
    assert refusal(made, "compare_paper", measure, "池晚照", paper=seq) == "proof_since_paper"
    made.do("refuse_paper", measure, "池晚照", paper=seq, reason="又补了佐证")
    enter(made, "verify", measure, "邹小禾", "岳正衡", finding="好")
    assert compare(made, measure, "池晚照").life == "verified"


def test_where_the_last_who_could_compare_became_a_hand_it_is_refused_and_entered_anew() -> None:
    made = world()
    for held in Appointment.objects.filter(person_id=made.people["岳正衡"]):
        made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    measure = registered_measure(made, leader=made.people["季望山"])
    made.do("receive", measure, "殷若渔")
    request = made.do("request_pause", measure, "殷若渔", reason="等文件").pending or 0
    asked = asked_now(made, request)
    entered = enter(made, "approve", request, "邹小禾", asked)
    assert entered.papers[-1].compare_by == "desk"
    made.do("progress", measure, "秦见微", progress="代写", for_whom="殷若渔", basis="call")
    seq = entered.papers[0].seq
    assert refusal(made, "compare_paper", request, "秦见微", paper=seq) == "own_work"
    made.do("refuse_paper", request, "秦见微", paper=seq, reason="无人可以核对，重新录入")
    assert enter(made, "approve", request, "邹小禾", asked).papers[-1].compare_by == "auditor"
    compare(made, request, "严以宁")


def test_whoever_checked_all_of_a_batch_neither_enters_nor_compares_its_approval(made: World) -> None:
    subjects = [heard(made), heard(made)]
    made.do("request_batch_approval", made.register, "池晚照", title="第一批", subjects=subjects)
    request = now(subjects[0]).pending or 0
    with pytest.raises(Refused) as caught:
        enter(made, "approve", request, "秦见微", "温如砺")
    assert caught.value.reason.code == "checked_it", "it is said before anybody compares it in vain"
    seq = enter(made, "approve", request, "邹小禾", "温如砺").papers[0].seq
    assert now(request).papers[-1].compare_by == "desk", "岳正衡 is left"
    assert refusal(made, "compare_paper", request, "秦见微", paper=seq) == "checked_it"
    assert refusal(made, "compare_paper", request, "池晚照", paper=seq) == "asked_it"
    assert compare(made, request, "岳正衡").life == "granted"


def test_of_two_papers_each_waits_for_those_who_may_compare_that_one(made: World) -> None:
    """The rest of the desk had brought in the check, so the approval waits for the auditor."""
    measure = claimed_measure(made, leader=made.people["季望山"])
    enter(made, "verify", measure, "邹小禾", "秦见微", finding="好")
    compare(made, measure, "池晚照")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    approval = enter(made, "sign_off", measure, "岳正衡", "温如砺").papers[-1]
    anew = {"instruction": "再办", "assign_anew": True, "lead_unit": made.units["秘书处"], **LATER}
    papers = enter(made, "instruct", measure, "邹小禾", "季望山", **anew).papers
    assert [one.compare_by for one in papers] == ["auditor", "desk"]
    instruction = papers[-1]
    assert refusal(made, "compare_paper", measure, "严以宁", paper=instruction.seq) == "no_right"
    wrong = {"paper": instruction.seq, "reason": "签的是另一项"}
    assert refusal(made, "refuse_paper", measure, "严以宁", **wrong) == "no_right"
    assert refusal(made, "compare_paper", measure, "池晚照", paper=approval.seq) == "checked_it"
    assert compare(made, measure, "严以宁", approval.seq).life == "signed_off"
    assert compare(made, measure, "池晚照", instruction.seq).life == "assigned"
