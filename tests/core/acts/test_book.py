"""A book does acts in order, or not at all, and what follows from them in the same breath."""

from datetime import timedelta

import pytest

from bihuan.core.acts.book import HalfDone
from bihuan.core.acts.mandate import Mandate
from bihuan.core.words.reasons import Refused
from tests.core.shop import DUE, PROOF, Shop
from tests.theorem.cast import APPROVER, CHECKER, DEPARTMENT, DOER, REGISTER, A, B


def test_a_refusal_seals_nothing() -> None:
    shop = Shop()
    measure = shop.open("measure")
    before = (shop.store.seq, dict(shop.store.states))
    for name, who in (("receive", DOER), ("assign", DOER), ("no_such_act", DOER), ("register", CHECKER)):
        with pytest.raises(Refused):
            shop.do(name, measure, who)
    with pytest.raises(Refused):
        shop.do("receive", 999, DOER)
    assert (shop.store.seq, shop.store.states) == before


def test_the_id_of_a_matter_is_that_of_the_event_that_opened_it() -> None:
    shop = Shop()
    measure = shop.open("measure")
    assert measure.id == shop.store.events[-1].seq == shop.store.events[-1].matter


def test_an_act_whose_follow_up_is_refused_gives_the_whole_book_up() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    shop.do("request_transfer", measure, DOER, lead_unit=B, reason="换人")
    request = shop.now(measure).pending or 0
    shop.store.unit_kinds = {B: "department"}
    with pytest.raises(HalfDone) as caught:
        shop.do("approve", request, CHECKER)
    assert caught.value.reason.code == "not_answerable" and caught.value.matter == request


def test_an_event_says_who_for_whom_and_on_what_basis() -> None:
    shop = Shop()
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE)
    shop.today += timedelta(days=2)
    shop.do("receive", measure, CHECKER, for_whom=DOER, basis="反馈表", occurred_on="2026-03-03")
    event = shop.store.events[-1]
    assert (event.actor, event.for_whom, event.basis) == (CHECKER, DOER, "反馈表")
    assert str(event.occurred_on) == "2026-03-03"


def test_the_steps_of_a_request_are_those_of_the_rule_of_the_day() -> None:
    shop = Shop(pause_steps=[["leader", "any", False], ["approver", "any", True]])
    measure = shop.open("measure")
    shop.do("assign", measure, CHECKER, lead_unit=A, due=DUE, leader=APPROVER)
    shop.do("request_pause", measure, DOER, reason="等")
    request = shop.now(measure).pending or 0
    assert shop.now(request).steps == (("leader", "any", False), ("outsider", "any", True)), "one yes each"


def test_a_measure_stands_under_a_problem_and_under_nothing_else() -> None:
    shop = Shop()
    measure = shop.open("measure")
    problem = shop.open("problem")
    assert shop.open("measure", parent=problem.id).parent == problem.id
    how = Mandate(shop.actor(CHECKER))
    with pytest.raises(Refused) as caught:
        shop.book.open("measure", how, act="register", register=REGISTER, parent=measure.id, title="措施")
    assert caught.value.reason.code == "not_found"


def test_a_department_is_never_handed_anything_even_by_an_instruction() -> None:
    shop = Shop()
    problem = shop.open("problem")
    to = {"instruction": "办", "assign_anew": True, "lead_unit": DEPARTMENT}
    assert shop.why("instruct", problem, APPROVER, **to) == "not_answerable"
    assert shop.why("claim", problem, DOER, result="完", evidence=PROOF) == "wrong_life"
