"""Decisions on paper: entered by one, filed, compared by another."""

from typing import Any

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.state.papers import MEETING, Paper, paper_of
from bihuan.core.state.state import State
from tests.core.shop import PROOF, Shop
from tests.memory import KINDS
from tests.theorem.cast import APPROVER, CHECKER, OUTSIDER, REGISTER

ON_PAPER = [kind for kind in KINDS.values() if "file_minutes" in kind.by_name]


@pytest.mark.parametrize("kind", ON_PAPER, ids=lambda kind: kind.name)
def test_in_every_kind_whoever_files_the_minutes_is_known_and_compares_nothing(kind: Kind) -> None:
    act = next(one.name for one in kind.acts if one.never_by and one.behalf)
    paper = Paper(5, act, APPROVER, MEETING, (OUTSIDER,), "{}", False, "2026-03-01")
    given: dict[str, Any] = {"register": REGISTER, "papers": (paper,), "steps": (("approver", "any", False),)}
    for life in kind.act("file_minutes").when:
        shop = Shop()
        shop.store.states[70] = State(70, 1, kind.name, life=life, **given)
        filed = paper_of(shop.do("file_minutes", 70, CHECKER, paper=5, evidence=PROOF).papers, 5)
        assert filed and filed.filed and filed.by == (OUTSIDER, CHECKER)
        assert shop.why("compare_paper", 70, CHECKER, paper=5) == "entered_it"
