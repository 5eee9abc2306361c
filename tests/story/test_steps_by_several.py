"""Requests of several steps come to their end: different persons are asked, and nobody is asked twice."""

from typing import Any

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.ledger.read import events_of
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from tests.on_paper import with_another_clerk
from tests.story.telling import day, now, refusal
from tests.story.test_answering import leaves, steps, swept
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db
CHECK_THEN_APPROVE = [["verifier", "any", True], ["approver", "any", True]]


def ruled(made: World, name: str, steps: list[list[Any]]) -> None:
    """A rule of steps of the organisation's own."""
    facts = {"name": f"{name}_steps", "value": steps, "from_on": "2026-03-01", "reason": "会签"}
    with book(made.org.pk, at=made.tick()) as open_book:
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), **facts)


def holds(made: World, post: str, *people: str) -> None:
    for one in people:
        made.charter("appoint", person=made.people[one], post=made.posts[post], from_on="2025-01-01")


def stands_in(made: World, person: str, stand_in: str, from_on: str = "2026-03-01") -> None:
    away = {"person": made.people[person], "stand_in": made.people[stand_in]}
    with book(made.org.pk, at=made.tick()) as open_book:
        people = standing_matter(made.org.pk, "people")
        how = Mandate(SYSTEM, within=True)
        open_book.perform("declare_absence", people, how, **away, from_on=from_on, to_on="2026-03-30")


def paused(made: World, **more: object) -> int:
    """The request to pause a measure that is worked on."""
    measure = registered_measure(made, **more)
    made.do("receive", measure, "殷若渔")
    return made.do("request_pause", measure, "殷若渔", reason="等文件").pending or 0


def answered(made: World, request: int, *people: str) -> State:
    """What comes of it when each of these says yes wherever it is allowed."""
    for _ in range(8):
        if now(request).life != "open" or not any(_says_yes(made, request, one) for one in people):
            break
    return now(request)


def _says_yes(made: World, request: int, person: str) -> bool:
    try:
        made.do("approve", request, person)
    except Refused:
        return False
    return True


# --- one approver, and a leader between two steps of his ---------------------------------------------------
@pytest.mark.parametrize("first", ["office", "verifier"])
def test_an_approver_who_is_alone_is_not_asked_twice_with_a_leader_between(first: str) -> None:
    made = with_another_clerk()
    rule = [[first, "any", True], ["leader", "any", False], ["approver", "any", True]]
    ruled(made, "extension", rule)
    theirs = {"lead_unit": made.units["督查处"], "accountable": made.people["秦见微"]}
    measure = registered_measure(made, **theirs, leader=made.people["季望山"])
    made.do("receive", measure, "秦见微")
    made.do("progress", measure, "秦见微", progress="已部署")
    leaves(made, "岳正衡")
    later = {"kind": "date", "on": "2026-09-30"}
    request = made.do("request_extension", measure, "邹小禾", reason="难", due=later).pending or 0
    assert steps(request) == ["leader", "approver"]
    made.do("approve", request, "季望山")
    made.do("approve", request, "温如砺")
    assert str(now(measure).due_on) == "2026-09-30"


# --- all together, and one of them alone in the step after -------------------------------------------------
@pytest.mark.parametrize("quorum", ["all", "3"])
def test_whoever_alone_answers_the_next_step_is_excused_from_that_of_all(quorum: str) -> None:
    made = with_another_clerk()
    holds(made, "核验", "温如砺")
    ruled(made, "pause", [["verifier", quorum, True], ["approver", "any", True]])
    request = paused(made)
    assert refusal(made, "approve", request, "温如砺") == "needed_later"
    made.do("approve", request, "秦见微")
    assert now(request).step == 0, "the other verifier has not said yes"
    made.do("approve", request, "岳正衡")
    listed = events_of(request)[-1].plain
    assert listed["excused"] == [made.people["温如砺"]]
    assert listed["attended"] == sorted(made.people[one] for one in ("秦见微", "岳正衡"))
    assert made.do("approve", request, "温如砺").life == "granted"


def test_all_means_all_where_others_can_answer_the_next_step() -> None:
    made = with_another_clerk()
    holds(made, "核验", "温如砺")
    holds(made, "温如砺", "费䶮")
    ruled(made, "pause", [["verifier", "all", True], ["approver", "any", True]])
    request = paused(made)
    for one in ("秦见微", "岳正衡"):
        made.do("approve", request, one)
    assert now(request).step == 0, "he is needed for nothing else"
    made.do("approve", request, "温如砺")
    assert refusal(made, "approve", request, "温如砺") == "answered_before"
    assert made.do("approve", request, "费䶮").life == "granted"


def test_a_leader_among_the_approvers_leaves_their_step_to_the_others() -> None:
    made = with_another_clerk()
    holds(made, "温如砺", "岳正衡", "费䶮")
    holds(made, "季望山", "岳正衡")
    ruled(made, "pause", [["approver", "all", False], ["leader", "any", False]])
    request = paused(made, leader=made.people["岳正衡"])
    assert answered(made, request, "岳正衡", "温如砺", "费䶮").life == "granted"


def test_giving_a_problem_up_counts_all_but_whoever_approves() -> None:
    made = with_another_clerk()
    holds(made, "核验", "温如砺", "费䶮")
    ruled(made, "withdrawal", [["verifier", "all", True], ["approver", "any", True]])
    problem = made.open("problem", "邹小禾", title="问题")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    request = made.do("request_withdrawal", problem, "邹小禾", reason="不再适用").pending or 0
    assert answered(made, request, "秦见微", "岳正衡", "费䶮", "温如砺").life == "granted"
    assert now(problem).life == "withdrawn"


# --- a stand-in, and whose place is taken -----------------------------------------------------------------
@pytest.mark.parametrize("first", ["秦见微", "温如砺"])
def test_whose_stand_in_alone_approves_leaves_the_check_to_another(first: str) -> None:
    made = with_another_clerk()
    ruled(made, "pause", CHECK_THEN_APPROVE)
    stands_in(made, "秦见微", "温如砺")
    request = paused(made)
    assert refusal(made, "approve", request, first) == "needed_later"
    assert answered(made, request, "岳正衡", "温如砺").life == "granted"


# --- nobody left for a step to come -------------------------------------------------------------------------
def test_the_office_lets_lapse_what_can_never_be_granted_and_nothing_else() -> None:
    made = with_another_clerk()
    ruled(made, "pause", CHECK_THEN_APPROVE)
    request = paused(made)
    assert refusal(made, "lapse", request, "池晚照") == "somebody_answers"
    leaves(made, "温如砺")
    swept(made, request)
    assert steps(request) == ["verifier", "approver"], "nobody else may approve"
    made.do("lapse", request, "池晚照")
    assert now(request).life == "lapsed"


def test_a_checker_who_is_needed_for_the_next_step_is_asked_for_that_alone() -> None:
    """Of two who check, one comes to be the only approver while it waits."""
    made = with_another_clerk()
    ruled(made, "pause", CHECK_THEN_APPROVE)
    holds(made, "温如砺", "岳正衡")
    request = paused(made)
    leaves(made, "温如砺")
    swept(made, request)
    assert refusal(made, "approve", request, "岳正衡") == "needed_later"
    assert refusal(made, "lapse", request, "池晚照") == "somebody_answers"
    assert answered(made, request, "岳正衡", "秦见微").life == "granted"


@pytest.mark.parametrize("what", ["withdrawal", "transfer"])
def test_a_yes_among_several_falls_with_the_first_work_of_whoever_gave_it(what: str) -> None:
    made = with_another_clerk()
    ruled(made, what, [["verifier", "2", True], ["approver", "any", True]])
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    asked: dict[str, Any] = {"reason": "职责调整"}
    if what == "transfer":
        asked |= {"lead_unit": made.units["委员工作处"]}
    request = made.do(f"request_{what}", measure, "邹小禾", **asked).pending or 0
    for one in ("秦见微", "岳正衡"):
        made.do("approve", request, one)
    assert refusal(made, "lapse", request, "邹小禾") == "somebody_answers"
    made.tick(days=1)
    stands_in(made, "殷若渔", "秦见微", day(made).isoformat())
    made.do("progress", measure, "秦见微", progress="已部署")
    assert refusal(made, "approve", request, "温如砺") == "no_quorum"
    made.do("lapse", request, "邹小禾")
    assert now(measure).pending is None
