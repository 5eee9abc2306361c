"""Who may check: nobody who had a hand, nobody standing in for one who had, nobody of a unit that had."""

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.state.actor import SYSTEM, Actor, Desk, Hat
from bihuan.core.state.hands import Hands, a_verifier_remains, fallback_units, foreign

DESK = Desk(verifiers=((1, 101),), fallbacks=((2, 102), (3, 103)))
few = st.frozensets(st.integers(1, 6), max_size=4)


def code(actor: Actor, hands: Hands) -> str | None:
    reason = foreign(actor, hands, DESK)
    return reason.code if reason else None


def sitting(person: int, *units: int, branch: bool = False, for_: frozenset[int] = frozenset()) -> Actor:
    return Actor(
        person,
        tuple(Hat(n, n, unit, "verifier", person, branch=branch) for n, unit in enumerate(units)),
        for_,
    )


def test_each_way_of_having_had_a_hand_shuts_out_and_says_which() -> None:
    assert code(sitting(1, 101), Hands(frozenset({1}))) == "own_work"
    assert code(sitting(1, 101, for_=frozenset({2})), Hands(frozenset({2}))) == "stands_in_for_doer"
    assert code(sitting(1, 101), Hands(units=frozenset({101}))) == "own_unit_work"
    assert code(sitting(1, 101), Hands(frozenset({2}), frozenset({102}))) is None
    assert code(SYSTEM, Hands()) == "system_may_not_check"


def test_a_branch_shuts_out_its_members_only_where_it_led() -> None:
    supported = Hands(units=frozenset({9}))
    assert code(sitting(1, 9, branch=True), supported) is None
    assert (
        code(sitting(1, 9, branch=True), Hands(units=frozenset({9}), led=frozenset({9}))) == "own_unit_work"
    )


@given(few, few, few, few)
def test_hands_only_grow_and_more_hands_never_let_anybody_in(
    people: frozenset[int], units: frozenset[int], more: frozenset[int], seats: frozenset[int]
) -> None:
    actor = sitting(1, *seats)
    less, both = Hands(people, units), Hands(people, units) | Hands(more, more)
    assert both.people >= people and both.units >= units
    if foreign(actor, less, DESK):
        assert foreign(actor, both, DESK)


def test_a_refusal_names_who_must_check_instead() -> None:
    reason = foreign(sitting(1, 101), Hands(frozenset({1})), DESK)
    assert reason and reason.about["fallback"] == fallback_units(DESK) == (102, 103)


def test_somebody_remains_to_check_only_outside_all_the_units() -> None:
    assert a_verifier_remains(DESK, frozenset({101, 102}))
    assert not a_verifier_remains(DESK, frozenset({101, 102, 103}))
    assert not a_verifier_remains(Desk(), frozenset())
