"""What must I do: the to-do list in order of due, the notices, and finding by text."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.loop import confirming
from bihuan.core.loop.comparing import COMPARE, FILE_MINUTES
from bihuan.core.loop.desks import SECONDED
from bihuan.core.state.lamps import LATE, NEAR
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.ledger.read import events_at
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.matter_page import desk_url
from bihuan.matters.pages.reader import sight_of, today_of, turn_count
from bihuan.matters.saying.describing import due_said, lamp_said, stamp_said
from bihuan.matters.saying.list_rows import above_said, handled
from bihuan.matters.saying.naming import NOT_IN_SIGHT, Names
from bihuan.matters.saying.offering import is_next, is_ready, next_act
from bihuan.matters.saying.recorded import recorded_for_you
from bihuan.matters.saying.requested import PERSONNEL, child_said, person_said, request_said
from bihuan.matters.saying.sentences import event_said
from bihuan.matters.saying.turn import missing_said, waits_for_nobody
from bihuan.matters.seeing import lists, rows
from bihuan.matters.seeing.orphans import orphans as waiting_for_nobody
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import reading
from bihuan.notices import inbox as kept
from bihuan.notices.models import Notice
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.addresses import address_of
from bihuan.web.numbers import typed_id
from bihuan.web.paging import asked_page
from bihuan.web.parts import asks_for_part, page_or_part

SIZE = 30
NAME_SOMEBODY = Text("去台账岗位", "See its desk")


@signed_in
@require_GET
def to_do(request: SignedInRequest) -> HttpResponse:
    """The matters whose turn it is to be acted on by this person, the most pressing first."""
    sight, today = sight_of(request), today_of(request)
    page = asked_page(request)
    ids = lists.turns(sight, limit=SIZE + 1, offset=(page - 1) * SIZE)
    mine = [one for one in lists.raised(sight) if one not in ids] if page == 1 else []
    lines = _rows(request, [*ids[:SIZE], *mine])
    papers = _rows(request, _to_compare(request, ids)) if page == 1 else []
    shown, raised = lines[: len(lines) - len(mine)], [_raised(row) for row in lines[len(lines) - len(mine) :]]
    first = [row for row in shown if row["lamp"] in (LATE, NEAR)]
    rest = [row for row in shown if row["lamp"] not in (LATE, NEAR)]
    return render(request, "matters/to_do.html", {
        "first": first, "rest": rest, "today": today, "count": turn_count(request), "page": page,
        "more": len(ids) > SIZE, "here": "to_do", "raised": raised, "posted": bool(sight.actor.hats),
        "steps": import_string(settings.FIRST_STEPS)(request) if page == 1 else [],
        "papers": [_to_be_compared(row) for row in papers],
        "glances": [one for name in settings.TODAY for one in import_string(name)(request)],
    })  # fmt: skip


def _to_compare(request: SignedInRequest, taken: Sequence[int]) -> list[int]:
    """Decisions on paper that are no turn of anybody's, and those of meetings whose minutes are late."""
    sight, today = sight_of(request), today_of(request)
    ids = [one for one in lists.to_compare(sight) if one not in taken]
    if not ids:
        return []
    book = reading(sight.org, today=today)
    days, calendar = int(book.store.rules()["minutes_workdays"]), book.store.calendar()

    def waits(state: State) -> bool:
        late = any(calendar.add_workdays(one.since, days) < today for one in state.papers if not one.filed)
        act = _compares(state)
        row = book.store.kind(state.kind).act(act.name) if act else None
        return late or (row is not None and is_ready(book, row, state, sight.actor))

    return [state.id for state in rows.states(ids) if waits(state)]


def _compares(state: State) -> Act | None:
    """The act by which what waits there is compared, if anything can be."""
    if any(one.filed for one in state.papers):
        return COMPARE
    return confirming.COMPARE if state.entry_sheets else None


def _to_be_compared(row: dict[str, Any]) -> dict[str, Any]:
    """The same with what there is to do: compare, or file the minutes."""
    state: State = row["state"]
    act = _compares(state) or FILE_MINUTES
    return row | {"next": act.label, "next_url": address_of("act", state.id, act.name)}


@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    """What has happened that this person is to know of."""
    sight = sight_of(request)
    if request.method == "POST":
        _mark_read(request, sight)
        if not asks_for_part(request):
            return redirect("inbox")
    shown = {"notices": _notices(sight), "here": "inbox"}
    return page_or_part(request, "matters/inbox.html", "matters/parts/inbox_changed.html", shown)


def _mark_read(request: SignedInRequest, sight: Sight) -> None:
    """One notice, or all up to one."""
    assert sight.actor.person
    one, up_to = typed_id(request.POST.get("notice")), typed_id(request.POST.get("up_to"))
    kept.mark_read(sight.actor.person, [one] if one else [], up_to=up_to or None, principals=sight.own)


def _notices(sight: Sight) -> list[tuple[Notice, Text, Text, Text | None, bool]]:
    """What is unread: each notice with what happened, to which matter, which part of it, and whether its
    reader may open that. What somebody was told of and may see no more is not named.
    """
    assert sight.actor.person
    notices = kept.unread(sight.actor.person, sight.own, 100)
    about = {state.id: state for state in rows.states(sorted({one.matter_id for one in notices}))}
    names = Names(sight.org, sight).need(
        matters=[one.matter_id for one in notices], units=[state.lead_unit for state in about.values()]
    )
    found = []
    recorded = _recorded_for(sight.actor.person, notices, names)
    for one in notices:
        if state := about.get(one.matter_id):
            said = recorded.get(one.event_id) or event_said(state.kind, one.name)
            opens = sight.sees(state)
            named = opens or kind_of(state.kind).founded is not None  # people and rules are known to all
            title = names.matter(state.id) if named else NOT_IN_SIGHT
            found.append((one, said, title, child_said(state, names) if named else None, opens))
    return found


def _recorded_for(person: int, notices: Sequence[Notice], names: Names) -> dict[int, Text]:
    """Of each event that somebody recorded for that person: what, by whom and on what basis."""
    events = [
        one
        for one in events_at([notice.event_id for notice in notices])
        if confirming.recorded_for(one, person)
    ]
    names.need(people=[one.actor for one in events])
    return {one.id: recorded_for_you(one, names) for one in events}


@signed_in
@require_GET
def search(request: SignedInRequest) -> HttpResponse:
    """Matters that contain a text, that of this number first; two characters are enough."""
    text = request.GET.get("q", "").strip()[:80]
    ids = lists.found_by_text(sight_of(request), text, limit=SIZE) if text else []
    return render(request, "matters/search.html", {
        "rows": _rows(request, ids), "q": text, "today": today_of(request), "most": SIZE,
        "nothing": lists.says_nothing(text),
    })  # fmt: skip


@signed_in
@require_GET
def orphans(request: SignedInRequest) -> HttpResponse:
    """For those who sit at a desk: what waits for a post that nobody holds."""
    sight = sight_of(request)
    if not sight.desks:
        raise Http404
    ids = waiting_for_nobody(sight, today_of(request))
    return render(request, "matters/orphans.html", {"rows": _rows(request, ids), "here": "orphans"})


def _rows(request: SignedInRequest, ids: Sequence[int]) -> list[dict[str, Any]]:
    """A line for each matter: lamp, title, whose it is, the next act."""
    by_id = {state.id: state for state in rows.states(ids)}
    states = [by_id[one] for one in ids if one in by_id]
    sight, today = sight_of(request), today_of(request)
    names = Names(sight.org, sight).need(
        units=[s.lead_unit for s in states], people=[s.accountable for s in states],
        matters=[s.parent for s in states if s.parent],
    ).tell(s.parent for s in states if handled(sight, s))  # fmt: skip
    book = reading(sight.org, today=today)
    calendar = book.store.calendar()
    mine = {one.id for one in states if one.turn in set(sight.own) and _answers(book, one, sight)}
    found = [_row(one, names, lamp_said(one, today, calendar), mine=one.id in mine) for one in states]
    for row in found:
        if row["state"].id in mine and waits_for_nobody(row["state"]):
            row |= _nobody(sight, row["state"], names, today)
    return found


def _nobody(sight: Sight, state: State, names: Names, today: date) -> dict[str, Any]:
    """What is missing where nobody may check or approve, and where the office names somebody."""
    url = desk_url(sight, state)
    said = missing_said(reading(sight.org, today=today), state, names)
    return {"missing": said, "next": NAME_SOMEBODY if url else None, "next_url": url}


def _answers(book: Book, state: State, sight: Sight) -> bool:
    """Whether it is this person's: not of whoever is appointed by a request, or entered a paper."""
    if state.request not in SECONDED and not state.papers:
        return True
    acts = book.store.kind(state.kind).acts
    return any(is_next(act, state) and is_ready(book, act, state, sight.actor) for act in acts)


def _row(state: State, names: Names, lit: tuple[str, Text], *, mine: bool) -> dict[str, Any]:
    act = next_act(state) if mine else None
    return {
        "state": state, "lamp": lit[0], "said": lit[1], "due": due_said(state),
        "unit": names.unit(state.lead_unit) if state.lead_unit else None,
        "who": names.person(state.accountable) if state.accountable else None,
        "above": above_said(state, names),
        "title": person_said(state, names), "missing": None,
        "child": request_said(state.request) if state.request in PERSONNEL else child_said(state, names),
        "url": address_of("matter", state.id), "stamp": stamp_said(state),
        "next": act.label if act else None,
        "next_url": address_of("act", state.id, act.name) if act else address_of("matter", state.id),
    }  # fmt: skip


def _raised(row: dict[str, Any]) -> dict[str, Any]:
    """The same for whoever raised it: what there is to do is what the raiser may do next."""
    state = row["state"]
    act = next_act(state, kind_of(state.kind).raising)
    if act is None:
        return row | {"next": None, "next_url": row["url"]}
    return row | {"next": act.label, "next_url": address_of("act", state.id, act.name)}
