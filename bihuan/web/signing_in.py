"""Signing in and out, choosing among one's organisations, changing one's password."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from bihuan.core.words.text import Text
from bihuan.web.acting import SESSION_KEY, persons_of
from bihuan.web.arrival import WRONG, SignInForm, sign_in_page
from bihuan.web.forms import Form, password_field
from bihuan.web.kept import restored, shown
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
    user = _known(request, form)
    if user is None:
        return sign_in_page(request, form, target=target, kept=kept, status=422)
    login(request, user)
    _remember_persons(request)
    return arrive(request, target, kept)


def _known(request: HttpRequest, form: SignInForm) -> Any:
    if not form.is_valid():
        return None
    user = authenticate(request, **form.cleaned_data)
    if user is None:
        form.refuse(WRONG)
    return user


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
    return render(request, "web/send_again.html", {"kept": again, "shown": shown(again)})


def must_change(request: HttpRequest) -> bool:
    """Whether somebody else set the user's password, so that it is changed before anything else."""
    return request.user.is_authenticated and request.user.must_change_password


def _language(request: HttpRequest) -> str:
    return str(getattr(request, "language", "zh"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
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


STRENGTH = Text(
    "至少 10 位，不要用姓名、单位或常见的词。", "At least 10 characters; no names or common words."
)


class PasswordForm(Form):
    """The present password and the new one, twice, since nobody sees what is typed."""

    once = None
    seen = None
    old = password_field(Text("现在的密码", "Present password"), "current-password")
    new = password_field(Text("新密码", "New password"), "new-password", help_text=STRENGTH)
    repeat = password_field(Text("再输一遍新密码", "New password once more"), "new-password")


@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; asked of everybody whose password was set by somebody else."""
    if not request.user.is_authenticated:
        return redirect(reverse("sign_in") + "?" + urlencode({"next": reverse("password")}))
    target, kept = _asked(request)
    form = PasswordForm.of(request)
    if request.method != "POST" or not _changeable(request, form):
        return password_page(request, form, target, kept)
    user = request.user
    user.set_password(form.cleaned_data["new"])
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    update_session_auth_hash(request, user)
    return arrive(request, target, kept)


def _changeable(request: HttpRequest, form: PasswordForm) -> bool:
    if not form.is_valid():
        return False
    given = form.cleaned_data
    if not request.user.check_password(given["old"]):
        form.refuse(Text("现在的密码不对。", "This is not the present password."), "old")
    elif given["new"] != given["repeat"]:
        form.refuse(Text("两次输入的新密码不一样。", "The two new passwords differ."), "repeat")
    elif given["new"] == given["old"]:
        form.refuse(Text("新密码与现在的相同。", "The new password is the present one."), "new")
    else:
        _strong(request, form, given["new"])
    return not form.errors


def _strong(request: HttpRequest, form: PasswordForm, new: str) -> None:
    try:
        validate_password(new, request.user if request.user.is_authenticated else None)
    except ValidationError as weak:
        form.add_error("new", weak)


def password_page(request: HttpRequest, form: PasswordForm, target: str, kept: str = "") -> HttpResponse:
    """The page with its form; it says so when the change is asked for."""
    context = {"form": form, "next": target, "kept": kept, "must": must_change(request)}
    return render(request, "web/password.html", context, status=422 if form.errors else 200)
