"""Who brings a unit's own file in carries: no hand, and nobody who checks what the file says."""

import json

import pytest

from bihuan.core.words.reasons import SENTENCES
from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.exchange.importing.start import again
from bihuan.ledger.read import events_of
from bihuan.matters.writing.rebuild import folded_state
from tests.exchange.importing import PLAIN, carried, commit, matters, previewed, sheet
from tests.on_paper import compare, enter
from tests.story.telling import now, refusal
from tests.world import World, world

pytestmark = pytest.mark.django_db

OPEN = (
    "1",
    "首问负责制落实不到位",
    "修订首问负责制",
    "秘书处",
    "",
    "殷若渔",
    "2026年6月底前",
    "正在推进",
    "",
)


def checks_at_the_office(made: World) -> None:
    """邹小禾, who keeps the register and imports, holds the verifier's post too."""
    made.charter("appoint", person=made.people["邹小禾"], post=made.posts["核验"], from_on="2025-01-01")


def worked(made: World, measure: int) -> None:
    """What the unit does of an imported measure, up to its head's signature."""
    made.do("claim", measure, "殷若渔", result="制度已印发", evidence=[made.proof()])
    made.do("countersign", measure, "纪清晏")


def typed(made: World, one: Import, place: int, by: str, **fields: str) -> None:
    """Somebody corrects a row of the preview."""
    spot = json.loads(ImportRow.objects.get(import_id=one.id, place=place).data)["spot"]
    again(one, person=made.people[by], at=made.tick(), corrections={spot: fields})


def test_who_imports_a_file_unchanged_carries_it_and_neither_checks_nor_looks_back() -> None:
    made = world()
    checks_at_the_office(made)
    _, measure = matters(carried(made, sheet(OPEN)))
    assert measure.carriers == (made.people["邹小禾"],) and not measure.hand_people
    worked(made, measure.id)
    assert refusal(made, "verify", measure, "邹小禾", finding="属实") == "carried_it"
    assert "{fallback}" in SENTENCES["carried_it"].zh, "the sentence names who may"
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    assert now(measure).life == "signed_off" and now(measure) == folded_state(measure.id)


def test_an_approval_on_paper_may_be_recorded_by_the_carrier() -> None:
    made = world()
    _, measure = matters(carried(made, sheet(OPEN)))
    worked(made, measure.id)
    made.do("verify", measure, "秦见微", finding="属实")
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    compare(made, measure, "岳正衡")
    assert now(measure).life == "signed_off"


def test_who_carried_a_measure_checks_its_problem_no_more_than_the_measure() -> None:
    made = world()
    checks_at_the_office(made)
    problem, measure = matters(carried(made, sheet(OPEN)))
    worked(made, measure.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "殷若渔", result="措施已办结")
    made.do("countersign", problem, "纪清晏")
    assert refusal(made, "verify", problem, "邹小禾", finding="属实") == "carried_it"
    made.do("verify", problem, "秦见微", finding="属实")
    assert refusal(made, "waive_hearing", problem, "邹小禾", reason="匿名", sample="抽测") == "carried_it"
    made.do("waive_hearing", problem, "秦见微", reason="匿名", sample="抽测")


def test_a_stand_in_of_the_carrier_checks_no_more() -> None:
    made = world()
    made.charter(
        "declare_absence",
        person=made.people["邹小禾"],
        stand_in=made.people["秦见微"],
        from_on="2026-03-01",
        to_on="2026-12-31",
    )
    _, measure = matters(carried(made, sheet(OPEN)))
    worked(made, measure.id)
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "carried_it"
    made.do("verify", measure, "岳正衡", finding="属实")


def test_where_every_verifier_carried_it_the_fallback_is_asked() -> None:
    made = world()
    first = previewed(made, sheet(OPEN), by="秦见微")
    commit(made, first, by="邹小禾")
    _, measure = matters(first)
    assert measure.carriers == tuple(sorted((made.people["秦见微"], made.people["邹小禾"]))), (
        "who uploads carries as well as who confirms"
    )
    worked(made, measure.id)
    made.do("name_checkers", measure, None)
    assert now(measure).check_by == "fallback" and now(measure).approve_by == "approvers"
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("sign_off", measure, "温如砺")
    assert now(measure).life == "signed_off"


def test_who_alters_the_words_in_the_preview_has_a_hand_and_the_record_says_which() -> None:
    made = world()
    one = previewed(made, sheet(OPEN), by="邹小禾")
    typed(made, one, 1, "秦见微", title="修订首问负责制和一次性告知制")
    commit(made, one, by="邹小禾")
    problem, measure = matters(one)
    assert measure.hand_people == {made.people["秦见微"]}
    assert not problem.hand_people, "only the row that was altered"
    opened = events_of(measure.id)[0].plain
    assert opened["altered"] == ["title"] and opened["altered_by"] == [made.people["秦见微"]]
    worked(made, measure.id)
    assert refusal(made, "verify", measure, "秦见微", finding="属实") == "own_work"
    made.do("verify", measure, "岳正衡", finding="属实")


@pytest.mark.parametrize(
    "fields",
    [
        {"lead_unit": "委员工作处"},
        {"due": "2026年9月底前"},
        {"accountable": "纪清晏"},
        {"title": "修订 首问负责制 "},
    ],
)
def test_to_choose_a_unit_a_due_a_person_or_white_space_is_no_hand(fields: dict[str, str]) -> None:
    made = world()
    one = previewed(made, sheet(OPEN))
    typed(made, one, 1, "邹小禾", **fields)
    commit(made, one)
    measure = matters(one)[1]
    assert not measure.hand_people and measure.carriers == (made.people["邹小禾"],)
    altered = events_of(measure.id)[0].plain.get("altered", [])
    assert bool(altered) is ("title" not in fields), "the record says it all the same"


def test_a_newer_file_makes_a_carrier_of_whoever_brings_it() -> None:
    made = world()
    _, measure = matters(carried(made, sheet(OPEN), by=None))
    assert not measure.carriers, "the machine alone carries nothing"
    carried(made, sheet((*OPEN[:7], "正在推进，二稿已成", "")), by="邹小禾")
    assert now(measure).carriers == (made.people["邹小禾"],) and now(measure) == folded_state(measure.id)
    carried(made, sheet((*OPEN[:6], "2026年9月底前", "正在推进，二稿已成", "")), by="秦见微")
    assert made.people["秦见微"] in now(measure).carriers or now(measure).life == "under_way"


def test_what_is_only_a_preview_makes_nobody_a_carrier() -> None:
    made = world()
    _, measure = matters(carried(made, sheet(PLAIN[1]), by=None))
    previewed(made, sheet((*PLAIN[1][:7], "已完成，另行说明", "")), by="秦见微")
    assert not now(measure).carriers


def test_the_carrier_records_no_answer_of_a_raiser_but_answers_as_a_raiser() -> None:
    made = world()
    problem, measure = matters(carried(made, sheet(OPEN)))
    mine = made.open(
        "problem", "邹小禾", title="群众提出的", raisers=[made.people["田稼轩"], made.people["邹小禾"]]
    )
    made.do("merge", problem, "秦见微", into=mine.id, reason="同一件事")
    worked(made, measure.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("assign", mine, "秦见微", lead_unit=made.units["秘书处"])
    made.do("receive", mine, "殷若渔")
    made.do("claim", mine, "殷若渔", result="措施已办结")
    made.do("countersign", mine, "纪清晏")
    made.do("verify", mine, "秦见微", finding="属实")
    made.do("ask_raisers", mine, "秦见微", result="已印发并执行")
    said = {"for_whom": "田稼轩", "basis": "call", "answer": "agreed"}
    assert refusal(made, "answer_hearing", mine, "邹小禾", **said) == "carried_it", (
        "he carried what was merged in"
    )
    assert refusal(made, "answer_hearing", mine, "秦见微", **said) == "checked_it", "he verified it"
    made.do("answer_hearing", mine, "岳正衡", **said)
    made.do("answer_hearing", mine, "邹小禾", answer="agreed")
    made.do("sign_off", mine, "温如砺")
    assert now(mine).life == "signed_off"
