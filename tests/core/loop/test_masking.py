"""以遮盖件替换: which file gives way, to what, and by how many hands."""

from collections.abc import Sequence

import pytest

from bihuan.core.acts.folding import fold
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.verdict import verdict
from bihuan.core.chain.ids import event_id
from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State
from tests.core.looking import looking
from tests.core.loop.test_folds import happened
from tests.memory import KINDS

OFFICE, REGISTER = 102, 9
ORIGINAL, COPY, BESIDE = "ab" * 32, "cd" * 32, "ef" * 32
MASKED = [kind for kind in KINDS.values() if "mask_proof" in kind.by_name]
BY_KIND = pytest.mark.parametrize("kind", MASKED, ids=lambda kind: kind.name)


def why(
    kind: Kind, act: str, *, of: int = 1, brought: Sequence[str] = (COPY,), finding: int = 0
) -> str | None:
    """Why somebody of the office may not; a matter cites the original by the event 7."""
    row = kind.act(act)
    snap = {
        "desk": Desk(register=REGISTER, office=OFFICE),
        "actor": Actor(1, (Hat(1, 11, OFFICE, "member", 1),)),
        "matters_of": lambda events: {of},
        "files_of": lambda event: [(ORIGINAL, "原件.pdf")],
    }
    facts = {"masks": f"7:{ORIGINAL}", "evidence": list(brought), "reason": "含电话"}
    state = {"life": row.when[0], "register": REGISTER, "finding": finding}
    reason = verdict(row, looking(kind.name, facts=facts, snap=snap, **state))
    return reason.code if reason else None


@BY_KIND
def test_in_every_kind_nobody_replaces_alone_what_was_checked_and_before_one_is_enough(
    kind: Kind,
) -> None:
    assert why(kind, "mask_proof", finding=5) == "needs_second"
    assert why(kind, "request_masking", finding=5) is None
    assert why(kind, "mask_proof") is None
    assert why(kind, "request_masking") == "one_is_enough"


@BY_KIND
@pytest.mark.parametrize(("act", "finding"), [("mask_proof", 0), ("request_masking", 5)])
def test_in_every_kind_one_file_that_this_matter_cites_gives_way_to_one_other(
    kind: Kind, act: str, finding: int
) -> None:
    assert why(kind, act, finding=finding) is None
    assert why(kind, act, finding=finding, of=2) == "not_found"
    assert why(kind, act, finding=finding, brought=(COPY, BESIDE)) == "one_masked_copy"
    assert why(kind, act, finding=finding, brought=(ORIGINAL,)) == "one_masked_copy"


@BY_KIND
def test_in_every_kind_what_came_beside_the_original_stays_proof(
    kind: Kind,
) -> None:
    row = kind.act("cite_again")
    event = happened(row.event, actor=None, cited_by=event_id(1, 3), evidence=[BESIDE])
    for life in row.when:
        was = State(1, 1, kind.name, life=life, proof=(Piece(4, COPY), Piece(3, BESIDE)))
        assert fold(kind, was, event._replace(kind=kind.name)).proof == (Piece(4, COPY), Piece(9, BESIDE))
