"""What must I do: the to-do list in order of due, the notices, and finding by text."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET

from bihuan.core.state.lamps import LATE, NEAR
from bihuan.core.state.lives import (
    ASSIGNED,
    CLAIMED,
    COUNTERSIGNED,
    RECEIVED,
    REGISTERED,
    UNDER_WAY,
    VERIFIED,
)
from bihuan.core.state.principals import APPROVERS, FALLBACK, HEAD, OFFICE, UNIT, VERIFIERS, principal_kind
from bihuan.core.state.state import State
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of, today_of, turn_count
from bihuan.matters.saying.describing import due_said, lamp_said
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.requested import child_said
from bihuan.matters.seeing import lists, rows
from bihuan.matters.seeing.orphans import orphans as waiting_for_nobody
from bihuan.matters.writing.acts import reading
from bihuan.notices import inbox as kept
from bihuan.web.acting import signed_in
from bihuan.web.paging import asked_page

SIZE = 30
NEXT = {
    (REGISTERED, OFFICE): "assign", (ASSIGNED, UNIT): "receive", (RECEIVED, UNIT): "progress",
    (UNDER_WAY, UNIT): "progress", (CLAIMED, HEAD): "countersign", (CLAIMED, VERIFIERS): "verify",
    (COUNTERSIGNED, VERIFIERS): "verify", (COUNTERSIGNED, FALLBACK): "verify", (CLAIMED, FALLBACK): "verify",
    (VERIFIED, OFFICE): "ask_raisers", (VERIFIED, APPROVERS): "sign_off",
}  # fmt: skip


@signed_in
@require_GET
def to_do(request: HttpRequest) -> HttpResponse:
    """The matters whose turn it is to be acted on by this person, the most pressing first."""
    sight, today = sight_of(request), today_of(request)
    page = asked_page(request)
    ids = lists.turns(sight, limit=SIZE + 1, offset=(page - 1) * SIZE)
    mine = lists.raised(sight) if page == 1 else []
    lines = _rows(request, [*ids[:SIZE], *mine])
    shown, raised = lines[: len(lines) - len(mine)], [_raised(row) for row in lines[len(lines) - len(mine) :]]
    first = [row for row in shown if row["lamp"] in (LATE, NEAR)]
    rest = [row for row in shown if row["lamp"] not in (LATE, NEAR)]
    return render(request, "matters/to_do.html", {
        "first": first, "rest": rest, "today": today, "count": turn_count(request), "page": page,
        "more": len(ids) > SIZE, "here": "to_do", "raised": raised,
        "glances": [one for name in settings.TODAY for one in import_string(name)(request)],
    })  # fmt: skip


@signed_in
def inbox(request: HttpRequest) -> HttpResponse:
    """What has happened that this person is to know of."""
    sight = sight_of(request)
    assert sight.actor.person
    if request.method == "POST":
        kept.mark_read(sight.actor.person, up_to=_number(request.POST.get("up_to")), principals=sight.own)
        return redirect("inbox")
    notices = kept.unread(sight.actor.person, sight.own, 100)
    about = {state.id: state for state in rows.states(sorted({one.matter_id for one in notices}))}
    names = Names(sight.org).need(
        matters=[one.matter_id for one in notices], units=[state.lead_unit for state in about.values()]
    )
    found = [
        (one, _event_said(one.name), names.matter(one.matter_id), child_said(about[one.matter_id], names))
        for one in notices
        if one.matter_id in about
    ]
    return render(request, "matters/inbox.html", {"notices": found, "here": "inbox"})


@signed_in
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Matters that contain a text, the newest first; two characters are enough."""
    text = request.GET.get("q", "").strip()[:80]
    ids = lists.found_by_text(sight_of(request), text, limit=SIZE) if text else []
    return render(
        request,
        "matters/search.html",
        {"rows": _rows(request, ids), "q": text, "today": today_of(request), "most": SIZE},
    )


@signed_in
@require_GET
def orphans(request: HttpRequest) -> HttpResponse:
    """For those who sit at a desk: what waits for a post that nobody holds."""
    sight = sight_of(request)
    if not sight.desks:
        raise Http404
    ids = waiting_for_nobody(sight, today_of(request))
    return render(request, "matters/orphans.html", {"rows": _rows(request, ids), "here": "orphans"})


def _rows(request: HttpRequest, ids: Sequence[int]) -> list[dict[str, Any]]:
    """A line for each matter: lamp, title, whose it is, the next act."""
    by_id = {state.id: state for state in rows.states(ids)}
    states = [by_id[one] for one in ids if one in by_id]
    sight, today = sight_of(request), today_of(request)
    names = Names(sight.org).need(
        units=[s.lead_unit for s in states], people=[s.accountable for s in states],
        matters=[s.parent for s in states if s.parent],
    )  # fmt: skip
    calendar = reading(sight.org, today=today).store.calendar()
    own = set(sight.own)
    return [_row(one, names, lamp_said(one, today, calendar), mine=one.turn in own) for one in states]


def _row(state: State, names: Names, lit: tuple[str, Text], *, mine: bool) -> dict[str, Any]:
    name = _next_act(state) if mine else None
    return {
        "state": state, "lamp": lit[0], "said": lit[1], "due": due_said(state),
        "unit": names.unit(state.lead_unit) if state.lead_unit else None,
        "who": names.person(state.accountable) if state.accountable else None,
        "above": names.matter(state.parent) if state.parent and state.parent != state.register else None,
        "child": child_said(state, names),
        "url": reverse("matter", args=[state.id]), "closed": state.life in ("signed_off", "continuing"),
        "next": term(name, "acts").text if name else None,
        "next_url": reverse("act", args=[state.id, name]) if name else reverse("matter", args=[state.id]),
    }  # fmt: skip


def _raised(row: dict[str, Any]) -> dict[str, Any]:
    """The same for whoever raised it: the only act is to answer when asked."""
    state = row["state"]
    asked = state.hearing == "asked" and state.life == VERIFIED
    answer = {
        "next": term("answer_hearing", "acts").text,
        "next_url": reverse("act", args=[state.id, "answer_hearing"]),
    }
    return row | (answer if asked else {"next": None, "next_url": row["url"]})


def _next_act(state: State) -> str | None:
    if state.kind == "request":
        return "approve"
    if state.kind == "part":
        return "receive" if state.life == ASSIGNED else "report"
    kind = principal_kind(state.turn) if state.turn is not None else None
    if state.life == REGISTERED and state.kind == "problem" and not state.triage:
        return "triage"
    return NEXT.get((state.life, kind)) if kind is not None else None


def _event_said(name: str) -> Text:
    try:
        return term(name, "events").text
    except KeyError:
        return Text(name, name)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
