"""Who can answer the steps of a request."""

from collections.abc import Mapping
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.loop import answering
from bihuan.core.loop.answering import KNOWN, Step, different, given_out, needed
from tests.core.shop import Shop
from tests.theorem.cast import APPROVER, CHECKER, OUTSIDER, TOGETHER

PEOPLE = st.frozensets(st.integers(1, 4), max_size=3)
HELD = st.fixed_dictionaries(dict.fromkeys(sorted(KNOWN), PEOPLE))
STEPS = st.lists(
    st.tuples(st.sampled_from([*sorted(KNOWN), "head"]), st.sampled_from(["any", "2"]), st.booleans()),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step[0],
)


def brute(sets: list[frozenset[int]]) -> bool:
    every = sorted(frozenset().union(*sets)) if sets else []
    return any(
        all(one in of for one, of in zip(some, sets, strict=True)) for some in permutations(every, len(sets))
    )


@given(st.lists(PEOPLE, max_size=4))
def test_different_persons_are_found_wherever_there_are_some(sets: list[frozenset[int]]) -> None:
    assert different(sets) == brute(sets)


def out(held: Mapping[str, frozenset[int]], *steps: Step) -> list[Step]:
    """The steps as they are given out where these hold the posts, and nobody is barred."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            answering, "who_may", lambda snap, about, leader, step, but: held.get(step[0], frozenset())
        )
        nothing: Any = None
        return given_out(nothing, (), None, steps, ())


def sets_of(held: Mapping[str, frozenset[int]], steps: list[Step]) -> list[frozenset[int]]:
    return [held.get(one[0], frozenset()) for one in steps if one[0] in KNOWN for _ in range(needed(one))]


@given(HELD, STEPS)
def test_the_steps_that_can_be_answered_stay_as_they_are(
    held: dict[str, frozenset[int]], steps: list[Step]
) -> None:
    if different(sets_of(held, steps)):
        assert out(held, *steps) == steps


@given(HELD, STEPS)
def test_with_enough_people_outside_every_step_has_somebody_of_its_own(
    held: dict[str, frozenset[int]], steps: list[Step]
) -> None:
    outside = held | {"outsider": frozenset(range(10, 20))}
    found = out(outside, *steps)
    assert different(sets_of(outside, found)), found
    assert {one for one in found if one[0] == "head"} == {one for one in steps if one[0] == "head"}


def test_what_the_only_approver_is_needed_for_goes_to_somebody_from_outside() -> None:
    held = {"office": frozenset({1, 2}), "verifier": frozenset({1, 2}), "approver": frozenset({2})}
    asked: list[Step] = [("office", "any", False), ("verifier", "any", False), ("approver", "any", True)]
    assert out(held | {"outsider": frozenset({9})}, *asked)[-1] == ("outsider", "any", True)


def test_whoever_answers_a_step_is_no_second_person_for_a_later_one_of_the_same_people() -> None:
    held = {"office": frozenset({1}), "fallback": frozenset({1, 2, 3}), "outsider": frozenset({8, 9})}
    asked: list[Step] = [("verifier", "any", False), ("office", "any", False), ("fallback", "2", False)]
    found = out(held, *asked)
    assert different(sets_of(held, found)), found


def test_a_leader_who_alone_approves_says_yes_once() -> None:
    held = {"leader": frozenset({1}), "approver": frozenset({1})}
    assert out(held, ("leader", "any", False), ("approver", "any", True)) == [("approver", "any", True)]


def test_what_goes_to_the_approvers_is_one_yes_with_theirs() -> None:
    held = {"approver": frozenset({1})}
    steps: list[Step] = [("office", "any", False), ("approver", "any", True)]
    assert out(held, *steps) == [("approver", "any", True)]


# --- an open request -------------------------------------------------------------------------------------
def waits_for_two() -> tuple[Shop, int]:
    """A withdrawal that the two of three approvers who had no hand in it decide together."""
    shop = Shop(TOGETHER, withdrawal_steps=[["approver", "all", False]])
    asked = shop.do("request_withdrawal", shop.claimed(), CHECKER, reason="重复")
    return shop, asked.pending or 0


def test_one_yes_of_several_makes_no_request_unanswerable() -> None:
    shop, request = waits_for_two()
    for who in (APPROVER, OUTSIDER):
        assert shop.now(request).life == "open"
        assert shop.why("lapse", request, CHECKER) == "somebody_answers"
        shop.do("approve", request, who)
    assert shop.now(request).life == "granted"


def test_others_are_asked_only_where_whoever_was_asked_can_answer_no_more() -> None:
    shop, request = waits_for_two()
    assert shop.why("name_answerer", request, None) == "asked_already"
