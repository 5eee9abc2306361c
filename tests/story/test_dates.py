"""业务日期: what happened lies between what it rests on and today; only 补录 lies before."""

import pytest

from tests.story.telling import now, refusal
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_each_step_is_dated_from_the_one_that_it_rests_on() -> None:
    made = world()
    measure = registered_measure(made)
    made.tick(days=4)
    assert refusal(made, "receive", measure, "殷若渔", occurred_on="2026-03-01") == "too_early"
    made.do("receive", measure, "殷若渔", occurred_on="2026-03-03")
    claim = {"result": "完成", "evidence": [made.proof()]}
    assert refusal(made, "claim", measure, "殷若渔", occurred_on="2026-03-01", **claim) == "too_early"
    made.do("claim", measure, "殷若渔", occurred_on="2026-03-04", **claim)
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部事项", sample="抽查")
    made.tick(days=5)
    assert refusal(made, "sign_off", measure, "温如砺", occurred_on="2026-03-04") == "too_early"
    assert refusal(made, "sign_off", measure, "温如砺", occurred_on="2026-04-04") == "future"
    done = made.do("sign_off", measure, "温如砺", occurred_on="2026-03-09")
    assert str(done.closed_on) == "2026-03-09"


def test_a_claim_after_a_return_is_not_dated_before_the_return() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    claim = {"result": "完成", "evidence": [made.proof()]}
    made.do("claim", measure, "殷若渔", **claim)
    made.tick(days=7)
    made.do("send_back", measure, "纪清晏", still_to_do="缺签收表")
    assert refusal(made, "claim", measure, "殷若渔", occurred_on="2026-03-05", **claim) == "too_early"
    assert str(now(measure).rests_on) == "2026-03-09"


def test_a_problem_is_not_claimed_before_the_day_on_which_its_measure_was_closed() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风不实")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = registered_measure(made, problem.id)
    made.tick(days=3)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    early = {"result": "完成", "occurred_on": "2026-03-03"}
    assert refusal(made, "claim", problem, "纪清晏", **early) == "too_early"
    assert made.do("claim", problem, "纪清晏", result="完成", occurred_on="2026-03-05").life == "claimed"


def test_a_yes_is_not_dated_before_it_was_asked_for() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.tick(days=3)
    asked = made.do("request_pause", measure, "殷若渔", reason="等文件").pending
    assert refusal(made, "approve", asked, "温如砺", occurred_on="2026-03-03") == "too_early"
    made.do("approve", asked, "温如砺", occurred_on="2026-03-05")
    assert now(measure).clock == "paused"


def test_a_part_is_not_answered_before_it_was_opened() -> None:
    from tests.story.telling import below

    made = world()
    made.tick(days=1)
    due = {"kind": "date", "on": "2026-06-30"}
    measure = made.open("measure", "邹小禾", title="各处室自查自纠", due=due)
    made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])
    part = below(measure, "part")[0]
    report = {"result": "已自查", "evidence": [made.proof()], "occurred_on": "2026-03-02"}
    assert refusal(made, "report", part, "纪清晏", **report) == "too_early"
