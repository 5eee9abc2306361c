"""All that a matter's page shows, gathered in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from bihuan.core.acts.book import Book
from bihuan.core.acts.kind import Kind
from bihuan.core.state.faces import PUBLIC, face
from bihuan.core.state.lives import CLOSED, ENDED
from bihuan.core.state.state import State
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.describing import details_of, due_said, facts_said, lamp_said
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import offers, verdicts
from bihuan.matters.saying.requested import child_said, facts_of_request, request_said
from bihuan.matters.saying.sentences import Told, timeline_of
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import reading
from bihuan.web.pieces import Crumb, Fact, Moment, Offer

TIMELINE = 60
SHORT = 28
ADD_MEASURE = Text("增加措施", "Add a measure")


@dataclass(frozen=True, slots=True)
class Below:
    """One matter under the page's own: a measure, a part, an instalment or a request."""

    state: State
    lamp: str
    said: Text
    due: Text | date | None
    url: str
    who: Text
    label: Text | None = None  # said in place of its title, where that is the title of what stands above


def page_of(request: HttpRequest, state: State) -> dict[str, Any]:
    """The template's values for a matter."""
    sight, today = sight_of(request), today_of(request)
    open_book = reading(state.org, today=today)
    names, kind = Names(state.org), kind_of(state.kind)
    shown = face(sight.principals, state)
    children = [one for one in open_book.store.children(state.id) if shown != PUBLIC or sight.sees(one)]
    _look_up(names, [state, *children])
    near, seldom = offers(verdicts(open_book, state, sight.actor), state, names)
    near += _more_offers(state, near)
    events = events_of(state.id)
    tellings = timeline_of(kind, events, names, face=shown, me=sight.actor.person)
    lamp, said = lamp_said(state, today, open_book.store.calendar())
    measures = [one for one in children if one.kind == "measure"]
    whole = "all" in request.GET
    return {
        "state": state, "kind": _kind_said(state, kind, names), "face": shown, "today": today,
        "title": names.matter(state.id),
        "lamp": None if state.life in CLOSED else lamp, "said": said,
        "stamp": _stamp(state, measures), "offers": near, "seldom": seldom,
        "facts": facts_said(state, names), "details": _details(kind, state, names) if shown != PUBLIC else [],
        "measures": _below(measures, open_book, names, sight),
        "done": sum(one.life in CLOSED for one in measures),
        "owed": sum(one.life not in ("withdrawn", "merged") for one in measures),
        "parts": _below([one for one in children if one.kind == "part"], open_book, names, sight),
        "instalments": _below(
            [one for one in children if one.kind == "instalment"], open_book, names, sight
        ),
        "requests": _below([one for one in children if one.kind == "request"], open_book, names, sight),
        "subjects": _subjects(state, open_book, names, sight),
        "moments": [_moment(one, state) for one in (tellings if whole else tellings[:TIMELINE])],
        "earlier": 0 if whole else max(0, len(tellings) - TIMELINE),
        "proofs": [(proof, one) for one in tellings for proof in one.proofs],
        "crumbs": _crumbs(state, names, sight, open_book),
        "fresh": request.GET.get("done") in ("signed_off", "continued"),
    }  # fmt: skip


def read_beside(request: HttpRequest, state: State, names: Names) -> dict[str, Any]:
    """What whoever fills in a form of the matter reads beside it: what it says, and the proof."""
    kind, shown = kind_of(state.kind), face(sight_of(request).principals, state)
    if shown == PUBLIC:
        return {}
    tellings = timeline_of(kind, events_of(state.id), names, face=shown, me=None)
    return {
        "details": _details(kind, state, names),
        "proofs": [(proof, one) for one in tellings for proof in one.proofs],
    }


def _look_up(names: Names, states: list[State]) -> None:
    names.need(
        units=[u for s in states for u in (s.lead_unit, *s.supporting)],
        people=[p for s in states for p in (s.accountable, s.leader, *s.raisers)],
        matters=[m for s in states for m in (s.id, s.parent, s.register, s.merged_into)],
    )


def _below(states: list[State], open_book: Book, names: Names, sight: Sight) -> list[Below]:
    """A line each; one that the person may not open is no link."""
    found = []
    for one in states:
        lamp, said = lamp_said(one, open_book.today, open_book.store.calendar())
        who = names.unit(one.lead_unit) if one.lead_unit else Text("", "")
        url = reverse("matter", args=[one.id]) if sight.sees(one) else ""
        found.append(Below(one, lamp, said, due_said(one), url, who, child_said(one, names)))
    return found


def _details(kind: Kind, state: State, names: Names) -> list[Fact]:
    """What it says: a request what it asks for, others what their room keeps of them."""
    return facts_of_request(state, names) if state.kind == "request" else details_of(kind, state.id)


def _kind_said(state: State, kind: Kind, names: Names) -> Text:
    """The kind, with what tells it from others of the same title."""
    more = child_said(state, names)
    if state.kind == "request" or more is None:
        return request_said(state.request) if state.kind == "request" else kind.label
    return Text(f"{kind.label.zh} · {more.zh}", f"{kind.label.en} · {more.en}")


def _subjects(state: State, open_book: Book, names: Names, sight: Sight) -> list[Below]:
    """What a request is about, where it is about several."""
    if len(state.subjects) < 2 and state.parent in state.subjects:
        return []
    found = [one for one in map(open_book.store.state, state.subjects) if one is not None]
    names.need(units=[one.lead_unit for one in found])
    return _below(found, open_book, names, sight)


def _stamp(state: State, measures: list[State]) -> str:
    if state.life == "continuing":
        return "continuing"
    if state.life == "signed_off":
        return "with_continuing" if any(one.life == "continuing" for one in measures) else "signed_off"
    return ""


def _more_offers(state: State, near: list[Offer]) -> list[Offer]:
    """A problem's measures are matters of their own: the office opens them from here."""
    office = any(one.ready and one.key in ("assign", "triage", "urge", "resolve_help") for one in near)
    if state.kind != "problem" or state.life in ENDED or not office:
        return []
    return [
        Offer(
            ADD_MEASURE,
            reverse("open_under", args=[state.id, "measure"]),
            takes=Text("写明措施、责任单位和时限", "what, who and by when"),
            key="measure",
        )
    ]


def _moment(one: Told, state: State) -> Moment:
    quote = _quoted(one.quotes)
    notes_zh = [f"{label.zh}：{value.zh}" for label, value in one.notes]
    notes_en = [f"{label.en}: {value.en}" for label, value in one.notes]
    if one.erased:
        notes_zh.append("个人信息已删除")
        notes_en.append("personal facts were erased")
    said = Text(f"{one.sentence.zh}：", f"{one.sentence.en}: ") if quote else one.sentence
    return Moment(
        one.at, said, number=one.seq, quote=quote, mine=one.mine, weighty=one.weighty,
        note=Text("；".join(notes_zh), "; ".join(notes_en)) if notes_zh else "",
    )  # fmt: skip


def _quoted(quotes: Sequence[tuple[Text, str]]) -> Text | str:
    """What was written; where it is several things, each with its label."""
    if len(quotes) < 2:
        return quotes[0][1] if quotes else ""
    zh, en = (
        [f"{label[place]}{colon}{value.rstrip('。；')}" for label, value in quotes]
        for place, colon in ((0, "："), (1, ": "))
    )
    return Text("；".join(zh) + "。", "; ".join(en) + ".")


def _short(text: Text) -> Text:
    return Text(*(one if len(one) <= SHORT else f"{one[: SHORT - 1]}…" for one in text))


def _crumbs(state: State, names: Names, sight: Sight, open_book: Book) -> list[Crumb]:
    found = []
    if state.register and state.kind != "register":
        found.append(Crumb(names.matter(state.register), f"/r/{state.register}/"))
    if state.parent and state.parent != state.register:
        above = open_book.store.state(state.parent)
        url = reverse("matter", args=[state.parent]) if above and sight.sees(above) else ""
        found.append(Crumb(_short(names.matter(state.parent)), url))
    found.append(Crumb(state.number or term(state.kind).text))
    return found
