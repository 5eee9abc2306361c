"""代录事项确认单: what somebody signs of what was recorded for him, filed by one and compared by another.

It says of exactly the lines that it printed, whether each is so. Only what two persons have read counts: then
what is confirmed is confirmed, and what is objected to falls back, or is marked on its matter.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field, settles
from bihuan.core.acts.book import Book
from bihuan.core.acts.entering import first_who, why_not_asked
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.chain.ids import STEP, event_id
from bihuan.core.loop import fields as ask
from bihuan.core.loop.disputing import DISPUTE
from bihuan.core.loop.objecting import CONFIRM, OBJECT
from bihuan.core.loop.papers import ENTER, SCAN, entered_by, told_at_once, told_of
from bihuan.core.state.actor import SYSTEM, Actor
from bihuan.core.state.entry_sheets import EntrySheet, Line, sheet_of
from bihuan.core.state.hands import Hands, barred
from bihuan.core.state.papers import DESK, SIGNED
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason, Refused
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]


def waiting(state: State) -> list[int]:
    """The records of the sheets that wait to be compared."""
    return [one.seq for one in state.entry_sheets]


def some_waits(state: State) -> bool:
    """A sheet is there and waits to be compared."""
    return bool(state.entry_sheets)


# --- filing ----------------------------------------------------------------------------------------------
def line_of(event: Happened) -> Line:
    """An entry as a line of the sheet."""
    on_paper: Any = event.plain.get("on_paper") or (0,)
    paper = event.seq if event.name == ENTER.event else on_paper[0]
    return Line(event.seq, event.matter, paper, event.actor or 0)


def recorded_for(event: Happened, person: int) -> bool:
    """Whether it was recorded for that person: in his right, or as his decision on paper."""
    if event.name == ENTER.event:
        return bool(event.plain["represented"] == person)
    return event.for_whom == person and event.actor != person


def objected_to(state: State, line: Line) -> bool:
    """Whether the person has objected to it already."""
    return any(one.disputed and one.seq in (line.seq, line.paper) for one in state.said_of)


def lines_fit(snap: Snapshot) -> Reason | None:
    """Each line was recorded for whoever signs, in this register, waits on no other sheet, and is not
    objected to already; what is objected to is one of them.
    """
    if snap.trying:
        return None
    entries, person = _numbers(snap.facts["entries"]), snap.facts["represented"]
    events = {one.seq: one for one in snap.records_of(entries)}
    waits = {line.seq for sheet in snap.state.entry_sheets for line in sheet.lines}
    disputed = {seq for seq, _ in snap.facts.get("disputes") or ()}
    whole = bool(entries) and len(entries) == len(snap.facts["entries"])
    if not whole or events.keys() != set(entries) or not disputed <= set(entries):
        return Reason("line_strange")
    for event in events.values():
        about = snap.siblings(event.matter)
        if about is None or snap.state.id not in (about.register, *about.registers):
            return Reason("line_strange")
        if not recorded_for(event, person):
            return Reason("line_strange")
        if event.seq in waits:
            return Reason("line_waits", {"record": event.seq})
        if objected_to(about, line_of(event)):
            return Reason("line_disputed", {"record": event.seq})
    return None


def _numbers(value: Any) -> list[int]:
    found = value if isinstance(value, list) else []
    return [one for one in found if isinstance(one, int) and 0 < one < STEP]


def signs_in_person(snap: Snapshot) -> Reason | None:
    """Nobody files a sheet on which he confirms himself what others recorded for him."""
    if snap.trying:
        return None
    return Reason("confirm_yourself") if snap.facts["represented"] in snap.actor.people else None


@settles()
def its_lines(snap: Snapshot, facts: Facts) -> Facts:
    """The lines that it printed, those that are objected to, and who can compare them."""
    lines = [line_of(one) for one in snap.records_of(_numbers(facts["entries"]))]
    disputed = sorted(seq for seq, _ in facts.get("disputes") or ())
    but = {*snap.actor.people, facts["represented"], *(line.by for line in lines)}

    def free(person: int) -> bool:
        return why_not_read(snap, snap.actor_of(person), but, lines, disputed) is None

    who = first_who(snap, free)
    return {"lines": [list(line) for line in lines], "disputed": disputed, "sheet_compared_by": who}


def why_not_read(
    snap: Snapshot, by: Actor, wrote: Collection[int], lines: Iterable[Line], disputed: Collection[int]
) -> Reason | None:
    """Why somebody does not compare a sheet that these wrote: an objection is brought in by nobody who had a
    hand in what falls back.
    """
    if by.people & set(wrote):
        return Reason("recorded_a_line")
    seats = snap.seats_of(by.people)
    for line in lines:
        hands = snap.hands_in(line.matter) if line.seq in disputed else Hands()
        if barred(by.people, seats, hands, snap.today):
            return Reason("hand_in_line", {"matter": line.matter})
    return None


def filed(state: State, event: Happened) -> dict[str, Any]:
    """One more sheet waits."""
    plain = event.plain
    sheet = EntrySheet(
        seq=event.seq,
        person=plain["represented"],
        month=plain["month"],
        by=tuple(plain["entered_by"]),
        lines=tuple(Line._make(one) for one in plain["lines"]),
        disputed=tuple(plain["disputed"]),
        compare_by=plain["sheet_compared_by"],
    )
    return {"entry_sheets": (*state.entry_sheets, sheet)}


# --- comparing -------------------------------------------------------------------------------------------
def sheet_is_there(snap: Snapshot) -> Reason | None:
    """A sheet waits."""
    if not snap.state.entry_sheets:
        return Reason("no_sheet_waits")
    return None if snap.trying or _chosen(snap) else Reason("paper_gone")


def _chosen(snap: Snapshot) -> EntrySheet | None:
    return sheet_of(snap.state.entry_sheets, snap.facts.get("paper"))


def read_by_another(snap: Snapshot) -> Reason | None:
    """Neither by who filed it, recorded a line of it or signed it, nor by a hand in what it objects to."""
    sheets = snap.state.entry_sheets if snap.trying else [one for one in [_chosen(snap)] if one]
    why = [
        why_not_asked(snap, sheets=(one,))
        or why_not_read(snap, snap.actor, one.wrote, one.lines, one.disputed)
        for one in sheets
    ]
    return None if None in why else next(iter(why), Reason("recorded_a_line"))


@settles()
def what_is_confirmed(snap: Snapshot, facts: Facts) -> Facts:
    """The lines that stand as the person said, and whose they are."""
    sheet = _chosen(snap)
    assert sheet is not None
    confirmed = [line.seq for line in sheet.lines if line.seq not in sheet.disputed]
    told = told_of(snap, sheet.person)
    return {"confirmed": confirmed, "disputed": list(sheet.disputed), "represented": sheet.person, **told}


def taken_off(state: State, event: Happened) -> dict[str, Any]:
    """It waits no longer."""
    rest = (one for one in state.entry_sheets if one.seq != event.plain["paper"])
    return {"entry_sheets": tuple(rest)}


def carry_out(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of comparing: each matter is told what of it is confirmed, and what is objected to."""
    sheet = sheet_of(before.entry_sheets, facts["paper"])
    assert sheet is not None and how.actor.person is not None
    words = dict(book.store.words(event_id(book.org, sheet.seq)).get("disputes") or ())
    _confirm(book, sheet)
    person = (sheet.seq, how.actor.person)
    given = Mandate(book.store.actor(sheet.by[0]), sheet.person, SIGNED, paper=person)
    for line in sheet.lines:
        if line.seq in sheet.disputed:
            _object(book, line, given, words.get(line.seq) or "—")


def _confirm(book: Book, sheet: EntrySheet) -> None:
    of_matter: dict[int, list[int]] = defaultdict(list)
    for line in sheet.lines:
        state = book.store.state(line.matter)
        still = {one.seq for one in state.said_of if not one.disputed | one.confirmed} if state else set()
        if line.seq not in sheet.disputed and line.seq in still:
            of_matter[line.matter].append(line.seq)
    for matter, records in of_matter.items():
        book.perform(CONFIRM.name, matter, Mandate(SYSTEM, within=True), records=records, sheet=sheet.seq)


def _object(book: Book, line: Line, given: Mandate, words: str) -> None:
    """A decision on paper falls back where it can; all else is marked as objected to."""
    state = book.store.state(line.matter)
    if state is None or objected_to(state, line):
        return
    if line.paper and state.represented.get(line.paper) == given.for_whom:
        objection = {"paper": line.paper, "reason": words}
        try:
            book.judge(DISPUTE.name, line.matter, given, **objection)
        except Refused:
            pass  # it rests on it no longer: it is marked all the same
        else:
            book.perform(DISPUTE.name, line.matter, given, **objection)
            return
    event = next(iter(book.store.records([line.seq])))
    what = book.store.kind(event.kind).by_event[event.name].name
    recorded = {"recorded_by": line.by or None, "recorded_act": what}
    marked = replace(given, within=True)
    book.perform(OBJECT.name, line.matter, marked, paper=line.seq, reason=words, **recorded)


SHEET = Field("paper", "paper", Text("哪一份确认单", "Which sheet"), required=True, among=waiting)
FILE = Act(
    "file_entries",
    "entries_filed",
    Text("代录事项确认单", "Sheet of what was recorded for somebody"),
    Text("代录事项确认单已存档，待核对", "The signed sheet was filed; it waits to be compared"),
    (),
    ("office",),
    stale="never",
    needs=(signs_in_person, lines_fit),
    fields=(
        ask.hidden("represented", "person", by_page=True, required=True, note=labels.RECORDED_FOR),
        ask.hidden("month", "text", by_page=True, required=True, note=labels.MONTH),
        ask.hidden("entries", "json", by_page=True, required=True),
        ask.hidden("disputes", "json", personal=True, by_page=True),
        replace(SCAN, required=True, help=None),
        ask.FILE_NAMES,
    ),
    decides=(entered_by, its_lines, told_at_once),
    tells=("office", "represented"),
    folds=filed,
    seldom=True,
)
COMPARE = Act(
    "compare_entries",
    "entries_compared",
    Text("核对代录事项确认单", "Compare the sheet of what was recorded"),
    Text("代录事项确认单已核对，与签字件一致", "Compared: the signed sheet says so"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(sheet_is_there, read_by_another),
    fields=(SHEET, ask.REMARK),
    opposite="refuse_entries",
    decides=(what_is_confirmed,),
    follows=carry_out,
    tells=("office", "represented"),
    folds=taken_off,
    next_while=some_waits,
)
REFUSE = Act(
    "refuse_entries",
    "entries_refused",
    Text("确认单与原件不符", "The signed sheet says otherwise"),
    Text("代录事项确认单与原件不符，已退回", "Refused: the signed sheet says otherwise"),
    (),
    (*DESK, "comparer"),
    stale="never",
    needs=(sheet_is_there,),
    fields=(SHEET, ask.REASON),
    tells=("office",),
    folds=taken_off,
)
