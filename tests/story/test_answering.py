"""Requests whose step nobody may answer: others are asked, and nothing waits for ever."""

import pytest

from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.matters.saying.naming import Names
from bihuan.matters.upkeep.sweep import attempt
from bihuan.matters.writing.acts import book, open_matter
from bihuan.people.models import Appointment
from tests.on_paper import compare, enter, heard, with_another_clerk
from tests.story.telling import now, refusal, waiting
from tests.world import World, claimed_measure, confirm, registered_measure

pytestmark = pytest.mark.django_db
CALL = {"basis": "call"}
OUTSIDE_ALONE = {"verifiers": [], "fallbacks": []}


def outsider(made: World) -> int:
    """闻外 checks from outside, in a post that no desk names yet."""
    unit = made.charter("add_unit", name="派驻组", kind="outside", place=90, from_on="2025-01-01")
    post = made.charter("add_post", unit=unit, name="门外核验", role="outside_checker")
    made.people["闻外"] = made.charter("add_person", person_name="闻外", place=91)
    made.charter("appoint", person=made.people["闻外"], post=post, from_on="2025-01-01")
    return post


def register(made: World, **desk: object) -> State:
    """A register of its own, opened and confirmed."""
    seats = {
        "verifiers": [made.posts["核验"]],
        "fallbacks": [made.posts["岳正衡"]],
        "approvers": [made.posts["温如砺"]],
    }
    found = open_matter(
        "register",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        title="小单位台账",
        prefix="XD",
        office=made.units["督查处"],
        **(seats | desk),
    )
    made.do("open_register", found, "邹小禾")
    confirm(made, found)
    made.register = found.id
    return found


def leaves(made: World, person: str) -> None:
    for one in Appointment.objects.filter(person_id=made.people[person]):
        made.charter("end_appointment", appointment=one.pk, to_on="2026-01-01")


def swept(made: World, request: int) -> None:
    with book(made.org.pk, at=made.tick()) as open_book:
        attempt("name_answerer", open_book, request)


def steps(request: int | None) -> list[str]:
    return [by for by, *_ in now(request or 0).steps]


# --- a small office, checked from outside alone -----------------------------------------------------------
def test_where_only_an_outsider_checks_the_outsider_says_yes_to_a_change() -> None:
    made = with_another_clerk()
    register(made, **OUTSIDE_ALONE, outsiders=[outsider(made)])
    measure = claimed_measure(made)
    request = made.do("request_change", measure, "殷若渔", reason="表述有误", title="修订制度").pending
    assert steps(request) == ["outsider"]
    made.do("approve", request or 0, "闻外")
    assert (now(measure).title, now(measure).pending) == ("修订制度", None)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "闻外", finding="属实")
    made.do("waive_hearing", measure, "闻外", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_and_to_a_hand_over_so_that_nothing_waits_for_ever() -> None:
    made = with_another_clerk()
    register(made, **OUTSIDE_ALONE, outsiders=[outsider(made)])
    measures = [registered_measure(made, title=f"措施{n}").id for n in range(2)]
    listed = {"title": "移交", "subjects": measures, "accountable": made.people["殷若渔"], "reason": "调岗"}
    made.do("request_hand_over", made.register, "邹小禾", **listed)
    request = now(measures[0]).pending or 0
    assert "verifier" not in steps(request)
    while now(request).life == "open":
        by = now(request).steps[now(request).step][0]
        made.do("approve", request, {"head": "纪清晏", "outsider": "闻外", "approver": "温如砺"}[by])
    assert all(now(one).accountable == made.people["殷若渔"] for one in measures)


# --- a leader who is gone --------------------------------------------------------------------------------
def test_a_leader_who_holds_no_post_any_more_is_not_waited_for() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, leader=made.people["季望山"])
    made.do("receive", measure, "殷若渔")
    leaves(made, "季望山")
    later = {"kind": "date", "on": "2030-06-30"}
    request = made.do("request_extension", measure, "殷若渔", reason="等", due=later).pending
    assert steps(request)[-1] == "approver" and "leader" not in steps(request)


def test_a_leader_who_goes_while_a_request_waits_is_waited_for_no_longer() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, leader=made.people["季望山"])
    made.do("receive", measure, "殷若渔")
    later = {"kind": "date", "on": "2030-06-30"}
    request = made.do("request_extension", measure, "殷若渔", reason="等", due=later).pending or 0
    assert "leader" in steps(request)
    assert refusal(made, "lapse", request, "邹小禾") == "somebody_answers"
    leaves(made, "季望山")
    swept(made, request)
    assert set(steps(request)) == {"approver"}
    while now(request).life == "open":
        made.do("approve", request, "温如砺")
    assert str(now(measure).due_on) == "2030-06-30"


# --- an office that had a hand, at any depth ----------------------------------------------------------------
def test_an_office_that_shows_a_period_below_does_not_grant_what_is_asked_above() -> None:
    made = with_another_clerk()
    group = {"lead_group": made.groups["各处室"], "due": {"kind": "recurring", "every": "quarter"}}
    measure = made.open("measure", "邹小禾", title="各处室整改", **group)
    made.do("assign", measure, "邹小禾")
    made.do("open_instalment", measure, "邹小禾", period="2026-Q1")
    to = {"lead_unit": made.units["秘书处"], "reason": "归口"}
    request = made.do("request_transfer", measure, "邹小禾", **to).pending
    assert steps(request) == ["approver"]
    made.do("approve", request or 0, "温如砺")
    assert now(measure).lead_unit == made.units["秘书处"]


def test_an_office_that_becomes_a_hand_while_it_is_asked_hands_the_question_on_at_once() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, supporting=[made.units["督查处"]])
    made.do("receive", measure, "殷若渔")
    to = {"lead_unit": made.units["委员工作处"], "reason": "归口"}
    request = made.do("request_transfer", measure, "殷若渔", **to).pending or 0
    assert steps(request) == ["office"]
    made.do("add_evidence", measure, "池晚照", evidence=[made.proof("附件")])
    assert steps(request) == ["approver"]
    made.do("approve", request, "温如砺")


def test_what_nobody_at_all_may_answer_the_office_lets_lapse() -> None:
    made = with_another_clerk()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    request = made.do("request_pause", measure, "殷若渔", reason="等").pending or 0
    leaves(made, "温如砺")
    leaves(made, "殷若渔")
    swept(made, request)
    assert steps(request) == ["approver"], "there is nobody else"
    assert refusal(made, "claim", measure, "纪清晏", result="好", evidence=[made.proof()]) == "request_open"
    assert refusal(made, "lapse", request, "纪清晏") == "no_right"
    made.do("lapse", request, "邹小禾")
    assert now(measure).pending is None
    made.do("claim", measure, "纪清晏", result="好", evidence=[made.proof()])


# --- a no is a decision, too -------------------------------------------------------------------------------
def test_the_doing_side_says_no_for_nobody() -> None:
    made = with_another_clerk()
    measure = heard(made)
    made.do("sign_off", measure, "温如砺")
    request = made.do("request_reopening", measure, "岳正衡", reason="反弹").pending or 0
    no = {"for_whom": "温如砺", "reason": "领导不同意"}
    assert refusal(made, "refuse", request, "殷若渔", **no, **CALL) == "own_work"
    assert refusal(made, "refuse", request, "邹小禾", **no, **CALL) == "call_decides_nothing"
    assert now(request).life == "open"


def test_a_no_on_paper_is_entered_by_one_and_compared_by_another() -> None:
    made = with_another_clerk()
    measure = heard(made)
    made.do("sign_off", measure, "温如砺")
    request = made.do("request_reopening", measure, "岳正衡", reason="反弹").pending or 0
    entered = enter(made, "refuse", request, "邹小禾", "温如砺", reason="不必重办")
    assert refusal(made, "compare_paper", request, "邹小禾", paper=entered.papers[-1].seq) == "entered_it"
    compare(made, request, "池晚照")
    assert (now(request).life, now(measure).pending) == ("refused", None)
    made.do("dispute_paper", request, "温如砺", paper=now(request).rests[-1].seq, reason="没有签过")
    assert now(measure).life == "signed_off", "it can be asked again, and nothing else has changed"
    made.do("request_reopening", measure, "岳正衡", reason="反弹")


def test_nobody_says_no_in_the_second_persons_place() -> None:
    made = with_another_clerk()
    seats = {"verifiers": [made.posts["岳正衡"]], "reason": "轮岗"}
    made.do("request_desk", made.register, "费䶮", **seats)
    request = waiting(made.register)
    no = {"reason": "不同意", "for_whom": "严以宁"}
    assert refusal(made, "refuse", request, "邹小禾", **no, **CALL) == "not_for_others"
    made.do("refuse", request, "严以宁", reason="不同意")
    assert now(request).life == "refused"


def test_whoever_asked_takes_it_back_and_a_hand_says_no_as_little_as_yes() -> None:
    made = with_another_clerk()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    to = {"lead_unit": made.units["委员工作处"], "reason": "归口"}
    request = made.do("request_transfer", measure, "邹小禾", **to).pending or 0
    assert refusal(made, "refuse", request, "邹小禾", reason="不办了") == "take_it_back"
    made.do("take_back", request, "邹小禾")
    again = made.do("request_transfer", measure, "殷若渔", **to).pending or 0
    made.do("refuse", again, "秦见微", reason="仍由秘书处办")
    assert now(measure).pending is None


# --- sending back in a checker's name ----------------------------------------------------------------------
def test_a_call_sends_nothing_back_in_a_checkers_name() -> None:
    made = with_another_clerk()
    measure = heard(made)
    back = {"still_to_do": "补材料", "for_whom": "岳正衡"}
    assert refusal(made, "send_back", measure, "殷若渔", **back, **CALL) == "call_decides_nothing"
    assert refusal(made, "send_back", measure, "邹小禾", **back, basis="signed_paper") == "no_scan"
    signed = {"basis": "signed_paper", "evidence": [made.proof("退回单")]}
    assert made.do("send_back", measure, "邹小禾", **back, **signed).life == "under_way"


def test_a_head_still_sends_back_by_a_call_what_the_own_unit_claimed() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, accountable=made.people["殷若渔"])
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="好", evidence=[made.proof()])
    back = {"still_to_do": "补材料", "for_whom": "纪清晏"}
    assert made.do("send_back", measure, "邹小禾", **back, **CALL).life == "under_way"


# --- a refusal sends nobody to what is refused -----------------------------------------------------------
def why(made: World, name: str, matter: int | State, by: str, **facts: object) -> str:
    with pytest.raises(Refused) as caught:
        made.do(name, matter, by, **facts)
    return Names(made.org.pk, None).why(caught.value.reason).zh


def test_an_approver_with_a_hand_is_told_who_approves_and_a_checker_nobody_of_the_own_office() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, accountable=made.people["温如砺"])
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "温如砺", progress="已部署")
    made.do("claim", measure, "殷若渔", result="好", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    said = why(made, "sign_off", measure, "温如砺")
    assert "机关纪委" not in said and "另一位审定人" in said
    other = registered_measure(made, supporting=[made.units["机关纪委"]])
    made.do("receive", other, "殷若渔")
    made.do("add_evidence", other, "岳正衡", evidence=[made.proof("附件")])
    made.do("claim", other, "殷若渔", result="好", evidence=[made.proof()])
    made.do("countersign", other, "纪清晏")
    said = why(made, "verify", other, "岳正衡", finding="好")
    assert "机关纪委" not in said and "门外核验人" in said
