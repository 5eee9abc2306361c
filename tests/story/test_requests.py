"""申请: extension, pause, withdrawal and re-opening are asked for, answered in steps, and only then done."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from bihuan.notices.models import Notice
from tests.story.telling import now, refusal, told
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def received(made, **more):
    measure = registered_measure(made, **more)
    return made.do("receive", measure, "殷若渔")


def test_an_extension_is_asked_with_a_later_day_and_granted_by_every_step() -> None:
    made = world()
    measure = received(made, leader=made.people["季望山"])
    earlier = {"due": {"kind": "date", "on": "2026-06-01"}, "reason": "太慢"}
    assert refusal(made, "request_extension", measure, "殷若渔", **earlier) == "due_past"
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    asked = made.do("request_extension", measure, "殷若渔", **later)
    assert str(asked.due_on) == "2026-06-30" and asked.pending
    assert refusal(made, "request_pause", measure, "殷若渔", reason="再等") == "request_open"
    assert refusal(made, "approve", asked.pending, "温如砺") == "no_right", "the leader's step comes first"
    made.do("approve", asked.pending, "季望山")
    assert str(now(measure).due_on) == "2026-06-30"
    made.do("approve", asked.pending, "温如砺")
    extended = now(measure)
    assert str(extended.due_on) == "2026-07-31" and extended.pending is None and extended.life == "received"
    assert "秘书处" in told(made, measure, "extended")


def test_an_extension_moves_a_day_and_nothing_else() -> None:
    made = world()
    measure = received(made, due={"kind": "date", "on": "2026-06-30", "then": "long_term"})
    for due in ({"kind": "long_term"}, {"kind": "immediate"}, {"kind": "recurring", "every": "month"}):
        why = refusal(made, "request_extension", measure, "殷若渔", due=due, reason="慢")
        assert why == "extension_is_a_day", due
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    asked = made.do("request_extension", measure, "殷若渔", **later)
    made.do("approve", asked.pending or 0, "温如砺")
    after = now(measure)
    assert (str(after.due_on), after.due_kind, after.due_then) == ("2026-07-31", "date", "long_term")
    recurring = received(made, due={"kind": "recurring", "every": "month"})
    assert refusal(made, "request_extension", recurring, "殷若渔", **later) == "no_day_to_move"


def test_an_extension_that_is_answered_too_late_moves_nothing() -> None:
    made = world()
    measure = received(made)
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    asked = made.do("request_extension", measure, "殷若渔", **later)
    made.tick(days=200)
    assert refusal(made, "approve", asked.pending or 0, "温如砺") == "due_past"
    made.do("refuse", asked.pending or 0, "温如砺", reason="已过")
    assert str(now(measure).due_on) == "2026-06-30" and now(measure).pending is None


def test_without_a_leader_in_charge_the_approver_answers_once() -> None:
    made = world()
    measure = received(made)
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    asked = made.do("request_extension", measure, "殷若渔", **later)
    assert now(asked.pending or 0).steps == (("approver", "any", False),)
    made.do("refuse", asked.pending or 0, "温如砺", reason="按期完成")
    assert str(now(measure).due_on) == "2026-06-30" and now(measure).pending is None
    assert made.do("request_extension", measure, "殷若渔", **later).pending


def test_a_request_is_taken_back_only_by_whoever_asked() -> None:
    made = world()
    measure = received(made)
    asked = made.do("request_pause", measure, "殷若渔", reason="等上级文件")
    assert refusal(made, "take_back", asked.pending or 0, "纪清晏") == "no_right"
    made.do("take_back", asked.pending or 0, "殷若渔")
    assert now(measure).pending is None and now(measure).clock == "running"


def test_while_the_clock_stands_nothing_is_claimed_and_the_due_moves_by_the_days_it_stood() -> None:
    made = world()
    measure = received(made)
    asked = made.do("request_pause", measure, "殷若渔", reason="等上级文件")
    made.do("approve", asked.pending or 0, "温如砺")
    assert now(measure).clock == "paused"
    assert refusal(made, "claim", measure, "殷若渔", result="好", evidence=[made.proof()]) == "clock_paused"
    made.tick(days=14)
    resumed = made.do("resume", measure, "殷若渔", reason="文件已到")
    assert resumed.clock == "running" and resumed.due_on and str(resumed.due_on) > "2026-06-30"


def test_a_withdrawal_needs_a_yes_and_takes_the_measures_of_a_problem_along() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="重复报送")
    open_one = registered_measure(made, problem.id)
    made.do("receive", open_one, "殷若渔")
    waits = made.do("request_pause", open_one, "殷若渔", reason="等文件")
    asked = made.do("request_withdrawal", problem, "邹小禾", reason="上级已统一安排")
    assert now(problem).life == "registered"
    made.do("approve", asked.pending or 0, "温如砺")
    assert now(problem).life == "withdrawn" and now(open_one).life == "withdrawn"
    assert now(waits.pending or 0).life == "lapsed", "what it waited for waits no longer"
    assert now(open_one).pending is None


def test_while_a_withdrawal_waits_it_is_neither_merged_nor_declined() -> None:
    made = world()
    one, other = (made.open("problem", "邹小禾", title=title) for title in ("甲", "乙"))
    made.do("request_withdrawal", one, "邹小禾", reason="重复")
    assert refusal(made, "merge", one, "邹小禾", into=other.id, reason="同一件事") == "request_open"
    assert refusal(made, "decline", one, "邹小禾", reason="不采纳") == "request_open"


def test_a_closed_matter_is_re_opened_by_request_and_nothing_of_it_counts_any_longer() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    assert refusal(made, "reopen", measure, "温如砺", reason="我看不行") == "no_rebound"
    asked = made.do("request_reopening", measure, "邹小禾", reason="群众又反映")
    made.do("approve", asked.pending or 0, "温如砺")
    again = now(measure)
    assert again.life == "under_way" and (again.proof, again.finding, again.hearing) == ((), 0, None)
    assert again.closed_on is None


def ruled(made, name: str, value) -> None:
    """A rule of the organisation, from the first of March on."""
    with book(made.org.pk, at=made.tick()) as open_book:
        facts = {"name": name, "value": value, "from_on": "2026-03-01"}
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), reason="会议决定", **facts)


def test_where_the_rule_says_so_an_extension_is_asked_by_the_due_and_may_be_granted_after() -> None:
    made = world()
    later = {"due": {"kind": "date", "on": "2026-07-31"}, "reason": "外部门未回函"}
    by_default, refused, in_time = (
        received(made, title=title, due={"kind": "date", "on": "2026-03-10"}) for title in ("甲", "乙", "丙")
    )
    asked = made.do("request_extension", in_time, "殷若渔", **later)
    made.tick(days=20)
    assert made.do("request_extension", by_default, "殷若渔", **later).pending, "late requests are real"
    ruled(made, "extension_only_before_due", True)
    assert refusal(made, "request_extension", refused, "殷若渔", **later) == "extension_too_late"
    made.do("approve", asked.pending or 0, "温如砺")
    assert str(now(in_time).due_on) == "2026-07-31"


def test_a_request_lapses_unanswered_after_the_days_of_the_rule_and_asker_and_office_hear_it() -> None:
    made = world()
    ruled(made, "request_lapse_workdays", 3)
    measure = received(made)
    asked = made.do("request_pause", measure, "殷若渔", reason="等上级文件")
    request = asked.pending or 0
    made.tick(days=3)
    with book(made.org.pk, at=made.tick()) as open_book, pytest.raises(Refused) as caught:
        open_book.perform("lapse_unanswered", request, Mandate(SYSTEM))
    assert caught.value.reason.code == "answer_in_time"
    made.tick(days=2)
    with book(made.org.pk, at=made.tick()) as open_book:
        open_book.perform("lapse_unanswered", request, Mandate(SYSTEM))
    assert now(request).life == "lapsed" and now(measure).pending is None
    assert told(made, request, "lapsed_unanswered") == {"殷若渔"}
    heard = Notice.objects.filter(matter_id=request, name="lapsed_unanswered")
    assert heard.filter(principal=principal(OFFICE, now(measure).register or 0)).exists()
    assert made.do("request_pause", measure, "殷若渔", reason="还在等").pending, "it can be asked again"


def together(made, *approvers: str) -> None:
    """These approve together with the first one, and a pause takes the yes of all of them."""
    for one in approvers:
        made.charter("appoint", person=made.people[one], post=made.posts["温如砺"], from_on="2025-01-01")
    ruled(made, "pause_steps", [["approver", "all", False]])


def test_all_must_say_yes_where_the_step_says_all() -> None:
    made = world()
    together(made, "岳正衡")
    measure = received(made)
    asked = made.do("request_pause", measure, "殷若渔", reason="等文件")
    made.do("approve", asked.pending or 0, "温如砺")
    assert now(measure).clock == "running"
    assert refusal(made, "approve", asked.pending or 0, "温如砺") == "already_answered"
    made.do("approve", asked.pending or 0, "岳正衡")
    assert now(measure).clock == "paused"


def test_a_collective_yes_is_of_those_who_are_not_excused_and_the_list_says_who_was() -> None:
    made = world()
    together(made, "岳正衡", "季望山", "殷若渔")
    measure = received(made)
    asked = made.do("request_pause", measure, "纪清晏", reason="等文件")
    request = asked.pending or 0
    assert refusal(made, "approve", request, "殷若渔") == "own_unit_work", "sits where it is worked on"
    made.do("approve", request, "季望山")
    made.do("approve", request, "温如砺")
    assert now(measure).clock == "running", "whoever supervises the unit is not counted"
    made.do("approve", request, "岳正衡")
    assert now(measure).clock == "paused"
    listed = events_of(request)[-1].plain
    assert listed["excused"] == sorted(made.people[one] for one in ("季望山", "殷若渔"))
    assert listed["attended"] == sorted(made.people[one] for one in ("温如砺", "岳正衡"))
    assert set(listed["due_to_attend"]) == {*listed["excused"], *listed["attended"]}


def test_one_alone_is_no_collective() -> None:
    made = world()
    together(made, "季望山")
    measure = received(made)
    asked = made.do("request_pause", measure, "殷若渔", reason="等文件")
    for one in ("温如砺", "季望山"):
        made.do("approve", asked.pending or 0, one)
    assert now(measure).clock == "running", "whoever supervises the unit is excused, and one is left"
