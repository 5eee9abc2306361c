"""Objecting to what somebody recorded for one (代填/代录), and confirming it on a signed sheet.

What is objected to stands in the record, and its author stays a hand. It makes none of whoever objects, and
what a raiser is said to have answered was not answered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.reaching import reached
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop.decisions import hear_until
from bihuan.core.loop.disputing import falls, falls_back_to, opens_above
from bihuan.core.loop.following import open_again
from bihuan.core.loop.hearings import unheard
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import CLOSED, ENDED, GOING, Life
from bihuan.core.state.papers import SIGNED, rest_of
from bihuan.core.state.principals import PERSON, UNIT, principal_kind, principal_number
from bihuan.core.state.said import Said, grounds_of, open_of
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
Follow = Callable[..., None]


def all_said(state: State) -> list[int]:
    """The records of what was recorded for somebody here, to which nobody has objected."""
    return [one.seq for one in state.said_of if not one.disputed]


def said_of_me(snap: Snapshot) -> frozenset[int]:
    """Of those, what is said of whoever objects."""
    return frozenset(one.seq for one in open_of(snap.state.said_of, snap.principal.people))


def is_said_of_me(snap: Snapshot) -> Reason | None:
    """Only whoever is said to have done it objects; a foreign hand enters that from a signed sheet."""
    mine = said_of_me(snap)
    if snap.within:  # it stands on a sheet that was signed and compared
        return None
    if not mine:
        return Reason("nothing_recorded")
    if snap.trying:
        return None
    if snap.facts["paper"] not in mine:
        return Reason("record_gone")
    if snap.for_whom is None:
        return None
    if any(one.seq == snap.facts["paper"] and not one.solved for one in snap.state.voices):
        return Reason("unsaid_by_two")
    sheet = snap.basis == SIGNED and snap.facts.get("evidence")
    return snap.why_barred(snap.actor) if sheet else Reason("no_scan")


@settles()
def recorder_told(snap: Snapshot, facts: Facts) -> Facts:
    """Whoever recorded it is told."""
    found = [one.by for one in snap.state.said_of if one.seq == facts["paper"] and one.by]
    found += [facts["recorded_by"]] if facts.get("recorded_by") else []
    return {"told_people": sorted(set(found))} if found else {}


@settles("hear_until")
def asked_anew(snap: Snapshot, facts: Facts) -> Facts:
    """Who never said what was written down as his answer has his days to answer."""
    since = snap.state.hearing_seq
    mine = any(since and one.seq == facts["paper"] > since for one in snap.state.voices)
    return hear_until(snap, facts) if mine else {}


def objected(state: State, event: Happened) -> dict[str, Any]:
    """The entry counts no more as a doing of that person, nor of the unit in whose name it was recorded."""
    seq = event.plain["paper"]
    lost = grounds_of(one for one in state.said_of if one.seq == seq)
    said = tuple(_disputed(one) if one.seq == seq else one for one in state.said_of)
    if event.for_whom and seq not in {one.seq for one in said}:
        act, by = event.plain.get("recorded_act") or "", event.plain.get("recorded_by")
        said = (*said, Said(seq, act, event.for_whom, by, disputed=True))
    lost -= grounds_of(said)
    people = {principal_number(one) for one in lost if principal_kind(one) == PERSON}
    units = frozenset(principal_number(one) for one in lost if principal_kind(one) == UNIT)
    rests = rest_of(state.rests, seq) or any(one.seq == seq for one in state.voices)
    told = falls(state, event, seq) if rests else {}
    found = {"said_of": said, "hand_people": state.hand_people - people}
    return told | found | _without_units(state, units)


def _without_units(state: State, units: frozenset[int]) -> dict[str, Any]:
    """They had no hand in it, unless one led it."""
    since = tuple(one for one in state.units_from if one[0] not in units - state.led_units)
    return {"hand_units": state.hand_units - units, "units_from": since}


def _disputed(one: Said) -> Said:
    return one._replace(grounds=(), disputed=True)


def confirmed(state: State, event: Happened) -> dict[str, Any]:
    """Whoever is said to have done it is said to have agreed, on a sheet: that, too, can be objected to."""
    records = set(event.plain["records"])
    said = (one._replace(confirmed=True) if one.seq in records else one for one in state.said_of)
    return {"said_of": tuple(said)}


def lapse_asked(
    book: Book, before: State, after: State, facts: Facts, how: Mandate, *, falls: Follow
) -> None:
    """In every kind: what rested on it falls, what was asked for in somebody's name was not asked for, and
    who was no hand after all is heard.
    """
    falls(book, before, after, facts, how)
    asked = [record.plain.get("request_id") for record in book.store.records([facts["paper"]])]
    if after.pending and after.pending in asked:
        book.perform("lapse", after.pending, Mandate(SYSTEM))
    _hear_again(book, after)


def _hear_again(book: Book, state: State) -> None:
    """What was closed without asking somebody, who was no hand after all, opens again, wherever the hands in
    this matter reach.
    """
    for one in reversed([*reached(book.store, state.id)]):
        now = book.store.state(one.id)
        row = book.store.kind(now.kind).by_name.get("sign_off") if now and now.life in CLOSED else None
        if now and row and unheard(book.snapshot(row, now, Mandate(SYSTEM), {})):
            open_again(book, now, because=state)


ENTRY = Field(
    "paper", "paper", Text("哪一条代录", "Which entry"), required=True, among=all_said, own=said_of_me
)
OBJECT = Act(
    "dispute_record",
    "record_disputed",
    Text("对代录提出异议", "Object to what was recorded for you"),
    Text("本人对代录提出异议", "Objected to by whoever is said to have done it"),
    (*GOING, *ENDED),
    ("represented", "within"),
    stale="never",
    behalf=True,
    testimony=True,
    needs=(is_said_of_me,),
    fields=(
        ENTRY,
        ask.REASON,
        ask.SHEET,
        ask.FILE_NAMES,
        ask.hidden("recorded_by", "person"),
        ask.hidden("recorded_act", "text"),
    ),
    decides=(recorder_told, falls_back_to, asked_anew),
    follows=partial(lapse_asked, falls=opens_above),
    tells=("office", "represented"),
    folds=objected,
    weighty=True,
    seldom=True,
)
CONFIRM = Act(
    "confirm_record",
    "record_confirmed",
    Text("确认代录", "Confirm what was recorded"),
    Text("本人已确认代录事项", "Confirmed by whoever is said to have done it"),
    OBJECT.when,
    ("within",),
    stale="never",
    fields=(ask.hidden("records", "json", required=True), ask.hidden("sheet", "int")),
    folds=confirmed,
)


def objecting(*when: Life, falls: Follow = opens_above) -> tuple[Act, ...]:
    """The acts by which somebody answers to what was recorded for him, in these lives; what falls by it."""
    follows = partial(lapse_asked, falls=falls)
    return replace(OBJECT, when=when, follows=follows), replace(CONFIRM, when=when)
