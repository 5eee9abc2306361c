"""A piece of a measure (a period, the part of one of many) is checked by nobody who had a hand in the whole,
in its joint parts, or in what was merged into it; another piece of it is another matter.
"""

import pytest

from tests.story.telling import DUE, below, refusal
from tests.story.test_cycles import QUARTERLY
from tests.story.test_parts_and_groups import HEADS, answered, group_measure
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
FOUND = {"finding": "属实"}


def a_period(made: World, measure, period: str) -> int:
    """One period that is claimed and countersigned."""
    made.do("open_instalment", measure, "邹小禾", period=period)
    one = next(part for part in below(measure, "instalment") if part.period == period)
    made.do("claim", one, "殷若渔", result="好", evidence=[made.proof(period)])
    made.do("countersign", one, "纪清晏")
    return one.id


def worked_on(made: World, problem: int, **more) -> int:
    """A measure of the problem on which somebody worked who falls back to check."""
    measure = registered_measure(made, problem, accountable=made.people["岳正衡"], title="先做的", **more)
    made.do("receive", measure, "殷若渔")
    return measure.id


def test_whoever_worked_on_the_whole_checks_no_part_of_it() -> None:
    made = world()
    measure = registered_measure(made, accountable=made.people["岳正衡"])
    made.do("receive", measure, "殷若渔")
    made.do("add_evidence", measure, "岳正衡", evidence=[made.proof("材料")], file_names=["材料"])
    made.do("return_wrong_unit", measure, "纪清晏", reason="各处都有")
    made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])
    for unit, part in zip(HEADS, below(measure, "part"), strict=True):
        answered(made, part, unit)
        assert refusal(made, "verify", part, "岳正衡", **FOUND) == "own_work"


def test_whoever_worked_on_what_was_merged_into_it_checks_no_part_and_no_period() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风").id
    first = worked_on(made, problem)
    made.do("progress", first, "岳正衡", progress="做了大部分")
    measure = made.open("measure", "邹小禾", parent=problem, title="各处室自查", due=DUE)
    made.do("assign", measure, "邹小禾", lead_group=made.groups["各处室"])
    made.do("merge", first, "邹小禾", into=measure.id, reason="合并")
    unit, part = next(zip(HEADS, below(measure, "part"), strict=True))
    answered(made, part, unit)
    assert refusal(made, "verify", part, "岳正衡", **FOUND) == "own_work"


def test_whoever_worked_on_a_period_of_what_was_merged_into_it_checks_none_of_its_own() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风").id
    first = worked_on(made, problem, due=QUARTERLY)
    made.do("open_instalment", first, "邹小禾", period="2026-Q1")
    made.do("progress", below(first, "instalment")[0], "岳正衡", progress="做了")
    measure = registered_measure(made, problem, due=QUARTERLY)
    made.do("receive", measure, "殷若渔")
    made.do("merge", first, "邹小禾", into=measure.id, reason="合并")
    assert refusal(made, "verify", a_period(made, measure, "2025-Q4"), "岳正衡", **FOUND) == "own_work"


@pytest.mark.parametrize("merged", [False, True])
def test_whoever_reported_a_joint_part_checks_no_period(merged: bool) -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="作风").id
    joint = registered_measure(made, problem, due=QUARTERLY, joint=[made.units["督查处"]])
    made.do("receive", joint, "殷若渔")
    made.do("report", below(joint, "part")[0], "秦见微", result="我处已办", evidence=[made.proof("反馈")])
    measure = joint
    if merged:
        measure = registered_measure(made, problem, due=QUARTERLY)
        made.do("receive", measure, "殷若渔")
        made.do("merge", joint, "邹小禾", into=measure.id, reason="合并")
    period = a_period(made, measure, "2026-Q1")
    assert refusal(made, "verify", period, "秦见微", **FOUND) in ("own_work", "own_unit_work")
    assert made.do("verify", period, "岳正衡", **FOUND).life == "verified"


def test_whoever_did_another_part_or_period_checks_this_one() -> None:
    made = world()
    parts = dict(zip(HEADS, below(group_measure(made), "part"), strict=True))
    for unit in ("督查处", "秘书处"):
        answered(made, parts[unit], unit)
    assert made.do("verify", parts["秘书处"], "秦见微", **FOUND).life == "verified"
    assert refusal(made, "verify", parts["督查处"], "秦见微", **FOUND) == "own_work"
