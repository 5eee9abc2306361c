"""Whoever raised something is asked about it, wherever a merge, a split or a withdrawal has taken it."""

import pytest

from bihuan.core.state.state import State
from bihuan.matters.writing.acts import open_matter
from tests.on_paper import with_another_clerk
from tests.story.telling import DUE, now, refusal
from tests.world import World, registered_measure

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    """The usual cast, with one more clerk in the supervision office."""
    return with_another_clerk()


def verified(made: World, measure: State | int) -> State:
    """Done by the unit that has it, and checked."""
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof(str(made.tick()))])
    made.do("countersign", measure, "纪清晏")
    return made.do("verify", measure, "秦见微", finding="属实")


def in_hand(made: World, *raisers: str) -> State:
    """A problem that these people raised, taken up by a unit."""
    problem = made.open("problem", "邹小禾", title="问题", raisers=[made.people[one] for one in raisers])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    return made.do("receive", problem, "纪清晏")


def said_not_to_be_solved(made: World) -> State:
    """A measure that stands alone, whose raiser says that it is not solved: back at work."""
    lone = open_matter(
        "measure",
        org=made.org.pk,
        actor=made.people["邹小禾"],
        at=made.tick(),
        register=made.register,
        within=True,
        title="独立措施",
        lead_unit=made.units["秘书处"],
        due=DUE,
        raisers=[made.people["田稼轩"]],
    )
    made.do("assign", lone, "邹小禾")
    made.do("receive", lone, "殷若渔")
    verified(made, lone)
    made.do("ask_raisers", lone, "秦见微", result="完成")
    made.do("answer_hearing", lone, "田稼轩", answer="not_solved")
    return made.do("send_back", lone, "秦见微", still_to_do="再办")


def test_a_not_solved_of_a_measure_is_not_drowned_by_a_merge_into_one_of_a_problem(made: World) -> None:
    lone, problem = said_not_to_be_solved(made), in_hand(made)
    first, second = registered_measure(made, problem.id), registered_measure(made, problem.id)
    made.do("receive", second, "殷若渔")
    made.do("merge", lone, "邹小禾", into=first.id, reason="同类")
    made.do("merge", first, "邹小禾", into=second.id, reason="同类")
    assert verified(made, second).hearing is None, "no problem knows who raised it"
    assert refusal(made, "sign_off", second, "温如砺") == "no_hearing"
    assert refusal(made, "waive_hearing", second, "秦见微", reason="无", sample="抽") == "raisers_known"
    made.do("ask_raisers", second, "秦见微", result="完成")
    made.tick(days=30)
    made.do("note_silence", second, "秦见微")
    assert refusal(made, "sign_off", second, "温如砺") == "not_solved"
    made.do("overrule", second, "温如砺", reason="超出职责，已说明")
    assert made.do("sign_off", second, "温如砺").life == "signed_off"


def test_what_goes_from_problem_to_problem_is_heard_with_the_last(made: World) -> None:
    goes, stays = in_hand(made, "田稼轩"), in_hand(made)
    measure = registered_measure(made, goes.id)
    made.do("receive", measure, "殷若渔")
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    assert verified(made, measure).hearing == "with_problem"
    assert now(stays).raisers == {made.people["田稼轩"]}
