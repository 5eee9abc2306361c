"""All that a matter's page shows, gathered in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.stakes import face
from bihuan.core.loop.fields import REASON
from bihuan.core.loop.spine_kinds import REQUEST
from bihuan.core.state.faces import FULL, PUBLIC
from bihuan.core.state.lives import DONE, GOES_ON, IN_CHECK, OVER
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import children_of, kind_of, life_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.describing import details_of, due_said, facts_said, lamp_said, stamp_said
from bihuan.matters.saying.moments import moment_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import from_paper, offers, verdicts, with_children
from bihuan.matters.saying.papered import as_entered, sheets_said
from bihuan.matters.saying.requested import (
    child_said,
    facts_of_request,
    person_said,
    request_said,
    seconded_said,
)
from bihuan.matters.saying.seconding import newer_of
from bihuan.matters.saying.sentences import Told, proofs_told, timeline_of
from bihuan.matters.saying.turn import turn_said
from bihuan.matters.seeing.registers import registers_seen
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import reading
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Changed, Crumb, Fact

TIMELINE = 60
SHORT = 28


@dataclass(frozen=True, slots=True)
class ChildLine:
    """One matter under the page's own: a measure, a part, an instalment or a request."""

    state: State
    lamp: str
    said: Text
    due: Text | date | None
    url: str
    who: Text
    label: Text | None = None  # said in place of its title, where that is the title of what stands above
    stamp: Text | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under the page's matter, of one kind. `counts`: it is done when these are."""

    kind: str
    heading: Text
    lines: list[ChildLine]
    counts: bool
    asks: bool
    done: int
    owed: int
    nothing: Text | None


def page_of(request: SignedInRequest, state: State) -> dict[str, Any]:
    """The template's values for a matter."""
    sight, today = sight_of(request), today_of(request)
    open_book = reading(state.org, today=today)
    names, kind = Names(state.org, sight), kind_of(state.kind)
    shown = face(sight.principals, state, kind)
    children = [one for one in open_book.store.children(state.id) if shown == FULL or sight.sees(one)]
    names.tell([state.parent] if shown == FULL else ())
    _look_up(names, [state, *children])
    desk = open_book.store.desk(state.register)
    held = relations(sight.actor, state, desk)
    near, seldom = offers(verdicts(open_book, state, sight.actor), state, names, held)
    seldom += from_paper(open_book, state, sight.actor)
    near = with_children(near, state, children, sight.actor, desk)
    events = events_of(state.id)
    tellings = timeline_of(kind, events, names, face=shown, me=sight.actor.person, requests=children)
    lamp, said = lamp_said(state, today, open_book.store.calendar())
    sections = _sections(state, children, open_book, names, sight)
    counted = next((one for one in sections if one.counts and (one.lines or shown != PUBLIC)), None)
    whole = "all" in request.GET
    here = tellings if whole else tellings[:TIMELINE]

    def opens(matter: int) -> bool:
        found = open_book.store.state(matter)
        return found is not None and sight.sees(found)

    return {
        "state": state, "kind": _kind_said(state, kind, names), "face": shown, "today": today,
        "title": names.matter(state.id),
        "heading": person_said(state, names) if shown != PUBLIC else None,
        "closed": kind.life(state.life).phase in (DONE, GOES_ON),
        "sheet": shown == FULL and for_outsiders(state),
        "turn": turn_said(open_book, state, names, request.person.org.zone, by_name=shown != PUBLIC),
        "desk_url": desk_url(sight, state),
        "lamp": lamp, "said": said, "stamp": _stamp(state, children), "offers": near, "seldom": seldom,
        "facts": facts_said(state, names, opens=opens), "pending": opens(state.pending or 0),
        "details": [*_newer(open_book, state, names, sight), *_details(kind, state, names, shown, on=today)],
        "counted": counted, "sections": [one for one in sections if not one.counts and not one.asks],
        "requests": next((one for one in sections if one.asks), None),
        "subjects": _subjects(state, open_book, names, sight),
        "moments": [moment_of(one, here={told.seq for told in here}, beyond="?all=1") for one in here],
        "changed": _changed(tellings, state),
        "earlier": 0 if whole else max(0, len(tellings) - TIMELINE),
        "proofs": proofs_told(tellings),
        "crumbs": _crumbs(state, names, sight, open_book),
        "fresh": request.GET.get("done") in kind.by_event and kind.life(state.life).phase in (DONE, GOES_ON),
    }  # fmt: skip


def desk_url(sight: Sight, state: State) -> str:
    """Where the desk of its register is looked after, for those who sit at it."""
    return address_of("register_about", state.register) if state.register in sight.desks else ""


def for_outsiders(state: State) -> bool:
    """Whether it waits for somebody from outside, who may check or approve it on paper (核验单)."""
    waits = life_of(state.kind, state.life).phase == IN_CHECK and not state.steps
    return waits and (state.approve_by if state.finding else state.check_by) == "outsider"


def _sections(
    state: State, children: Sequence[State], open_book: Book, names: Names, sight: Sight
) -> list[Section]:
    """What stands under the matter, kind by kind; those by which it is done even when there are none."""
    found = []
    for child in children_of(state.kind):
        mine = [one for one in children if one.kind == child.kind]
        if mine or child.counts:
            kind = kind_of(child.kind)
            lives = [kind.life(one.life).phase for one in mine]
            found.append(
                Section(
                    kind=child.kind,
                    heading=child.heading or kind.plural or kind.label,
                    lines=_below(mine, open_book, names, sight),
                    counts=child.counts,
                    asks=child.kind == REQUEST.name,
                    nothing=child.nothing,
                    done=sum(phase in (DONE, GOES_ON) for phase in lives),
                    owed=sum(phase != OVER for phase in lives),
                )
            )
    return found


def read_beside(request: SignedInRequest, state: State, names: Names) -> dict[str, Any]:
    """What whoever fills in a form of the matter reads beside it: what it says, and the proof."""
    kind = kind_of(state.kind)
    shown = face(sight_of(request).principals, state, kind)
    if shown == PUBLIC:
        return {}
    tellings = timeline_of(kind, events_of(state.id), names, face=shown, me=None)
    written = _written_so_far(tellings) if state.steps else []
    return {
        "details": [*_details(kind, state, names, shown, on=today_of(request)), *written],
        "changed": _changed(tellings, state),
        "proofs": proofs_told(tellings),
    }


def _written_so_far(tellings: Sequence[Told]) -> list[Fact]:
    """Of a request: why it was asked for, and what was said at the steps before this one."""
    return [
        Fact(REASON.label if one is tellings[-1] else label, words, note=one.sentence)
        for one in reversed(tellings)
        for label, words in one.quotes
    ]


def papers_beside(request: SignedInRequest, state: State, names: Names) -> dict[str, Any]:
    """What was entered from each paper that waits, with its scan: what whoever compares holds together."""
    kind = kind_of(state.kind)
    if not (state.papers or state.entry_sheets) or face(sight_of(request).principals, state, kind) != FULL:
        return {"papers": []}
    events = {one.id: one for one in events_of(state.id)}
    return {
        "papers": [
            (name, facts, [(proof, one) for one in scans for proof in one.proofs])
            for name, facts, event in (*as_entered(state, names), *sheets_said(state, names))
            if (scans := timeline_of(kind, [events[event]], names, face=FULL, me=None))
        ]
    }


def _look_up(names: Names, states: list[State]) -> None:
    names.need(
        units=[u for s in states for u in (s.lead_unit, *s.supporting)],
        people=[p for s in states for p in (s.accountable, s.leader, *s.raisers)],
        matters=[m for s in states for m in (s.id, s.parent, s.register, s.merged_into)],
    )


def _below(states: list[State], open_book: Book, names: Names, sight: Sight) -> list[ChildLine]:
    """A line each; one that the person may not open is no link."""
    found = []
    for one in states:
        lamp, said = lamp_said(one, open_book.today, open_book.store.calendar())
        who = names.unit(one.lead_unit) if one.lead_unit else Text("", "")
        url = address_of("matter", one.id) if sight.sees(one) else ""
        label, stamp = child_said(one, names), stamp_said(one)
        found.append(ChildLine(one, lamp, said, due_said(one), url, who, label, stamp))
    return found


def _details(kind: Kind, state: State, names: Names, seen_by: str, *, on: date) -> list[Fact]:
    """What it says: a request what it asks for, others the facts that stand with them."""
    if state.steps:
        return facts_of_request(state, names, on=on) if seen_by != PUBLIC else []
    return details_of(kind, state, names, seen_by)


def _newer(open_book: Book, state: State, names: Names, sight: Sight) -> list[Fact]:
    """Of a confirmation that lapsed because it was asked for anew: the way to the new one."""
    newer = newer_of(open_book, state)
    if newer is None or not sight.sees(newer):
        return []
    said = seconded_said(newer, names) or request_said(newer.request)
    return [Fact(Text("已由新的提请代替", "Asked for anew"), said, address_of("matter", newer.id))]


def _kind_said(state: State, kind: Kind, names: Names) -> Text:
    """The kind, with what tells it from others of the same title."""
    if state.request:
        return request_said(state.request)
    if (more := child_said(state, names)) is None:
        return kind.label
    return Text(f"{kind.label.zh} · {more.zh}", f"{kind.label.en} · {more.en}")


def _subjects(state: State, open_book: Book, names: Names, sight: Sight) -> list[ChildLine]:
    """What a request is about, where it is about several."""
    if len(state.subjects) < 2 and state.parent in state.subjects:
        return []
    found = [one for one in map(open_book.store.state, state.subjects) if one and sight.sees(one)]
    names.need(units=[one.lead_unit for one in found])
    return _below(found, open_book, names, sight)


def _stamp(state: State, children: Sequence[State]) -> Text | None:
    going_on = any(life_of(one.kind, one.life).phase == GOES_ON for one in children)
    return stamp_said(state, part_continuing=going_on)


def _changed(tellings: Sequence[Told], state: State) -> list[tuple[Told, Changed]]:
    """What was changed since the present claim, newest first: whoever checks it reads that beside it."""
    since = [one for one in tellings if state.claim_seq and one.seq > state.claim_seq]
    return [(one, changed) for one in since for changed in one.changed]


def _short(text: Text) -> Text:
    return Text(*(one if len(one) <= SHORT else f"{one[: SHORT - 1]}…" for one in text))


def _opens_register(state: State, sight: Sight) -> bool:
    """Whether its reader may open its register: whatever stands there is seen there. Few are not."""
    return state.register in state.registers or bool(registers_seen(sight, [state.register or 0]))


def _crumbs(state: State, names: Names, sight: Sight, open_book: Book) -> list[Crumb]:
    found = []
    if state.register and state.register != state.id and names.opens(state.register):
        url = f"/r/{state.register}/" if _opens_register(state, sight) else ""
        found.append(Crumb(names.matter(state.register), url))
    if state.parent and state.parent != state.register and names.says(state.parent):
        above = open_book.store.state(state.parent)
        url = address_of("matter", state.parent) if above and sight.sees(above) else ""
        found.append(Crumb(_short(names.matter(state.parent)), url))
    found.append(Crumb(state.number or kind_of(state.kind).label))
    return found
