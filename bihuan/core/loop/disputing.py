"""Disputing a decision that somebody entered from paper: what was not decided after all falls back.

Whoever is said to have decided is told, and objects; who never signs in signs that, and the office enters it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bihuan.core.acts.act import Act, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop.following import hand_over_periods, reopen_parent, weigh_period
from bihuan.core.loop.papers import PAPER, SCAN, taken_off
from bihuan.core.loop.periods import cycles_shown
from bihuan.core.loop.requesting import waits_no_longer
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CHECKING, CLOSED, DOING, GOING, OPEN, REGISTERED, UNDER_WAY, WITHDRAWN
from bihuan.core.state.papers import BACK_AT_WORK, BACK_LATER, GIVEN_BACK, Paper, Rest
from bihuan.core.state.said import Said
from bihuan.core.state.state import Days, State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
WORKED = (REGISTERED, *DOING)


def all_on_paper(state: State) -> list[int]:
    """The records of all papers that wait with a matter, or on which something was done."""
    return list(decided_on_paper(state))


def decided_on_paper(state: State) -> dict[int, int]:
    """Whose decisions those are; what somebody is said to have told (objecting.py) is no paper."""
    told = {one.seq for one in state.said_of if not one.disputed}
    return {seq: person for seq, person in state.represented.items() if seq not in told}


def names_mine(snap: Snapshot) -> Reason | None:
    """Only whoever is said to have decided disputes it; a foreign hand enters that from a signed sheet."""
    mine = {seq for seq, person in decided_on_paper(snap.state).items() if person in snap.principal.people}
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


@settles(*GIVEN_BACK)
def falls_back_to(snap: Snapshot, facts: Facts) -> Facts:
    """Into which life it falls, where what was decided took it towards its end; else what it gives back."""
    rest = _rest(snap.state, facts["paper"])
    if rest is None:
        return {}
    return {"falls_back": rest.life} if _can_fall(snap.state, rest) else _given_back(snap.state, rest)


def _rest(state: State, seq: int) -> Rest | None:
    return next((one for one in state.rests if one.seq == seq), None)


def _can_fall(state: State, rest: Rest) -> bool:
    """What rests on it falls, and nothing else: a finding that was replaced or voided since comes back by no
    objection, and what was done at work loses its dates alone.
    """
    if state.life in WORKED:
        return False
    checked = rest.life in CHECKING and rest.finding in (0, state.finding)
    given_up = state.life == WITHDRAWN and rest.life in GOING
    return checked or given_up or (state.back_filled and rest.life in GOING)


def _given_back(state: State, rest: Rest) -> dict[str, Any]:
    """What it changed of what is owed, and by whom, where that is still so: whoever had it has it again.

    Work that was claimed since is done, whoever ought to have done it: of that only the dates go back.
    """
    names = BACK_AT_WORK if state.life in WORKED else BACK_LATER
    now = {name: _now(state, name) for name in names}
    found = {name: was for name, (was, is_) in rest.changes.items() if name in now and now[name] == is_}
    if found.keys() & {"lead_unit", "lead_group", "life"}:
        found["life"] = rest.life if rest.life in WORKED else str(UNDER_WAY)  # nothing is closed by it
    return found


def _now(state: State, name: str) -> Any:
    value = getattr(state.own_days, name, None) if name in Days._fields else getattr(state, name)
    return value.isoformat() if isinstance(value, date) else value


def disputed(state: State, event: Happened) -> dict[str, Any]:
    """What nobody compared yet is dropped; what was done on it, and after it, is as it was before."""
    seq = event.plain["paper"]
    return {**falls(state, event, seq), "said_of": _marked(state, event, seq)}


def _marked(state: State, event: Happened, seq: int) -> tuple[Said, ...]:
    """It stays known that it was disputed, and by whom."""
    papers: tuple[Rest | Paper, ...] = (*state.rests, *state.papers)
    one = next(one for one in papers if one.seq == seq)
    by = one.by[0] if isinstance(one, Paper) else event.actor
    return (*state.said_of, Said(seq, one.act, one.person, by, disputed=True))


def falls(state: State, event: Happened, seq: int) -> dict[str, Any]:
    """What becomes of what was done on that record."""
    rest = _rest(state, seq)
    if rest is None:
        return taken_off(state, event)
    if not event.plain.get("falls_back"):
        return {"rests": tuple(one for one in state.rests if one is not rest)}
    heard = state.deciders if state.hearing == rest.hearing else ()
    return {
        "rests": state.rests[: state.rests.index(rest)],
        "papers": (),
        "life": rest.life,
        "finding": rest.finding,
        "hearing": rest.hearing,
        "unsolved": tuple(sorted({*rest.unsolved, *state.unsolved} - ({rest.person} - {*rest.unsolved}))),
        "heard": tuple(one for one in state.heard if one != rest.person),
        "checks": state.checks if rest.finding else (),
        "deciders": heard if rest.finding else (),
        "proof": () if state.back_filled else state.proof,
        "claim_seq": state.claim_seq if rest.life in CHECKING else 0,
        "back_filled": False,
        "closed_on": None,
        "look_back_on": None,
        "looked_back": None,
    }


def opens_above(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What is no longer closed takes what stands above it back to work; what was given up with it is taken up
    again, and what goes over to another unit takes its periods along.
    """
    if after.life != before.life:
        reopen_parent(book, before, after, facts, how)
    falls_too(book, [one.id for one in book.store.children(after.id)], facts, how)
    if after.lead_unit != before.lead_unit:
        hand_over_periods(book, before, after, facts, how)


def falls_too(book: Book, matters: Iterable[int], facts: Facts, how: Mandate) -> None:
    """The same decision was carried out on these, too."""
    for matter in matters:
        state = book.store.state(matter)
        if state and any(one.seq == facts["paper"] for one in state.rests):
            given = {name: value for name, value in facts.items() if name != "occurred_on"}
            book.perform(DISPUTE.name, matter, replace(how, seen=None, within=True), **given)


def ask_again(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A request to which somebody did not say yes after all lapses, and can be made again; what it granted
    falls back.
    """
    if before.rests == after.rests:
        return
    if before.life == OPEN:
        book.perform("lapse", after.id, Mandate(SYSTEM))
    else:
        falls_too(book, after.subjects, facts, how)


def cycle_goes(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """A period that was not checked after all counts no longer; what closed on it is opened again."""
    weigh_period(book, before, after, facts, how)
    whole = book.store.state(after.parent or 0)
    if whole is None or whole.life not in CLOSED or after.life == before.life:
        return
    row = book.store.kind(whole.kind).act("reopen")
    if cycles_shown(book.snapshot(row, whole, Mandate(SYSTEM), {})):
        waits_no_longer(book, whole)
        book.perform(row.name, whole.id, Mandate(SYSTEM), reason="—", because=after.id)


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
