"""The pages of registers: which there are, what one lists, who looks after it, and its own acts."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.state.faces import face
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.files.refusal import Refusal
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.forms import facts_from, form_class
from bihuan.matters.pages.prefill import initial_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.pages.submit import kept_files, refuse
from bihuan.matters.saying import list_rows
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import offers, verdicts
from bihuan.matters.seeing import rows as matter_rows
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.lists import listed
from bihuan.matters.writing.acts import open_matter, perform, reading
from bihuan.matters.writing.clock import now
from bihuan.rooms.registers import queries
from bihuan.rooms.registers.forms import Filters, chip_counts, chip_options, closed_said, fit_posts
from bihuan.rooms.registers.indicators import Figures
from bihuan.rooms.registers.kind import DRAFT
from bihuan.rules.stamp import pinned
from bihuan.web.acting import signed_in
from bihuan.web.lists import Column, address, chips, headings
from bihuan.web.paging import SIZE, Page
from bihuan.web.pieces import Offer

TAIL = (
    Column(Text("责任处室", "Office"), "", "wide-only"),
    Column(Text("责任人", "Person"), "", "wide-only"),
    Column(Text("状态", "State"), "", "shrink"),
    Column(Text("时限", "Due"), "due", "r shrink"),
    Column(Text("眼下", "Now")),
)
NUMBER, RING = Column(Text("号", "No."), "place", "shrink"), Column(Text("闭环", "Ring"), "", "shrink")
COLUMNS = {
    "problem": (NUMBER, Column(Text("问题", "Problem")), RING, *TAIL),
    "measure": (NUMBER, Column(Text("措施", "Measure")), *TAIL),
}
NAMES = {"problem": Text("问题", "Problems"), "measure": Text("措施", "Measures")}
ELSEWHERE = {"request_batch_approval": "batch_approval", "request_back_fill": "batch_back_fill"}


@signed_in
@require_GET
def registers(request: HttpRequest) -> HttpResponse:
    """Every register that the person may see, each count a link to what it counts."""
    rows = []
    for shelf in queries.shelves(request):
        figures = queries.figures_of(request, shelf)
        rows.append(
            {
                "shelf": shelf,
                "kind": NAMES[figures.main],
                "counts": figures.of(figures.main),
                "version": shelf.version.said(today_of(request)),
                "life": term(shelf.life, "states").text,
                "going": chip_counts(figures, figures.main)[""],
            }
        )
    return render(request, "registers/registers.html", {"rows": rows, "creates": _creates(request)})


@signed_in
@require_GET
def register(request: HttpRequest, pk: int) -> HttpResponse:
    """One register: fifty rows by place or by due, filtered from the address bar."""
    shelf, sight, today = queries.shelf_or_404(request, pk), sight_of(request), today_of(request)
    with pinned():
        figures = queries.figures_of(request, shelf)
        filters = Filters.of(request, figures.main)
        ids = listed(sight, filters.asked(pk, today))
        rows = list_rows.rows_of(sight.org, pk, ids[:SIZE], today=today)
    shown = _list_shown(request, figures, filters, rows, len(ids) > SIZE)
    by_place = filters.sort.endswith("place")
    groups = list_rows.grouped(rows, sight.org) if by_place else list_rows.ungrouped(rows)
    about = {"shelf": shelf, "today": today, "version": shelf.version.said(today), "groups": groups}
    return render(request, "registers/register.html", shown | about | _can(request, shelf, figures))


def _list_shown(
    request: HttpRequest, figures: Figures, filters: Filters, rows: list[list_rows.Row], more: bool
) -> dict[str, Any]:
    """The list's own values: its tabs, chips, filters, headings and pages."""
    counts, columns = chip_counts(figures, filters.kind), COLUMNS[filters.kind]
    shown_chips = chip_options(figures.of(filters.kind), filters.state)
    of_kind = "" if filters.kind == figures.main else f"&kind={filters.kind}"
    return {
        "figures": figures,
        "filters": filters,
        "counts": counts,
        "kind": NAMES[filters.kind],
        "closed": closed_said(figures, filters.kind),
        "tabs": _tabs(request, filters, figures),
        "units": queries.lead_units(sight_of(request).org),
        "chips": chips(request, "state", shown_chips, filters.state, counts),
        "columns": headings(request, columns, filters.sort),
        "width": len(columns),
        "page": _page(request, filters, rows, more, counts[filters.state]),
        "carried": [(one, request.GET[one]) for one in ("kind", "state", "sort") if request.GET.get(one)],
        "clear_url": address(request, unit=None, q=None),
        "all_url": f"{request.path}?state=all{of_kind}",
        "query": f"?{query}" if (query := request.GET.urlencode()) else "",
    }


def _can(request: HttpRequest, shelf: queries.Shelf, figures: Figures) -> dict[str, Any]:
    """What the person can do here, as the head of the page offers it."""
    return {
        "office": _is_office(request, shelf.id),
        "to_assign": figures.everywhere("registered"),
        "to_approve": figures.everywhere("verified"),
        "import_url": reverse("import_new", args=[shelf.id]),
        "life": term(shelf.life, "states").text,
    }


def _page(request: HttpRequest, filters: Filters, rows: list[list_rows.Row], more: bool, total: int) -> Page:
    number = filters.page
    before = address(request, page=number - 1 if number > 2 else None) if number > 1 else ""
    after = address(request, page=number + 1) if more else ""
    return Page(rows, number, SIZE, None if filters.narrowed else total, more, before, after)


def _tabs(request: HttpRequest, filters: Filters, figures: Figures) -> list[dict[str, Any]]:
    """Problems and measures, where there are both."""
    kinds = [kind for kind in NAMES if figures.of(kind).all or kind == filters.kind]
    if len(kinds) < len(NAMES):
        return []
    return [
        {
            "label": NAMES[kind],
            "count": figures.of(kind).all,
            "current": kind == filters.kind,
            "url": address(request, kind=None if kind == figures.main else kind, state=None, sort=None),
        }
        for kind in kinds
    ]


@signed_in
def create(request: HttpRequest) -> HttpResponse:
    """Create a register with its desk."""
    if not _creates(request):
        raise PermissionDenied(
            Text("建立台账由督查人员或管理员办理。", "A supervision officer creates registers.")
        )
    org, row = sight_of(request).org, kind_of("register").act("create")
    form = fit_posts(form_class(row, org=org, today=today_of(request)).of(request), org, today_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            once, facts = form.cleaned_data["once"] or None, facts_from(row, form.cleaned_data)
            made = open_matter("register", org=org, actor=_me(request), at=now(), once=once, **facts)
            return redirect("register_about", made.id)
        except Refused as refused:
            refuse(form, refused, org=org, seen=None)
    shown = {"form": form, "act": row, "label": term("create", "acts").text, "cancel": reverse("registers")}
    return render(request, "registers/act.html", shown, status=422 if form.errors else 200)


@signed_in
@require_GET
def about(request: HttpRequest, pk: int) -> HttpResponse:
    """Who looks after a register, its versions, which units have accepted their rows, what can be done."""
    shelf, state = queries.shelf_or_404(request, pk), _state(pk)
    names, sight = Names(state.org), sight_of(request)
    with pinned():
        found = verdicts(reading(state.org, today=today_of(request)), state, sight.actor)
        near, seldom = _for_a_draft(state, *offers(found, state, names))
    desk = desk_of(pk)
    shown = {
        "shelf": shelf,
        "state": state,
        "life": term(state.life, "states").text,
        "offers": _here([one for one in near if one.ready or one.key != "accept"], pk),
        "seldom": _here(seldom, pk),
        "versions": queries.versions(pk),
        "units": queries.accepting(state.org, pk),
        "posts": queries.desk_posts(desk, today_of(request)),
        "office": names.unit(desk.office) if desk.office else None,
        "prefix": desk.prefix,
        "moments": queries.moments(state, names, sight.actor.person, face(sight.principals, state)),
        "mine": sight.actor.units,
        "is_office": _is_office(request, pk),
    }
    return render(request, "registers/about.html", shown)


def _for_a_draft(state: State, near: list[Offer], seldom: list[Offer]) -> tuple[list[Offer], list[Offer]]:
    """Before a register opens, its desk is what must be seen to; it becomes rare once it is open."""
    if state.life != DRAFT:
        return near, seldom
    first = not any(one.primary for one in near)
    desk = [replace(one, primary=first) for one in seldom if one.key == "set_desk"]
    ready, grey = [one for one in near if one.ready], [one for one in near if not one.ready]
    return [*ready, *desk, *grey], [one for one in seldom if one.key != "set_desk"]


def _here(found: list[Offer], pk: int) -> list[Offer]:
    """Offers of the acts of a register lead to its own pages."""
    return [replace(one, url=_url_of(one.key, pk)) if one.ready else one for one in found]


def _url_of(key: str, pk: int) -> str:
    return reverse(ELSEWHERE[key], args=[pk]) if key in ELSEWHERE else reverse("register_act", args=[pk, key])


@signed_in
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of one of a register's own acts, and doing it."""
    queries.shelf_or_404(request, pk)
    state, today = _state(pk), today_of(request)
    row = kind_of("register").by_name.get(name)
    if row is None or row.opens or name in (*ELSEWHERE, "erase"):
        raise Http404
    made = form_class(row, org=state.org, today=today, behalf=_is_office(request, pk))
    unit = {"unit": request.GET["unit"]} if name == "accept" and request.GET.get("unit") else {}
    form = fit_posts(
        made.of(request, seen=state.seq, initial=initial_of(row, state) | unit), state.org, today
    )
    if request.method == "POST" and form.is_valid():
        try:
            _perform(request, row, state, form)
            return redirect("register_about", pk)
        except (Refused, Refusal) as refused:
            refuse(form, refused, org=state.org, seen=state.seq)
    label, cancel = term(name, "acts").text, reverse("register_about", args=[pk])
    shown = {"form": form, "act": row, "label": label, "state": state, "cancel": cancel}
    return render(request, "registers/act.html", shown, status=422 if form.errors else 200)


def _perform(request: HttpRequest, row: Act, state: State, form: Any) -> None:
    given = form.cleaned_data
    after = perform(
        row.name,
        state.id,
        org=state.org,
        actor=_me(request),
        at=now(),
        seen=given.get("seen"),
        once=given.get("once") or None,
        for_whom=given.get("for_whom"),
        basis=given.get("basis") or None,
        **facts_from(row, given),
        **kept_files(state.org, given.get("evidence") or []),
    )
    done = term(row.event, "events").text
    said = Text(f"{done.zh}。第 {after.seq:,} 号记录。", f"{done.en}. Record no. {after.seq:,}.")
    messages.success(request, said.say(request.language))  # type: ignore[attr-defined]


def _state(pk: int) -> State:
    return matter_rows.states([pk])[0]


def _is_office(request: HttpRequest, pk: int) -> bool:
    return principal(OFFICE, pk) in sight_of(request).principals


def _creates(request: HttpRequest) -> bool:
    return any(hat.role in ("supervisor", "admin") for hat in sight_of(request).actor.hats)


def _me(request: HttpRequest) -> int:
    return int(request.person.pk)  # type: ignore[attr-defined]
