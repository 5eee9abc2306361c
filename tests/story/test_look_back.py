"""回头看: what was closed is looked at again; what rebounds is open again and takes its problem along."""

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.periods import look_back_soon
from bihuan.core.state.actor import SYSTEM
from bihuan.matters.kinds import acts
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book
from tests.matters.scenes import signed_in
from tests.story.telling import now, refusal
from tests.story.test_answering import leaves, outsider, register
from tests.world import claimed_measure, countersigned_problem, world

pytestmark = pytest.mark.django_db


def closed(made):
    problem, measure = countersigned_problem(made)
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


def test_no_problem_closes_on_a_measure_that_did_not_hold() -> None:
    made = world()
    problem, measure = countersigned_problem(made)
    made.tick(days=100)
    made.do("look_back", measure, "秦见微", result="rebound", finding="又出现推诿")
    assert refusal(made, "verify", problem, "秦见微", finding="属实") == "measures_rebounded"
    made.do("look_back", measure, "岳正衡", result="held", finding="复查已纠正")
    made.do("verify", problem, "秦见微", finding="属实")
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽查")
    made.do("look_back", measure, "秦见微", result="rebound", finding="又出现推诿")
    assert refusal(made, "sign_off", problem, "温如砺") == "measures_rebounded"
    made.do("reopen", measure, "温如砺", reason="出现反弹")
    assert now(problem).life == "under_way"


@pytest.mark.parametrize("on", ["2026-03-02", "2026-03-01", "2027-03-03", "2066-01-01"])
def test_no_look_back_is_put_off_for_good_nor_named_for_a_day_that_is_past(on: str) -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="匿名", sample="抽查")
    assert refusal(made, "sign_off", measure, "温如砺", look_back_on=on) == "look_back_within"
    for_good = {"look_back_on": "2066-01-01", "once": "k"}
    page = signed_in(made, "温如砺").post(f"/m/{measure.id}/sign_off/", for_good)
    assert page.status_code == 422 and "回头看日期须在今天之后" in page.content.decode()
    assert str(made.do("sign_off", measure, "温如砺", look_back_on="2027-03-02").look_back_on) == "2027-03-02"


def test_a_look_back_names_the_next_one_within_the_same_bounds() -> None:
    made = world()
    _, measure = closed(made)
    made.tick(days=100)
    found = {"result": "held", "finding": "持续有效"}
    for on in ("2026-06-10", "2027-07-01"):
        assert refusal(made, "look_back", measure, "秦见微", **found, look_back_on=on) == "look_back_within"
    again = made.do("look_back", measure, "秦见微", **found, look_back_on="2026-12-01")
    assert str(again.look_back_on) == "2026-12-01"


def test_an_organisation_may_ask_for_it_sooner_and_what_is_reckoned_keeps_to_that_too() -> None:
    made = world()
    with book(made.org.pk, at=made.tick()) as open_book:
        rules = standing_matter(made.org.pk, "rules")
        for name, value in (("look_back_within_months", 6), ("look_back_months", 9)):
            facts = {"name": name, "value": value, "from_on": "2026-03-01", "reason": "从严"}
            open_book.perform("set_rule", rules, Mandate(SYSTEM, within=True), **facts)
    _, measure = closed(made)
    assert str(measure.look_back_on) == "2026-09-02"


def test_every_act_that_names_a_look_back_keeps_within_its_days() -> None:
    naming = [(kind.name, act) for kind, act in acts() if act.field("look_back_on")]
    assert {act.name for _, act in naming} >= {"sign_off", "look_back", "continue_long_term"}
    assert [(kind, act.name) for kind, act in naming if look_back_soon not in act.needs] == []


def test_where_only_an_outsider_is_left_who_was_not_asked_the_approver_looks_back() -> None:
    made = world()
    register(made, fallbacks=[], outsiders=[outsider(made)])
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="内部", sample="抽查")
    made.do("sign_off", measure, "温如砺")
    made.tick(days=100)
    assert refusal(made, "look_back", measure, "温如砺", result="held", finding="巩固") == "no_right"
    leaves(made, "秦见微")
    done = made.do("look_back", measure, "温如砺", result="held", finding="巩固")
    assert done.looked_back == "held"
