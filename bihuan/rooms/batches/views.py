"""What is done to many rows of a register at once: handing out, approving by one sheet, back-filling."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from bihuan.core.reasons import Refused
from bihuan.core.state import OFFICE, OPEN, State, principal
from bihuan.core.words import Text
from bihuan.files.refusal import Refusal
from bihuan.matters import rows
from bihuan.matters.acts import Outcome, now, perform, perform_many
from bihuan.matters.desks import desk_of
from bihuan.matters.moment import sight_of, state_or_404, today_of
from bihuan.matters.naming import Names
from bihuan.matters.sending import kept_files, refuse
from bihuan.rooms.batches import queries
from bihuan.rooms.batches.forms import BackFillForm, BatchForm, chosen
from bihuan.web.acting import signed_in
from bihuan.web.forms import Form

NONE_TICKED = Text("请至少选一项。", "Tick at least one row.")
ONLY_OFFICE = Text("这一步由台账的督查办公室办理。", "The register's supervision office does this.")


@signed_in
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out everything registered that has a unit and a due; a verdict for each row."""
    register = _register(request, pk)
    found = queries.to_assign(sight_of(request), pk, today_of(request))
    form = Form.of(request)
    if request.method == "POST" and form.is_valid():
        ids = chosen(request, _open(found))
        if ids:
            outcomes = list(perform_many("assign", ids, org=register.org, actor=_me(request), at=now()))
            return _outcomes(request, register, outcomes)
        form.refuse(NONE_TICKED)
    return _page(request, register, found, form, "assign")


@signed_in
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """批次审定: verified rows, one sheet; asked of the approvers, or recorded for one who has signed."""
    register, today = _register(request, pk), today_of(request)
    found = queries.to_approve(sight_of(request), pk, today)
    form = BatchForm.of(
        request, seen=register.seq, approvers=queries.approvers(desk_of(pk), sight_of(request), today)
    )
    if request.method == "POST" and form.is_valid():
        ids = chosen(request, _open(found))
        try:
            if ids:
                return _approved(request, register, form, ids)
            form.refuse(NONE_TICKED)
        except (Refused, Refusal) as refused:
            refuse(form, refused, org=register.org, seen=register.seq)
    return _page(request, register, found, form, "approve")


@signed_in
def back_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """补录: what the ledger says was signed off, with the scanned sheet; a second person confirms."""
    register = _register(request, pk)
    found = queries.to_back_fill(sight_of(request), pk, today_of(request))
    form = BackFillForm.of(request, seen=register.seq)
    if request.method == "POST" and form.is_valid():
        ids = chosen(request, _open(found))
        try:
            if ids:
                after = _asked(
                    request, "request_back_fill", register, form, ids, heard=form.cleaned_data["heard"]
                )
                return redirect("matter", _request_of(after))
            form.refuse(NONE_TICKED)
        except (Refused, Refusal) as refused:
            refuse(form, refused, org=register.org, seen=register.seq)
    return _page(request, register, found, form, "back_fill")


def _approved(request: HttpRequest, register: State, form: BatchForm, ids: list[int]) -> HttpResponse:
    """Ask; where the paper is signed already, record the yes in the same transaction."""
    with transaction.atomic():
        asked = _request_of(_asked(request, "request_batch_approval", register, form, ids))
        signed = form.cleaned_data.get("for_whom")
        if not signed or rows.states([asked])[0].life != OPEN:  # a second click: it has been answered
            said = Text(
                "已提请审定。审定人同意后，逐项销号。", "Asked. Rows are signed off once the approver agrees."
            )
            messages.success(request, said.say(request.language))  # type: ignore[attr-defined]
            return redirect("matter", asked)
        _record_yes(request, register, form, asked)
    states = {one.id: one for one in rows.states(ids)}
    return _outcomes(
        request, register, [Outcome(one, state=states.get(one)) for one in ids], request_id=asked
    )


def _record_yes(request: HttpRequest, register: State, form: BatchForm, asked: int) -> None:
    given = form.cleaned_data
    perform(
        "approve",
        asked,
        org=register.org,
        actor=_me(request),
        at=now(),
        for_whom=given["for_whom"],
        basis=given["basis"],
        **kept_files(register.org, _again(given["evidence"])),
    )


def _asked(
    request: HttpRequest, name: str, register: State, form: Form, ids: list[int], **more: Any
) -> State:
    given = form.cleaned_data
    return perform(
        name,
        register.id,
        org=register.org,
        actor=_me(request),
        at=now(),
        once=given.get("once") or None,
        title=given["title"],
        subjects=ids,
        **kept_files(register.org, given.get("evidence") or []),
        **more,
    )


def _again(files: list[Any]) -> list[Any]:
    """The same uploads from their beginning."""
    for one in files:
        one.seek(0)
    return files


def _request_of(register: State) -> int:
    """The request that a register has just opened: the newest under it."""
    return max(one.id for one in rows.children(register.id) if one.kind == "request")


def _register(request: HttpRequest, pk: int) -> State:
    """The register, for its office; out of sight is 404, for others a sentence."""
    state = state_or_404(request, pk)
    if principal(OFFICE, pk) not in sight_of(request).principals:
        raise PermissionDenied(ONLY_OFFICE)
    return state


def _open(found: list[queries.Candidate]) -> list[int]:
    return [one.row.state.id for one in found if one.why is None]


def _me(request: HttpRequest) -> int:
    return int(request.person.pk)  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, register: State, found: list[queries.Candidate], form: Form, what: str
) -> HttpResponse:
    ticked = set(chosen(request, _open(found))) if request.method == "POST" else set(_open(found))
    shown = {
        "register": register,
        "found": found,
        "form": form,
        "ticked": ticked,
        "open": len(_open(found)),
        "what": what,
        "most": queries.MOST,
    }
    return render(request, f"batches/{what}.html", shown, status=422 if form.errors else 200)


def _outcomes(
    request: HttpRequest, register: State, outcomes: list[Outcome], request_id: int | None = None
) -> HttpResponse:
    """A verdict for each row."""
    names = Names(register.org).need(matters=[one.matter for one in outcomes])
    lines = []
    for one in outcomes:
        done = one.reason is None and (request_id is None or bool(one.state and one.state.closed_on))
        why = (
            names.why(one.reason)
            if one.reason
            else Text("没有办成，原因见申请。", "Not done; see the request.")
        )
        lines.append(
            {"id": one.matter, "name": names.matter(one.matter), "done": done, "why": None if done else why}
        )
    shown = {
        "register": register,
        "lines": sorted(lines, key=lambda line: line["done"]),
        "request_id": request_id,
        "done": sum(line["done"] for line in lines),
    }
    return render(request, "batches/outcomes.html", shown)
