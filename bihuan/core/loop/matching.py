"""Whether several can each be given somebody of their own: a matching of steps and natural persons."""

from collections.abc import Callable, Collection, Sequence
from itertools import combinations

People = Callable[[int], Collection[int]]
"""Of a person: who stands behind what that person says, those whose place is taken included."""


def different(sets: Sequence[Collection[int]]) -> bool:
    """Whether each of these can be given somebody of its own."""
    given: dict[int, int] = {}  # to whom: the place of the set

    def gives(place: int, seen: set[int]) -> bool:
        for person in sets[place]:
            if person not in seen:
                seen.add(person)
                if person not in given or gives(given[person], seen):
                    given[person] = place
                    return True
        return False

    return all(gives(place, set()) for place in range(len(sets)))


def apart(sets: Sequence[frozenset[int]], people_of: People) -> bool:
    """The same, where nobody stands behind two: whoever takes a place and whose place it is are one."""
    if not different(sets):
        return False
    both = _one_behind_both(sets, people_of)
    return both is None or any(apart([each - {one} for each in sets], people_of) for one in both)


def _one_behind_both(sets: Sequence[frozenset[int]], people_of: People) -> tuple[int, int] | None:
    """Two of whom one stands in for the other, or who stand in for the same."""
    behind = {one: frozenset(people_of(one)) for one in sorted(frozenset().union(*sets))}
    if not any(len(people) > 1 for people in behind.values()):
        return None
    return next(((one, other) for one, other in combinations(behind, 2) if behind[one] & behind[other]), None)
