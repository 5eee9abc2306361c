"""Disputing what somebody is said to have decided on paper."""

from datetime import date
from typing import Any

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.disputing import decided_on_paper, falls, opens_above
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.papers import MEETING, Paper, Rest
from bihuan.core.state.said import Said
from bihuan.core.state.state import State
from tests.core.looking import looking
from tests.core.shop import Shop
from tests.memory import KINDS, Sealed
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, A, B

ME, OTHER = 1, 2
DISPUTED = [kind for kind in KINDS.values() if "dispute_paper" in kind.by_name]
PAPERS = tuple(
    Paper(seq, "verify", who, MEETING, (3,), "{}", True, "2026-03-01") for seq, who in ((5, ME), (6, OTHER))
)


@pytest.mark.parametrize("kind", DISPUTED, ids=lambda kind: kind.name)
def test_in_every_kind_nobody_disputes_what_another_is_said_to_have_decided(kind: Kind) -> None:
    row = kind.act("dispute_paper")

    def why(paper: int, *waiting: Paper) -> list[str | None]:
        seen = (looking(kind.name, life=life, papers=waiting, facts={"paper": paper}) for life in row.when)
        return [reason.code if (reason := verdict(row, one)) else None for one in seen]

    assert set(why(5, *PAPERS)) == {None}
    assert set(why(6, *PAPERS)) == {"paper_gone"}


def test_a_paper_that_waits_is_disputed_though_a_sheet_objects_to_it() -> None:
    """What is told of somebody is no paper, as long as nobody has objected to it."""
    said = Said(7, "progress", DOER, CHECKER), Said(8, "verify", CHECKER, APPROVER, disputed=True)
    entered = Paper(8, "verify", CHECKER, MEETING, (APPROVER,), "{}", False, "2026-03-01")
    told = Rest(7, "progress", DOER, 7, 0, "received", 0, None, "{}")
    state = State(70, 1, "measure", papers=(entered,), rests=(told,), said_of=said)
    assert decided_on_paper(state) == {8: CHECKER}


def test_what_goes_back_to_another_unit_takes_its_periods_along_and_else_they_stay() -> None:
    shop = Shop()
    period = shop.monthly()
    before = shop.now(period.parent or 0)

    def goes(**changes: Any) -> tuple[int | None, int | None]:
        after = before._replace(**changes)
        shop.store.states[before.id] = after
        opens_above(shop.book, before, after, {"paper": 1}, Mandate(SYSTEM))
        now = shop.now(period)
        return now.lead_unit, now.accountable

    assert goes(accountable=HEAD) == (A, period.accountable)
    assert goes(lead_unit=B, accountable=HEAD) == (B, HEAD)


@pytest.mark.parametrize(("record", "kept"), [(7, True), (6, False)])
def test_who_heard_stands_with_the_hearing_that_stands(record: int, kept: bool) -> None:
    """Where the signing-off falls back, what was heard stays heard; where the sample is denied, not."""
    waived = (("hearing_waived", (CHECKER,), "2026-03-01"),)
    signed = Rest(7, "sign_off", APPROVER, 8, 3, "verified", 5, "waived", "{}")
    sampled = Rest(6, "waive_hearing", CHECKER, 6, 3, "verified", 5, None, "{}")
    heard: dict[str, Any] = {"hearing": "waived", "hearing_seq": 6, "sampled": True, "finding": 5}
    state = State(70, 1, "measure", "signed_off", rests=(sampled, signed), deciders=waived, **heard)
    event = Sealed(1, 70, 9, "measure", "paper_disputed", 1, APPROVER, None, None, date(2026, 3, 2), {}, {})
    fallen = state._replace(**falls(state, event._replace(plain={"falls_back": "verified"}), record))
    assert (fallen.deciders, fallen.hearing) == ((waived, "waived") if kept else ((), None))
    assert fallen.rests == ((sampled,) if kept else (signed,))
