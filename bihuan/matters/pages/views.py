"""The pages of one matter: what it is, who and when, what can be done next, and what happened."""

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.guards import lasting
from bihuan.core.state.faces import face
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.files.models import Evidence
from bihuan.files.refusal import Refusal
from bihuan.files.serve import serve
from bihuan.files.store import keep
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.forms import facts_from, form_class
from bihuan.matters.pages.matter_page import ADD_MEASURE, page_of, read_beside
from bihuan.matters.pages.prefill import initial_of
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.sentences import timeline_of
from bihuan.matters.writing.acts import open_matter, perform, reading
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.erasing import erasable
from bihuan.web.acting import signed_in
from bihuan.web.refusals import Stale

NOT_AS_DRAWN = Text(
    "页面没有完整送达。您填写的内容还在，请再提交一次。",
    "The form did not arrive whole. Your text is kept: send it again.",
)


@signed_in
@require_GET
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter."""
    state = state_or_404(request, pk)
    if state.kind == "register":
        return redirect(f"/r/{pk}/")
    return render(request, "matters/matter.html", page_of(request, state))


@signed_in
def act(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The form of one act, and doing it."""
    state = state_or_404(request, pk)
    row = kind_of(state.kind).by_name.get(name)
    if row is None or row.opens or any(one.kind == "matters" and not one.hidden for one in row.fields):
        raise Http404  # what is done to many is chosen on a page of its own
    made = form_class(row, org=state.org, today=today_of(request), behalf=_may_record(request, row, state))
    form = made.of(request, seen=state.seq, initial=initial_of(row, state))
    if not lasting(state):
        form.folded |= {"rule_issued"}
    if request.method == "POST" and form.is_valid():
        try:
            return _performed(request, row, state, form)
        except (Refused, Refusal) as refused:
            _refuse(form, refused, state)
    return _form_page(request, row, state, form)


@signed_in
def open_under(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Open a matter under another: a measure under its problem."""
    above = state_or_404(request, pk)
    if kind not in ("measure",) or above.kind not in ("problem",):
        raise Http404
    row = next(one for one in kind_of(kind).acts if one.opens)
    form = form_class(row, org=above.org, today=today_of(request)).of(request, seen=above.seq)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_matter(
                kind, org=above.org, actor=request.person.pk, at=now(), parent=above.id,  # type: ignore[attr-defined]
                once=form.cleaned_data["once"] or None, **facts_from(row, form.cleaned_data),
            )  # fmt: skip
            return redirect("matter", made.id)
        except (Refused, Refusal) as refused:
            _refuse(form, refused, above)
    return _form_page(request, row, above, form)


@signed_in
@require_GET
def evidence(request: HttpRequest, pk: int, event: int, digest: str) -> HttpResponse:
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
        return cast(HttpResponse, serve(held, proofs[0].name))
    except Refusal as refusal:
        raise Stale(refusal.text) from refusal


def page_of_face(request: HttpRequest, state: State) -> str:
    """Mandate much of it this person sees."""
    return face(sight_of(request).principals, state)


def _may_record(request: HttpRequest, row: Act, state: State) -> bool:
    if not row.behalf:
        return False
    open_book = reading(state.org, today=today_of(request))
    snap = open_book.snapshot(row, state, Mandate(sight_of(request).actor), {}, trying=True)
    return bool({"office", "lead", "head"} & relations(snap.actor, state, snap.desk, snap.subject).keys())


def _performed(request: HttpRequest, row: Act, state: State, form: Any) -> HttpResponse:
    person = request.person  # type: ignore[attr-defined]
    facts = facts_from(row, form.cleaned_data)
    files = form.cleaned_data.get("evidence") or []
    if files:
        facts["evidence"] = [keep(state.org, one, at=now(), name=one.name).digest for one in files]
        facts["file_names"] = [one.name for one in files]
    if row.name == "erase":
        facts["erases"] = [list(pair) for pair in erasable(state.id)]
    after = perform(
        row.name, state.id, org=state.org, actor=person.pk, at=now(), seen=form.cleaned_data.get("seen"),
        once=form.cleaned_data.get("once") or None, for_whom=form.cleaned_data.get("for_whom"),
        basis=form.cleaned_data.get("basis") or None, **facts,
    )  # fmt: skip
    done = term(row.event, "events").text
    said = Text(f"{done.zh}。第 {after.seq:,} 号记录。", f"{done.en}. Record no. {after.seq:,}.")
    messages.success(request, said.say(request.language))  # type: ignore[attr-defined]
    return redirect(f"{reverse('matter', args=[after.id])}?done={row.event}")


def _refuse(form: Any, refused: Refused | Refusal, state: State) -> None:
    if isinstance(refused, Refusal):
        form.refuse(refused.text, "evidence" if "evidence" in form.fields else None)
    else:
        form.refuse(Names(state.org).why(refused.reason))
    form.again(seen=state.seq)


def _form_page(request: HttpRequest, row: Act, state: State, form: Any) -> HttpResponse:
    names = Names(state.org)
    open_book = reading(state.org, today=today_of(request))
    if form.is_bound and {"once", "seen"} & form.errors.keys():
        form.refuse(NOT_AS_DRAWN)
        form.again(seen=state.seq)
    reason = None
    if not row.opens:
        snap = open_book.snapshot(row, state, Mandate(sight_of(request).actor), {}, trying=True)
        reason = verdict(row, snap)
    records = bool(reason and reason.code == "no_right" and "for_whom" in form.fields)
    if records:
        form.folded -= {"for_whom", "basis"}  # whoever opened it can only record it for somebody
    shown = {
        "form": form, "state": state, "act": row,
        "label": ADD_MEASURE if row.opens else term(row.name, "acts").text,
        "why": names.why(reason) if reason and not form.is_bound else None, "today": today_of(request),
        "records": records, **read_beside(request, state, names),
    }  # fmt: skip
    return render(request, "matters/act.html", shown, status=422 if form.errors else 200)
