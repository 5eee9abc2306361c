"""退回交办: a wrong unit gives it back within its days; afterwards only a transfer moves it."""

import pytest

from tests.story.telling import DUE, below, now, refusal, told
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_a_wrong_unit_returns_it_within_the_days_and_the_office_assigns_anew() -> None:
    made = world()
    measure = registered_measure(made)
    made.tick(days=3)
    back = made.do("return_wrong_unit", measure, "纪清晏", reason="职责在委员工作处")
    assert back.life == "registered" and back.lead_unit is None and back.accountable is None
    anew = made.do("assign", measure, "邹小禾", lead_unit=made.units["委员工作处"])
    assert anew.life == "assigned" and anew.lead_unit == made.units["委员工作处"]
    assert made.units["秘书处"] in anew.led_units, "it led once, so it may not check"


def test_what_was_still_to_be_shown_goes_to_whoever_leads_next() -> None:
    made = world()
    every = {"kind": "recurring", "every": "month", "text": "每月"}
    measure = registered_measure(made, due=every, accountable=made.people["殷若渔"])
    made.do("open_instalment", measure, "邹小禾", period="2026-03")
    (shown,) = below(measure, "instalment")
    made.do("return_wrong_unit", measure, "纪清晏", reason="职责在委员工作处")
    made.do("assign", measure, "邹小禾", lead_unit=made.units["委员工作处"])
    assert now(shown).lead_unit == made.units["委员工作处"] and now(shown).accountable is None


def test_after_the_days_it_is_too_late_and_a_transfer_is_asked_for() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.tick(days=7)
    assert refusal(made, "return_wrong_unit", measure, "纪清晏", reason="不归我处") == "return_too_late"
    to = made.units["委员工作处"]
    asked = made.do("request_transfer", measure, "纪清晏", lead_unit=to, reason="职责在委员工作处")
    assert asked.lead_unit == made.units["秘书处"], "nothing moves before the yes"
    assert refusal(made, "claim", measure, "殷若渔", result="好", evidence=[made.proof()]) == "request_open"
    made.do("approve", asked.pending or 0, "邹小禾")
    moved = now(measure)
    assert moved.lead_unit == to and moved.life == "assigned" and moved.pending is None
    assert {"秘书处", "委员工作处"} <= told(made, measure, "transferred")


def test_a_unit_cannot_transfer_to_itself_by_its_own_yes() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    to = made.units["秘书处"]
    asked = made.do("request_transfer", measure, "邹小禾", lead_unit=to, reason="职责在秘书处")
    assert refusal(made, "approve", asked.pending or 0, "邹小禾") == "no_right"
    whom = {"for_whom": "秦见微", "basis": "电话"}
    assert refusal(made, "approve", asked.pending or 0, "邹小禾", **whom) == "no_right"
    made.do("approve", asked.pending or 0, "温如砺")
    assert now(measure).lead_unit == to


def test_a_department_cannot_be_asked() -> None:
    made = world()
    measure = made.open("measure", "邹小禾", title="压减会议", due=DUE)
    assert refusal(made, "assign", measure, "邹小禾", lead_unit=made.units["办公厅"]) == "not_answerable"
    assert refusal(made, "assign", measure, "邹小禾") == "no_lead"
    both = {"lead_unit": made.units["督查处"], "supporting": [made.units["机关纪委"]]}
    assert made.do("assign", measure, "邹小禾", **both).life == "assigned", "work never stops for a checker"
