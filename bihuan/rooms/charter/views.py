"""Administration: people and units, rules, calendar; and everybody's own account. All of it by acts."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from bihuan.core.acts.act import Act
from bihuan.core.chain.ids import belongs
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages import choices
from bihuan.matters.pages.administering import administered
from bihuan.matters.pages.choices import Options
from bihuan.matters.pages.forms import facts_from
from bihuan.matters.pages.reader import sight_of, state_or_404, today_of
from bihuan.matters.pages.sending import sending_of
from bihuan.matters.pages.standing_in import stand_ins
from bihuan.matters.pages.submit import SaidNo, Target, form_page, sent, sent_by, submit, tell
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import otherwise
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.setup import sign_ins
from bihuan.matters.writing.acts import reading
from bihuan.matters.writing.clock import now
from bihuan.people.models import Person, Unit
from bihuan.rooms.charter import forms, queries
from bihuan.rules.defaults import RULES
from bihuan.rules.table import history, rule
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.forms import Form
from bihuan.web.numbers import typed_id
from bihuan.web.pieces import Crumb

SHOWN_APART = frozenset({"open", "erase", "give_sign_in", "request_sign_in", "take_sign_in", "set_rule"})
CALENDAR_ACTS = ("set_calendar_day", "add_calendar_layer", "end_calendar_layer", "publish_year")
PEOPLE_CRUMB, CALENDAR_CRUMB = labels.UNITS_AND_PEOPLE, labels.CALENDAR
RULES_CRUMB, ACCOUNT_CRUMB = labels.RULES, labels.MY_ACCOUNT


@signed_in
@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """The tree of units with posts and holders, the groups, and everybody by name."""
    org, today = administered(request), today_of(request)
    shown = {
        "tree": queries.tree(org, today),
        "people": queries.people(org, today),
        "groups": queries.groups(org, today),
        "waits": queries.waits(request, org, today),
    }
    return render(request, "charter/people.html", shown)


@signed_in
def people_act(request: SignedInRequest, name: str) -> HttpResponse:
    """One act on units, posts and people, filled in as far as the address says."""
    org = administered(request)
    row = kind_of("people").by_name.get(name)
    if row is None or name in SHOWN_APART:
        raise Http404
    today, actor = today_of(request), sight_of(request).actor
    asks = queries.asked_of_two(row, org, today)
    filled = _initial(request, row, org)
    made = forms.charter_form(asks or row, org=org, today=today, stand_ins=_stand_ins(request, row, filled))
    form = made.of(request, initial=filled)
    if asks and form.is_valid() and queries.takes_two(row, org, actor, today, form.cleaned_data):
        row = asks
    left = _left_without(request, row, filled)
    if submit(request, form, row, _standing(org, "people")):
        if left:
            tell(request, left)
        return redirect(_back_to(facts_from(row, form.cleaned_data)))
    return _form_page(request, row, form, PEOPLE_CRUMB, reverse("admin_people"), about=left or "")


def _left_without(request: SignedInRequest, row: Act, filled: dict[str, Any]) -> Text | None:
    """Of an appointment that is to end: which seats nobody is in then."""
    if row.name != "end_appointment":
        return None
    one = typed_id(request.POST.get("appointment") or filled.get("appointment"))
    return queries.left_without(one, Names(request.person.org_id, None)) if one else None


def _stand_ins(request: SignedInRequest, row: Act, filled: dict[str, Any]) -> Options | None:
    """Who can stand in for whoever the address or the form names; of nobody named yet, anybody else."""
    if row.field("stand_in") is None:
        return None
    org, today, me = request.person.org_id, today_of(request), request.person.pk
    person = typed_id(request.POST.get("person") or filled.get("person"))
    if not belongs(person, org):
        return choices.people(org, today, working_here=True, but={me})
    return stand_ins(org, today, person, own=person == me, but={me})


def _initial(request: SignedInRequest, row: Act, org: int) -> dict[str, Any]:
    """What the address names, and for a change what is there already."""
    found: dict[str, Any] = {
        field.name: request.GET[field.name] for field in row.fields if field.name in request.GET
    }
    found |= {
        "from_on": today_of(request),
        "to_on": None if row.name == "declare_absence" else today_of(request),
    }
    if row.name == "change_unit" and (
        unit := Unit.objects.filter(org_id=org, pk=typed_id(found.get("unit"))).first()
    ):
        found |= {"name": unit.name, "name_en": unit.name_en, "place": unit.place, "above": unit.parent_id}
    if row.name == "change_person":
        person = queries.person_or_404(org, typed_id(found.get("person")))
        found |= {"person_name": person.name, "note": person.note, "place": person.place}
    return found


def _back_to(facts: dict[str, Any]) -> str:
    if person := facts.get("person"):
        return reverse("admin_person", args=[person])
    return reverse("admin_unit", args=[facts["unit"]]) if facts.get("unit") else reverse("admin_people")


@signed_in
@require_GET
def unit(request: SignedInRequest, pk: int) -> HttpResponse:
    """One unit: its posts with their holders, what is under it, what can be changed."""
    node = queries.unit_node(administered(request), pk, today_of(request))
    name = Text(node.unit.name, node.unit.name_en or node.unit.name)
    shown = {"node": node, "crumbs": [Crumb(PEOPLE_CRUMB, reverse("admin_people")), Crumb(name)]}
    return render(request, "charter/unit.html", shown)


@signed_in
@require_GET
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: appointments, absences, the sign-in."""
    one, today = queries.person_or_404(administered(request), pk), today_of(request)
    shown = {
        "one": one,
        "waits": queries.waits(request, one.org_id, today, person=pk),
        "appointments": (held := queries.appointments(pk)),
        "posted": any(not one.to_on or one.to_on >= today for one in held),
        "absences": queries.absences(pk, today),
        "standing_in": queries.standing_in(pk, today),
        "crumbs": [Crumb(PEOPLE_CRUMB, reverse("admin_people")), Crumb(one.name)],
    }
    return render(request, "charter/person.html", shown)


@signed_in
@never_cache
def sign_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a sign-in, or a new password to one that is there: shown once, to be changed at first use.

    For whoever checks, approves or confirms a second person is asked, and each is shown one half of it.
    """
    one = queries.person_or_404(administered(request), pk)
    form = forms.SignInForm.of(request, initial={"username": one.user.username if one.user else ""})
    two = queries.takes_two(kind_of("people").act("give_sign_in"), one.org_id, sight_of(request).actor,
                            today_of(request), {}, person=pk, user=0)  # fmt: skip
    made = sent(request, form, lambda: _signing_in(request, one, form, two=two), org=one.org_id)
    if made is not None:
        return render(request, "charter/password.html", made)
    crumbs = [
        Crumb(PEOPLE_CRUMB, reverse("admin_people")),
        Crumb(one.name, reverse("admin_person", args=[pk])),
    ]
    shown = {"one": one, "two": two, "crumbs": [*crumbs, Crumb(labels.SIGN_IN)]}
    return form_page(request, "charter/sign_in.html", form, shown)


def _signing_in(request: SignedInRequest, one: Person, form: Form, *, two: bool) -> dict[str, Any]:
    """What is shown once: a whole password, or the asker's half where a second person is asked."""
    given, how = form.cleaned_data, {"actor": request.person.pk, "at": now()}
    try:
        make = sign_ins.asked if two else sign_ins.given
        user, password = make(one, given["username"], once=sent_by(request), **how)
    except sign_ins.Taken as taken:
        raise SaidNo(taken.sentence, "username") from taken
    half, hours = "first" if two else "", settings.ONE_TIME_HOURS
    return {"one": one, "user": user, "password": password, "half": half, "hours": hours}


@signed_in
@never_cache
def second_half(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second person confirms a password that is asked for, and is shown the other half of it, once."""
    state = state_or_404(request, pk)
    asked = sign_ins.Asked.of(state)
    if asked is None:
        raise Http404
    opposite = otherwise(
        reading(state.org, today=today_of(request)),
        kind_of(state.kind).act("approve"), state, sight_of(request).actor,
    )  # fmt: skip
    back = reverse("matter", args=[pk])
    shown = {"one": asked.person, "user": asked.user, "back": back, "otherwise": opposite}
    form, who = Form.of(request), {"actor": request.person.pk, "at": now()}
    half = sent(request, form, lambda: sign_ins.confirmed(asked, **who), org=state.org)
    if half is not None:
        given = {"password": half, "half": "second", "hours": settings.ONE_TIME_HOURS}
        return render(request, "charter/password.html", shown | given)
    return form_page(request, "charter/second_half.html", form, shown)


@signed_in
def take_sign_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a person's sign-in away; what was done under it stays."""
    one = queries.person_or_404(administered(request), pk)
    row = kind_of("people").act("take_sign_in")
    form = Form.of(request)
    if submit(request, form, row, _standing(one.org_id, "people"), person=pk):
        return redirect("admin_person", pk)
    return _form_page(request, row, form, PEOPLE_CRUMB, reverse("admin_person", args=[pk]), about=one.name)


@signed_in
@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """Every rule: its value today, since when, where the number was read."""
    org = administered(request)
    found = [
        (heading, [(line, forms.value_said(line.declared, line.value)) for line in lines])
        for heading, lines in queries.rules(org, today_of(request))
    ]
    return render(request, "charter/rules.html", {"groups": found})


@signed_in
def rule_page(request: SignedInRequest, name: str) -> HttpResponse:
    """One rule: what was written for it, and setting it from a day on."""
    org, declared, today = administered(request), RULES.get(name), today_of(request)
    if declared is None:
        raise Http404
    value = rule(org, name, on=today)
    form = forms.rule_form(declared).of(
        request, initial=forms.initial_value(declared, value) | {"from_on": today}
    )
    facts = forms.rule_facts(declared, form.cleaned_data) if form.is_valid() else {}
    if submit(request, form, kind_of("rules").act("set_rule"), _standing(org, "rules"), **facts):
        return redirect("admin_rules")
    shown = {
        "declared": declared,
        "now": forms.value_said(declared, value),
        "default": forms.value_said(declared, declared.default),
        "basis": queries.basis_of(declared),
        "bounds": forms.bounds_apart(declared),
        "history": [(since, to, forms.value_said(declared, one)) for since, to, one in history(org, name)],
        "crumbs": [Crumb(RULES_CRUMB, reverse("admin_rules")), Crumb(declared.label)],
    }
    return form_page(request, "charter/rule.html", form, shown)


@signed_in
@require_GET
def year(request: SignedInRequest) -> HttpResponse:
    """A year as it is worked: holidays, make-up days, local layers."""
    org, today = administered(request), today_of(request)
    asked = typed_id(request.GET.get("year")) or today.year
    number = asked if 1990 <= asked <= 2100 else today.year
    shown = {
        "year": number,
        "months": queries.months(org, number, today),
        "own": queries.own_days(org, number),
        "layers": queries.layers(org),
        "published": queries.published(org, number),
    }
    return render(request, "charter/calendar.html", shown)


@signed_in
def calendar_act(request: SignedInRequest, name: str) -> HttpResponse:
    """One act on the calendar: a day, a layer, a year's notice."""
    org = administered(request)
    if name not in CALENDAR_ACTS:
        raise Http404
    row = kind_of("rules").act(name)
    form = forms.charter_form(row, org=org, today=today_of(request)).of(
        request, initial=_initial(request, row, org)
    )
    if submit(request, form, row, _standing(org, "rules")):
        given = form.cleaned_data
        shown = str(given.get("day") or given.get("year") or "")[:4]
        return redirect(reverse("admin_calendar") + (f"?year={shown}" if shown else ""))
    return _form_page(request, row, form, CALENDAR_CRUMB, reverse("admin_calendar"))


@signed_in
@require_GET
def account(request: SignedInRequest) -> HttpResponse:
    """Oneself: the posts held, absences with the stand-in, the password."""
    me, today = request.person, today_of(request)
    shown = {
        "one": me,
        "appointments": [
            one for one in queries.appointments(me.pk) if one.to_on is None or one.to_on >= today
        ],
        "absences": queries.absences(me.pk, today),
        "standing_in": queries.standing_in(me.pk, today),
        "waits": queries.waits(request, me.org_id, today, person=me.pk),
    }
    return render(request, "charter/account.html", shown)


@signed_in
def absence(request: SignedInRequest) -> HttpResponse:
    """Declare the own absence with the stand-in (A/B角)."""
    me = request.person
    row, today = kind_of("people").act("declare_absence"), today_of(request)
    mine = stand_ins(me.org_id, today, me.pk, own=True)
    made = forms.charter_form(row, org=me.org_id, today=today, without="person", stand_ins=mine)
    form = made.of(request, initial={"from_on": today})
    if submit(request, form, row, _standing(me.org_id, "people"), person=me.pk):
        return redirect("account")
    return _form_page(request, row, form, ACCOUNT_CRUMB, reverse("account"), about=me.name)


@signed_in
def end_absence(request: SignedInRequest, pk: int) -> HttpResponse:
    """End an absence, as who is away or who stands in; the stand-in steps back with the day."""
    return _of_absence(request, "end_absence", pk)


@signed_in
def cancel_absence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call off an absence that has not begun, as who would be away or would stand in."""
    return _of_absence(request, "cancel_absence", pk)


def _of_absence(request: SignedInRequest, name: str, pk: int) -> HttpResponse:
    me, row = request.person, kind_of("people").act(name)
    about = forms.away_said(queries.own_absence_or_404(me.pk, pk))
    made = forms.charter_form(row, org=me.org_id, today=today_of(request), without="absence")
    form = made.of(request, initial={"to_on": today_of(request)})
    if submit(request, form, row, _standing(me.org_id, "people"), absence=pk):
        return redirect("account")
    return _form_page(request, row, form, ACCOUNT_CRUMB, reverse("account"), about=about)


def _standing(org: int, kind: str) -> Target:
    """The standing matter of the people or of the rules."""
    return Target(org, matter=standing_matter(org, kind))


def _form_page(
    request: SignedInRequest, row: Act, form: Form, crumb: Text, back: str, about: Text | str = ""
) -> HttpResponse:
    label, org = row.label, request.person.org_id
    book = reading(org, today=today_of(request))
    kind = "people" if row.name in kind_of("people").by_name else "rules"
    state = book.store.state(standing_matter(org, kind))
    assert state is not None
    sending = sending_of(book, row, state, sight_of(request).actor, None)
    shown = {
        **sending.shown(form, row, Names(org, sight_of(request))),
        "label": label,
        "crumbs": [Crumb(crumb, back), Crumb(label)],
        "back": back,
        "about": about,
        "explained": forms.STANDING_IN if row.field("stand_in") else (),
    }
    return form_page(request, "charter/act.html", form, shown)
