"""A matching of steps and natural persons: found wherever there is one."""

from collections.abc import Mapping, Sequence
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.loop.matching import apart, different

PEOPLE = st.frozensets(st.integers(1, 5), max_size=3)
STANDS_IN = st.dictionaries(st.integers(1, 5), st.frozensets(st.integers(1, 5), max_size=2), max_size=3)
"""For whom each stands in."""


def behind(stands_in: Mapping[int, frozenset[int]], person: int) -> frozenset[int]:
    return stands_in.get(person, frozenset()) | {person}


def apart_slowly(sets: Sequence[frozenset[int]], stands_in: Mapping[int, frozenset[int]]) -> bool:
    """The same by trying everything."""
    return any(
        not any(behind(stands_in, one) & behind(stands_in, other) for one, other in combinations(some, 2))
        for some in product(*sets)
    )


@given(st.lists(PEOPLE, max_size=4))
def test_different_persons_are_found_wherever_there_are_some(sets: list[frozenset[int]]) -> None:
    assert different(sets) == apart_slowly(sets, {})


@given(st.lists(PEOPLE, max_size=4), STANDS_IN)
def test_nobody_stands_behind_two(sets: list[frozenset[int]], stands_in: dict[int, frozenset[int]]) -> None:
    found = apart(sets, lambda one: behind(stands_in, one))
    assert found == apart_slowly(sets, stands_in)
