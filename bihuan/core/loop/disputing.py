"""Disputing a decision that somebody entered from paper: what was not decided after all falls back.

Whoever is said to have decided is told, and objects; who never signs in signs that, and the office enters it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop.after_claim import WORDS, WORDS_BACK, fold_changed
from bihuan.core.loop.decisions import heard_with_problem
from bihuan.core.loop.folds import UNHEARD, cleared, reheard
from bihuan.core.loop.following import by_itself, hand_over_periods, open_again, reopen_parent, weigh_period
from bihuan.core.loop.papers import PAPER, SCAN, taken_off
from bihuan.core.loop.periods import cycles_shown
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import (
    CHECKING,
    CLAIMED,
    CLOSED,
    COUNTERSIGNED,
    DOING,
    GOING,
    IN_CHECK,
    OPEN,
    REGISTERED,
    REPORTED,
    UNDER_WAY,
    VERIFIED,
    WITHDRAWN,
)
from bihuan.core.state.papers import BACK_AT_WORK, BACK_LATER, DUES, GIVEN_BACK, Paper, Rest, rest_of, written
from bihuan.core.state.said import Said
from bihuan.core.state.state import Days, State
from bihuan.core.state.voices import heard_since, unsolved_of, without
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
WORKED = (REGISTERED, *DOING)
ON_A_CLAIM = (CLAIMED, REPORTED, COUNTERSIGNED, VERIFIED, *CLOSED, WITHDRAWN)
"""The lives of the loop in which a claim, or what ended it, stands."""
WERE = tuple(f"was_{name}" for name in WORDS)


def all_on_paper(state: State) -> list[int]:
    """The records of all papers that wait with a matter, or on which something was done."""
    return list(decided_on_paper(state))


def decided_on_paper(state: State) -> dict[int, int]:
    """Whose decisions those are; what somebody is said to have told (objecting.py) is no paper."""
    told = {one.seq for one in state.said_of if not one.disputed}
    return {seq: person for seq, person in state.represented.items() if seq not in told}


def decided_by_me(snap: Snapshot) -> frozenset[int]:
    """Of all papers, those that say what whoever disputes has decided."""
    people = snap.principal.people
    return frozenset(seq for seq, person in decided_on_paper(snap.state).items() if person in people)


def names_mine(snap: Snapshot) -> Reason | None:
    """Only whoever is said to have decided disputes it; a foreign hand enters that from a signed sheet."""
    mine = decided_by_me(snap)
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
    rest, state = rest_of(snap.state.rests, facts["paper"]), snap.state
    if opens := _unheard_now(snap, facts["paper"], rest):
        return opens
    if rest is None:
        return {}
    if words := _words_back(snap, rest):
        checked = state.life in (*CHECKING, *CLOSED)
        return words | ({"falls_back": str(CLAIMED), "reworded": True} if checked else {})
    if _can_fall(snap, rest, doing=_is_said(snap, rest)):
        over = rest.hearing == "with_problem" and not heard_with_problem(snap, facts)
        heard = {} if over or rest.hearing is None else {"heard_back": rest.hearing}
        return {"falls_back": rest.life} | heard
    return _given_back(snap, rest)


def _unheard_now(snap: Snapshot, seq: int, rest: Rest | None) -> dict[str, Any]:
    """What was closed on words that nobody said, or that nobody overruled, waits for the hearing again."""
    state = snap.state
    voices = without(state.voices, _records(seq, rest))
    if voices == state.voices or state.life not in CLOSED or state.back_filled:
        return {}
    before, after = (heard_since(said, state.hearing_seq) for said in (state.voices, voices))
    new = set(unsolved_of(voices)) - set(state.unsolved)
    return {"falls_back": str(VERIFIED)} if before != after or new else {}


def _records(seq: int, rest: Rest | None) -> frozenset[int]:
    """The numbers under which it stands: of the entry or the paper, and of what was done on it."""
    return frozenset({seq, rest.at} if rest else {seq})


def _is_said(snap: Snapshot, rest: Rest) -> bool:
    """Whether it is no decision, but work or a signature of the doing side that another recorded."""
    told = any(one.seq == rest.seq for one in snap.state.said_of)
    return told and not snap.kind.by_name[rest.act].never_by


def _words_back(snap: Snapshot, rest: Rest) -> dict[str, Any]:
    """The words that a change took away, where nobody has changed them since."""
    done = next(iter(snap.records_of([rest.at])), None)
    personal = done.personal if done else {}
    now = {"title": snap.state.title, **(snap.kept() if any(map(personal.get, WERE)) else {})}
    return {
        name: personal[f"was_{name}"]
        for name in WORDS
        if personal.get(f"was_{name}") and now.get(name) == personal.get(name)
    }


def _can_fall(snap: Snapshot, rest: Rest, *, doing: bool) -> bool:
    """What rests on it falls, and nothing else: within the same claim, never upward, and no finding that was
    replaced or voided since comes back. What the doing side is said to have signed falls until it is closed.
    """
    state = snap.state
    now, was, made = (snap.kind.lives[life].along or 0 for life in (state.life, rest.life, rest.made))
    on = made > was or (made == was > 0 and not rest.changes)  # it led on, or somebody was heard or checked
    if not on or now < max(was, 1) or rest.finding not in (0, state.finding):
        return False
    if doing and snap.kind.lives[state.life].phase != IN_CHECK:
        return False
    if rest.life == rest.made == VERIFIED and rest.at not in (state.hearing_seq, *_overrulings(state)):
        return False  # what was said in one hearing stands or falls with that one
    if WITHDRAWN in (state.life, rest.made):
        return state.life == rest.made
    return state.back_filled or rest.claim == state.claim_seq


def _overrulings(state: State) -> set[int]:
    return {one.overruled for one in state.voices}


def _given_back(snap: Snapshot, rest: Rest) -> dict[str, Any]:
    """What it changed of what is owed, and by whom, where that is still so: whoever had it has it again.

    Work that was claimed since is done, whoever ought to have done it: of that only the dates go back, and
    who was named. What has lives of its own is as it was, where nothing was done since.
    """
    state, changes = snap.state, rest.changes
    own = snap.kind.lives[state.life].along is None and not state.request
    names: tuple[str, ...] = BACK_AT_WORK if own or state.life in WORKED else BACK_LATER
    if state.life not in WORKED and changes.keys() & {"lead_unit", "lead_group"}:
        names = DUES
    now = {name: _now(state, name) for name in names}
    found = {name: was for name, (was, is_) in changes.items() if name in now and now[name] == is_}
    if state.life in WORKED and found.keys() & {"lead_unit", "lead_group", "life"}:
        found["life"] = rest.life if rest.life in WORKED else str(UNDER_WAY)  # nothing is closed by it
    return found


def _now(state: State, name: str) -> Any:
    return written(getattr(state.own_days if name in Days._fields else state, name))


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
    """What becomes of what was done on that record: it falls by itself, and what others did stays."""
    rest, life = rest_of(state.rests, seq), event.plain.get("falls_back")
    records = _records(seq, rest)
    voices = without(state.voices, records)
    if rest is None and voices == state.voices:
        return taken_off(state, event)
    left = {"voices": voices, "rests": tuple(one for one in state.rests if one is not rest)}
    if not life and voices != state.voices:
        return left | reheard(state, event, voices) | _deciders_left(state, records)
    if not life:
        return left
    over = {"closed_on": None, "look_back_on": None, "looked_back": None, "back_filled": False, "papers": ()}
    if event.plain.get("reworded"):
        return left | fold_changed(state, event, to=life) | over | {"life": life}
    if life not in ON_A_CLAIM:
        return left | cleared(state, event) | over | {"life": life}
    back = {"life": life, "proof": () if state.back_filled else state.proof}
    if life != VERIFIED:
        return {**left, **over, **UNHEARD, **back, "finding": 0, "checks": (), "deciders": ()}
    heard = {**UNHEARD} if state.hearing_seq in records else {"hearing": event.plain.get("heard_back")}
    if state.hearing_seq and state.hearing_seq not in records:
        heard = reheard(state, event, voices)
    return left | over | back | _deciders_left(state, records) | heard


def _deciders_left(state: State, records: frozenset[int]) -> dict[str, Any]:
    """Who heard what was not said did not hear it."""
    if state.hearing_seq in records or records & _overrulings(state):
        return {"deciders": ()}
    people = {one.person for one in state.voices if one.seq in records}
    kept = (one for one in state.deciders if one[0] != "hearing_answered" or people.isdisjoint(one[1]))
    return {"deciders": tuple(kept)} if people else {}


def opens_above(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """What is no longer closed takes what stands above it back to work; what was given up with it is taken up
    again, and what goes over to another unit takes its periods along.
    """
    if after.life != before.life:
        reopen_parent(book, before, after, facts, how)
        by_itself(book, after)
    falls_too(book, [one.id for one in book.store.children(after.id) if not one.request], facts, how)
    if after.lead_unit != before.lead_unit:
        hand_over_periods(book, before, after, facts, how)


def falls_too(book: Book, matters: Iterable[int], facts: Facts, how: Mandate) -> None:
    """The same decision was carried out on these, too."""
    for state in filter(None, map(book.store.state, matters)):
        if rest_of(state.rests, facts["paper"]) is None:
            continue
        row = book.store.kind(state.kind).act(DISPUTE.name)
        if state.life in row.when:
            given = {name: value for name, value in facts.items() if row.field(name)}
            book.perform(DISPUTE.name, state.id, replace(how, seen=None, within=True), **given)


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
    whole = book.store.state(after.parent) if after.parent else None
    if whole is None or whole.life not in CLOSED or after.life == before.life:
        return
    row = book.store.kind(whole.kind).act("reopen")
    if cycles_shown(book.snapshot(row, whole, Mandate(SYSTEM), {})):
        open_again(book, whole, because=after)


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
        replace(PAPER, among=all_on_paper, own=decided_by_me),
        ask.REASON,
        replace(SCAN, seldom=True),
        ask.FILE_NAMES,
        *WORDS_BACK,
    ),
    decides=(falls_back_to,),
    follows=opens_above,
    tells=("office", "lead", "check"),
    folds=disputed,
    weighty=True,
    seldom=True,
)
