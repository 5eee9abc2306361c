"""The pages of registers: which there are, what one lists, who looks after it, and its own acts."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Field
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.stakes import face
from bihuan.core.loop import confirming
from bihuan.core.state.actor import Desk
from bihuan.core.state.lives import DONE, GOES_ON, OPEN_PHASES, OVER
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, listed_kinds
from bihuan.matters.pages import choices
from bihuan.matters.pages.forms import form_class
from bihuan.matters.pages.matter_page import papers_beside
from bihuan.matters.pages.on_paper import asks_for_paper, own_records
from bihuan.matters.pages.prefill import initial_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.pages.sending import sending_of
from bihuan.matters.pages.submit import Target, form_page, submit
from bihuan.matters.pages.whom import whom_of
from bihuan.matters.saying import list_rows
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import offers, otherwise, verdicts
from bihuan.matters.saying.recorded import OPEN, entries_for
from bihuan.matters.saying.seconding import asked_already, waiting_for_second
from bihuan.matters.seeing import rows as matter_rows
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.facts import YES, fields_kept
from bihuan.matters.seeing.lists import listed
from bihuan.matters.writing.acts import reading
from bihuan.rooms.registers import queries
from bihuan.rooms.registers.forms import (
    Filters,
    apart_said,
    as_signed,
    asked_month,
    asked_person,
    chip_counts,
    chip_options,
    closed_said,
    filters_of,
    fit_posts,
    signed_sheet,
)
from bihuan.rooms.registers.indicators import Figures
from bihuan.rules.stamp import pinned
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.addresses import address_of
from bihuan.web.lists import Column, address, chips, headings
from bihuan.web.paging import SIZE, Page
from bihuan.web.parts import page_or_part
from bihuan.web.pieces import Offer

REGISTER = "register"
LED = (
    Column(labels.OFFICE, "", "wide-only"),
    Column(labels.ACCOUNTABLE, "", "wide-only"),
)
TAIL = (
    Column(labels.STATE, "", "shrink"),
    Column(labels.DUE_SHORT, "due", "r shrink"),
    Column(labels.NOW),
)
NUMBER, RING = Column(labels.NO, "place", "shrink"), Column(labels.RING, "", "shrink")


@signed_in
@require_GET
def registers(request: SignedInRequest) -> HttpResponse:
    """Every register that the person may see, each count a link to what it counts."""
    rows = []
    for shelf in queries.shelves(request):
        figures = queries.figures_of(request, shelf)
        rows.append(
            {
                "shelf": shelf,
                "kind": _named(figures.main),
                "counts": figures.of(figures.main),
                "version": shelf.version.said(today_of(request)),
                "life": kind_of(REGISTER).life(shelf.life).text,
                **_closed(figures),
                "going": chip_counts(figures, figures.main)[""],
            }
        )
    return render(request, "registers/registers.html", {"rows": rows, "creates": _creates(request)})


def _closed(figures: Figures) -> dict[str, Any]:
    """How many are done, and how many continue, which is counted apart."""
    kind, counts = kind_of(figures.main), figures.of(figures.main)
    going_on = kind.lives_of(GOES_ON)
    return {
        "done": counts.of(*kind.lives_of(DONE)),
        "going_on": counts.of(*going_on),
        "going_on_life": going_on[0] if going_on else "all",
    }


@signed_in
@require_GET
def register(request: SignedInRequest, pk: int) -> HttpResponse:
    """One register: fifty rows by place or by due, filtered from the address bar."""
    shelf, sight, today = queries.shelf_or_404(request, pk), sight_of(request), today_of(request)
    with pinned():
        figures = queries.figures_of(request, shelf)
        filters = Filters.of(request, figures.main)
        ids = listed(sight, filters.asked(pk, today))
        rows = list_rows.rows_of(sight, pk, ids[: filters.size], today=today)
    shown = _list_shown(request, figures, filters, rows, len(ids) > filters.size)
    by_place = filters.sort.endswith("place")
    groups = list_rows.grouped(rows, sight) if by_place else list_rows.ungrouped(rows)
    about = {"shelf": shelf, "today": today, "version": shelf.version.said(today), "groups": groups}
    part = "registers/parts/changed.html"
    return page_or_part(
        request, "registers/register.html", part, shown | about | _can(request, shelf, figures)
    )


def _list_shown(
    request: SignedInRequest, figures: Figures, filters: Filters, rows: list[list_rows.Row], more: bool
) -> dict[str, Any]:
    """The list's own values: its tabs, chips, filters, headings and pages."""
    counts, columns = chip_counts(figures, filters.kind), columns_of(kind_of(filters.kind))
    shown_chips = chip_options(figures, filters.kind, filters.state)
    of_kind = "" if filters.kind == figures.main else f"&kind={filters.kind}"
    return {
        "figures": figures,
        "filters": filters,
        "counts": counts,
        "kind": _named(filters.kind),
        "counted_as": _items(kind_of(filters.kind)),
        "facts": _fact_filters(request, filters),
        "closed": closed_said(figures, filters.kind),
        "apart": apart_said(kind_of(filters.kind)),
        "tabs": _tabs(request, filters, figures),
        "units": queries.lead_units(sight_of(request).org),
        "chips": chips(request, "state", shown_chips, filters.state, counts),
        "columns": headings(request, columns, filters.sort),
        "width": len(columns),
        "page": _page(request, filters, rows, more, counts[filters.state]),
        "carried": [(one, request.GET[one]) for one in ("kind", "state", "sort") if request.GET.get(one)],
        "clear_url": address(
            request, unit=None, q=None, **{f"fact-{name}": None for name, _ in filters.facts}
        ),
        "all_url": f"{request.path}?state=all{of_kind}",
        "whole_url": address(request, rows="all") if more and filters.size == SIZE else "",
        "query": f"?{query}" if (query := request.GET.urlencode()) else "",
    }


def columns_of(kind: Kind) -> tuple[Column, ...]:
    """The columns of a kind's list: number, itself, ring, facts of its own, who leads it, what all have."""
    facts = fields_kept(kind)
    return (
        NUMBER,
        Column(kind.label),
        *([RING] if kind.counted else []),
        *(Column(facts[name].label, "", "wide-only") for name in kind.columns),
        *(LED if kind.led else ()),
        *TAIL,
    )


def _fact_filters(request: SignedInRequest, filters: Filters) -> list[tuple[Field, str, choices.Options]]:
    """(fact, what is asked of it, what can be chosen) for each fact by which the list can be filtered."""
    org, today, asked = sight_of(request).org, today_of(request), dict(filters.facts)

    def options(field: Field) -> choices.Options:
        if field.kind == "unit":
            return choices.units(org, today, answerable=False)
        if field.kind == "person":
            return choices.people(org, today)
        return [(YES, labels.YES), ("no", labels.NEGATIVE)] if field.kind == "yes" else list(field.choices)

    return [(one, asked.get(one.name, ""), options(one)) for one in filters_of(kind_of(filters.kind))]


def _items(kind: Kind) -> Text:
    """条措施, measures: what a number of them counts."""
    return Text(f"条{kind.label.zh}", (kind.plural or kind.label).en.lower())


def _named(kind: str) -> Text:
    return kind_of(kind).plural or kind_of(kind).label


def _openers(request: SignedInRequest, shelf: queries.Shelf) -> list[tuple[str, Text]]:
    """(address, button) of each kind that the person may open from a register's page."""
    if not (shelf.open and shelf.whole):
        return []
    sight, desk = sight_of(request), Desk(register=shelf.id, office=shelf.office)
    held = relations(sight.actor, State(shelf.id, sight.org, REGISTER), desk)
    return [
        (
            address_of(kind.opening_page, shelf.id)
            if kind.opening_page
            else address_of("open_under", shelf.id, kind.name),
            kind.opened_in_register,
        )
        for kind in listed_kinds()
        if kind.opened_in_register and held.keys() & set(kind.opening.by)
    ]


def _can(request: SignedInRequest, shelf: queries.Shelf, figures: Figures) -> dict[str, Any]:
    """What the person can do here, as the head of the page offers it."""
    return {
        "office": _is_office(request, shelf.id),
        "openers": _openers(request, shelf),
        "to_assign": figures.everywhere("registered"),
        "to_approve": figures.everywhere("verified"),
        "import_url": address_of("import_new", shelf.id),
        "life": kind_of(REGISTER).life(shelf.life).text,
    }


def _page(
    request: SignedInRequest, filters: Filters, rows: list[list_rows.Row], more: bool, total: int
) -> Page:
    number = filters.page
    before = address(request, page=number - 1 if number > 2 else None) if number > 1 else ""
    after = address(request, page=number + 1) if more else ""
    if filters.narrowed:  # nobody counts these; on the last page one sees how many there are
        total_said = None if more or not rows else (number - 1) * filters.size + len(rows)
    else:
        total_said = total
    return Page(rows, number, filters.size, total_said, more, before, after)


def _tabs(request: SignedInRequest, filters: Filters, figures: Figures) -> list[dict[str, Any]]:
    """The kinds that it lists, where there are several."""
    kinds = [one.name for one in listed_kinds() if figures.of(one.name).all or one.name == filters.kind]
    if len(kinds) < 2:
        return []
    return [
        {
            "label": _named(kind),
            "count": figures.of(kind).all,
            "current": kind == filters.kind,
            "url": address(request, kind=None if kind == figures.main else kind, state=None, sort=None),
        }
        for kind in kinds
    ]


@signed_in
def create(request: SignedInRequest) -> HttpResponse:
    """Create a register with its desk."""
    if not _creates(request):
        raise PermissionDenied(
            Text("建立台账由督查人员或管理员办理。", "A supervision officer creates registers.")
        )
    org, row = sight_of(request).org, kind_of(REGISTER).act("create")
    today = today_of(request)
    made = form_class(row, org=org, today=today, eyes=sight_of(request))
    form = fit_posts(made.of(request), org, today)
    if after := submit(request, form, row, Target(org, kind=REGISTER)):
        return redirect("register_about", after.id)
    shown = {"act": row, "label": row.label, "cancel": address_of("registers")}
    return form_page(request, "registers/act.html", form, shown)


@signed_in
@require_GET
def about(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who looks after a register, its versions, which units have accepted their rows, what can be done."""
    shelf, state = queries.shelf_or_404(request, pk), _state(pk)
    names = Names(state.org, sight := sight_of(request))
    open_book = reading(state.org, today=today_of(request))
    with pinned():
        offered = offers(verdicts(open_book, state, sight.actor), state, names)
        near, seldom = asked_already(open_book, state, *offered)
        waits = waiting_for_second(open_book, pk, names, me=sight.actor.person) if shelf.desk else []
    shown_face = face(sight.principals, state, kind_of(state.kind))
    shown = {
        "shelf": shelf,
        "state": state,
        "life": kind_of(REGISTER).life(state.life).text,
        "offers": _here([one for one in near if one.ready or one.key != "accept"], pk),
        "seldom": _here(seldom, pk),
        "versions": queries.versions(state, sight),
        "units": queries.accepting(sight, pk),
        "waits": waits,
        **queries.desk_said(desk_of(pk), names, today_of(request)),
        "moments": queries.moments(state, names, sight.actor.person, shown_face),
        "mine": sight.actor.units,
        "is_office": _is_office(request, pk),
    }
    return render(request, "registers/about.html", shown)


def _closing(request: SignedInRequest, pk: int) -> Text:
    """What follows from closing a register: nothing of what stands in it ends, and nothing more comes in."""
    found = queries.figures_of(request, queries.shelf_or_404(request, pk))
    still = sum(found.of(one.name).of(*one.lives_of(*OPEN_PHASES)) for one in listed_kinds())
    zh = f"还有 {still} 项没有办结，关闭后照常办理、核验、销号；" if still else "所列事项都已办结。关闭后"
    en = f"Still open in it: {still}; these go on to their end. " if still else "Nothing in it is open. "
    return Text(
        f"{zh}台账不再登记新的事项。督查办公室和监督人员会收到通知；重新启用须由第二人确认。",
        f"{en}Nothing new is registered. Office and auditors are told; opening it again takes two.",
    )


def _here(found: list[Offer], pk: int) -> list[Offer]:
    """Offers of the acts of a register lead to its own pages."""
    acts = kind_of(REGISTER).by_name
    return [
        replace(one, url=address_of("register_act", pk, one.key))
        if one.ready and one.key in acts and not acts[one.key].page
        else one
        for one in found
    ]


@signed_in
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The form of one of a register's own acts, and doing it."""
    queries.shelf_or_404(request, pk)
    state, today, sight = _state(pk), today_of(request), sight_of(request)
    row = kind_of(REGISTER).by_name.get(name)
    if row is None or row.opens or row.page or row.erases:
        raise Http404
    whom, own = whom_of(request, row, state), own_records(request, row, state)
    offered = whom.offered(request) if whom else None
    made = form_class(row, state, org=state.org, today=today, eyes=sight, whom=offered, own=own)
    unit = {"unit": request.GET["unit"]} if name == "accept" and request.GET.get("unit") else {}
    filled = initial_of(row, state, seen_by=face(sight.principals, state, kind_of(REGISTER))) | unit
    form = fit_posts(made.of(request, seen=state.seq, initial=filled), state.org, today)
    if submit(request, form, row, Target.of(state)):
        return redirect("register_about", pk)
    open_book, names = reading(state.org, today=today), Names(state.org, sight)
    opposite = _here(otherwise(open_book, row, state, sight.actor), pk)
    shown = {"act": row, "label": row.label, "state": state, "otherwise": opposite}
    shown |= sending_of(open_book, row, state, sight.actor, whom).shown(form, row, names)
    shown["cancel"] = address_of("register_about", pk)
    shown["follows"] = _closing(request, pk) if row.then and row.then.phase == OVER else None
    shown |= papers_beside(request, state, names) if asks_for_paper(row) else {}
    return form_page(request, "registers/act.html", form, shown)


@signed_in
def recorded(request: SignedInRequest, pk: int) -> HttpResponse:
    """代录事项确认单: what was recorded for somebody in a month, to be printed, signed and filed."""
    shelf, state = queries.shelf_or_404(request, pk), _state(pk)
    if not _is_office(request, pk):
        raise PermissionDenied(Text("这一页由督查办公室使用。", "This page is for the supervision office."))
    sight, org = sight_of(request), request.person.org
    person, month = asked_person(request), asked_month(request, today_of(request))
    signed = queries.signed_by(state, person)
    lines = entries_for(sight, person, month, org.zone, pk, signed) if person else []
    still = [one for one in lines if one.stands == OPEN]
    form = signed_sheet(still).of(request, seen=state.seq)
    given = as_signed(form, person, month, still) if request.method == "POST" else {}
    if still and submit(
        request, form, kind_of(REGISTER).act(confirming.FILE.name), Target.of(state), **given
    ):
        return redirect(f"{address_of('register_recorded', pk)}?person={person}&month={month:%Y-%m}")
    shown = {
        "shelf": shelf, "chosen": person, "month": month, "lines": lines, "still": still,
        "who": Names(org.pk, None).person(person) if person else None, "waits": len(signed.waiting),
        "people": choices.people(org.pk, month, working_here=True), "today": today_of(request),
        "compare": address_of("register_act", pk, confirming.COMPARE.name),
    }  # fmt: skip
    return form_page(request, "registers/recorded.html", form, shown)


def _state(pk: int) -> State:
    return matter_rows.states([pk])[0]


def _is_office(request: SignedInRequest, pk: int) -> bool:
    return principal(OFFICE, pk) in sight_of(request).principals


def _creates(request: SignedInRequest) -> bool:
    return any(hat.role in ("supervisor", "admin") for hat in sight_of(request).actor.hats)
