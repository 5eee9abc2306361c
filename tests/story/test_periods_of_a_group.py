"""各单位分别按期: what a group owes period by period, and what becomes of it when it is given away."""

import pytest

from bihuan.matters.upkeep.sweep import sweep
from tests.matters.runs import Run
from tests.on_paper import compare, enter, with_another_clerk
from tests.story.telling import below, day, now, refusal
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db

QUARTERLY = {"kind": "recurring", "every": "quarter"}
HEADS = {"秘书处": "纪清晏", "委员工作处": "谷向原"}


def of_two() -> tuple[World, int]:
    """Two offices as a group."""
    made = with_another_clerk()
    group = made.charter("add_group", name="两处")
    for unit in HEADS:
        made.charter("add_to_group", group=group, unit=made.units[unit], from_on="2025-01-01")
    return made, int(group)


def owed_by_two() -> tuple[World, int, int]:
    """A quarterly measure that both owe, of which the first quarter is open."""
    made, group = of_two()
    facts = {"title": "按季自查", "lead_group": group, "due": QUARTERLY}
    measure = made.open("measure", "邹小禾", **facts).id
    made.do("assign", measure, "邹小禾")
    made.do("open_instalment", measure, "邹小禾", period="2026-Q1")
    return made, measure, group


def units(made: World, measure: int) -> list[str]:
    """Whose the periods are, in order of opening."""
    named = {number: name for name, number in made.units.items()}
    return [named[one.lead_unit] for one in below(measure, "instalment") if one.lead_unit]


def transferred(made: World, measure: int, **to: int) -> None:
    asked = made.do("request_transfer", measure, "邹小禾", reason="职责调整", **to).pending
    assert asked
    while now(asked).life == "open":
        enter(made, "approve", asked, "池晚照", "秦见微")
        compare(made, asked, "岳正衡")


def shown(made: World, measure: int, unit: str) -> None:
    one = next(each for each in below(measure, "instalment") if each.lead_unit == made.units[unit])
    made.do("claim", one, HEADS[unit], result="已自查", evidence=[made.proof(unit)])
    made.do("countersign", one, HEADS[unit])
    made.do("verify", one, "岳正衡", finding="属实")


def test_a_period_of_a_group_stays_with_its_members_when_it_goes_to_one_unit_and_comes_back() -> None:
    made, measure, group = owed_by_two()
    assert units(made, measure) == ["秘书处", "委员工作处"]
    transferred(made, measure, lead_unit=made.units["秘书处"])
    assert now(measure).mode == "lead" and units(made, measure) == ["秘书处", "委员工作处"], "none twice"
    assert refusal(made, "open_instalment", measure, "邹小禾", period="2026-Q1") == "period_unknown"
    rest = now(measure).rests[-1]
    made.do("dispute_paper", measure, "秦见微", paper=rest.seq, reason="没有批过")
    assert now(measure).lead_group == group and units(made, measure) == ["秘书处", "委员工作处"]
    assert refusal(made, "open_instalment", measure, "邹小禾", period="2026-Q1") == "period_unknown"
    shown(made, measure, "秘书处")
    assert now(measure).cycles == ()
    shown(made, measure, "委员工作处")
    assert now(measure).cycles == ("2026-Q1",)


def test_a_period_of_one_unit_counts_for_a_group_once_every_member_shows_it() -> None:
    made, group = of_two()
    measure = registered_measure(made, due=QUARTERLY).id
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    made.do("return_wrong_unit", measure, "殷若渔", reason="两处都有")
    made.do("assign", measure, "邹小禾", lead_group=group)
    assert units(made, measure) == ["秘书处"], "it stays with the unit for which it was opened"
    shown(made, measure, "秘书处")
    assert now(measure).cycles == (), "the other owes it, too"
    made.do("open_instalment", measure, "邹小禾", period="2026-Q1")
    assert units(made, measure) == ["秘书处", "委员工作处"]
    assert refusal(made, "open_instalment", measure, "邹小禾", period="2026-Q1") == "period_unknown"
    shown(made, measure, "委员工作处")
    assert now(measure).cycles == ("2026-Q1",)


def test_a_period_counts_once_the_member_has_left_who_had_still_to_show_it() -> None:
    made, measure, group = owed_by_two()
    joined = made.charter(
        "add_to_group", group=group, unit=made.units["督查处"], from_on=day(made).isoformat()
    )
    for unit in HEADS:
        shown(made, measure, unit)
    sweep(Run(made.tick()))  # type: ignore[arg-type]
    assert now(measure).cycles == (), "who joined owes it, too"
    made.charter("remove_from_group", member=joined, to_on=day(made).isoformat())
    sweep(Run(made.tick(days=1)))  # type: ignore[arg-type]
    assert now(measure).cycles == ("2026-Q1",)


def test_what_was_let_off_for_the_members_can_be_shown_by_the_unit_that_leads_now() -> None:
    made, measure, _ = owed_by_two()
    transferred(made, measure, lead_unit=made.units["督查处"])
    for one in below(measure, "instalment"):
        assert refusal(made, "open_instalment", measure, "邹小禾", period="2026-Q1") == "period_unknown"
        made.do("lapse", one, "岳正衡", reason="职责已调整")
    made.do("open_instalment", measure, "邹小禾", period="2026-Q1")
    assert units(made, measure)[-1] == "督查处"
    assert refusal(made, "open_instalment", measure, "邹小禾", period="2026-Q1") == "period_unknown"


def test_an_instruction_that_gives_a_measure_to_another_unit_takes_its_open_periods_along() -> None:
    made = with_another_clerk()
    measure = registered_measure(made, due=QUARTERLY).id
    made.do("receive", measure, "殷若渔")
    made.do("open_instalment", measure, "殷若渔", period="2026-Q1")
    anew = {"assign_anew": True, "lead_unit": made.units["委员工作处"]}
    made.do("instruct", measure, "温如砺", instruction="由委员工作处办", **anew)
    assert units(made, measure) == ["委员工作处"]
