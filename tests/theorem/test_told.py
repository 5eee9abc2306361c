"""The witness notices by itself who stands behind a request, and for whom something was done."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests.theorem.seen import Who
from tests.theorem.witness import Witness

ASKER, OFFICE, APPROVER, STAND_IN = 1, 2, 3, 4
PLACES = {STAND_IN: {STAND_IN, APPROVER}}
STEPS = [["office", "any", False], ["approver", "any", True]]


def who(person: int) -> Who:
    return Who(frozenset(PLACES.get(person, {person})), frozenset(), frozenset())


def event(name: str, actor: int, kind: str = "request", /, **plain: Any) -> Any:
    facts = {"for_whom": None, "personal": {}, "occurred_on": date(2026, 3, 2), "seq": 5, "matter": 50}
    return SimpleNamespace(name=name, kind=kind, actor=actor, plain=plain, **facts)


def wrong_with(asker: int, first: int, second: int) -> list[str]:
    """What is wrong with the second yes to a request."""
    witness, _ = Witness().take(event("made", asker, steps=STEPS, subjects=[9], parent=9), who)
    witness, wrong = witness.take(event("approved", first, next_step=True), who)
    return wrong + witness.take(event("approved", second), who)[1]


def test_two_steps_take_two_persons_and_neither_stands_behind_the_asking() -> None:
    assert wrong_with(ASKER, OFFICE, APPROVER) == []
    for people in (
        (ASKER, OFFICE, OFFICE),
        (ASKER, OFFICE, ASKER),
        (ASKER, ASKER, APPROVER),
        (ASKER, STAND_IN, APPROVER),
        (STAND_IN, OFFICE, APPROVER),
    ):
        assert len(wrong_with(*people)) == 1, people


def test_what_is_done_in_somebodys_place_makes_that_person_a_hand() -> None:
    done = event("progressed", STAND_IN, "measure", in_place_of=[APPROVER])
    witness, _ = Witness().take(done, who)
    assert witness.matters[50].people == {STAND_IN, APPROVER}
