"""Who is asked for the steps of a request: different persons, wherever there are some."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.loop import answering
from bihuan.core.loop.answering import INSTEAD, given_out
from bihuan.core.loop.left_to_answer import KNOWN, Step, needed
from bihuan.core.state.actor import Actor
from tests.core.loop.test_matching import STANDS_IN, apart_slowly

People = Mapping[int, frozenset[int]]
Held = Mapping[str, frozenset[int]]
PEOPLE = st.frozensets(st.integers(1, 4), max_size=3)
HELD = st.fixed_dictionaries(dict.fromkeys(sorted(KNOWN), PEOPLE))
STEPS = st.lists(
    st.tuples(st.sampled_from([*sorted(KNOWN), "head"]), st.sampled_from(["any", "2", "all"]), st.booleans()),
    min_size=1,
    max_size=4,
)
NOBODY: People = {}


def out(held: Held, *steps: Step, stands_in: People = NOBODY) -> list[Step]:
    """The steps as they are given out where these hold the posts, and nobody is barred."""

    class Office:
        def actor_of(self, person: int) -> Actor:
            return Actor(person, (), stands_in.get(person, frozenset()))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(
            answering, "who_may", lambda snap, about, leader, step, but: held.get(step[0], frozenset())
        )
        snap: Any = Office()
        return given_out(snap, (), None, steps, ())


def sets_of(held: Held, steps: Sequence[Step]) -> list[frozenset[int]]:
    return [held.get(one[0], frozenset()) for one in steps if one[0] in KNOWN for _ in range(needed(one))]


def in_a_row(steps: Sequence[Step]) -> list[Step]:
    """Steps of the same relation that follow each other, as one, taken by several where one says so."""
    found: list[Step] = []
    for step in steps:
        if found and found[-1][0] == step[0]:
            step = max(found.pop(), step, key=needed)
        found.append(step)
    return found


def ways(steps: Sequence[Step]) -> Iterator[list[Step]]:
    """The steps, each by those who are asked or by any who may answer in their stead."""
    each = [(one, *((by, "any", one[2]) for by in INSTEAD.get(one[0], ()))) for one in steps]
    return (in_a_row(some) for some in product(*each))


@given(HELD, STEPS, STANDS_IN)
def test_each_step_has_somebody_of_its_own_wherever_others_may_take_some(
    held: dict[str, frozenset[int]], steps: list[Step], stands_in: dict[int, frozenset[int]]
) -> None:
    found = out(held, *steps, stands_in=stands_in)
    if any(apart_slowly(sets_of(held, way), stands_in) for way in ways(steps)):
        assert apart_slowly(sets_of(held, found), stands_in), found
        assert len([one for one in found if one[0] == "head"]) == len(
            [one for one in in_a_row(steps) if one[0] == "head"]
        )


@given(HELD, STEPS, STANDS_IN)
def test_the_steps_that_can_be_answered_stay_as_they_are(
    held: dict[str, frozenset[int]], steps: list[Step], stands_in: dict[int, frozenset[int]]
) -> None:
    asked = in_a_row(steps)
    if apart_slowly(sets_of(held, asked), stands_in):
        assert [one[:1] for one in out(held, *steps, stands_in=stands_in)] == [one[:1] for one in asked]
    found = out(held, *steps, stands_in=stands_in)
    assert out(held, *found, stands_in=stands_in) == found, "asked again, nobody else is found"


@given(HELD, STEPS)
def test_with_enough_people_outside_every_step_has_somebody_of_its_own(
    held: dict[str, frozenset[int]], steps: list[Step]
) -> None:
    outside = held | {"outsider": frozenset(range(10, 20))}
    assert apart_slowly(sets_of(outside, out(outside, *steps)), {})


@given(HELD, STEPS)
def test_no_step_goes_to_whom_nothing_names(held: dict[str, frozenset[int]], steps: list[Step]) -> None:
    found = out(held, *steps)
    assert found and {by for by, *_ in found} <= {by for way in ways(steps) for by, *_ in way}
    assert any(never for *_, never in found) == any(never for *_, never in steps), "the hands stay barred"


def test_what_the_only_approver_is_needed_for_goes_to_somebody_from_outside() -> None:
    held = {"office": frozenset({1, 2}), "verifier": frozenset({1, 2}), "approver": frozenset({2})}
    asked: list[Step] = [("office", "any", False), ("verifier", "any", False), ("approver", "any", True)]
    assert out(held | {"outsider": frozenset({9})}, *asked)[-1] == ("outsider", "any", True)


def test_a_leader_who_alone_approves_says_yes_once() -> None:
    held = {"leader": frozenset({1}), "approver": frozenset({1})}
    assert out(held, ("leader", "any", False), ("approver", "any", True)) == [("approver", "any", True)]


def test_what_goes_to_the_approvers_is_one_yes_with_theirs() -> None:
    held = {"approver": frozenset({1})}
    steps: list[Step] = [("office", "any", False), ("approver", "any", True)]
    assert out(held, *steps) == [("approver", "any", True)]


OFFICE_LEADER_APPROVER: list[Step] = [
    ("office", "any", False),
    ("leader", "any", False),
    ("approver", "any", True),
]


def test_two_approvers_answer_apart_what_a_leader_stands_between() -> None:
    held = {"leader": frozenset({1}), "approver": frozenset({2, 3})}
    assert [by for by, *_ in out(held, *OFFICE_LEADER_APPROVER)] == ["approver", "leader", "approver"]


def test_one_approver_is_not_asked_twice_even_where_a_leader_stands_between() -> None:
    held = {"leader": frozenset({1}), "approver": frozenset({2})}
    assert [by for by, *_ in out(held, *OFFICE_LEADER_APPROVER)] == ["leader", "approver"]
    outside = held | {"outsider": frozenset({9})}
    assert [by for by, *_ in out(outside, *OFFICE_LEADER_APPROVER)] == ["outsider", "leader", "approver"]


def test_a_step_of_all_stays_one_of_all_where_another_is_left_to_the_same_people() -> None:
    held = {"approver": frozenset({1, 2})}
    asked: list[Step] = [("approver", "all", False), ("leader", "any", True), ("approver", "any", False)]
    assert out(held, *asked) == [("approver", "all", True)]


def test_whoever_stands_in_for_the_verifier_does_not_approve_after_him() -> None:
    held = {"verifier": frozenset({1}), "approver": frozenset({2}), "outsider": frozenset({9})}
    asked: list[Step] = [("verifier", "any", True), ("approver", "any", True)]
    assert out(held, *asked) == asked
    assert out(held, *asked, stands_in={2: frozenset({1})})[-1][0] == "outsider"


def test_a_step_of_two_is_left_to_no_single_yes_of_the_same_people() -> None:
    steps: list[Step] = [("approver", "any", False), ("leader", "any", False), ("approver", "2", True)]
    held = {"approver": frozenset({1}), "leader": frozenset({2})}
    assert out(held, *steps) == steps


def test_a_step_for_which_nobody_is_left_is_answered_with_a_stricter_one_of_the_same_people_before_it() -> (
    None
):
    held = {"approver": frozenset({1, 3}), "leader": frozenset({2})}
    two, leader, one = ("approver", "2", True), ("leader", "any", False), ("approver", "any", True)
    assert out(held, two, leader, one) == [two, leader]
