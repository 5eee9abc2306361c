"""对代录提出异议: what another recorded for somebody is told at once; whoever objects is no hand by it."""

from typing import Any

import pytest

from bihuan.core.acts.stakes import face
from bihuan.core.chain.ids import event_id
from bihuan.core.state.faces import PUBLIC
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.sight import sight
from tests.on_paper import with_another_clerk
from tests.story.telling import day, now, refusal, told
from tests.story.test_hearing import verified_problem
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db
SIGNED = {"basis": "signed_paper"}
CALL = {"basis": "call"}


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def received(made: World, **more: Any) -> State:
    measure = registered_measure(made, **more)
    made.do("receive", measure, "殷若渔")
    return measure


def supported(made: World) -> State:
    """A measure that the unit of 谷向原 supports."""
    return received(made, supporting=[made.units["委员工作处"]])


def test_whoever_is_said_to_have_done_it_is_told_at_once_and_objects(made: World) -> None:
    measure = received(made)
    after = made.do("progress", measure, "邹小禾", progress="电话说的", for_whom="殷若渔", **CALL)
    assert "殷若渔" in told(made, measure, "progressed")
    assert made.people["殷若渔"] in after.hand_people
    record = after.said_of[-1].seq
    after = made.do("dispute_record", measure, "殷若渔", paper=record, reason="没有说过")
    assert made.people["殷若渔"] not in after.hand_people, "what is objected to makes no hand"
    assert made.people["邹小禾"] in after.hand_people, "who recorded it stays one"
    assert "邹小禾" in told(made, measure, "record_disputed")
    assert refusal(made, "dispute_record", measure, "殷若渔", paper=record, reason="x") == "nothing_recorded"


def test_an_own_act_makes_a_hand_whatever_is_objected_to(made: World) -> None:
    for first in (True, False):
        measure = received(made)
        if first:
            made.do("progress", measure, "殷若渔", progress="本人所写")
        after = made.do("progress", measure, "邹小禾", progress="代写", for_whom="殷若渔", **CALL)
        record = after.said_of[-1].seq
        if not first:
            made.do("progress", measure, "殷若渔", progress="本人所写")
        after = made.do("dispute_record", measure, "殷若渔", paper=record, reason="没有说过")
        assert made.people["殷若渔"] in after.hand_people


def test_of_two_entries_both_must_be_objected_to(made: World) -> None:
    measure = received(made)
    for words in ("甲", "乙"):
        made.do("progress", measure, "邹小禾", progress=words, for_whom="殷若渔", **CALL)
    first, second = (one.seq for one in now(measure).said_of if one.act == "progress")
    after = made.do("dispute_record", measure, "殷若渔", paper=first, reason="没有说过")
    assert made.people["殷若渔"] in after.hand_people
    after = made.do("dispute_record", measure, "殷若渔", paper=second, reason="没有说过")
    assert made.people["殷若渔"] not in after.hand_people


def test_a_unit_is_no_hand_by_what_was_only_said_of_its_people(made: World) -> None:
    measure = supported(made)
    given = {"evidence": [made.proof("佐证")], "for_whom": "谷向原"}
    after = made.do("add_evidence", measure, "邹小禾", **given, **CALL)
    unit = made.units["委员工作处"]
    assert unit in after.hand_units and unit in dict(after.units_from)
    after = made.do("dispute_record", measure, "谷向原", paper=after.said_of[-1].seq, reason="没有做过")
    assert unit not in after.hand_units and unit not in dict(after.units_from)
    assert made.do("say_uninvolved", measure, "谷向原").uninvolved == (unit,)


def test_an_objection_is_entered_from_a_signed_sheet_by_a_foreign_hand_alone(made: World) -> None:
    measure = received(made)
    after = made.do("progress", measure, "邹小禾", progress="代写", for_whom="殷若渔", **CALL)
    objection = {"paper": after.said_of[-1].seq, "reason": "没有说过", "for_whom": "殷若渔"}
    sheet = {"evidence": [made.proof("异议")]}
    assert refusal(made, "dispute_record", measure, "池晚照", **objection, **sheet, **CALL) == "no_scan"
    assert refusal(made, "dispute_record", measure, "池晚照", **objection, **SIGNED) == "no_scan"
    assert refusal(made, "dispute_record", measure, "邹小禾", **objection, **sheet, **SIGNED) == "own_work"
    after = made.do("dispute_record", measure, "池晚照", **objection, **sheet, **SIGNED)
    assert made.people["殷若渔"] not in after.hand_people


def test_nobody_objects_to_what_was_recorded_for_another(made: World) -> None:
    measure = received(made)
    after = made.do("progress", measure, "邹小禾", progress="代写", for_whom="殷若渔", **CALL)
    record = after.said_of[-1].seq
    assert refusal(made, "dispute_record", measure, "纪清晏", paper=record, reason="x") == "no_right"
    made.do("receive", other := registered_measure(made), "邹小禾", for_whom="纪清晏", **CALL)
    assert refusal(made, "dispute_record", other, "纪清晏", paper=record, reason="x") == "record_gone"


def test_nobody_who_checks_or_raised_it_is_made_a_hand_by_a_call(made: World) -> None:
    checker = received(made, accountable=made.people["岳正衡"])
    whom = {"for_whom": "岳正衡", "progress": "代写"}
    for basis in ("call", "meeting", "反馈表"):
        assert refusal(made, "progress", checker, "邹小禾", basis=basis, **whom) == "barred_by_sheet"
    assert refusal(made, "progress", checker, "邹小禾", **SIGNED, **whom) == "no_scan"
    after = made.do("progress", checker, "邹小禾", evidence=[made.proof("签字件")], **SIGNED, **whom)
    assert made.people["岳正衡"] in after.hand_people
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people["殷若渔"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    below = received_under(made, problem)
    whom = {"for_whom": "殷若渔", "progress": "代写"}
    assert refusal(made, "progress", below, "邹小禾", **CALL, **whom) == "barred_by_sheet"


def received_under(made: World, problem: State) -> State:
    measure = registered_measure(made, problem.id)
    made.do("receive", measure, "纪清晏")
    return measure


def test_whoever_stands_in_no_relation_cannot_be_said_to_have_done_it(made: World) -> None:
    measure = received(made)
    for stranger in ("岳正衡", "田稼轩"):
        code = refusal(made, "progress", measure, "邹小禾", progress="代写", for_whom=stranger, **CALL)
        assert code == "no_right"


def test_nothing_is_sent_above_a_head_of_an_office(made: World) -> None:
    measure = received(made)
    made.do("instruct", measure, "邹小禾", instruction="请抓紧", for_whom="季望山", basis="signed_paper")
    assert "季望山" not in told(made, measure, "instructed")


def test_a_checker_who_objects_is_asked_to_check_again(made: World) -> None:
    """Who is freed of a hand by an objection is asked again, in the same book."""
    measure = received(made, accountable=made.people["秦见微"])
    given = {"progress": "代写", "for_whom": "秦见微", "evidence": [made.proof("签字件")]}
    after = made.do("progress", measure, "邹小禾", **given, **SIGNED)
    record = after.said_of[-1].seq
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_work"
    made.do("dispute_record", measure, "秦见微", paper=record, reason="没有签过")
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"


def asked_of_a_raiser(made: World) -> State:
    """A problem that waits for the answer of its raiser."""
    return made.do("ask_raisers", verified_problem(made), "秦见微", result="已办结")


@pytest.mark.parametrize("closed", [False, True])
def test_what_a_raiser_never_answered_was_not_answered(made: World, closed: bool) -> None:
    problem = asked_of_a_raiser(made)
    made.do("answer_hearing", problem, "邹小禾", answer="agreed", for_whom="田稼轩", **CALL)
    eyes = sight(made.org.pk, made.people["田稼轩"], on=day(made)).principals
    assert face(eyes, now(problem), kind_of("problem")) == PUBLIC, (
        "who is spoken for reads no more than before"
    )
    if closed:
        made.do("sign_off", problem, "温如砺")
    made.tick(days=20)
    facts = {"paper": now(problem).said_of[-1].seq, "reason": "没接过电话"}
    assert refusal(made, "dispute_paper", problem, "田稼轩", **facts) == "not_represented"
    after = made.do("dispute_record", problem, "田稼轩", **facts)
    assert (after.life, after.hearing, after.heard, after.closed_on) == ("verified", "asked", (), None)
    assert refusal(made, "note_silence", problem, "秦见微") == "hearing_runs"
    assert made.do("answer_hearing", problem, "田稼轩", answer="not_solved").hearing == "not_solved"


def test_who_masked_a_proof_himself_is_a_hand_whatever_he_objects_to(made: World) -> None:
    measure = received(made, accountable=made.people["秦见微"])
    sheet = {"for_whom": "秦见微", "evidence": [made.proof("签字件")], **SIGNED}
    record = made.do("progress", measure, "邹小禾", progress="代写", **sheet).said_of[-1].seq
    claim = made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()], file_names=["a.pdf"])
    piece = claim.proof[0]
    masks = f"{event_id(made.org.pk, piece.seq)}:{piece.digest}"
    copy = {"evidence": [made.proof("遮盖件")], "file_names": ["b.pdf"], "reason": "含电话"}
    made.do("mask_proof", measure, "秦见微", masks=masks, **copy)
    made.do("dispute_record", measure, "秦见微", paper=record, reason="没有说过")
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_work"


def test_what_the_unit_is_said_to_have_signed_falls_with_its_objection(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "邹小禾", for_whom="纪清晏", **CALL)
    claim = {"result": "完成", "evidence": [made.proof()]}
    made.do("claim", measure, "邹小禾", for_whom="殷若渔", **claim, **CALL)
    sheet = {"evidence": [made.proof("签字件")], **SIGNED}
    made.do("countersign", measure, "邹小禾", for_whom="纪清晏", **sheet)
    received_, claimed, signed = (one.seq for one in now(measure).said_of)
    after = made.do("dispute_record", measure, "纪清晏", paper=signed, reason="没签过")
    assert after.life == "claimed"
    after = made.do("dispute_record", measure, "殷若渔", paper=claimed, reason="没报过")
    assert (after.life, after.proof, after.claim_seq) == ("received", (), 0)
    assert made.do("dispute_record", measure, "纪清晏", paper=received_, reason="没收过").life == "assigned"


def test_whoever_objects_to_a_signature_approves_nothing_that_rests_on_it(made: World) -> None:
    measure = received(made)
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    sheet = {"evidence": [made.proof("签字件")], **SIGNED}
    record = made.do("countersign", measure, "邹小禾", for_whom="纪清晏", **sheet).said_of[-1].seq
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert made.do("dispute_record", measure, "纪清晏", paper=record, reason="没签过").life == "claimed"
    assert refusal(made, "sign_off", measure, "温如砺") == "wrong_life"


def test_a_sheet_that_two_clerks_filed_does_not_silence_whoever_did_not_sign_it(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"], accountable=made.people["田稼轩"])
    made.do("receive", problem, "纪清晏")
    sheet = {"evidence": [made.proof("假")], **SIGNED}
    record = made.do("progress", problem, "邹小禾", progress="x", for_whom="田稼轩", **sheet).said_of[-1].seq
    facts = {"represented": made.people["田稼轩"], "month": "2026-03", "entries": [record]}
    filed = made.do("file_entries", made.register, "邹小禾", evidence=[made.proof("假单")], **facts)
    assert "田稼轩" in told(made, made.register, "entries_filed")
    made.do("compare_entries", made.register, "池晚照", paper=filed.entry_sheets[-1].seq)
    assert "田稼轩" in told(made, made.register, "entries_compared")
    after = made.do("dispute_record", problem, "田稼轩", paper=record, reason="没有说过，也没签过")
    assert made.people["田稼轩"] not in after.hand_people


def test_a_request_that_was_asked_in_somebodys_name_lapses_with_his_objection(made: World) -> None:
    measure = received(made)
    due = {"due": {"kind": "date", "on": "2030-06-30"}}
    asked = made.do("request_extension", measure, "邹小禾", for_whom="殷若渔", reason="代提", **due, **CALL)
    record = asked.said_of[-1].seq
    made.do("dispute_record", measure, "殷若渔", paper=record, reason="没申请过")
    assert now(measure).pending is None and now(asked.pending or 0).life == "lapsed"
