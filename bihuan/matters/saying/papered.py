"""Decisions on paper in words: which paper it is, what was entered from it, and what waits for whom."""

import json
from collections.abc import Iterator
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.chain.ids import event_id
from bihuan.core.state.entry_sheets import EntrySheet, sheet_of
from bihuan.core.state.papers import Paper, Rest
from bihuan.core.state.said import Said
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.bases import BASES
from bihuan.core.words.text import Text
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_at
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.requested import value_said
from bihuan.web.pieces import Fact

TO_COMPARE = Text("签字件待核对", "Paper to be compared")
PROVISIONAL = Text("会议已定，待补纪要", "Decided in a meeting, minutes to follow")


def paper_named(state: State, seq: int, names: Names) -> Text:
    """温如砺：销号（第 12 号）"""
    if sheet := sheet_of(state.entry_sheets, seq):
        who = names.person(sheet.person)
        zh = f"{who.zh}：{sheet.month} 代录事项确认单（第 {seq:,} 号）"
        return Text(zh, f"{who.en}: sheet of {sheet.month} (no. {seq:,})")
    found: tuple[Said | Rest | Paper, ...] = (*state.said_of, *state.rests, *state.papers)
    held = {one.seq: (one.act, one.person) for one in found}
    name, person = held[seq]
    row, who = kind_of(state.kind).act(name), names.person(person)
    return Text(f"{who.zh}：{row.label.zh}（第 {seq:,} 号）", f"{who.en}: {row.label.en} (no. {seq:,})")


def waiting_said(one: Paper) -> Text:
    """What it waits for."""
    return TO_COMPARE if one.filed else PROVISIONAL


def stands_on_paper(state: State) -> Text | None:
    """What a list says of a matter whose next step was decided on paper."""
    kind = kind_of(state.kind)
    mine = [one for one in state.papers if state.life in kind.by_name[one.act].next_in]
    return waiting_said(mine[0]) if mine else None


def papers_said(state: State, names: Names) -> list[Fact]:
    """A fact for each paper that waits with a matter."""
    return [
        Fact(
            waiting_said(one),
            paper_named(state, one.seq, names),
            note=Text(f"{one.day} 录入", f"entered on {one.day}"),
        )
        for one in state.papers
    ]


def as_entered(state: State, names: Names) -> list[tuple[Text, list[Fact], int]]:
    """Of each paper that waits: its name, what was entered from it, and the event that holds its scan."""
    found = []
    events = {one.seq: one for one in events_at([event_id(state.org, one.seq) for one in state.papers])}
    for one in state.papers:
        words: Any = events[one.seq].personal.get("paper_words") or {}
        row = kind_of(state.kind).act(one.act)
        facts = [Fact(labels.DECIDED_BY, names.person(one.person)), Fact(labels.BASIS, BASES[one.basis].said)]
        if document := events[one.seq].personal.get("document"):
            facts.append(Fact(labels.PAPER_NAMED, str(document)))
        facts.append(Fact(labels.ENTERED_BY, names.person(one.by[0])))
        facts += _facts(row, {**json.loads(one.asked), **words}, names)
        found.append((paper_named(state, one.seq, names), facts, events[one.seq].id))
    return found


def _facts(row: Act, given: dict[str, Any], names: Names) -> Iterator[Fact]:
    for field in row.fields:
        value = given.get(field.name)
        if value is None or field.hidden or field.kind in ("evidence", "names"):
            continue
        said = labels.YES if field.kind == "yes" else value_said(field, value, names)
        if said is not None:
            yield Fact(field.label, said)


def sheets_said(state: State, names: Names) -> list[tuple[Text, list[Fact], int]]:
    """Of each 代录事项确认单 that waits: its name, line by line what it says, and the event with its scan."""
    ids = {one.seq: event_id(state.org, one.seq) for one in state.entry_sheets}
    events = {one.seq: one for one in events_at(list(ids.values()))}
    return [
        (paper_named(state, one.seq, names), _lines(one, events[one.seq], names), ids[one.seq])
        for one in state.entry_sheets
    ]


def _lines(sheet: EntrySheet, filed: Event, names: Names) -> list[Fact]:
    given: Any = filed.personal.get("disputes") or ()
    words = dict(given)
    found = [Fact(Text("存档人", "Filed by"), names.person(sheet.by[0]))]
    for event in events_at([event_id(filed.org, line.seq) for line in sheet.lines]):
        kind = kind_of(event.kind)
        paper = event.plain.get("paper_act")
        act = kind.act(str(paper)) if paper else kind.by_event[event.name]
        about, said = names.matter(event.matter), words.get(event.seq)
        what = Text(f"{about.zh}　{act.label.zh}", f"{about.en} {act.label.en}")
        objected = Text(f"有异议：{said}", f"objected to: {said}")
        answer = objected if event.seq in sheet.disputed else Text("本人确认", "confirmed")
        found.append(Fact(Text(f"第 {event.seq:,} 号", f"No. {event.seq:,}"), what, note=answer))
    return found
