"""以遮盖件替换: a cited file gives way to its copy with personal data masked, and every claim on it stands.

The copy is cited in the original's place; the original is erased like any other personal fact, and the files
that came beside it are cited again first. Whoever brings the copy has a hand: it is what others see. Once
somebody has checked what it proves, a second person who had no hand compares both before the original goes.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.book import Book
from bihuan.core.acts.folding import ENDS
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import desks
from bihuan.core.loop import fields as ask
from bihuan.core.loop import folds as fold
from bihuan.core.loop.seconding import ask_second
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CLOSED, GOING
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
WHY = "以遮盖件替换。"


def cites_it(snap: Snapshot) -> Reason | None:
    """One file for one, and the file is cited by an event of this matter."""
    if snap.trying:
        return None
    event, digest = fold.cited(snap.facts["masks"])
    there = snap.state.id in snap.matters_of([event]) and digest in dict(snap.files_of(event))
    if not there:
        return Reason("not_found")
    one = len(snap.facts["evidence"]) == 1 and snap.facts["evidence"][0] != digest
    return None if one else Reason("one_masked_copy")


def masked_by_two(snap: Snapshot) -> Reason | None:
    """What was checked or closed rests on what the checkers saw: nobody replaces that alone."""
    free = snap.granted or snap.within or snap.actor.person is None
    return None if free or not relied_on(snap, snap.state) else desks.needs_second()


def masking_needs_two(snap: Snapshot) -> Reason | None:
    """What one may do alone is not asked for."""
    return None if relied_on(snap, snap.state) else Reason("one_is_enough")


def relied_on(snap: Snapshot, state: State | None) -> bool:
    """Whether somebody has checked it, or what stands above it, or decided that it is closed."""
    if state is None:
        return False
    life = snap.kind_of(state.kind).lives[state.life]
    decided = bool(state.finding or state.checks) or life.phase in ENDS
    return decided or relied_on(snap, snap.siblings(state.parent) if state.parent else None)


# --- what a form says first ------------------------------------------------------------------------------
def copy_makes_hand(snap: Snapshot) -> Text | None:
    """That whoever brings the copy decides nothing here any more."""
    return None if snap.granted else BRINGS


def both_compared(snap: Snapshot) -> Text | None:
    """Where a check rests on it: that somebody else compares it with the original first."""
    return COMPARED if relied_on(snap, snap.state) else None


BRINGS = Text(
    "提交遮盖件的人就是经办人，不能再核验、审定此事。",
    "Whoever brings the masked copy has a hand in it, and can neither check nor approve it any more.",
)
COMPARED = Text(
    "已有人据原件核验：两份并存，由没有经手的人对照，确认遮盖件只是遮去个人信息，原件才删除，核验仍然有效。",
    "It was checked by the original: both are kept until a person who had no hand has compared them and "
    "agrees that only personal data are hidden. Then the original goes, and the check stands.",
)


# --- the acts --------------------------------------------------------------------------------------------
def replaced(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up: what came beside the original is cited again, then the original is erased wherever this
    matter cites it, its requests included. Another matter that cites it keeps its own proof.
    """
    _, digest = fold.cited(facts["masks"])
    own = {after.id, *(one.id for one in book.store.children(after.id) if one.request)}
    events = sorted(event for event, matter in book.store.citing(digest) if matter in own)
    for event in events:
        beside = [(one, name) for one, name in book.store.files_of(event) if one != digest]
        if beside:
            again = {"evidence": [one for one, _ in beside], "file_names": [name for _, name in beside]}
            book.perform(CITE_AGAIN.name, after.id, Mandate(SYSTEM), cited_by=event, **again)
    pairs = [[event, ask.FILE_NAMES.name] for event in events]
    book.perform("erase", after.id, Mandate(SYSTEM), reason=WHY, erases=pairs)


MASKS = Field("masks", "cited", Text("被替换的文件", "The file that is replaced"), required=True)
COPY = replace(ask.EVIDENCE, label=Text("遮盖件", "The masked copy"), required=True)
MASK = Act(
    "mask_proof",
    "proof_masked",
    Text("以遮盖件替换", "Replace by a masked copy"),
    Text("已以遮盖件替换，原件已删除", "A file was replaced by its masked copy, and erased"),
    (*GOING, *CLOSED),
    ("office", "admin", "granted"),
    stale="never",
    hand=True,
    needs=(cites_it, masked_by_two),
    foretells=(copy_makes_hand, both_compared),
    fields=(MASKS, COPY, ask.FILE_NAMES, ask.REASON),
    follows=replaced,
    tells=("lead", "check"),
    seldom=True,
    shows_change=True,
    folds=fold.masked,
)
REQUEST_MASKING = Act(
    "request_masking",
    "masking_requested",
    Text("提请以遮盖件替换", "Ask to replace by a masked copy"),
    Text("已提请以遮盖件替换，等第二人确认", "Asked to replace a file; a second person must confirm it"),
    MASK.when,
    ("office", "admin"),
    stale="never",
    hand=True,
    needs=(cites_it, masking_needs_two),
    fields=(*MASK.fields, ask.REQUEST_ID),
    seldom=True,
    asks=desks.MASKING,
    asking=ask_second,
    grants=MASK.name,
    steps=desks.STEPS,
    beside=True,
)
CITE_AGAIN = Act(
    "cite_again",
    "cited_again",
    Text("重新引用", "Cite again"),
    Text("同批的其他文件继续引用", "The files that came with it are cited on"),
    MASK.when,
    ("system",),
    stale="never",
    fields=(ask.hidden("cited_by", "int"), ask.EVIDENCE, ask.FILE_NAMES),
    folds=fold.cited_again,
)
MASKING = (MASK, REQUEST_MASKING, CITE_AGAIN)


def masking(*when: str) -> tuple[Act, ...]:
    """The same in other lives."""
    return tuple(replace(one, when=when) for one in MASKING)
