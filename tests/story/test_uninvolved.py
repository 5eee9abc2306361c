"""未承担具体工作: the checker's own office is named as supporting, and its head answers before the check."""

import pytest

from tests.story.telling import now, refusal
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_office_that_is_named_answers_and_then_checks() -> None:
    made = world()
    measure = claimed_measure(made, supporting=[made.units["督查处"], made.units["委员工作处"]])
    assert now(measure).check_by == "verifiers"
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "answer_first"
    assert refusal(made, "say_uninvolved", measure, "邹小禾") == "no_right", "its head says so, nobody else"
    assert refusal(made, "say_uninvolved", measure, "殷若渔") == "no_right", "nor anybody of the lead"
    made.do("say_uninvolved", measure, "秦见微", remark="仅列名")
    assert now(measure).uninvolved == (made.units["督查处"],), (
        "the other office need not answer for this check"
    )
    assert made.do("verify", measure, "秦见微", finding="属实").life == "verified"
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    assert made.do("sign_off", measure, "温如砺").life == "signed_off"


def test_a_later_act_of_the_office_is_a_hand_whatever_it_said() -> None:
    made = world()
    measure = registered_measure(made, supporting=[made.units["督查处"]])
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("say_uninvolved", measure, "秦见微")
    made.do("add_evidence", measure, "邹小禾", evidence=[made.proof("配合材料")])
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_unit_work"
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"
