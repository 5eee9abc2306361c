"""One mutant against what reaches it, up to the first that notices: for a process of its own."""

import signal
from collections.abc import Callable, Iterable
from typing import Any

from bihuan.core.acts.act import Misspelt
from tests.mutation.mutant import Mutant
from tests.mutation.table import KINDS, places_of
from tests.mutation.units import PRINTED, SEARCH, Tests, Unit, found_by
from tests.theorem.scenarios import CASES

SLOWER = 20
LEAST_SECONDS = 10.0
"""A unit that takes so much longer than it did without the mutant never ends."""
Say = Callable[[str], None]


def reaching(mutant: Mutant, units: Iterable[Unit]) -> list[Unit]:
    """The units that reach what it changes: tests of the core, the printed table, stories, searches."""
    row = mutant.place.partition(".")[0] in {kind.name for kind in KINDS}
    places = places_of(mutant.place) if row else {mutant.place}
    found = (one for one in units if places & one.reached or (row and one.name.startswith(PRINTED)))
    return sorted(found, key=lambda one: (_sort(one), one.seconds))


def _sort(unit: Unit) -> int:
    order = (("tests/core",), PRINTED, ("tests/story", "tests/rooms"), (SEARCH,))
    return next(place for place, start in enumerate(order) if unit.name.startswith(start))


def killed_by(mutant: Mutant, units: list[Unit], tests: Tests, never_ends: Say) -> str:
    """What notices the mutant, once it is put in place; empty if nothing does."""
    try:
        mutant.put()
    except Misspelt as refused:
        return f"the table refuses it: {refused}"[:100]
    usual = {one.name: one.seconds for one in units}
    for name in tests.run(one for one in usual if one in tests.items):
        if tests.failed:
            return tests.failed
        _alarm(name, usual.get(name, 0.0), never_ends)
    by_name = {SEARCH + case.name: case for case in CASES}
    for name in (one for one in usual if one in by_name):
        _alarm(name, usual[name], never_ends)
        if found := found_by(by_name[name]):
            return f"{name}: {found}"
    return ""


def _alarm(name: str, usual: float, never_ends: Say) -> None:
    """Ring when this takes far too long; after a test nothing rings."""

    def rings(*_: Any) -> None:
        never_ends(f"{name} never ends")

    signal.signal(signal.SIGPROF, rings)
    signal.setitimer(signal.ITIMER_PROF, max(LEAST_SECONDS, SLOWER * usual) if name else 0)
