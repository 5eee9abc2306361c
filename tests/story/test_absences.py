"""登记外出: who ends an absence, and what is called off before it begins."""

import pytest

from bihuan.core.chain.ids import id_of
from bihuan.matters.seeing.actors import actor_of
from bihuan.people.models import Absence
from tests.story.telling import day, refusal, told, waiting
from tests.story.test_desks_and_posts import FROM, people_of
from tests.world import world

pytestmark = pytest.mark.django_db


def test_an_absence_is_made_longer_by_nobody_and_ended_by_no_stranger() -> None:
    made = world()
    people = people_of(made)
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"], "from_on": FROM}
    absence = id_of(made.do("declare_absence", people, "秦见微", **away, to_on="2026-03-06"))
    longer = {"absence": absence, "to_on": "2027-12-31"}
    assert refusal(made, "end_absence", people, "谷向原", **longer) == "ends_later"
    assert refusal(made, "end_absence", people, "纪清晏", absence=absence, to_on="2026-03-03") == "no_right"
    made.do("end_absence", people, "谷向原", absence=absence, to_on="2026-03-03")


def test_no_absence_ends_before_it_begins_and_one_to_come_is_called_off() -> None:
    made = world()
    people = people_of(made)
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"], "from_on": "2026-03-10"}
    absence = id_of(made.do("declare_absence", people, "秦见微", **away, to_on="2026-03-20"))
    early = {"absence": absence, "to_on": "2026-03-09"}
    for person in ("秦见微", "谷向原", "费䶮"):
        assert refusal(made, "end_absence", people, person, **early) == "not_away_yet", person
    assert refusal(made, "cancel_absence", people, "纪清晏", absence=absence) == "no_right"
    made.do("cancel_absence", people, "谷向原", absence=absence)
    assert told(made, people, "absence_cancelled") == {"秦见微", "谷向原"}
    assert Absence.objects.get().called_off
    assert refusal(made, "cancel_absence", people, "谷向原", absence=absence) == "not_found"
    late = {"absence": absence, "to_on": "2026-03-12"}
    assert refusal(made, "end_absence", people, "谷向原", **late) == "not_found"
    made.tick(days=9)
    assert actor_of(made.people["谷向原"], on=day(made)).stands_for == set()


def test_who_leads_or_administers_takes_no_checker_away_by_naming_him() -> None:
    """A stand-in is barred from what the absent person did: one by one all who check could be named."""
    made = world()
    people = people_of(made)
    for person in ("季望山", "费䶮"):
        away = {"person": made.people[person], "from_on": FROM}
        for checker in ("秦见微", "岳正衡", "温如砺"):
            named = {**away, "stand_in": made.people[checker]}
            assert refusal(made, "declare_absence", people, person, **named) == "stand_in_checks"
    leads = {"person": made.people["季望山"], "stand_in": made.people["费䶮"], "from_on": FROM}
    made.do("declare_absence", people, "季望山", **leads)
    both = {"person": made.people["秦见微"], "stand_in": made.people["岳正衡"], "from_on": FROM}
    made.do("declare_absence", people, "秦见微", **both)


def test_what_has_begun_is_ended_and_not_called_off_as_if_it_had_never_been() -> None:
    made = world()
    people = people_of(made)
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"], "from_on": FROM}
    absence = id_of(made.do("declare_absence", people, "秦见微", **away))
    assert refusal(made, "cancel_absence", people, "秦见微", absence=absence) == "away_already"
    made.do("end_absence", people, "谷向原", absence=absence, to_on=FROM)
    assert told(made, people, "absence_ended") == {"秦见微", "谷向原"}
    assert not Absence.objects.get().called_off


def test_whoever_takes_anothers_place_is_not_away_and_the_refusal_says_what_to_do() -> None:
    """秦见微 is away and 谷向原 takes her place; then 谷向原 falls ill, for whom 田稼轩 would stand in."""
    made = world()
    people = people_of(made)
    ill = {"person": made.people["谷向原"], "stand_in": made.people["田稼轩"]}
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"]}
    absence = id_of(made.do("declare_absence", people, "秦见微", **away, from_on=FROM))
    later = "2026-03-04"
    assert refusal(made, "declare_absence", people, "谷向原", **ill, from_on=later) == "stands_in_then"
    before = {"absence": absence, "to_on": "2026-03-03"}
    made.do("end_absence", people, "谷向原", **before)  # he gives it back himself
    made.do("declare_absence", people, "谷向原", **ill, from_on=later)
    again = {**away, "from_on": later, "to_on": "2026-03-20"}
    assert refusal(made, "declare_absence", people, "秦见微", **again) == "stand_in_away"
    made.do("declare_absence", people, "秦见微", **{**again, "stand_in": made.people["殷若渔"]})
    made.tick(days=5)
    assert actor_of(made.people["殷若渔"], on=day(made)).stands_for == {made.people["秦见微"]}
    assert actor_of(made.people["田稼轩"], on=day(made)).stands_for == {made.people["谷向原"]}


def test_a_second_person_is_not_asked_for_a_chain_nor_says_yes_to_one_that_came_about_since() -> None:
    made = world()
    people = people_of(made)
    asked = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"], "from_on": FROM}
    made.do("request_stand_in", people, "费䶮", **asked)
    request = waiting(people)
    ill = {"person": made.people["谷向原"], "stand_in": made.people["田稼轩"], "from_on": FROM}
    absence = id_of(made.do("declare_absence", people, "谷向原", **ill))
    assert refusal(made, "approve", request, "严以宁") == "stand_in_away"
    assert refusal(made, "request_stand_in", people, "费䶮", **asked) == "stand_in_away"
    made.do("end_absence", people, "谷向原", absence=absence, to_on=FROM)
    made.tick(days=1)
    made.do("refuse", request, "严以宁", reason="日期已过")
    later = {**asked, "from_on": day(made).isoformat()}
    made.do("request_stand_in", people, "费䶮", **later)
    made.do("approve", waiting(people), "严以宁")
    assert actor_of(made.people["谷向原"], on=day(made)).stands_for == {made.people["秦见微"]}


def test_an_absence_that_was_called_off_or_is_over_stands_in_nobodys_way() -> None:
    made = world()
    people = people_of(made)
    ill = {"person": made.people["谷向原"], "stand_in": made.people["田稼轩"]}
    first = id_of(made.do("declare_absence", people, "谷向原", **ill, from_on="2026-03-10"))
    away = {"person": made.people["秦见微"], "stand_in": made.people["谷向原"]}
    between = {"from_on": "2026-03-09", "to_on": "2026-03-12"}
    assert refusal(made, "declare_absence", people, "秦见微", **away, **between) == "stand_in_away"
    made.do("declare_absence", people, "秦见微", **away, from_on="2026-03-05", to_on="2026-03-09")
    made.do("cancel_absence", people, "谷向原", absence=first)
    made.do("declare_absence", people, "秦见微", **away, from_on="2026-03-10", to_on="2026-03-12")
