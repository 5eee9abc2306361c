"""Disputing what somebody is said to have decided on paper."""

import pytest

from bihuan.core.acts.kind import Kind
from bihuan.core.acts.verdict import verdict
from bihuan.core.state.papers import MEETING, Paper
from tests.core.looking import looking
from tests.memory import KINDS

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
