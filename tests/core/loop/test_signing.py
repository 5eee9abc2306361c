"""Who signs where the unit that leads has no head, and what follows from having signed."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.signing import another_signs, countersigned_by, signed_as_head, who_signs
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.answers import Answer
from bihuan.core.state.principals import HEAD, OFFICE, SUPERIORS, principal
from bihuan.core.state.relations import answering, relations
from bihuan.core.state.state import State
from bihuan.core.state.turns import heads, relations_in_turn, steps
from tests.memory import KINDS

UNIT, ABOVE, OFFICE_UNIT = 101, 100, 102
CLAIMED = State(id=1, org=1, kind="measure", life="claimed", register=9, lead_unit=UNIT)
FROM_ABOVE = CLAIMED._replace(sign_by="above", sign_unit=ABOVE)
BY_OFFICE = CLAIMED._replace(sign_by="office")
DESK = Desk(register=9, office=OFFICE_UNIT)
REQUEST = State(
    id=2, org=1, kind="request", life="open", register=9, lead_unit=UNIT,
    request="pause", steps=(("head", "any", False), ("office", "any", False)), subjects=(1,), parent=1,
)  # fmt: skip


def snap(state: State, signs: tuple[str, int | None] = ("head", None), person: int = 1) -> Snapshot:
    return Snapshot(
        state=state,
        desk=DESK,
        actor=Actor(person),
        today=date(2026, 3, 2),
        rules_of=dict,
        kind_of=KINDS.__getitem__,
        signs_of=lambda unit: signs,
    )


def in_unit(unit: int, role: str) -> Actor:
    return Actor(1, (Hat(7, 11, unit, role, 1),))


@pytest.mark.parametrize(
    ("state", "turn", "signer", "others"),
    [
        (CLAIMED, principal(HEAD, UNIT), in_unit(UNIT, "head"), in_unit(OFFICE_UNIT, "member")),
        (FROM_ABOVE, principal(SUPERIORS, ABOVE), in_unit(ABOVE, "leader"), in_unit(OFFICE_UNIT, "head")),
        (FROM_ABOVE, principal(SUPERIORS, ABOVE), in_unit(ABOVE, "head"), in_unit(ABOVE, "member")),
        (BY_OFFICE, principal(OFFICE, 9), in_unit(OFFICE_UNIT, "member"), in_unit(UNIT, "member")),
    ],
)
def test_it_is_the_turn_of_whoever_may_sign(state: State, turn: int, signer: Actor, others: Actor) -> None:
    turned = state._replace(turn=heads(state))
    assert turned.turn == turn
    assert "head" in relations_in_turn(turned)
    assert relations(signer, turned, DESK)["head"] == 7
    assert "head" not in relations(others, turned, DESK)


def test_a_head_who_has_come_since_signs_at_once() -> None:
    assert "head" in relations(in_unit(UNIT, "head"), FROM_ABOVE, DESK)
    assert another_signs(snap(FROM_ABOVE, ("head", None))) is None
    assert another_signs(snap(FROM_ABOVE, ("above", ABOVE))) is not None


def test_whose_signature_nobody_waits_for_is_not_asked() -> None:
    opening = CLAIMED._replace(life="new", lead_unit=None)
    elsewhere = ("office", None)
    assert who_signs(snap(opening, elsewhere), {"lead_unit": UNIT, "life": "claimed"}) == elsewhere
    assert who_signs(snap(opening, elsewhere), {"lead_unit": UNIT, "life": "assigned"}) == ("head", None)
    by_office = {"lead_unit": UNIT, "steps": [["office", "any", False]]}
    assert who_signs(snap(opening, elsewhere), by_office) == ("head", None)
    assert who_signs(snap(CLAIMED._replace(lead_unit=None), elsewhere), {}) == ("head", None)


def test_the_refusal_names_who_signs() -> None:
    assert countersigned_by(CLAIMED, OFFICE_UNIT).code == "needs_countersign"
    assert countersigned_by(FROM_ABOVE, OFFICE_UNIT).about == {"unit": ABOVE}
    assert countersigned_by(BY_OFFICE, OFFICE_UNIT).about == {"unit": OFFICE_UNIT}


def test_a_step_of_the_unit_falls_like_a_signature() -> None:
    assert steps(REQUEST._replace(sign_by="office")) == principal(OFFICE, 9)
    assert steps(REQUEST._replace(sign_by="above", sign_unit=ABOVE)) == principal(SUPERIORS, ABOVE)
    by_lead = REQUEST._replace(steps=(("lead", "any", False),), sign_by="office")
    assert answering(by_lead) == ("lead", "head")
    assert "step" in relations(in_unit(OFFICE_UNIT, "member"), by_lead, DESK)


def test_who_signed_for_the_side_that_asks_does_not_decide_too() -> None:
    said = (Answer.of(0, [5], [5], "2026-03-02"),)
    second = REQUEST._replace(step=1, answers=said)
    assert signed_as_head(snap(second, person=5)) is not None
    assert signed_as_head(snap(second, person=6)) is None
    assert signed_as_head(snap(REQUEST, person=5)) is None
    no_head = replace(snap(second, person=5), state=second._replace(steps=(("office", "any", False),) * 2))
    assert signed_as_head(no_head) is None


def test_a_signature_that_another_step_follows_before_the_decision_counts_all_the_same() -> None:
    """First the head, then the office, then the approver: of the steps before it one was the doing side's."""
    steps_of_three = (("head", "any", False), ("office", "any", False), ("approver", "any", False))
    said = (Answer.of(0, [5], [5], "2026-03-02"),)
    third = REQUEST._replace(steps=steps_of_three, step=2, answers=said)
    assert signed_as_head(snap(third, person=5)) is not None
    assert signed_as_head(snap(third, person=6)) is None
