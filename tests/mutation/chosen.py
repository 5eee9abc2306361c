"""All mutants that there are, and those of them that the list tells of."""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from tests.mutation.mutant import Mutant
from tests.mutation.table import by_table
from tests.mutation.tree import by_tree

CLOSELY = ("guards.", "hearings.", "hands.", "verdict.", "periods.")
"""Where what closes is decided: two changes of each function, elsewhere one."""
ALWAYS = "never_by-none"
"""Whoever had a hand decides: of each row that forbids it."""


@cache
def every() -> dict[str, Mutant]:
    """Every mutant by its id."""
    return {one.id: one for one in (*by_tree(), *by_table())}


@cache
def chosen() -> dict[str, Mutant]:
    """Those of the list: of each place the first by a number made of its id, so that none is favoured."""
    places: dict[str, list[Mutant]] = {}
    for one in every().values():
        places.setdefault(one.place, []).append(one)
    return {one.id: one for place, found in places.items() for one in _of(place, found)}


def _of(place: str, found: list[Mutant]) -> Iterator[Mutant]:
    most = 2 if place.startswith(CLOSELY) else 1
    first = sorted(found, key=lambda one: sha256(one.id.encode()).digest())[:most]
    for one in found:
        if one in first or one.change == ALWAYS:
            yield one
