"""Signing in and out, choosing among one's organisations, changing one's password."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, get_user_model, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bihuan.web import brake, clock, security, sessions
from bihuan.web.acting import SESSION_KEY, persons_of
from bihuan.web.arrival import EXPIRED, WRONG, SignInForm, sign_in_page
from bihuan.web.kept import restored, shown
from bihuan.web.passwords import PasswordForm, change, changeable, must_change, password_page, retry_after
from bihuan.web.preferences import safe_next


@login_not_required
@never_cache
@sensitive_post_parameters("password", "kept")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in; then password, organisation, the kept form or the page asked for, whichever is due first."""
    target, kept = _asked(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return redirect(target)
        return sign_in_page(request, SignInForm.of(request), target=target)
    form = SignInForm.of(request)
    user, seconds = _known(request, form)
    if user is None:
        page = sign_in_page(request, form, target=target, kept=kept, status=422)
        return retry_after(page, seconds)
    login(request, user)
    sessions.begin(request)
    _remember_persons(request)
    return arrive(request, target, kept)


def _known(request: HttpRequest, form: SignInForm) -> tuple[Any, int]:
    """Whoever it is; else nobody, with the reason in the form, and the seconds to wait if there are any."""
    if not form.is_valid():
        return None, 0
    name, at = form.cleaned_data["username"], clock.now()
    one = brake.at_sign_in(request, name)
    if seconds := brake.wait(one, at=at):
        form.refuse(brake.slowed(seconds))
        security.of_user("sign_in_slowed", get_user_model().objects.named(name), seconds=seconds)
        return None, seconds
    user: Any = authenticate(request, **form.cleaned_data)
    if user is None or user.one_time_over(at):
        form.refuse(EXPIRED if user else WRONG)
        refused = user or get_user_model().objects.named(name)
        security.of_user("sign_in_refused", refused, why="expired" if user else "wrong")
        return None, 0
    brake.passed(one)
    brake.know(request, name, at=at)
    security.of_user("sign_in", user)
    return user, 0


def _asked(request: HttpRequest) -> tuple[str, str]:
    """Where to go afterwards, and the form kept for sending again."""
    given = request.POST if request.method == "POST" else request.GET
    return safe_next(request, given.get("next")), request.POST.get("kept", "")


def _remember_persons(request: HttpRequest) -> None:
    persons = list(persons_of(request.user)[:2])
    request.session["several_persons"] = len(persons) > 1
    if len(persons) == 1:
        request.session[SESSION_KEY] = persons[0].pk


def arrive(request: HttpRequest, target: str, kept: str) -> HttpResponse:
    """The next step for somebody who has just signed in."""
    if must_change(request):
        return password_page(request, PasswordForm(language=_language(request)), target, kept)
    if SESSION_KEY not in request.session:
        return choose_page(request, target, kept)
    again = restored(kept)
    if again is None or safe_next(request, again.path, "") == "":
        return redirect(target)
    me = persons_of(request.user).filter(pk=request.session[SESSION_KEY]).first()
    given = {"kept": again, "shown": shown(again), "name": me.name if me else ""}
    return render(request, "web/send_again.html", given)


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "language", "zh"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        security.of_user("sign_out", request.user)
    logout(request)
    return redirect("sign_in")


@never_cache
def choose_person(request: HttpRequest) -> HttpResponse:
    """Choose the organisation to act in, for somebody who belongs to several."""
    if not request.user.is_authenticated:
        return redirect("sign_in")
    target, kept = _asked(request)
    chosen = request.POST.get("person", "")
    if request.method == "POST" and chosen.isascii() and chosen.isdecimal() and len(chosen) < 19:
        person = persons_of(request.user).filter(pk=int(chosen)).first()
        if person is not None:
            request.session[SESSION_KEY] = person.pk
            return arrive(request, target, kept)
    return choose_page(request, target, kept)


def choose_page(request: HttpRequest, target: str, kept: str = "") -> HttpResponse:
    """The organisations of a user; one who has none is told whom to ask."""
    persons = list(persons_of(request.user))
    context = {"persons": persons, "next": target, "kept": kept, "chosen": request.session.get(SESSION_KEY)}
    return render(request, "web/choose_person.html", context, status=200 if persons else 403)


@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; asked of everybody whose password was set by somebody else."""
    if not request.user.is_authenticated:
        return redirect(reverse("sign_in") + "?" + urlencode({"next": reverse("password")}))
    target, kept = _asked(request)
    form = PasswordForm.of(request)
    if request.method != "POST" or not changeable(request, form):
        return password_page(request, form, target, kept)
    change(request, form.cleaned_data["new"])
    return arrive(request, target, kept)
