"""Another register is asked before it lists: what its guards read."""

import json

import pytest

from bihuan.core.loop import elsewhere
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.state import State
from tests.core.looking import looking, why

THERE, OFFICE = 9, 20
DESK = Desk(register=THERE, office=OFFICE)
SITS = Actor(1, (Hat(1, 2, OFFICE, "member", 1),))
ELSEWHERE = Actor(1, (Hat(1, 2, 30, "member", 1),))
FACTS = {"in_register": THERE}


def world(actor: Actor = SITS, desk: Desk = DESK, asked: object = None, **more: object) -> dict[str, object]:
    """Somebody, and the register that is to list it."""
    there = {THERE: State(THERE, 1, "register", title="年度重点")}
    request = (
        State(5, 1, "request", life="open", request="listing", asked=json.dumps(asked)) if asked else None
    )
    children = [request] if request else []
    return {
        "actor": actor, "siblings": there.get, "desk_of": {THERE: desk}.__getitem__,
        "children": lambda: children, **more,
    }  # fmt: skip


def test_it_is_listed_by_whoever_sits_in_that_registers_office() -> None:
    assert why(elsewhere.lists_there, looking(facts=FACTS, snap=world())) is None
    assert why(elsewhere.lists_there, looking(facts=FACTS, snap=world(ELSEWHERE))) == "its_office_lists"


@pytest.mark.parametrize("free", ["granted", "within", "trying"])
def test_nobody_is_asked_again_where_the_office_agreed_or_the_program_does_it(free: str) -> None:
    assert why(elsewhere.lists_there, looking(facts=FACTS, snap=world(ELSEWHERE, **{free: True}))) is None


def test_a_register_that_takes_no_matters_takes_none_from_elsewhere() -> None:
    shut = Desk(register=THERE, office=OFFICE, open=False)
    for more in ({}, {"granted": True}, {"within": True}):
        assert why(elsewhere.takes_it, looking(facts=FACTS, snap=world(desk=shut, **more))) == (
            "register_there_closed"
        )
    assert why(elsewhere.takes_it, looking(facts=FACTS, snap=world())) is None
    assert why(elsewhere.takes_it, looking(snap=world(desk=shut, trying=True))) is None


def test_nobody_asks_the_own_office_nor_the_same_register_twice() -> None:
    assert why(elsewhere.asks_another, looking(facts=FACTS, snap=world())) == "own_office_lists"
    assert why(elsewhere.asks_another, looking(facts=FACTS, snap=world(ELSEWHERE))) is None
    again = world(ELSEWHERE, asked=FACTS)
    assert why(elsewhere.asks_another, looking(facts=FACTS, snap=again)) == "listing_asked"
    other = world(ELSEWHERE, asked={"in_register": 8})
    assert why(elsewhere.asks_another, looking(facts=FACTS, snap=other)) is None
    assert why(elsewhere.asks_another, looking(snap=world(trying=True))) is None


def test_it_leaves_only_registers_beside_its_own() -> None:
    state = State(1, 1, "measure", register=3, listings=((3, 1), (9, 2), (8, 4)))
    assert elsewhere.listed_in_others(state) == [9, 8]
