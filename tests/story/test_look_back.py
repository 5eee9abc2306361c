"""回头看: what was closed is looked at again; what rebounds is open again and takes its problem along."""

import pytest

from tests.story.telling import now, refusal
from tests.world import claimed_measure, world

pytestmark = pytest.mark.django_db


def closed(made):
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽查")
    return made.do("sign_off", problem, "温如砺"), now(measure)


def test_it_is_not_looked_at_before_its_day_and_never_by_a_doer() -> None:
    made = world()
    _, measure = closed(made)
    assert str(measure.look_back_on) == "2026-06-02", "three months after closing"
    found = {"result": "held", "finding": "持续有效"}
    assert refusal(made, "look_back", measure, "秦见微", **found) == "look_back_early"
    made.tick(days=100)
    assert refusal(made, "look_back", measure, "殷若渔", **found) == "no_right"
    held = made.do("look_back", measure, "秦见微", **found)
    assert held.life == "signed_off" and held.looked_back == "held"
    assert refusal(made, "reopen", measure, "温如砺", reason="无") == "no_rebound"


def test_a_rebound_opens_the_measure_again_and_its_problem_with_it() -> None:
    made = world()
    problem, measure = closed(made)
    made.tick(days=100)
    made.do("look_back", measure, "秦见微", result="rebound", finding="又出现推诿")
    again = made.do("reopen", measure, "温如砺", reason="出现反弹")
    assert again.life == "under_way" and now(problem).life == "under_way"
    assert now(problem).proof == () and now(problem).hearing is None
    assert refusal(made, "claim", problem, "纪清晏", result="完成") == "measures_open"
