"""Who had a hand is found along all that hangs together, in one statement for any number of matters."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.hands import Hands, own_hands
from bihuan.matters.models import Matter
from bihuan.matters.writing.acts import book, reading
from bihuan.matters.writing.rebuild import row_state
from tests.rooms.batches.test_batches import said_closed
from tests.story.telling import DUE, below, refusal
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def hands(made: World, matter: int) -> Hands:
    return reading(made.org.pk, today=date(2026, 6, 1)).store.hands(matter)


def asked(do: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as sent:
        do()
    return len(sent)


def test_hands_below_at_any_depth_bar_above_and_the_rows_above_do_not_change() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    measure = registered_measure(made, problem.id, joint=[made.units["委员工作处"]])
    (part,) = below(measure, "part")
    made.do("report", part, "谷向原", result="意见")
    found = hands(made, problem.id)
    assert made.people["谷向原"] in found.people
    assert found.units.keys() == {made.units["秘书处"], made.units["委员工作处"]}
    assert hands(made, part.id).units.keys() == {made.units["委员工作处"]}, (
        "what stands above is not looked at"
    )
    row = Matter.objects.get(pk=problem.id)
    assert "units_from" not in row.more


def test_neither_a_merge_nor_a_split_washes_hands() -> None:
    made = world()
    stays, goes = (made.open("problem", "邹小禾", title=title) for title in ("甲", "乙"))
    made.do("assign", goes, "邹小禾", lead_unit=made.units["委员工作处"])
    made.do("split", goes, "邹小禾", titles=["乙之一"], reason="两件事")
    piece = Matter.objects.filter(kind="problem").latest("id").pk
    made.do("assign", piece, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("merge", goes, "邹小禾", into=stays.id, reason="同一件事")
    led, wrote = made.units["委员工作处"], made.units["秘书处"]
    assert led in hands(made, stays.id).units, "merged into it"
    assert led in hands(made, piece).units, "split from it"
    assert {led, wrote} <= hands(made, goes.id).units.keys()
    other = made.open("problem", "邹小禾", title="丙")
    assert not hands(made, other.id).units


def test_a_reorganised_office_carries_its_hands_into_what_it_becomes() -> None:
    made = world()
    measure = claimed_measure(made)
    made.charter("end_appointment", appointment=_appointment(made, "秦见微"), to_on="2026-03-01")
    new = made.charter(
        "add_unit", name="新督查处", kind="office", from_on="2026-03-02", succeeds=[made.units["秘书处"]]
    )
    post = made.charter("add_post", unit=new, name="新督查处核验岗", role="verifier")
    made.charter("appoint", person=made.people["秦见微"], post=post, from_on="2026-03-02")
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_unit_work"


def _appointment(made: World, person: str) -> int:
    from bihuan.people.models import Appointment

    return Appointment.objects.filter(person=made.people[person], post__role="head").get().pk


def test_whoever_sat_there_since_the_hand_over_is_barred_and_whoever_left_before_is_not() -> None:
    made = world()
    post = made.posts["纪清晏"]
    early, late = made.people["岳正衡"], made.people["秦见微"]
    made.charter("appoint", person=early, post=post, from_on="2025-06-01")
    made.charter("appoint", person=late, post=post, from_on="2025-06-01")
    _ended(made, early, "2026-03-01")
    measure = claimed_measure(made)
    _ended(made, late, "2026-03-02")
    made.tick(days=3)
    assert refusal(made, "verify", measure, "秦见微", finding="好") == "own_unit_work"
    assert made.do("verify", measure, "岳正衡", finding="属实").life == "verified"


def _ended(made: World, person: int, on: str) -> None:
    from bihuan.people.models import Appointment

    held = Appointment.objects.filter(person=person, post__unit=made.units["秘书处"]).get()
    made.charter("end_appointment", appointment=held.pk, to_on=on)


def test_a_book_counts_what_it_has_done_itself() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    with book(made.org.pk, at=made.tick()) as open_book:
        office = Mandate(open_book.store.actor(made.people["邹小禾"]))
        assert not open_book.store.hands(problem.id).units
        measure = open_book.open("measure", office, parent=problem.id, title="措施", due=DUE)
        open_book.perform("assign", measure.id, office, lead_unit=made.units["秘书处"])
        assert open_book.store.hands(problem.id).units.keys() == {made.units["秘书处"]}
        open_book.perform(
            "progress", _received(open_book, measure.id, made), _doer(open_book, made), progress="做了"
        )
        assert made.people["殷若渔"] in open_book.store.hands(problem.id).people


def _doer(open_book: Any, made: World) -> Mandate:
    return Mandate(open_book.store.actor(made.people["殷若渔"]))


def _received(open_book: Any, measure: int, made: World) -> int:
    open_book.perform("receive", measure, _doer(open_book, made))
    return measure


def test_the_hands_in_many_matters_are_one_statement() -> None:
    made = world()
    several = [claimed_measure(made).id for _ in range(4)]
    store = reading(made.org.pk, today=date(2026, 6, 1)).store
    assert asked(lambda: store.meet(several)) == 1
    assert asked(lambda: [store.hands(one) for one in several]) == 0
    assert all(made.people["殷若渔"] in store.hands(one).people for one in several)


def test_who_is_named_and_has_said_nothing_is_found_with_the_hands_in_the_same_statement() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="问题")
    named = [made.units["委员工作处"], made.units["督查处"]]
    measure = registered_measure(made, problem.id, supporting=named)
    assert hands(made, problem.id).named == set(named) and not hands(made, problem.id).units.keys() & set(
        named
    )
    made.do("say_uninvolved", measure, "谷向原")
    assert hands(made, problem.id).named == {made.units["督查处"]}
    assert asked(lambda: hands(made, measure.id)) == 1
    with book(made.org.pk, at=made.tick()) as open_book:
        assert open_book.store.hands(problem.id).named == {made.units["督查处"]}
        actor = open_book.store.actor(made.people["秦见微"])
        open_book.perform("say_uninvolved", measure.id, Mandate(actor))
        assert not open_book.store.hands(problem.id).named, "what this book did counts already"


def test_carriers_and_what_lives_here_come_with_the_hands_and_cost_no_statement_more() -> None:
    made = world()
    clerk, other = made.people["邹小禾"], made.people["秦见微"]
    problem = made.open("problem", "邹小禾", title="问题")
    one = said_closed(made, carried_by=[clerk, other], parent=problem.id)
    alone = said_closed(made)
    store = reading(made.org.pk, today=date(2026, 6, 1)).store
    assert asked(lambda: store.meet([problem.id, one.id, alone.id])) == 1
    assert store.hands(problem.id).carriers == {clerk, other} == store.hands(one.id).carriers
    assert not store.hands(alone.id).carriers
    assert [store.hands(each.id).lived for each in (problem, one, alone)] == [False] * 3
    made.do("add_evidence", one, "殷若渔", evidence=[made.proof()])
    for each in (problem, one):
        assert hands(made, each.id).lived
    made.do("disregard", one, "邹小禾", reason="误填")
    assert not hands(made, problem.id).lived and made.people["殷若渔"] in hands(made, problem.id).people
    for each in (one, alone):
        state = row_state(each.id)
        assert state is not None and hands(made, each.id) == own_hands(state)
