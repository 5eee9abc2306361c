"""Where one is signed in, where others are, and how safely all of it is done. None of it is in the record."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.administering import administered
from bihuan.matters.pages.reader import sight_of
from bihuan.matters.pages.submit import form_page, tell
from bihuan.rooms.access import forms, queries
from bihuan.rooms.access.nav import MINE, SAFETY
from bihuan.web import security
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.passwords import present_password, retry_after
from bihuan.web.pieces import Crumb
from bihuan.web.sign_ins import end, sign_ins_of

ENDED = Text("已结束 {n} 处登录。", "Ended: {n}.")
WHERE = Text("登录在哪里", "Where signed in")


@sensitive_post_parameters("old")
@never_cache
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in, and ending any but this."""
    sight_of(request)  # whose post the rail shows
    user, here = request.user.pk, request.session.session_key
    found = sign_ins_of(user, here=here)
    form = forms.ending(forms.EndMine, found, request.person.org.zone).of(request)
    if request.method == "POST" and form.is_valid():
        which = forms.chosen(form)
        if not form.errors and present_password(request, form):
            return _ended(request, end(user, which, but=here), "my_sign_ins")
    shown = {"found": found, "crumbs": [Crumb(labels.MY_ACCOUNT, reverse("account")), Crumb(MINE)]}
    page = form_page(request, "access/mine.html", form, shown)
    return retry_after(page, form.slowed)


def _ended(request: SignedInRequest, count: int, page: str, person: int | None = None) -> HttpResponse:
    """Said on the page that was left, and to whoever watches."""
    whose = person or request.person.pk
    security.event(
        "session_ended", person=whose, org=request.person.org_id, by=request.person.pk, count=count
    )
    tell(request, ENDED.format(n=count))
    return redirect(page, *([person] if person else []))


@never_cache
@signed_in
def of_person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where somebody of the organisation is signed in; an administrator ends it."""
    one = queries.person_or_404(administered(request), pk)
    ours = queries.only_here(one)
    found = sign_ins_of(one.user_id, here=request.session.session_key) if ours else []
    form = forms.ending(forms.EndOthers, found, request.person.org.zone).of(request)
    if request.method == "POST" and ours and form.is_valid():
        which = forms.chosen(form)
        if not form.errors:
            count = end(one.user_id, which, but=request.session.session_key)
            return _ended(request, count, "admin_sign_ins", pk)
    crumbs = [
        Crumb(labels.UNITS_AND_PEOPLE, reverse("admin_people")),
        Crumb(one.name, reverse("admin_person", args=[pk])),
        Crumb(WHERE),
    ]
    shown = {"one": one, "ours": ours, "found": found, "crumbs": crumbs}
    return form_page(request, "access/of_person.html", form, shown)


@signed_in
@require_GET
def safety(request: SignedInRequest) -> HttpResponse:
    """Whether the way here is safe, and how signing in is set on this server."""
    administered(request)
    shown = {
        "https": settings.HTTPS,
        "proxies": bool(settings.PROXIES),
        "facts": queries.facts(),
        "crumbs": [Crumb(SAFETY)],
    }
    return render(request, "access/safety.html", shown)
