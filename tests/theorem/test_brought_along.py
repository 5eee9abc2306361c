"""The cases of what a merge or a split brings along find what they are there for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bihuan.core.acts.act import settles
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import folds as fold
from bihuan.core.state.state import State
from tests.memory import MemoryStore
from tests.theorem.brought_along import BROUGHT_ALONG, INTO_A_SHEET, NO_HAND, NOT_SOLVED, WASHED
from tests.theorem.search import search
from tests.theorem.test_mutations import Change, changed

pytestmark = pytest.mark.exhaustive


def took_raisers_alone(state: State, event: Happened) -> dict[str, Any]:
    """As `absorbed`, but that it counts as closed before whatever went into it."""
    return fold.absorbed(state, event) | {"lived": state.lived}


@settles("hearing")
def with_its_problem(snap: Snapshot, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """As `heard_with_problem`, whoever raised the measure itself."""
    return {"hearing": "with_problem"} if snap.parent() else {}


@pytest.mark.parametrize(
    ("name", "kind", "act", "change", "expected"),
    [
        (
            INTO_A_SHEET,
            "problem",
            "absorb",
            lambda act: replace(act, folds=took_raisers_alone),
            "back-filled with what was raised here",
        ),
        (
            INTO_A_SHEET,
            "problem",
            "split",
            lambda act: replace(act, folds=None),
            "back-filled with what was raised here",
        ),
        (
            NOT_SOLVED,
            "measure",
            "verify",
            lambda act: replace(act, decides=(*act.decides, with_its_problem)),
            "whoever raised the measure itself is heard with no problem",
        ),
    ],
)
def test_a_rule_that_is_taken_away_is_found(
    name: str, kind: str, act: str, change: Change, expected: str
) -> None:
    assert expected in found(name, expected, changed(kind, act, change))


def test_an_objection_that_forgets_what_was_split_off_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MemoryStore, "split_off", lambda store, matter: ())
    expected = "stays closed, and somebody was not asked who had no hand"
    assert expected in found(NO_HAND, expected)


def test_a_hand_that_a_move_takes_off_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    held = MemoryStore._hangs_on
    alone = lambda store, one, met: held(store, one._replace(stood_under=()), met)  # noqa: E731
    monkeypatch.setattr(MemoryStore, "_hangs_on", alone)
    assert "the checker had a hand" in found(WASHED, "the checker had a hand")


def found(name: str, expected: str, kinds: Mapping[str, Any] | None = None) -> str:
    """What the witness says of a case in which a rule is gone."""
    case = next(one for one in BROUGHT_ALONG if one.name == name)
    scenario = case.scenario()
    worlds = case.begin(case.cast, scenario)
    for world in worlds:
        world.store.kinds = kinds or world.store.kinds
    looked = search(worlds, scenario, until=expected)
    assert looked.wrong, f"nothing found in {looked.worlds} worlds"
    return "; ".join(looked.wrong[-1][0])
