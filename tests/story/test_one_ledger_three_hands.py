"""The main journey: a problem and its measures, from registration to struck off, and each refusal."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def refusal(made: World, name: str, matter, by: str, **facts) -> str:
    with pytest.raises(Refused) as caught:
        made.do(name, matter, by, **facts)
    return caught.value.reason.code


def test_a_problem_is_struck_off_only_when_proved_checked_and_heard() -> None:
    made = world()
    problem = made.open(
        "problem", "邹小禾", title="首问负责制落实不到位", source="走访座谈", aspect="服务意识"
    )
    assert problem.number == "ZF-2026-001"
    made.do("triage", problem, "邹小禾", triage="at_once")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id)
    assert refusal(made, "verify", measure, "纪清晏", finding="好") == "no_right"
    assert refusal(made, "sign_off", measure, "温如砺") == "wrong_life"
    made.do("verify", measure, "秦见微", finding="制度已印发，抽问三人均知晓")
    assert refusal(made, "claim", problem, "纪清晏", result="完成") == "measures_open"
    signed = made.do("sign_off", measure, "温如砺")
    assert signed.life == "signed_off" and signed.hearing == "with_problem" and len(signed.proof) == 1
    made.do("progress", problem, "纪清晏", progress="措施已完成")
    made.do("claim", problem, "纪清晏", result="完成")
    made.do("countersign", problem, "纪清晏")
    assert refusal(made, "sign_off", problem, "温如砺") == "wrong_life"
    made.do("verify", problem, "秦见微", finding="属实")
    assert refusal(made, "sign_off", problem, "温如砺") == "no_hearing"
    made.do("waive_hearing", problem, "秦见微", reason="问卷匿名", sample="电话抽测十件")
    done = made.do("sign_off", problem, "温如砺")
    assert done.life == "signed_off"
    for one in (problem, measure):
        assert folded_state(one.id) == row_state(one.id)


def test_a_stand_in_of_the_doer_cannot_verify() -> None:
    made = world()
    made.charter(
        "declare_absence", person=made.people["殷若渔"], stand_in=made.people["秦见微"], from_on="2026-03-01"
    )
    measure = claimed_measure(made)
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "stands_in_for_doer"
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"


def test_a_former_doer_cannot_verify_after_a_transfer() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    made.do("receive", measure, "秦见微")
    asked = made.do(
        "request_transfer", measure, "秦见微", lead_unit=made.units["秘书处"], reason="职责在秘书处"
    )
    assert refusal(made, "approve", asked.pending, "邹小禾") == "no_right", "of the office that led it"
    made.do("approve", asked.pending, "温如砺")
    moved = row_state(measure.id)
    assert moved and moved.lead_unit == made.units["秘书处"] and moved.life == "assigned"
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof("移交后的印发件")])
    made.do("countersign", measure, "纪清晏")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_unit_work"
    made.do("verify", measure, "岳正衡", finding="属实")
