"""Decisions on paper: entered by one, filed, compared by another."""

from typing import Any

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import comparing
from bihuan.core.state.actor import Actor, Hat
from bihuan.core.state.hands import Hands
from bihuan.core.state.papers import MEETING, Paper, paper_of
from bihuan.core.state.state import State
from tests.core.looking import looking, why
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


def minutes_wait(**more: Any) -> Snapshot:
    """A meeting decided; a clerk and a verifier are of the desk, and the clerk had a hand in it."""
    snap = {
        "hands_in": lambda matter: Hands(frozenset({1})),
        "comparers_in": lambda: {"office": frozenset({1})},
        "holders_in": lambda: {"verifier": frozenset({2})},
    }
    return looking(snap=snap | more, life="countersigned")


def test_whoever_had_a_hand_in_it_files_no_minutes_of_what_was_decided() -> None:
    assert why(comparing.by_foreign_hand, minutes_wait(actor=Actor(1))) == "own_work"
    assert why(comparing.by_foreign_hand, minutes_wait(actor=Actor(2))) is None


def test_an_auditor_files_minutes_only_where_all_of_the_desk_had_a_hand() -> None:
    auditor = Actor(3, (Hat(3, 33, 30, "auditor", 3),))
    assert why(comparing.filed_at_the_desk_first, minutes_wait(actor=auditor)) == "desk_enters_it"
    all_did = {"hands_in": lambda matter: Hands(frozenset({1, 2}))}
    assert why(comparing.filed_at_the_desk_first, minutes_wait(actor=auditor, **all_did)) is None
