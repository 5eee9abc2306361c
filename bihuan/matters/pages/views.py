"""The pages of one matter: what it is, who and when, what can be done next, and what happened."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.stakes import face
from bihuan.core.acts.verdict import by_somebody
from bihuan.core.loop.foretelling import foretold
from bihuan.core.loop.proofs import unseen
from bihuan.core.state.actor import Actor
from bihuan.core.state.faces import FULL
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.serve import serve
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import asking, kind_of, kinds
from bihuan.matters.pages.due_read import say_due
from bihuan.matters.pages.forms import form_class
from bihuan.matters.pages.matter_page import for_outsiders, page_of, papers_beside, read_beside
from bihuan.matters.pages.on_paper import asks_for_paper, own_records, takes_effect
from bihuan.matters.pages.prefill import initial_below, initial_of
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.pages.sending import opened_under, sending_of
from bihuan.matters.pages.submit import Target, form_page, submit, to_matter
from bihuan.matters.pages.whom import Whom, whom_of
from bihuan.matters.saying.describing import facts_said
from bihuan.matters.saying.naming import Names, files_cited
from bihuan.matters.saying.offering import otherwise
from bihuan.matters.saying.sentences import proofs_told, timeline_of
from bihuan.matters.writing.acts import reading
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.addresses import address_of
from bihuan.web.forms import Form
from bihuan.web.parts import asks_for_part
from bihuan.web.pieces import Crumb
from bihuan.web.refusals import Stale


@signed_in
@require_GET
def matter(request: SignedInRequest, pk: int) -> HttpResponse:
    """One matter."""
    state = state_or_404(request, pk)
    if page := kind_of(state.kind).page:
        return redirect(_own_page(page, pk))
    return render(request, "matters/matter.html", page_of(request, state))


@signed_in
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """The form of one act, and doing it."""
    state = state_or_404(request, pk)
    row = kind_of(state.kind).by_name.get(name)
    if row is None or row.opens or not by_somebody(row):
        raise Http404
    if page := answered_at(state, name):
        return redirect(page, pk)
    if any(one.kind == "matters" and not one.hidden for one in row.fields):
        raise Http404  # what is done to many is chosen on a page of its own
    whom = whom_of(request, row, state)
    made = form_class(
        row, state, org=state.org, today=today_of(request), eyes=sight_of(request),
        whom=whom.offered(request) if whom else None, own=own_records(request, row, state),
        originals=_originals_due(request, row, state), cited=_cited(request, row, state),
    )  # fmt: skip
    filled = initial_of(row, state, seen_by=page_of_face(request, state))
    form = made.of(request, seen=state.seq, initial=filled)
    after = submit(request, form, row, Target.of(state))
    return to_matter(after, row) if after else _form_page(request, row, state, form, whom=whom)


@signed_in
def open_under(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Open a matter under another: a measure under its problem, a problem in its register."""
    above = state_or_404(request, pk)
    if not _opens(above.kind, kind):
        raise Http404
    row = kind_of(kind).opening
    lists = kind_of(above.kind).lists
    eyes = sight_of(request)
    filled = {} if lists else initial_below(row, above, eyes.actor)
    made = form_class(row, org=above.org, today=today_of(request), eyes=eyes)
    form = made.of(request, seen=above.seq, initial=filled)
    within = {"register": above.id} if lists else {"parent": above.id}
    target = Target(above.org, seq=above.seq, kind=kind, **within)
    after = submit(request, form, row, target)
    return to_matter(after, row) if after else _form_page(request, row, above, form, opens=kind)


@signed_in
@require_GET
def evidence(request: SignedInRequest, pk: int, event: int, digest: str) -> HttpResponseBase:
    """One piece of evidence of a matter that the person may see, by the name that it came with."""
    state = state_or_404(request, pk)
    kind = kind_of(state.kind)
    tellings = timeline_of(
        kind, events_of(pk), Names(state.org, sight_of(request)), face=page_of_face(request, state), me=None
    )
    proofs = [
        proof for one in tellings for proof in one.proofs if proof.event == event and proof.digest == digest
    ]
    held = Evidence.objects.filter(org_id=state.org, digest=digest).first()
    if not proofs or held is None:
        raise Http404
    try:
        return serve(held, proofs[0].name)
    except Refusal as refusal:
        raise Stale(refusal.text) from refusal


@signed_in
@require_GET
def check_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """核验单: all that an outside checker needs to check a matter on paper, with room for what he finds."""
    state = state_or_404(request, pk)
    if page_of_face(request, state) != FULL or not for_outsiders(state):
        raise Http404
    names = Names(state.org, sight_of(request))
    shown = {
        "state": state, "today": today_of(request), "facts": facts_said(state, names),
        "register": names.matter(state.register), "kind": kind_of(state.kind).label,
        "crumbs": [Crumb(names.matter(pk), address_of("matter", pk)), Crumb(labels.CHECK_SHEET)],
        **read_beside(request, state, names),
    }  # fmt: skip
    return render(request, "matters/check_sheet.html", shown)


def _opens(above: str, kind: str) -> bool:
    """Whether one kind is opened from a page of another: as its child, or in a register."""
    if kind_of(above).lists:
        found = kinds().get(kind)
        return bool(found and found.opened_in_register and not found.opening_page)
    return any(child.kind == kind and child.add for child in kind_of(above).children)


def answered_at(state: State, name: str) -> str:
    """The page on which a yes to this request is given, where it has one of its own."""
    asked = asking(state.request) if state.request and name == "approve" else None
    return asked.answered_at if asked else ""


def _own_page(name: str, pk: int) -> str:
    """The address of a kind's own page, of one matter or of all that there is."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return reverse(name)


def page_of_face(request: SignedInRequest, state: State) -> str:
    """How much of it this person sees."""
    return face(sight_of(request).principals, state, kind_of(state.kind))


def _originals_due(request: SignedInRequest, row: Act, state: State) -> dict[int, str]:
    """What whoever checks has to see where it is kept: its title by the number of the event that cites it."""
    if not any(one.kind == "originals" for one in row.fields):
        return {}
    open_book = reading(state.org, today=today_of(request))
    snap = open_book.snapshot(row, state, Mandate(sight_of(request).actor), {}, trying=True)
    pieces = unseen(snap)
    return {piece.seq: name for piece, name in zip(pieces, files_cited(state.org, pieces), strict=True)}


def _cited(request: SignedInRequest, row: Act, state: State) -> list[tuple[str, str]]:
    """The files that may give way to masked copies, each as its event cites it."""
    if not any(one.kind == "cited" for one in row.fields):
        return []
    face = page_of_face(request, state)
    tellings = timeline_of(
        kind_of(state.kind), events_of(state.id), Names(state.org, sight_of(request)), face=face, me=None
    )
    files = (proof for proof, _ in proofs_told(tellings) if proof.digest)
    return [(f"{one.event}:{one.digest}", one.name) for one in files]


def _label(row: Act, state: State) -> Text:
    """What the button said by which the form was opened."""
    if not row.opens:
        return row.label
    added = (one.add for one in kind_of(state.kind).children if kind_of(one.kind).opening == row)
    return next((one for one in added if one), row.label)


def _follows(open_book: Book, row: Act, state: State, actor: Actor) -> tuple[Text, ...]:
    """What is said before it is sent."""
    return (*takes_effect(row), *foretold(open_book, row, state, Mandate(actor)))


def _form_page(
    request: SignedInRequest, row: Act, state: State, form: Form, *, whom: Whom | None = None, opens: str = ""
) -> HttpResponse:
    say_due(form, state, today_of(request), above=row.opens)
    names, actor = Names(state.org, sight_of(request)), sight_of(request).actor
    open_book = reading(state.org, today=today_of(request))
    sending = sending_of(open_book, row, opened_under(state, opens) if opens else state, actor, whom)
    shown = {
        "state": state, "act": row,
        "label": _label(row, state), "today": today_of(request),
        **sending.shown(form, row, names),  # what would follow is said where it can
        "follows": _follows(open_book, row, state, actor) if sending.possible and not opens else (),
        "otherwise": () if opens or sending.records else otherwise(open_book, row, state, actor),
        **({} if asks_for_part(request) else read_beside(request, state, names)),
        **(papers_beside(request, state, names) if asks_for_paper(row) else {"papers": []}),
    }  # fmt: skip
    return form_page(request, "matters/act.html", form, shown, part="matters/parts/beside.html")
