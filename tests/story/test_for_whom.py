"""代填、代录: on whose behalf, on what basis, and both persons count as hands."""

import pytest

from tests.on_paper import with_another_clerk
from tests.story.telling import now, refusal
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_office_records_for_a_unit_that_answered_on_paper_and_both_have_a_hand() -> None:
    made = world()
    measure = registered_measure(made)
    whom = {"for_whom": "殷若渔"}
    assert refusal(made, "receive", measure, "秦见微", **whom) == "no_basis"
    made.do("receive", measure, "秦见微", basis="反馈表", **whom)
    state = made.do("progress", measure, "秦见微", progress="初稿已成", basis="反馈表", **whom)
    assert {made.people["殷若渔"], made.people["秦见微"]} <= state.hand_people
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_work"


def test_only_the_same_office_or_the_supervision_office_records_for_others() -> None:
    made = world()
    measure = registered_measure(made)
    whom = {"for_whom": "殷若渔", "basis": "电话"}
    assert refusal(made, "receive", measure, "田稼轩", **whom) == "may_not_record_for"
    assert made.do("receive", measure, "纪清晏", **whom).life == "received"


def test_a_leader_who_never_signs_in_is_recorded_for_by_the_office() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("instruct", measure, "邹小禾", instruction="请抓紧", for_whom="季望山", basis="批示原件")
    from bihuan.ledger.read import events_of

    event = events_of(measure.id)[-1]
    assert (event.actor, event.for_whom) == (made.people["邹小禾"], made.people["季望山"])
    assert event.basis == "批示原件"


def test_a_decision_recorded_by_one_alone_is_refused_for_both_persons_reasons() -> None:
    made = world()
    measure = claimed_measure(made)
    whom = {"for_whom": "秦见微", "basis": "签字件"}
    assert refusal(made, "verify", measure, "邹小禾", finding="好", **whom) == "needs_paper"
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    approver = {"for_whom": "温如砺", "basis": "会议审定表"}
    assert refusal(made, "sign_off", measure, "纪清晏", **approver) == "may_not_record_for"
    assert refusal(made, "sign_off", measure, "邹小禾", **approver) == "needs_paper"


def test_whoever_asked_cannot_record_the_yes_of_somebody_else() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked = made.do("request_pause", measure, "殷若渔", reason="等文件")
    whom = {"for_whom": "温如砺", "basis": "签字件"}
    assert refusal(made, "approve", asked.pending or 0, "殷若渔", **whom) == "own_unit_work"
    assert refusal(made, "approve", asked.pending or 0, "邹小禾", **whom) == "needs_paper"
    assert now(measure).clock == "running"


def test_a_stand_in_acts_with_the_absent_ones_hats_and_inherits_what_shuts_them_out() -> None:
    made = world()
    made.charter(
        "declare_absence",
        person=made.people["岳正衡"],
        stand_in=made.people["殷若渔"],
        from_on="2026-03-01",
        to_on="2026-03-31",
    )
    own = claimed_measure(made)
    assert refusal(made, "verify", own, "殷若渔", finding="好") == "own_work"
    foreign = registered_measure(made, lead_unit=made.units["委员工作处"], accountable=None)
    made.do("receive", foreign, "谷向原")
    made.do("claim", foreign, "谷向原", result="完成", evidence=[made.proof()])
    made.do("countersign", foreign, "谷向原")
    assert made.do("verify", foreign, "殷若渔", finding="属实").life == "verified"


def test_no_call_makes_a_unit_a_hand_in_which_somebody_sits_who_checks() -> None:
    made = with_another_clerk()
    named = [made.units["督查处"], made.units["委员工作处"]]
    measure = registered_measure(made, supporting=named)
    made.do("receive", measure, "殷若渔")
    facts = {"evidence": [made.proof("协办")], "for_whom": "池晚照"}
    by_call = refusal(made, "add_evidence", measure, "殷若渔", **facts, basis="call")
    assert by_call == "unit_barred_by_sheet" and now(measure).check_by != "nobody"
    other = {"evidence": [made.proof("其他")], "for_whom": "谷向原", "basis": "call"}
    made.do("add_evidence", measure, "殷若渔", **other)
    state = made.do("add_evidence", measure, "殷若渔", **facts, basis="signed_paper")
    assert made.units["督查处"] in state.hand_units, "the signed sheet says that it did"
    again = {"evidence": [made.proof("又")], "for_whom": "池晚照", "basis": "call"}
    made.do("add_evidence", measure, "殷若渔", **again)


def test_who_sits_in_the_unit_says_in_person_what_it_did() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, supporting=[made.units["督查处"]])
    made.do("receive", measure, "殷若渔")
    state = made.do("add_evidence", measure, "池晚照", evidence=[made.proof("协办")])
    assert made.units["督查处"] in state.hand_units
