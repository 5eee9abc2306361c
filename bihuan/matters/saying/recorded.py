"""What was recorded for somebody in a month, as the sheet that they sign says it (代录事项确认单)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_for
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names, values_of
from bihuan.matters.saying.papered import waiting_said
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.sight import Sight


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what was recorded, of which matter, on what basis, by whom, and who compared it."""

    seq: int
    on: date
    about: Text
    what: Text
    basis: Text
    by: Text
    compared: Text | None
    waits: Text | None  # what it waits for, where it has not happened yet


def recorded_for(sight: Sight, person: int, month: date, zone: str, register: int) -> list[Entry]:
    """Everything of a register's matters that was recorded for a person in a month, oldest first."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    events = events_for(sight.org, person, _start_of(month, zone), _start_of(following, zone))
    states = {one.id: one for one in rows.states(sorted({event.matter for event in events}))}
    mine = {
        one.id: {paper.seq: paper for paper in one.papers}
        for one in states.values()
        if (register in one.registers or one.register == register) and sight.sees(one)
    }
    names = Names(sight.org).need(
        people=[person, *(one.actor for one in events)], matters=[one.matter for one in events]
    )
    found = []
    for event in events:
        paper = mine.get(event.matter, {}).get(event.seq)
        if event.matter in mine and (event.for_whom == person or paper):
            found.append(_entry(event, names, waiting_said(paper) if paper else None))
    return found


def _entry(event: Event, names: Names, waits: Text | None) -> Entry:
    acts = kind_of(event.kind)
    act = acts.act(str(event.plain["paper_act"])) if waits else acts.by_event[event.name]
    known = BASES.get(str(event.plain.get("paper_basis") or event.basis or ""))
    on_paper = values_of(event.plain, "on_paper")
    return Entry(
        seq=event.seq,
        on=event.occurred_on,
        about=names.matter(event.matter),
        what=act.label,
        basis=known.said if known else Text("—", "—"),
        by=names.person(event.actor),
        compared=names.person(on_paper[1]) if on_paper else None,
        waits=waits,
    )


def _start_of(day: date, zone: str) -> int:
    return int(datetime.combine(day, time.min, ZoneInfo(zone)).timestamp()) * 1_000_000
