"""Comparing what was entered from paper: minutes are filed, another reads it beside the sheet, it is done.

Where the sheet says otherwise, it is dropped (核对、退回).
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.entering import at_the_desk, who_compares, why_not_asked, why_not_compare
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.chain.ids import event_id
from bihuan.core.loop import fields as ask
from bihuan.core.loop.papers import DOCUMENT, ENTER, PAPER, SCAN, entered_by, inner_of, taken_off
from bihuan.core.loop.proofs import proved_by
from bihuan.core.state.lives import Life
from bihuan.core.state.papers import DESK, LAST, Paper, paper_of
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]


def waiting_filed(state: State) -> list[int]:
    """Of those, the ones that can be compared."""
    return [one.seq for one in state.papers if one.filed]


def provisional(state: State) -> list[int]:
    """Of those, what a meeting decided, without its minutes."""
    return [one.seq for one in state.papers if not one.filed]


# --- who may ------------------------------------------------------------------------------------------
def _as_kept(snap: Snapshot, paper: Paper) -> tuple[Act, Snapshot]:
    """What a paper that waits says, by whoever entered it."""
    by = snap.actor_of(paper.by[0])
    return snap.kind.by_name[paper.act], inner_of(
        snap, json.loads(paper.asked), by, paper.person, paper.basis
    )


@settles()
def who_may_compare_filed(snap: Snapshot, facts: Facts) -> Facts:
    """The same, once somebody has filed the minutes."""
    paper = paper_of(snap.state.papers, facts["paper"])
    assert paper is not None
    return {"compare_by": who_compares(*_as_kept(snap, paper), wrote(paper) | snap.actor.people)}


def wrote(paper: Paper) -> frozenset[int]:
    """Who entered it or filed it, in whose place that was, and whose decision it is."""
    return frozenset((*paper.by, paper.person))


def some_provisional(snap: Snapshot) -> Reason | None:
    """A meeting has decided, and its minutes are not there."""
    return _some(snap, lambda one: not one.filed)


def some_filed(snap: Snapshot) -> Reason | None:
    """A paper is there and waits to be compared."""
    return _some(snap, lambda one: one.filed)


def some_paper(snap: Snapshot) -> Reason | None:
    return _some(snap, lambda one: True)


def _some(snap: Snapshot, fits: Any) -> Reason | None:
    if not any(fits(one) for one in snap.state.papers):
        return Reason("no_paper")
    if snap.trying:
        return None
    paper = _chosen(snap)
    return None if paper is not None and fits(paper) else Reason("paper_gone")


def _chosen(snap: Snapshot) -> Paper | None:
    return paper_of(snap.state.papers, snap.facts.get("paper"))


def by_foreign_hand(snap: Snapshot) -> Reason | None:
    """Whoever files the minutes of a decision had no hand in what it is about."""
    return snap.why_barred(snap.actor)


def filed_at_the_desk_first(snap: Snapshot) -> Reason | None:
    """An auditor files minutes where nobody of the desk may, and nowhere else."""
    if set(DESK) & relations(snap.actor, snap.state, snap.desk).keys():
        return None
    free = any(not snap.why_barred(snap.actor_of(one)) for one in sorted(at_the_desk(snap)))
    return Reason("desk_enters_it") if free else None


def still_holds(snap: Snapshot) -> Reason | None:
    """What the paper says could still be decided, by whoever entered it, and this person may compare it."""
    if snap.trying:  # a page looks for one of which that is so, else the first reason
        each = [replace(snap, trying=False, facts={"paper": seq}) for seq in waiting_filed(snap.state)]
        why = [still_holds(one) for one in each]
        return None if None in why else next(iter(why), None)
    paper = _chosen(snap)
    if paper is None:
        return None
    return (
        why_not_asked(snap, papers=(paper,))
        or why_not_compare(*_as_kept(snap, paper), snap.actor, wrote(paper))
        or _scan_is_good(snap, paper)
    )


def asked_to_read(snap: Snapshot) -> Reason | None:
    """Of several papers each waits for those who are asked to compare that one."""
    papers = snap.state.papers if snap.trying else tuple(one for one in [_chosen(snap)] if one)
    return why_not_asked(snap, papers=papers)


def _scan_is_good(snap: Snapshot, paper: Paper) -> Reason | None:
    files = snap.files_of(event_id(snap.state.org, paper.scan))
    if not files or snap.broken(frozenset(digest for digest, _ in files)):
        return Reason("scan_gone")
    since = any(piece.seq > paper.seq for one in proved_by(snap) for piece in one.proof)
    return Reason("proof_since_paper") if since else None


def carry_out(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of comparing: the act itself, in the right of whoever decided."""
    paper = paper_of(before.papers, facts["paper"])
    assert paper is not None and how.actor.person is not None
    row = book.store.kind(after.kind).act(paper.act)
    words = book.store.words(event_id(book.org, paper.seq)).get("paper_words") or {}
    given = {**json.loads(paper.asked), **{name: value for name, value in words.items() if value}}
    erased = (one.name for one in row.fields if one.required and one.personal and one.name not in given)
    given |= dict.fromkeys(erased, "—")
    entered = book.store.actor(paper.by[0])
    book.perform(
        paper.act,
        after.id,
        Mandate(
            entered,
            paper.person,
            paper.basis,
            paper=(paper.seq, how.actor.person),
            rests=((paper.seq, paper.person),),
        ),
        **given,
    )


def filed(state: State, event: Happened) -> dict[str, Any]:
    """The minutes are there; whoever filed them does not compare them."""

    def one(paper: Paper) -> Paper:
        if paper.seq != event.plain["paper"]:
            return paper
        by = tuple(dict.fromkeys((*paper.by, *event.plain["entered_by"])))
        return paper._replace(filed=True, by=by, scan=event.seq, compare_by=event.plain["compare_by"])

    return {"papers": tuple(map(one, state.papers))}


def waits(state: State) -> bool:
    """A paper is there and waits to be compared."""
    return any(one.filed for one in state.papers)


FILE_MINUTES = Act(
    "file_minutes",
    "minutes_filed",
    Text("补交纪要", "File the minutes"),
    Text("已补交纪要，待核对", "The minutes were filed; they wait to be compared"),
    (),
    (*DESK, LAST),
    stale="never",
    needs=(some_provisional, filed_at_the_desk_first, by_foreign_hand),
    fields=(replace(PAPER, among=provisional), replace(SCAN, required=True), ask.FILE_NAMES, DOCUMENT),
    decides=(entered_by, who_may_compare_filed),
    tells=("office",),
    folds=filed,
    recalled=True,
)
COMPARE = Act(
    "compare_paper",
    "paper_compared",
    Text("核对签字件", "Compare the paper"),
    Text("已核对，与签字件一致", "Compared: the paper says so"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(some_filed, still_holds),
    fields=(replace(PAPER, among=waiting_filed), ask.REMARK),
    opposite="refuse_paper",
    follows=carry_out,
    folds=taken_off,
    next_while=waits,
)
REFUSE = Act(
    "refuse_paper",
    "paper_refused",
    Text("与原件不符", "The paper says otherwise"),
    Text("与原件不符，已退回录入", "Refused: the paper says otherwise"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(some_paper, asked_to_read),
    fields=(PAPER, ask.REASON),
    tells=("office",),
    folds=taken_off,
)
ACTS = (ENTER, FILE_MINUTES, COMPARE, REFUSE)


def on_paper(*when: Life) -> tuple[Act, ...]:
    """The acts by which a kind takes decisions on paper, in these lives."""
    return tuple(replace(act, when=when, next_in=when if act is COMPARE else ()) for act in ACTS)
