"""撤销与暂不采纳: work is given up by the office and a foreign approver; who was to be heard is heard."""

import pytest

from tests.story.telling import now, refusal
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def struck_off(made: World, problem: int) -> int:
    """A measure signed off, whose people are to be heard with its problem."""
    measure = claimed_measure(made, problem)
    made.do("verify", measure, "秦见微", finding="属实")
    done = made.do("sign_off", measure, "温如砺")
    assert done.hearing == "with_problem"
    return done.id


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


def test_no_rule_leaves_out_the_office_and_the_foreign_approver() -> None:
    from bihuan.core.acts.mandate import Mandate
    from bihuan.core.state.actor import SYSTEM
    from bihuan.matters.seeing.standing import standing_matter
    from bihuan.matters.writing.acts import book

    made = world()
    with book(made.org.pk, at=made.tick()) as open_book:
        facts = {"name": "withdrawal_steps", "value": [["leader", "any", False]], "from_on": "2026-03-01"}
        rules = standing_matter(made.org.pk, "rules")
        open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), reason="简化", **facts)
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
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"
