"""No act of one person takes a checker away: whoever sits in a unit decides nothing of what it leads."""

from contextlib import suppress

import pytest

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.posts import GUARDED
from bihuan.core.words.reasons import Refused
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.writing.acts import reading
from bihuan.people.models import Appointment, Post, Unit
from tests.story.telling import auditors_told, day, refusal, told, waiting
from tests.story.test_desks_and_posts import FROM, people_of, small
from tests.world import World, claimed_measure, confirm, emptied, world

pytestmark = pytest.mark.django_db


def checkers(made: World) -> set[int]:
    """Whoever holds a post that checks, approves or confirms, by its role or at a desk."""
    desk = desk_of(made.register)
    at_desk = {post for pairs in (desk.verifiers, desk.fallbacks, desk.approvers) for post, _ in pairs}
    held = Appointment.objects.select_related("post")
    return {one.person_id for one in held if one.post.role in GUARDED or one.post_id in at_desk}


def test_whomever_an_administrator_appoints_alone_no_checker_comes_to_sit_where_work_is_led() -> None:
    made = world()
    barred, alone = checkers(made), 0
    book = reading(made.org.pk, today=day(made))
    how = Mandate(book.store.actor(made.people["费䶮"]))
    for person in made.people.values():
        for post in Post.objects.select_related("unit"):
            facts = {"person": person, "post": post.pk, "from_on": "2020-01-01"}
            with suppress(Refused):
                book.judge("appoint", people_of(made), how, **facts)
                alone += 1
                assert person not in barred or post.unit.kind not in Unit.ANSWERABLE
    assert alone, "some appointments one person makes alone"


def test_a_checker_is_appointed_to_a_unit_that_leads_by_two_and_is_told() -> None:
    made = world()
    people = people_of(made)
    moved = {"person": made.people["岳正衡"], "post": made.posts["殷若渔"], "from_on": "2026-01-01"}
    assert refusal(made, "appoint", people, "费䶮", **moved) == "needs_second"
    made.do("request_appointment", people, "费䶮", **moved)
    assert refusal(made, "approve", waiting(people), "费䶮") == "no_right"
    made.do("approve", waiting(people), "严以宁")
    assert told(made, people, "appointed") == {"岳正衡"} and auditors_told(made, people, "appointed")
    measure = claimed_measure(made)
    assert refusal(made, "verify", measure, "岳正衡", finding="属实") == "own_unit_work"


def test_whoever_only_stands_at_a_desk_stays_as_well() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", verifiers=[made.posts["谷向原"]], reason="调整")
    confirm(made, made.register)
    moved = {"person": made.people["谷向原"], "post": made.posts["殷若渔"], "from_on": FROM}
    assert refusal(made, "appoint", people_of(made), "费䶮", **moved) == "needs_second"
    other = {"person": made.people["田稼轩"], "post": made.posts["殷若渔"], "from_on": FROM}
    made.do("appoint", people_of(made), "费䶮", **other)
    assert refusal(made, "request_appointment", people_of(made), "费䶮", **other) == "one_is_enough"


def test_before_any_register_is_confirmed_one_person_seats_everybody() -> None:
    made = small()
    post = made.charter("add_post", unit=made.units["办公室"], name="干部", role="member")
    facts = {"person": made.people["独一人"], "post": post, "from_on": "2025-01-01"}
    made.do("appoint", people_of(made), "独一人", **facts)
    assert Appointment.objects.filter(person_id=made.people["独一人"], post_id=post).exists()


def test_no_two_units_become_one_by_one_person_where_a_checker_sits() -> None:
    made = world()
    people = people_of(made)
    emptied(made, "秘书处", until="2026-03-31")
    ends = {"unit": made.units["秘书处"], "to_on": "2026-03-31", "successor": made.units["督查处"]}
    assert refusal(made, "end_unit", people, "费䶮", **ends) == "needs_second"
    both = [made.units["秘书处"], made.units["督查处"]]
    joined = {"name": "综合处", "kind": "office", "from_on": FROM, "succeeds": both}
    assert refusal(made, "add_unit", people, "费䶮", **joined) == "needs_second"
    made.do("request_unit_end", people, "费䶮", **ends)
    made.do("approve", waiting(people), "温如砺")
    assert Unit.objects.get(pk=made.units["秘书处"]).to_on is not None
    assert auditors_told(made, people, "unit_ended")
    made.do("request_unit", people, "费䶮", **joined)
    made.do("approve", waiting(people), "严以宁")
    assert Unit.objects.filter(name="综合处").exists()


def test_nor_by_way_of_a_unit_that_stands_between() -> None:
    """First one unit takes the place of the checkers' own, which bars nobody; then it takes over another."""
    made = world()
    people = people_of(made)
    renamed = {"name": "督查室", "kind": "office", "from_on": FROM, "succeeds": [made.units["督查处"]]}
    new = id_of(made.do("add_unit", people, "费䶮", **renamed))
    emptied(made, "秘书处", until="2026-03-31")
    ends = {"unit": made.units["秘书处"], "to_on": "2026-03-31", "successor": new}
    assert refusal(made, "end_unit", people, "费䶮", **ends) == "needs_second"


def test_units_of_which_nobody_checks_are_joined_as_before() -> None:
    made = world()
    people = people_of(made)
    emptied(made, "秘书处", until="2026-03-31")
    ends = {"unit": made.units["秘书处"], "to_on": "2026-03-31", "successor": made.units["委员工作处"]}
    assert refusal(made, "request_unit_end", people, "费䶮", **ends) == "one_is_enough"
    made.do("end_unit", people, "费䶮", **ends)
    assert str(Unit.objects.get(pk=made.units["秘书处"]).to_on) == "2026-03-31"


def test_what_somebody_checked_is_not_voided_by_a_seat_dated_back_after_the_post_has_ended() -> None:
    made = world()
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    people = people_of(made)
    for held in Appointment.objects.filter(person_id=made.people["秦见微"]):
        made.do("end_appointment", people, "费䶮", appointment=held.pk, to_on=day(made).isoformat())
    made.tick(days=2)
    seat = {"person": made.people["秦见微"], "post": made.posts["殷若渔"]}
    back = {**seat, "from_on": "2025-06-01"}
    assert refusal(made, "appoint", people, "费䶮", **back) == "needs_second"
    on = {"to_on": day(made).isoformat(), "unit": made.units["秘书处"]}
    joined = {**on, "successor": made.units["督查处"]}
    assert refusal(made, "end_unit", people, "费䶮", **joined) == "unit_has_open", "it is handed over first"
    made.do("appoint", people, "费䶮", **seat, from_on=day(made).isoformat())
    assert made.do("sign_off", measure, "温如砺").life == "signed_off", "a seat from today on voids nothing"
