"""Registering a problem in a register, with those who raised it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.forms import facts_from
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.pages.submit import form_page, sent, sent_by, tell
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import book, open_matter
from bihuan.matters.writing.clock import now
from bihuan.rooms.problems.forms import problem_form
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.forms import Form

ONLY_OFFICE = Text(
    "登记问题由台账的督查办公室办理。", "The register's supervision office registers problems."
)


@signed_in
def new(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form, and the problem with its number."""
    register = state_or_404(request, pk)
    if register.kind != "register" or principal(OFFICE, pk) not in sight_of(request).principals:
        raise PermissionDenied(ONLY_OFFICE)
    row = kind_of("problem").act("register")
    form = problem_form(row, org=register.org, today=today_of(request)).of(request)
    made = sent(request, form, lambda: _registered(request, register, form), org=register.org)
    if made:
        tell(request, Text(f"已登记，编号 {made.number}。", f"Registered as {made.number}."))
        return redirect("matter", made.id)
    shown = {"register": register, "act": row, "label": row.label}
    return form_page(request, "problems/new.html", form, shown)


def _registered(request: SignedInRequest, register: State, form: Form) -> State:
    """One transaction: the raiser from outside becomes a placeholder person first."""
    given = form.cleaned_data
    facts = facts_from(kind_of("problem").act("register"), given)
    with transaction.atomic():
        outside = _outsider(request, register.org, given)
        if raisers := [*facts.pop("raisers", ()), *outside]:
            facts["raisers"] = raisers
        made = open_matter(
            "problem",
            org=register.org,
            actor=request.person.pk,
            at=now(),
            register=register.id,
            once=sent_by(request),
            **facts,
        )
        if not set(outside) <= made.raisers:
            transaction.set_rollback(True)  # a second click: the first one made the problem and the raiser
        return made


def _outsider(request: SignedInRequest, org: int, given: dict[str, Any]) -> list[int]:
    """The id of a person who is known by name only, or nobody."""
    if not given.get("raiser_name"):
        return []
    facts = {
        "person_name": given["raiser_name"],
        "note": given.get("raiser_note") or None,
        "placeholder": True,
    }
    with book(org, at=now()) as open_book:
        how = Mandate(open_book.store.actor(request.person.pk), within=True)
        after = open_book.perform("add_person", standing_matter(org, "people"), how, **facts)
        return [id_of(after)]
