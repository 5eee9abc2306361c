"""并入、拆分: one matter takes another over with all that hangs on it; one becomes several."""

import pytest

from tests.story.telling import now, refusal, said, told
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def problem(made, title, raiser=None, **more):
    who = [made.people[raiser]] if raiser else None
    return made.open("problem", "邹小禾", title=title, raisers=who, **more)


def test_the_survivor_takes_raisers_and_measures() -> None:
    made = world()
    stays, goes = problem(made, "首问负责制", "田稼轩"), problem(made, "推诿", "谷向原")
    made.do("assign", goes, "邹小禾", lead_unit=made.units["委员工作处"])
    made.do("receive", goes, "谷向原")
    measure = registered_measure(made, goes.id)
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    survivor, gone = now(stays), now(goes)
    assert gone.life == "merged" and gone.merged_into == stays.id
    assert survivor.raisers == {made.people["田稼轩"], made.people["谷向原"]}
    assert now(measure).parent == stays.id
    assert "谷向原" in told(made, goes, "merged"), "the absorbed one still answers its raisers"


def test_the_earlier_due_stays_and_the_doer_of_what_was_merged_cannot_verify() -> None:
    made = world()
    stays = registered_measure(made)
    goes = registered_measure(
        made,
        lead_unit=made.units["督查处"],
        accountable=made.people["秦见微"],
        due={"kind": "date", "on": "2026-04-30"},
    )
    made.do("receive", goes, "秦见微")
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    assert str(now(stays).due_on) == "2026-04-30"
    made.do("receive", stays, "殷若渔")
    made.do("claim", stays, "殷若渔", result="完成", evidence=[made.proof()])
    made.do("countersign", stays, "纪清晏")
    assert refusal(made, "verify", stays, "秦见微", finding="好") == "own_unit_work"
    assert made.do("verify", stays, "岳正衡", finding="属实").life == "verified"


@pytest.mark.parametrize("merged", [False, True])
def test_no_merge_takes_the_work_on_what_was_split_off_from_what_it_was_split_off(merged: bool) -> None:
    from bihuan.matters.models import Matter

    made = world()
    whole, other = problem(made, "会议多、文件长"), problem(made, "会风")
    made.do("assign", whole, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", whole, "纪清晏")
    made.do("split", whole, "邹小禾", titles=["会议多"], reason="两件事")
    half = Matter.objects.filter(kind="problem").latest("id").pk
    own = {"lead_unit": made.units["督查处"], "accountable": made.people["秦见微"]}
    worked = registered_measure(made, half, **own)
    made.do("receive", worked, "秦见微")
    made.do("progress", worked, "秦见微", progress="已压减")
    if merged:
        made.do("merge", half, "邹小禾", into=other.id, reason="同一件事")
        assert now(worked).parent == other.id and now(worked).stood_under == (half,)
    done = claimed_measure(made, whole.id)
    made.do("verify", done, "秦见微", finding="属实")
    made.do("sign_off", done, "温如砺")
    made.do("claim", whole, "纪清晏", result="完成")
    made.do("countersign", whole, "纪清晏")
    assert refusal(made, "verify", whole, "秦见微", finding="属实") == "own_work"


def test_nothing_is_merged_into_itself_another_kind_or_what_is_being_checked() -> None:
    made = world()
    measure, checked = registered_measure(made), claimed_measure(made)
    other = problem(made, "会议多")
    into = {"reason": "同一件事"}
    assert refusal(made, "merge", measure, "邹小禾", into=measure.id, **into) == "same_matter"
    assert refusal(made, "merge", measure, "邹小禾", into=other.id, **into) == "other_kind"
    assert refusal(made, "merge", measure, "邹小禾", into=checked.id, **into) == "other_kind"
    assert refusal(made, "merge", measure, "殷若渔", into=checked.id, **into) == "no_right"


def test_a_measure_goes_only_into_one_of_the_same_problem() -> None:
    made = world()
    mine, other = problem(made, "首问负责制"), problem(made, "会议多")
    one, beside = registered_measure(made, mine.id), registered_measure(made, mine.id)
    elsewhere, alone = registered_measure(made, other.id), registered_measure(made)
    why = {"reason": "同一件事"}
    for into in (elsewhere, alone):
        assert refusal(made, "merge", one, "邹小禾", into=into.id, **why) == "other_problem"
    assert made.do("merge", alone, "邹小禾", into=elsewhere.id, **why).life == "merged"
    assert made.do("merge", one, "邹小禾", into=beside.id, **why).merged_into == beside.id


def test_a_problem_waits_for_what_took_its_measure_over() -> None:
    made = world()
    whole = problem(made, "首问负责制")
    made.do("assign", whole, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", whole, "纪清晏")
    goes, stays = registered_measure(made, whole.id), registered_measure(made, whole.id)
    done = claimed_measure(made, whole.id)
    made.do("verify", done, "秦见微", finding="属实")
    made.do("sign_off", done, "温如砺")
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    assert refusal(made, "claim", whole, "纪清晏", result="完成") == "measures_open"
    made.do("receive", stays, "殷若渔")
    made.do("claim", stays, "殷若渔", result="完成", evidence=[made.proof("乙")])
    made.do("countersign", stays, "纪清晏")
    made.do("verify", stays, "秦见微", finding="属实")
    made.do("sign_off", stays, "温如砺")
    assert made.do("claim", whole, "纪清晏", result="完成").life == "claimed"


def test_what_was_for_good_stays_so_in_what_took_it_over() -> None:
    made = world()
    goes = registered_measure(made, due={"kind": "recurring", "every": "month", "text": "每月5日前"})
    stays = registered_measure(made)
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    survivor = now(stays)
    assert (survivor.due_then, survivor.due_every, survivor.due_day) == ("long_term", "month", 5)
    assert str(survivor.due_on) == "2026-06-30", "its own day stays"


def test_a_problem_is_split_and_its_raisers_stand_on_every_one() -> None:
    from bihuan.matters.models import Link, Matter

    made = world()
    whole = problem(made, "会议多、文件长", "田稼轩")
    made.do("split", whole, "邹小禾", titles=["会议多", "文件长"], reason="两件事")
    made_of = Matter.objects.filter(kind="problem").exclude(pk=whole.id).order_by("id")
    assert [one.title for one in made_of] == ["会议多", "文件长"]
    assert all(now(one.pk).raisers == {made.people["田稼轩"]} for one in made_of)
    links = Link.objects.filter(to_matter_id=whole.id, kind="splits").values_list("from_matter_id", flat=True)
    assert set(links) == {one.pk for one in made_of}


def test_what_was_said_not_to_be_solved_is_not_forgotten_by_a_split() -> None:
    from bihuan.matters.models import Matter

    made = world()
    whole = problem(made, "会议多、文件长", "田稼轩")
    made.do("assign", whole, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", whole, "殷若渔")
    measure = claimed_measure(made, whole.id)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", whole, "殷若渔", result="完成")
    made.do("countersign", whole, "纪清晏")
    made.do("verify", whole, "秦见微", finding="属实")
    made.do("ask_raisers", whole, "秦见微", result="已办结")
    made.do("answer_hearing", whole, "田稼轩", answer="not_solved")
    made.do("send_back", whole, "秦见微", still_to_do="再办")
    made.do("split", whole, "邹小禾", titles=["会议多", "文件长"], reason="两件事")
    pieces = Matter.objects.filter(kind="problem").exclude(pk=whole.id)
    assert [now(one.pk).unsolved for one in pieces] == [(made.people["田稼轩"],)] * 2


def test_a_mistake_is_corrected_by_an_act_that_says_why() -> None:
    made = world()
    measure = registered_measure(made)
    assert refusal(made, "correct", measure, "邹小禾", title="改好的题目") == "missing"
    assert refusal(made, "correct", measure, "纪清晏", title="改", reason="错字") == "no_right"
    after = made.do("correct", measure, "邹小禾", title="修订首问负责制办法", reason="题目写漏")
    assert after.title == "修订首问负责制办法" and after.life == "assigned"
    assert said(measure, "registered")["title"] == "修订首问负责制", "the record keeps what was said first"
