"""分办: at once, in batches, long term or not adopted, and whoever raised it is told."""

import pytest

from tests.story.telling import day, now, refusal, said, told
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def raised(made, **more):
    raiser = made.people["田稼轩"]
    return made.open("problem", "邹小禾", title="会议多、文件长", source="问卷", raisers=[raiser], **more)


@pytest.mark.parametrize("how", ["at_once", "in_batches", "long_term"])
def test_how_it_will_be_solved_is_told_to_its_raiser(how: str) -> None:
    made = world()
    problem = raised(made)
    assert made.do("triage", problem, "邹小禾", triage=how, remark="先易后难").triage == how
    assert "田稼轩" in told(made, problem, "triaged")


def test_a_problem_that_is_not_adopted_says_why_to_its_raiser() -> None:
    made = world()
    problem = raised(made)
    assert refusal(made, "decline", problem, "邹小禾") == "missing"
    assert refusal(made, "decline", problem, "纪清晏", reason="不归我处") == "no_right"
    done = made.do("decline", problem, "邹小禾", reason="属于个人诉求，已转有关方面")
    assert done.life == "declined" and done.closed_on == day(made)
    assert "田稼轩" in told(made, problem, "declined")
    assert said(problem, "declined")["reason"] == "属于个人诉求，已转有关方面"


def test_what_is_not_adopted_takes_its_measures_along_and_cannot_be_assigned() -> None:
    made = world()
    problem = raised(made)
    measure = made.open("measure", "邹小禾", parent=problem.id, title="压减会议")
    made.do("decline", problem, "邹小禾", reason="与已有问题相同")
    assert now(measure).life == "withdrawn"
    assert refusal(made, "assign", problem, "邹小禾", lead_unit=made.units["秘书处"]) == "wrong_life"


def test_what_is_done_at_once_has_its_day_reckoned_from_the_rule() -> None:
    made = world()
    measure = registered_measure(made, due={"kind": "immediate"})
    assert measure.due_on and measure.due_kind == "immediate"
    assert (measure.due_on - day(made)).days == 7, "five working days from a Monday"
    assert measure.due_reckoned
