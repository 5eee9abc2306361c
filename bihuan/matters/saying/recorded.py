"""What was recorded for somebody in a month, as the sheet that they sign says it (代录事项确认单)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bihuan.core.acts.act import Act
from bihuan.core.loop.confirming import line_of, objected_to, recorded_for
from bihuan.core.loop.papers import ENTER
from bihuan.core.state.entry_sheets import Line
from bihuan.core.state.state import State
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_for, events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names, values_of
from bihuan.matters.saying.papered import waiting_said
from bihuan.matters.saying.requested import request_said
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import Sight

OPEN, WAITS, CONFIRMED, DISPUTED = "open", "waits", "confirmed", "disputed"
STANDS = {
    OPEN: Text("待本人确认", "to be confirmed"),
    WAITS: Text("已签字存档，待核对", "signed and filed, to be compared"),
    CONFIRMED: Text("已确认", "confirmed"),
    DISPUTED: Text("已提出异议", "objected to"),
}
"""How an entry stands with whoever it was recorded for."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what was recorded of which matter, on what basis, by whom, and how it stands."""

    seq: int
    on: date
    about: Text
    what: Text
    basis: Text
    by: Text
    compared: Text | None
    waits: Text | None  # what it waits for, where it has not happened yet
    stands: str = OPEN
    sheet: int | None = None  # the record that confirms it

    @property
    def said(self) -> Text:
        """How it stands, in a word."""
        return STANDS[self.stands]


@dataclass(frozen=True, slots=True)
class Signed:
    """What is known of a person's signed sheets: entries confirmed, with the record, and those that wait."""

    confirmed: Mapping[int, int]
    waiting: frozenset[int]

    def stands(self, state: State, line: Line) -> str:
        """How an entry stands."""
        if objected_to(state, line):
            return DISPUTED
        if {line.seq, line.paper} & self.confirmed.keys():
            return CONFIRMED
        return WAITS if line.seq in self.waiting else OPEN


def entries_for(
    sight: Sight, person: int, month: date, zone: str, register: int, signed: Signed
) -> list[Entry]:
    """Everything of a register's matters that was recorded for a person in a month, oldest first."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    events = events_for(sight.org, person, _start_of(month, zone), _start_of(following, zone))
    states = {one.id: one for one in rows.states(sorted({event.matter for event in events}))}
    mine = {
        one.id: one
        for one in states.values()
        if register in (one.register, *one.registers) and sight.sees(one)
    }
    names = Names(sight.org, sight).need(
        people=[person, *(one.actor for one in events)], matters=[one.matter for one in events]
    )
    theirs = [one for one in events if one.matter in mine and recorded_for(one, person)]
    shown = said_once([one for one in theirs if _shown(one, mine[one.matter])])
    return [_entry(event, mine[event.matter], names, signed) for event in shown]


def said_once(events: Sequence[Event]) -> list[Event]:
    """Each decision, and each thing asked for, on one line: as it was carried out where that stands here too.

    A yes that granted something stands as what it granted; a request as the act that asked for it.
    """
    granted = {one.plain["granted"] for one in events if "granted" in one.plain}
    asked = {one.plain["request_id"] for one in events if "request_id" in one.plain}

    def again(event: Event) -> bool:
        act = kind_of(event.kind).by_event[event.name]
        return event.matter in (asked if act.opens else granted if act.never_by == "step" else ())

    return [one for one in events if not again(one)]


def _shown(event: Event, state: State) -> bool:
    """What was compared since stands as what was then done; an objection on a signed sheet stands there."""
    if event.name != ENTER.event:
        act = kind_of(event.kind).by_event[event.name]
        return not (act.testimony and event.plain.get("on_paper"))
    waits = any(one.seq == event.seq for one in state.papers)
    return waits or (objected_to(state, line_of(event)) and not _carried_out(event))


def _carried_out(entered: Event) -> bool:
    """Whether it was done, in this month or later: it stands there as that."""
    return any(values_of(one.plain, "on_paper")[:1] == [entered.seq] for one in events_of(entered.matter))


def recorded_for_you(event: Event, names: Names) -> Text:
    """周明理代您办理：填报进展（依据：电话） – to whoever it was recorded for."""
    act, basis, by = _act_of(event), _basis_of(event), names.person(event.actor)
    return Text(
        f"{by.zh}代您录入：{act.label.zh}（依据：{basis.zh}）",
        f"{by.en} recorded for you: {act.label.en} (on the basis of: {basis.en})",
    )


def _act_of(event: Event) -> Act:
    """What was recorded."""
    acts = kind_of(event.kind)
    entered = event.name == ENTER.event
    return acts.act(str(event.plain["paper_act"])) if entered else acts.by_event[event.name]


def _what(event: Event, state: State) -> Text:
    """The same in words; a step of a request says which: 同意（申请延期）."""
    label = _act_of(event).label
    if not state.request:
        return label
    asked = request_said(state.request)
    return Text(f"{label.zh}（{asked.zh}）", f"{label.en} ({asked.en})")


def _basis_of(event: Event) -> Text:
    known = BASES.get(str(event.plain.get("paper_basis") or event.basis or ""))
    return known.said if known else Text(event.basis or "—", event.basis or "—")


def _entry(event: Event, state: State, names: Names, signed: Signed) -> Entry:
    line = line_of(event)
    sheet = [signed.confirmed[one] for one in (line.seq, line.paper) if one in signed.confirmed]
    on_paper = values_of(event.plain, "on_paper")
    paper = next((one for one in state.papers if one.seq == event.seq), None)
    return Entry(
        seq=event.seq,
        on=event.occurred_on,
        about=names.matter(event.matter),
        what=_what(event, state),
        basis=_basis_of(event),
        by=names.person(event.actor),
        compared=names.person(on_paper[1]) if on_paper else None,
        waits=waiting_said(paper) if paper else None,
        stands=signed.stands(state, line),
        sheet=sheet[0] if sheet else None,
    )


def _start_of(day: date, zone: str) -> int:
    return int(datetime.combine(day, time.min, ZoneInfo(zone)).timestamp()) * 1_000_000
