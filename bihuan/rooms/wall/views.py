"""上墙版: what a hall screen shows without anybody signing in; and the screens, for administrators."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from bihuan.core.time.days import day_of
from bihuan.core.words.text import Text
from bihuan.matters.pages.administering import administered
from bihuan.matters.pages.submit import form_page, tell
from bihuan.matters.writing.clock import now
from bihuan.rooms.wall import forms, queries
from bihuan.rooms.wall.models import Screen
from bihuan.rooms.wall.nav import SCREENS
from bihuan.web import security
from bihuan.web.acting import SignedInRequest, signed_in
from bihuan.web.cookies import cookie, keep
from bihuan.web.forms import Form
from bihuan.web.pieces import Crumb

COOKIE, KEPT_FOR = "screen", 400 * 86_400
EVERY = 300
"""Seconds after which a screen asks anew, by itself."""
TAKEN_BACK = Text("已收回，这块屏不再显示。", "Taken back: this screen shows nothing any more.")


@never_cache
def wall(request: HttpRequest) -> HttpResponse:
    """The counts of what is open to the whole organisation; without a token, the place to type it."""
    screen = queries.screen_of(request.COOKIES.get(cookie(COOKIE), ""))
    if request.method == "POST" or screen is None:
        return _set_up(request)
    at = now()
    day = day_of(at, screen.org.zone)
    shown = {
        "org": screen.org,
        "at": at,
        "zone": screen.org.zone,
        "today": day,
        "theme": "dark",  # in a hall a white screen dazzles
        "registers": queries.registers(screen.org_id, day),
    }
    page = render(request, "wall/wall.html", shown)
    page["Refresh"] = str(EVERY)
    return page


def _set_up(request: HttpRequest) -> HttpResponse:
    """Typed once: the screen keeps it as a cookie."""
    form = forms.TokenForm.of(request)
    if request.method == "POST" and form.is_valid():
        token = form.cleaned_data["token"]
        screen = queries.screen_of(token)
        if screen is not None:
            answer = redirect("wall")
            keep(answer, COOKIE, token, KEPT_FOR)
            security.event("screen_set_up", org=screen.org_id, screen=screen.pk)
            return answer
        form.refuse(forms.WRONG, "token")
        security.event("screen_refused")
    return render(request, "wall/set_up.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@signed_in
def screens(request: SignedInRequest) -> HttpResponse:
    """The screens; a new one's token is shown once."""
    org = administered(request)
    form = forms.ScreenForm.of(request)
    if request.method == "POST" and form.is_valid():
        return render(request, "wall/token.html", _made(request, org, form))
    shown = {"screens": queries.screens(org), "crumbs": [Crumb(SCREENS)]}
    return form_page(request, "wall/screens.html", form, shown)


def _made(request: SignedInRequest, org: int, form: Form) -> dict[str, Any]:
    token, me = queries.drawn(), request.person.pk
    name, digest = form.cleaned_data["name"], queries.digest_of(token)
    screen = Screen.objects.create(org_id=org, name=name, digest=digest, made_by=me, made_at=now())
    security.event("screen_token_made", person=me, org=org, screen=screen.pk)
    return {"screen": screen, "token": token, "address": request.build_absolute_uri(reverse("wall"))}


@never_cache
@signed_in
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """A screen's token works no more, from its next look on."""
    screen = queries.in_use_or_404(administered(request), pk)
    form = Form.of(request)
    if request.method == "POST" and form.is_valid():
        me, org = request.person.pk, screen.org_id
        Screen.objects.filter(pk=pk, revoked_at=None).update(revoked_at=now(), revoked_by=me)
        security.event("screen_token_revoked", person=me, org=org, screen=pk)
        tell(request, TAKEN_BACK)
        return redirect("admin_screens")
    crumbs = [Crumb(SCREENS, reverse("admin_screens")), Crumb(screen.name)]
    return form_page(request, "wall/take_back.html", form, {"screen": screen, "crumbs": crumbs})
