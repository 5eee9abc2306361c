"""What is done to many rows of a register at once: handing out, approving by one sheet, back-filling."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.choices import people
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.pages.submit import SaidNo, Target, form_page, sent, submit
from bihuan.matters.saying.naming import Names
from bihuan.matters.seeing import rows
from bihuan.matters.writing.acts import Outcome, perform_many
from bihuan.matters.writing.clock import now
from bihuan.rooms.batches import queries
from bihuan.rooms.batches.forms import BackFillForm, BatchForm, SupportingForm, chosen, hand_over_form
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.forms import Form
from bihuan.web.numbers import typed_id

ASKED_APPROVAL = Text(
    "已提请审定。审定人同意后逐项销号；已签字的，由办公室另一人在本页代录。",
    "Asked. Rows are signed off once the approver agrees; a colleague records a paper signed already.",
)
ASKED_CHECK = Text(
    "已提请补录，由另一处室的人与签字件核对后确认。",
    "Sent to be confirmed by somebody of another office, who compares the signed sheet.",
)
ASKED_HAND_OVER = Text(
    "已提请移交。未经手的人同意后，所选事项逐项移交。",
    "Asked. Each row goes over once a foreign hand agrees.",
)
NONE_TICKED = Text("请至少选一项。", "Tick at least one row.")
ONLY_OFFICE = Text("这一步由台账的督查办公室办理。", "The register's supervision office does this.")


@signed_in
def assign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Hand out everything registered that has a unit and a due; a verdict for each row."""
    register = _register(request, pk)
    found = queries.to_assign(sight_of(request), pk, today_of(request))
    form = Form.of(request)
    outcomes = sent(request, form, lambda: _handed_out(request, register, _open(found)), org=register.org)
    if outcomes is not None:
        return _outcomes(request, register, outcomes)
    return _page(request, register, found, form, "assign")


@signed_in
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    """批次审定: verified rows and one sheet, put before the approvers. Whoever asks never records the yes."""
    register = _register(request, pk)
    found = queries.to_approve(sight_of(request), pk, today_of(request))
    form = BatchForm.of(request, seen=register.seq)
    if _asked(request, "request_batch_approval", register, form, _open(found), ASKED_APPROVAL):
        return redirect("matter", _request_of(register))
    return _page(request, register, found, form, "approve")


@signed_in
def back_fill(request: SignedInRequest, pk: int) -> HttpResponse:
    """补录: what the ledger says was signed off, with the scanned sheet; another office confirms."""
    register = _register(request, pk)
    found = queries.to_back_fill(sight_of(request), pk, today_of(request))
    form = BackFillForm.of(request, seen=register.seq)
    if _asked(request, "request_back_fill", register, form, _open(found), ASKED_CHECK):
        return redirect("matter", _request_of(register))
    return _page(request, register, found, form, "back_fill")


@signed_in
def hand_over(request: SignedInRequest, pk: int) -> HttpResponse:
    """移交清单: what one person answers for goes to another, asked once for all; a foreign hand says yes."""
    register, sight, today = _register(request, pk), sight_of(request), today_of(request)
    whose = _whose(request)
    found = queries.to_hand_over(sight, pk, whose, today) if whose else []
    form = hand_over_form(people(sight.org, today, working_here=True)).of(request, seen=register.seq)
    if _asked(request, "request_hand_over", register, form, _open(found), ASKED_HAND_OVER):
        return redirect("matter", _request_of(register))
    names, many = Names(sight.org, sight), dict(queries.answering(sight, pk))
    names.need(people=list(many))
    more = {"whose": whose, "people": [(one, names.person(one), count) for one, count in many.items()]}
    return _page(request, register, found, form, "hand_over", more)


@signed_in
def supporting(request: SignedInRequest) -> HttpResponse:
    """配合事项: what names the offices that a head heads; several are answered at once, each by itself."""
    sight, today = sight_of(request), today_of(request)
    found = queries.to_say(sight, today)
    form = SupportingForm.of(request)
    outcomes = sent(request, form, lambda: _said(request, form, _open(found)), org=sight.org)
    if outcomes is not None:
        return _outcomes(request, None, outcomes)
    offered = _open(found)
    ticked = set(offered if "all" in request.GET else chosen(request, offered))
    return _page(request, None, found, form, "supporting", {"here": "supporting", "ticked": ticked})


def _said(request: SignedInRequest, form: Form, among: list[int]) -> list[Outcome]:
    ids, org, me = chosen(request, among), sight_of(request).org, request.person.pk
    if not ids:
        raise SaidNo(NONE_TICKED)
    remark = form.cleaned_data.get("remark") or None
    return list(perform_many("say_uninvolved", ids, org=org, actor=me, at=now(), remark=remark))


def _whose(request: SignedInRequest) -> int | None:
    """Whose matters are to be handed over, from the address."""
    return typed_id(request.GET.get("person")) or None


def _handed_out(request: SignedInRequest, register: State, among: list[int]) -> list[Outcome]:
    """A verdict for each row that was ticked."""
    ids = chosen(request, among)
    if not ids:
        raise SaidNo(NONE_TICKED)
    return list(perform_many("assign", ids, org=register.org, actor=request.person.pk, at=now()))


def _asked(
    request: SignedInRequest, name: str, register: State, form: Form, among: list[int], said: Text
) -> State | None:
    """Ask for the rows that were ticked; somebody else answers the request."""
    row = kind_of("register").act(name)
    ids = chosen(request, among)
    if not ids and request.method == "POST" and form.is_valid():
        form.refuse(NONE_TICKED)
    return submit(request, form, row, Target.of(register), said=said, subjects=ids)


def _request_of(register: State) -> int:
    """The request that a register has just opened: the newest under it."""
    return max(one.id for one in rows.children(register.id) if one.kind == "request")


def _register(request: SignedInRequest, pk: int) -> State:
    """The register, for its office; out of sight is 404, for others a sentence."""
    state = state_or_404(request, pk)
    if principal(OFFICE, pk) not in sight_of(request).principals:
        raise PermissionDenied(ONLY_OFFICE)
    return state


def _open(found: list[queries.Candidate]) -> list[int]:
    return [one.row.state.id for one in found if one.why is None]


def _page(
    request: SignedInRequest,
    register: State | None,
    found: list[queries.Candidate],
    form: Form,
    what: str,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    every = request.method != "POST" and request.GET.get("ticked") != "none"
    ticked = set(_open(found) if every else chosen(request, _open(found)))
    shown = {
        "register": register,
        "found": found,
        "ticked": ticked,
        "open": len(_open(found)),
        "what": what,
        "most": queries.MOST,
        **(more or {}),
    }
    return form_page(request, f"batches/{what}.html", form, shown)


def _outcomes(request: SignedInRequest, register: State | None, outcomes: list[Outcome]) -> HttpResponse:
    """A verdict for each row."""
    names = Names(request.person.org_id, sight_of(request)).need(matters=[one.matter for one in outcomes])
    lines = [
        {
            "id": one.matter,
            "name": names.matter(one.matter),
            "done": one.reason is None,
            "why": names.why(one.reason) if one.reason else None,
        }
        for one in outcomes
    ]
    lines.sort(key=lambda line: bool(line["done"]))
    shown = {"register": register, "lines": lines, "done": sum(one.reason is None for one in outcomes)}
    return render(request, "batches/outcomes.html", shown)
