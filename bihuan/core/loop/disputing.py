"""Disputing a decision that somebody entered from paper: what was not decided after all falls back.

Whoever is said to have decided is told, and objects; who never signs in signs that, and the office enters it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bihuan.core.acts.act import Act, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop.following import reopen_parent
from bihuan.core.loop.papers import PAPER, SCAN, taken_off
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CHECKING, CLOSED, DOING, GOING, WITHDRAWN
from bihuan.core.state.papers import Paper, Rest
from bihuan.core.state.said import Said
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]


def all_on_paper(state: State) -> list[int]:
    """The records of all papers that wait with a matter, or on which something was done."""
    return list(state.represented)


def names_mine(snap: Snapshot) -> Reason | None:
    """Only whoever is said to have decided disputes it; a foreign hand enters that from a signed sheet."""
    mine = {seq for seq, person in snap.state.represented.items() if person in snap.principal.people}
    if not mine:
        return Reason("not_represented")
    if snap.trying:
        return None
    if snap.facts["paper"] not in mine:
        return Reason("paper_gone")
    if snap.for_whom is None:
        return None
    if snap.compared_by:  # it stands on a sheet that was signed, filed and compared
        return snap.why_barred(snap.compared_by)
    return snap.why_barred(snap.actor) if snap.facts.get("evidence") else Reason("no_scan")


@settles()
def falls_back_to(snap: Snapshot, facts: Facts) -> Facts:
    """In which life it is again, where what was decided brought it out of one; else with which due."""
    rest = _rest(snap.state, facts["paper"])
    if rest is None:
        return {}
    return {"falls_back": rest.life} if _can_fall(snap.state, rest) else {"due_on": rest.dates[2]}


def _rest(state: State, seq: int) -> Rest | None:
    return next((one for one in state.rests if one.seq == seq), None)


def _can_fall(state: State, rest: Rest) -> bool:
    """What rests on it falls, and nothing else: a finding that was replaced or voided since comes back by no
    objection, and what was done at work loses its dates alone.
    """
    stands = rest.life in CHECKING and rest.finding in (0, state.finding) and state.life not in DOING
    return stands or (state.life == WITHDRAWN and rest.life in GOING)


def disputed(state: State, event: Happened) -> dict[str, Any]:
    """What nobody compared yet is dropped; what was done on it, and later on paper, is as it was before."""
    seq = event.plain["paper"]
    return {**_falls(state, event, seq), "said_of": _marked(state, event, seq)}


def _marked(state: State, event: Happened, seq: int) -> tuple[Said, ...]:
    """It stays known that it was disputed, and by whom."""
    papers: tuple[Rest | Paper, ...] = (*state.rests, *state.papers)
    one = next(one for one in papers if one.seq == seq)
    by = one.by[0] if isinstance(one, Paper) else event.actor
    return (*state.said_of, Said(seq, one.act, one.person, by, disputed=True))


def _falls(state: State, event: Happened, seq: int) -> dict[str, Any]:
    rest = _rest(state, seq)
    if rest is None:
        return taken_off(state, event)
    earlier = tuple(one for one in state.rests if one.seq < seq)
    if not event.plain.get("falls_back"):
        return {"rests": earlier, **_dates_of(rest)}
    heard = state.deciders if state.hearing == rest.hearing else ()
    return {
        "rests": earlier,
        "papers": (),
        "life": rest.life,
        "finding": rest.finding,
        "hearing": rest.hearing,
        "unsolved": rest.unsolved,
        "checks": state.checks if rest.finding else (),
        "deciders": heard if rest.finding else (),
        "closed_on": None,
        "look_back_on": None,
        "looked_back": None,
    }


def _dates_of(rest: Rest) -> dict[str, Any]:
    """The due of before."""
    kind, then, *days, text = rest.dates
    on = (date.fromisoformat(day) if day else None for day in days)
    found = dict(zip(("due_on", "yellow_on", "red_on"), on, strict=True))
    return {"due_kind": kind, "due_then": then, "due_text": text, **found}


def opens_above(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What is no longer closed takes what stands above it back to work."""
    if after.life != before.life:
        reopen_parent(book, before, after, facts, how)


def ask_again(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A request to which somebody did not say yes after all lapses: it can be made again."""
    if before.rests != after.rests:
        book.perform("lapse", after.id, Mandate(SYSTEM))


DISPUTE = Act(
    "dispute_paper",
    "paper_disputed",
    Text("提出异议", "Dispute it"),
    Text("本人提出异议", "Disputed by whoever is said to have decided"),
    (*GOING, *CLOSED, WITHDRAWN),
    ("represented",),
    stale="never",
    behalf=True,
    testimony=True,
    needs=(names_mine,),
    fields=(
        replace(PAPER, among=all_on_paper),
        ask.REASON,
        replace(SCAN, seldom=True),
        ask.FILE_NAMES,
    ),
    decides=(falls_back_to,),
    follows=opens_above,
    tells=("office", "lead", "check"),
    folds=disputed,
    weighty=True,
    seldom=True,
)
