"""Whoever an act's `by` lets act can see the matter: for every person, every kind and every act."""

import pytest

from bihuan.matters.kinds import acts, kinds
from tests.matters.may_and_see import unseen_by_whom_an_act_allows, unsure
from tests.matters.scenes import busy, every_state, everybody, signed_in
from tests.world import CAST, claimed_measure, world

pytestmark = pytest.mark.django_db


def test_whoever_may_act_sees_it_and_lists_agree() -> None:
    found = busy()
    shown = {state.kind for state in every_state()}
    assert shown >= {name for name in kinds() if name != "import"}, "the busy organisation has every kind"
    for person, eyes in everybody(found):
        assert not list(unseen_by_whom_an_act_allows(eyes)), person
        assert not list(unsure(eyes)), person


def test_another_organisation_sees_nothing_of_it() -> None:
    found, other = busy(), world("heqi", "禾泉市政协机关")
    assert len(list(acts())) > 100 and len(CAST) == len(list(everybody(found)))
    ours = {state.id for state in every_state() if state.org == found.made.org.pk}
    for _, eyes in everybody(type(found)(other)):
        assert not any(eyes.sees(state) for state in every_state() if state.id in ours)


def test_the_raiser_reads_the_answer_to_the_own_matter() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "纪清晏")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "纪清晏", result="制度已印发")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="核验情况")
    made.do("ask_raisers", problem, "邹小禾", result="制度已经印发，欢迎监督")
    page = signed_in(made, "田稼轩").get(f"/m/{problem.id}/").content.decode()
    assert "制度已经印发，欢迎监督" in page
    assert "核验情况" not in page, "what was found stays with those who handle it"


def test_the_raiser_reads_why_it_was_declined() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="不属于职责的来信", raisers=[made.people["田稼轩"]])
    made.do("decline", problem, "邹小禾", reason="应由街道办理，已转告")
    assert "应由街道办理，已转告" in signed_in(made, "田稼轩").get(f"/m/{problem.id}/").content.decode()
