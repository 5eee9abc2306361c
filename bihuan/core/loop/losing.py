"""What follows when a proof is erased: the claim that was made on it no longer says what its checker saw.

What is being checked goes back to work, with everything above it that is checked on it. What is closed stays
closed, since two persons decided that what it rests on goes; it stands so on record, is counted apart, and is
looked at again (docs/decisions/0019).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop.proofs import rests_on
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CHECKING, CLOSED, DONE, GOES_ON, IN_CHECK
from bihuan.core.state.proofs import Piece
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]

LOSE_PROOF = Act(
    "lose_proof",
    "proof_lost",
    Text("记为佐证已删除", "Note that a proof is gone"),
    Text("办结所依据的佐证已删除", "A proof that it was closed on was erased"),
    CLOSED,
    ("system",),
    stale="never",
    fields=(ask.hidden("lost", "json"), ask.BECAUSE, ask.PROOF_HOW),
    tells=("office", "lead"),
    folds=fold.proof_erased,
)


CLAIM_GOES = Text(
    "报结所依据的佐证也会删除：报结随之收回，此事退回办理，要重新报结。只需遮住其中个人信息的，请改用“以遮盖件替换”。",
    "The proof of its claim goes too: the claim is taken back, and it must be claimed anew. If only personal "
    "data in it are to go, use “Replace by a masked copy”.",
)
CLOSING_STAYS = Text(
    "办结所依据的佐证也会删除：办结留在记录上，注明“办结后佐证已删除”，单列统计，当天列入回头看。"
    "只需遮住其中个人信息的，请改用“提请以遮盖件替换”。",
    "What it was closed on goes too: it stays closed, marked and counted as “erased after closing”, "
    "and is to be looked back at today. If only personal data in it are to go, ask to replace it by a masked "
    "copy.",
)


def proof_goes_said(snap: Snapshot) -> Text | None:
    """What an erasure does to a claim that rests on what is erased."""
    erases = snap.facts.get("erases") or ()
    pairs = [(int(event), str(name)) for event, name in erases]
    if not any(snap.trying or one.erased_by(pairs) for one in snap.state.proof):
        return None
    phase = snap.kind.lives[snap.state.life].phase
    return CLAIM_GOES if phase == IN_CHECK else CLOSING_STAYS if phase in (DONE, GOES_ON) else None


def losing(*when: str) -> Act:
    """The same in other lives."""
    return replace(LOSE_PROOF, when=when)


def claims_lose(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of an erasure: every claim that loses a proof by it."""
    erases = [(int(event), str(name)) for event, name in facts["erases"]]
    for matter in sorted(book.store.matters_of([event for event, _ in erases])):
        state = book.store.state(matter)
        lost = [one for one in state.proof if one.erased_by(erases)] if state else []
        if state and lost:
            _lose(book, state, lost, after.id)


def _lose(book: Book, state: State, lost: Iterable[Piece], because: int) -> None:
    above = book.store.state(state.parent) if state.parent else None
    rested = above is not None and rests_on(above, state, book.store.kind(above.kind).counted)
    if not _taken_back(book, state, because):
        _noted(book, state, lost, because)
    now = book.store.state(above.id) if above and rested else None
    if now and now.life in (*CHECKING, *CLOSED):
        _lose(book, now, (), state.id)


def _taken_back(book: Book, state: State, because: int) -> bool:
    """Whether it was being checked, and goes back to work."""
    act = book.store.kind(state.kind).by_name.get("send_back")
    if act is None or state.life not in act.when:
        return False
    facts = {"still_to_do": "—", "because": because, "proof_erased": True}
    try:
        book.perform(act.name, state.id, Mandate(SYSTEM), **facts)
    except Refused:  # a part of what is closed
        return False
    return True


def _noted(book: Book, state: State, lost: Iterable[Piece], because: int) -> None:
    act = book.store.kind(state.kind).by_name.get(LOSE_PROOF.name)
    if act and state.life in act.when:
        gone = [list(one) for one in lost]
        book.perform(
            act.name, state.id, Mandate(SYSTEM), lost=gone or None, because=because, proof_how="erased"
        )
