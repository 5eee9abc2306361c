"""What a request grants: with one rule on who says yes gone, the witness finds what breaks it."""

from collections.abc import Mapping

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.one_yes_each import office_asks_in_person
from bihuan.core.state.relations import relations
from tests.memory import KINDS
from tests.theorem.beginnings import MEASURE, begins
from tests.theorem.case import Case
from tests.theorem.cast import PLAIN
from tests.theorem.search import search
from tests.theorem.test_mutations import changed, without

pytestmark = pytest.mark.exhaustive
GIVING_UP = Case(
    "giving up while somebody works",
    PLAIN,
    begins(MEASURE),
    {"measure": "assign receive progress request_withdrawal", "request": "approve"},
    0,
    behalf=True,
)


def found(case: Case, expected: str, kinds: Mapping[str, Kind] = KINDS) -> str:
    """What the witness says first of that kind, when it has searched by these tables."""
    scenario = case.scenario()
    worlds = case.begin(case.cast, scenario)
    for world in worlds:
        world.store.kinds = dict(kinds)
    met = search(worlds, scenario, until=expected)
    assert met.wrong, f"nothing found in {met.worlds} worlds"
    return "; ".join(met.wrong[-1][0])


def test_a_yes_of_somebody_who_worked_since_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.core.acts.verdict.said_by_foreign_hands", lambda snap: None)
    expected = "the one who let it be withdrawn had a hand"
    assert expected in found(GIVING_UP, expected)


def of_the_office(snap: Snapshot, first: str) -> bool:
    """That whoever stands so towards it asks, or is said to ask."""
    return first in relations(snap.principal, snap.state, snap.desk)


@pytest.mark.parametrize(
    "expected", ["asking in somebody's name was a yes", "whose asking was a yes had a hand"]
)
def test_a_yes_that_nobody_who_may_has_said_is_found(monkeypatch: pytest.MonkeyPatch, expected: str) -> None:
    monkeypatch.setattr("bihuan.core.loop.requesting.says_yes_by_asking", of_the_office)
    kinds = changed("measure", "request_withdrawal", without(office_asks_in_person))
    assert expected in found(GIVING_UP, expected, kinds)
