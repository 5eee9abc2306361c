"""Closed means proved: everything that a small cast can do is tried, and every closing is judged.

Each search goes through all worlds that can be reached (or as many as its bound allows) and the witness,
which reads raw events only, judges each closing on every trace. No world may be stuck: from each of them
the end can be reached by somebody.
"""

import pytest

from tests.theorem.reach import reached
from tests.theorem.scenarios import CASES, Case
from tests.theorem.search import search
from tests.theorem.worlds import World

pytestmark = pytest.mark.exhaustive


def told(worlds: list[World]) -> str:
    return "\n---\n".join("\n".join(world.trace()) for world in worlds[:2])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_no_trace_closes_without_proof_hearing_and_a_foreign_hand(case: Case) -> None:
    scenario = case.scenario()
    found = search(case.begin(case.cast, scenario), scenario)
    assert not found.wrong, f"{found.wrong[0][0]}\n{told([world for _, world in found.wrong])}"
    assert not found.stuck, f"nobody can go on from here:\n{told(found.stuck)}"
    assert found.worlds >= case.least, f"{found.worlds} worlds: the search looked at too little"
    assert found.closings, "nothing was ever closed, so nothing was judged"
    assert found.cut is not case.whole, f"{found.worlds} worlds, cut: {found.cut}"
    named = {act for act, name in reached().items() if name == case.name}
    assert not (gone := named - found.happened.keys()), f"it no longer reaches {gone}"
