"""The pages of one matter: what it is, who and when, what can be done next, and what happened."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.stakes import face
from bihuan.core.acts.verdict import by_somebody, may_record, verdict
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.serve import serve
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of, kinds
from bihuan.matters.pages.forms import form_class
from bihuan.matters.pages.matter_page import page_of, papers_beside, read_beside
from bihuan.matters.pages.on_paper import asks_for_paper
from bihuan.matters.pages.prefill import initial_of
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.pages.submit import Target, form_page, submit, to_matter
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import timeline_of
from bihuan.matters.writing.acts import reading
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.forms import Form
from bihuan.web.parts import asks_for_part
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
    if any(one.kind == "matters" and not one.hidden for one in row.fields):
        raise Http404  # what is done to many is chosen on a page of its own
    behalf = _may_record(request, row, state)
    made = form_class(row, state, org=state.org, today=today_of(request), behalf=behalf)
    filled = initial_of(row, state, seen_by=page_of_face(request, state))
    form = made.of(request, seen=state.seq, initial=filled)
    after = submit(request, form, row, Target.of(state))
    return to_matter(after, row) if after else _form_page(request, row, state, form)


@signed_in
def open_under(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Open a matter under another: a measure under its problem, a problem in its register."""
    above = state_or_404(request, pk)
    if not _opens(above.kind, kind):
        raise Http404
    row = kind_of(kind).opening
    form = form_class(row, org=above.org, today=today_of(request)).of(request, seen=above.seq)
    within = {"register": above.id} if kind_of(above.kind).lists else {"parent": above.id}
    target = Target(above.org, seq=above.seq, kind=kind, **within)
    after = submit(request, form, row, target)
    return to_matter(after, row) if after else _form_page(request, row, above, form)


@signed_in
@require_GET
def evidence(request: SignedInRequest, pk: int, event: int, digest: str) -> HttpResponseBase:
    """One piece of evidence of a matter that the person may see, by the name that it came with."""
    state = state_or_404(request, pk)
    kind = kind_of(state.kind)
    tellings = timeline_of(kind, events_of(pk), Names(state.org), face=page_of_face(request, state), me=None)
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


def _opens(above: str, kind: str) -> bool:
    """Whether one kind is opened from a page of another: as its child, or in a register."""
    if kind_of(above).lists:
        found = kinds().get(kind)
        return bool(found and found.opened_in_register and not found.opening_page)
    return any(child.kind == kind and child.add for child in kind_of(above).children)


def _own_page(name: str, pk: int) -> str:
    """The address of a kind's own page, of one matter or of all that there is."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return reverse(name)


def page_of_face(request: SignedInRequest, state: State) -> str:
    """How much of it this person sees."""
    return face(sight_of(request).principals, state, kind_of(state.kind))


def _may_record(request: SignedInRequest, row: Act, state: State) -> bool:
    if not row.behalf:
        return False
    open_book = reading(state.org, today=today_of(request))
    snap = open_book.snapshot(row, state, Mandate(sight_of(request).actor), {}, trying=True)
    return may_record(row, snap)


def _label(row: Act, state: State) -> Text:
    """What the button said by which the form was opened."""
    if not row.opens:
        return row.label
    added = (one.add for one in kind_of(state.kind).children if kind_of(one.kind).opening == row)
    return next((one for one in added if one), row.label)


def _form_page(request: SignedInRequest, row: Act, state: State, form: Form) -> HttpResponse:
    names = Names(state.org)
    open_book = reading(state.org, today=today_of(request))
    reason = None
    if not row.opens:
        snap = open_book.snapshot(row, state, Mandate(sight_of(request).actor), {}, trying=True)
        reason = verdict(row, snap)
    records = bool(reason and reason.code == "no_right" and "for_whom" in form.fields)
    if records:  # whoever opened it can only record it for somebody
        form.folded -= {"for_whom", "basis", "document", "evidence"}
    shown = {
        "state": state, "act": row,
        "label": _label(row, state),
        "why": names.why(reason) if reason and not form.is_bound else None, "today": today_of(request),
        "records": records, **({} if asks_for_part(request) else read_beside(request, state, names)),
        **(papers_beside(request, state, names) if asks_for_paper(row) else {"papers": []}),
    }  # fmt: skip
    return form_page(request, "matters/act.html", form, shown, part="matters/parts/beside.html")
