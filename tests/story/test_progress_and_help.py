"""办理: plan, progress, difficulty, help and urging, as the units report them."""

import pytest

from bihuan.matters.seeing.facts import texts_of
from tests.story.telling import now, refusal, said, told
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_a_plan_is_made_and_progress_says_what_is_hard_and_what_comes_next() -> None:
    made = world()
    measure = registered_measure(made)
    assert refusal(made, "progress", measure, "殷若渔", progress="早了") == "wrong_life"
    made.do("receive", measure, "殷若渔")
    assert made.do("plan", measure, "殷若渔", plan="先摸底，后修订").life == "under_way"
    made.do("progress", measure, "殷若渔", progress="完成摸底")
    more = {"difficulty": "两处意见不一", "next_step": "下周会商"}
    state = made.do("progress", measure, "纪清晏", progress="初稿已成", **more)
    assert said(measure, "progressed") == {"progress": "初稿已成", **more}
    assert {made.people["殷若渔"], made.people["纪清晏"]} <= state.hand_people

    kept = texts_of([measure.id])[measure.id]
    assert (kept["progress"], kept["plan"]) == ("初稿已成", "先摸底，后修订")
    assert (kept["difficulty"], kept["next_step"]) == ("两处意见不一", "下周会商")


def test_an_earlier_day_may_be_named_but_never_a_later_one() -> None:
    made = world()
    measure = registered_measure(made)
    assert refusal(made, "receive", measure, "殷若渔", occurred_on="2026-03-09") == "future"
    assert refusal(made, "receive", measure, "殷若渔", occurred_on="2026-03-01") == "too_early"
    made.tick(days=3)
    made.do("receive", measure, "殷若渔", occurred_on="2026-03-03")
    assert refusal(made, "progress", measure, "殷若渔", progress="好", occurred_on="2099-01-01") == "future"


def test_help_is_asked_for_once_and_settled_by_the_office() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    assert refusal(made, "resolve_help", measure, "邹小禾", resolution="好") == "no_help_asked"
    assert made.do("ask_for_help", measure, "殷若渔", difficulty="缺一名技术人员").help_asked
    assert refusal(made, "resolve_help", measure, "殷若渔", resolution="自己解决") == "no_right"
    settled = made.do("resolve_help", measure, "邹小禾", resolution="由信息中心派人")
    assert not settled.help_asked and settled.life == "received"
    assert "秘书处" in told(made, measure, "help_resolved")


def test_urging_reaches_the_unit_and_changes_nothing_else() -> None:
    made = world()
    measure = registered_measure(made)
    before = now(measure)
    after = made.do("urge", measure, "邹小禾", remark="请于周五前签收")
    assert "秘书处" in told(made, measure, "urged") and after.life == before.life == "assigned"
    assert refusal(made, "urge", measure, "谷向原") == "no_right"


def test_an_auditor_reads_and_does_nothing() -> None:
    made = world()
    measure = claimed_measure(made)
    for act, facts in (("remark", {"remark": "看过"}), ("verify", {"finding": "好"}), ("urge", {})):
        assert refusal(made, act, measure, "严以宁", **facts) in ("no_right", "wrong_life")
