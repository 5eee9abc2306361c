"""One source says who sees what: a single matter, a list, a search and a count never disagree."""

import pytest

from bihuan.core.state.actor import WORK_FOR_NONE
from bihuan.core.state.principals import (
    DESK,
    HEAD,
    OFFICE,
    SUPERIORS,
    UNIT,
    VERIFIERS,
    principal,
    principal_kind,
)
from bihuan.core.state.relations import relations
from bihuan.core.words.reasons import Refused
from bihuan.matters.kinds import founded_kinds, kind_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.sight import sight, visible
from bihuan.matters.writing.acts import reading
from tests.matters.scenes import CASTS, busy, every_state, everybody
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_list_rule_and_the_single_rule_agree_for_everybody() -> None:
    found = busy()
    other = busy("heqi", "禾泉市政协机关")
    states = every_state()
    for eyes in (one for where in (found, other) for _, one in everybody(where)):
        by_list = set(visible(eyes).values_list("id", flat=True))
        assert by_list == {state.id for state in states if eyes.sees(state)}


def test_the_clause_says_in_sql_what_visible_says() -> None:
    from django.db import connection

    found = busy()
    for _, eyes in everybody(found):
        sql, params = eyes.clause()
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT m.id FROM matters_matter m WHERE {sql}", params)
            assert {one for (one,) in cursor.fetchall()} == set(visible(eyes).values_list("id", flat=True))


def test_everybody_of_the_cast_sees_something_else_than_everything_or_nothing() -> None:
    found = busy()
    standing = [kind.name for kind in founded_kinds()]  # everybody may declare an absence there
    counts = {person: visible(eyes).exclude(kind__in=standing).count() for person, eyes in everybody(found)}
    every = len(every_state())
    assert all(0 < count < every for count in counts.values()), counts
    assert counts["季望山"] > counts["谷向原"], "a leader sees all that the units below have"
    assert counts["费䶮"] == counts["严以宁"] == max(counts.values()), "admin and auditor see every register"


def test_a_stand_in_sees_what_the_absent_one_sees_while_the_absence_lasts() -> None:
    made = world()
    measure = registered_measure(made)
    absent, stand_in = made.people["殷若渔"], made.people["田稼轩"]
    made.charter(
        "declare_absence", person=absent, stand_in=stand_in, from_on="2026-03-02", to_on="2026-03-06"
    )
    from datetime import date

    def sees(day: int) -> bool:
        return sight(made.org.pk, stand_in, on=date(2026, 3, day)).sees(measure)

    assert [sees(day) for day in (1, 2, 6, 7)] == [False, True, True, False]
    during = sight(made.org.pk, stand_in, on=date(2026, 3, 3))
    assert during.actor.stands_for == {absent}
    assert principal(UNIT, made.units["秘书处"]) in during.principals


def test_an_auditor_sees_every_register_and_stands_in_no_desk() -> None:
    found = busy()
    eyes = found.sight("严以宁")
    assert eyes.desks == set(found.registers)
    kinds = {principal_kind(one) for one in eyes.principals}
    assert DESK in kinds and not kinds & {OFFICE, VERIFIERS, HEAD}


@pytest.mark.parametrize("role", sorted(WORK_FOR_NONE))
@pytest.mark.parametrize("unit", ["督查处", "秘书处"])
def test_whoever_oversees_or_checks_from_outside_works_for_no_unit_in_which_they_sit(
    role: str, unit: str
) -> None:
    found = busy()
    made = found.made
    post = made.charter("add_post", unit=made.units[unit], name="监督岗", role=role)
    made.people["卫不争"] = made.charter("add_person", person_name="卫不争")
    made.charter("appoint", person=made.people["卫不争"], post=post, from_on="2025-01-01")
    eyes = found.sight("卫不争")
    assert eyes.actor.units == {made.units[unit]}, "to sit there still bars from deciding"
    assert not {principal_kind(one) for one in eyes.own} & {OFFICE, UNIT, HEAD, SUPERIORS}
    for state in every_state():
        held = relations(eyes.actor, state, desk_of(state.register)).keys()
        assert not held & {"office", "lead", "supporting", "head", "leader"}, (state.kind, sorted(held))
    register = found.registers[0]
    made.do("circulate", register, "邹小禾", document="征求意见稿")
    with pytest.raises(Refused) as refused:
        made.do("accept", register, "卫不争", unit=made.units[unit])
    assert refused.value.reason.code == "no_right"


def test_a_leader_reaches_all_units_below_and_no_unit_beside() -> None:
    found = busy()
    eyes, made = found.sight("季望山"), found.made
    for unit in ("办公厅", "秘书处", "督查处", "委员工作处"):
        assert principal(UNIT, made.units[unit]) in eyes.principals
    for unit in ("机关党委", "机关纪委", "秘书处党支部"):
        assert principal(UNIT, made.units[unit]) not in eyes.principals


def test_a_leader_is_not_told_of_what_the_units_below_are_told() -> None:
    found = busy()
    eyes, made = found.sight("季望山"), found.made
    assert principal(UNIT, made.units["秘书处"]) not in eyes.own
    assert set(eyes.own) < set(eyes.principals)
    head = found.sight("纪清晏")
    assert head.own == head.principals, "everybody else is told of all that they see by"


def test_an_ended_appointment_ends_the_sight() -> None:
    made = world()
    measure = registered_measure(made)
    from datetime import date

    from bihuan.people.models import Appointment

    held = Appointment.objects.get(person_id=made.people["殷若渔"])
    made.charter("end_appointment", appointment=held.pk, to_on="2026-03-03")
    assert sight(made.org.pk, made.people["殷若渔"], on=date(2026, 3, 3)).sees(measure)
    assert not sight(made.org.pk, made.people["殷若渔"], on=date(2026, 3, 4)).sees(measure)


def test_nobody_sees_anything_of_another_organisation() -> None:
    found, other = busy(), busy("heqi", "禾泉市政协机关")
    theirs = [state for state in every_state() if state.org == other.made.org.pk]
    for person in CASTS:
        eyes = found.sight(person)
        assert not any(eyes.sees(state) for state in theirs)
        assert not visible(eyes).filter(org_id=other.made.org.pk).exists()


def test_a_person_of_another_organisation_who_is_asked_for_here_sees_only_what_is_open_to_all() -> None:
    found, other = busy(), busy("heqi", "禾泉市政协机关")
    stranger = sight(found.made.org.pk, other.made.people["秦见微"], on=found.today)
    seen = [state for state in every_state() if state.org == found.made.org.pk and stranger.sees(state)]
    assert {state.open_to_all for state in seen} <= {True}


def test_whoever_an_act_allows_sees_the_matter_in_pages_and_in_lists() -> None:
    """ "May I?" and "what may I see?" are one answer: every kind, every person of the cast, every act."""
    found, allowed = busy(), 0
    for person, eyes in everybody(found):
        listed = set(visible(eyes).values_list("id", flat=True))
        open_book = reading(found.made.org.pk, today=found.today)
        for state in every_state():
            desk = open_book.store.desk(state.register)
            held = relations(eyes.actor, state, desk).keys()
            for act in kind_of(state.kind).acts:
                if state.life in act.when and held & set(act.by):
                    allowed += 1
                    assert eyes.sees(state) and state.id in listed, (person, state.kind, state.life, act.name)
    assert allowed > 1_000
