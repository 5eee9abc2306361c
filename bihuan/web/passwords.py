"""The own password: asked for once more before what matters, and changed."""

from typing import Any

from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.core.words.text import Text
from bihuan.web import brake, clock, security, sign_ins
from bihuan.web.arrival import EXPIRED
from bihuan.web.forms import Form, password_field

NOT_THE_PRESENT = Text("现在的密码不对。", "This is not the present password.")
STRENGTH = Text(
    "至少 10 位，不要含姓名、登录账号、单位名称，也不要用常见的词。",
    "At least 10 characters, without your name, sign-in name or organisation, and no common words.",
)


class PresentPassword(Form):
    """What only the person knows, asked for once more."""

    once = None
    seen = None
    slowed = 0
    old = password_field(Text("现在的密码", "Present password"), "current-password")


class PasswordForm(PresentPassword):
    """The present password and the new one, twice, since nobody sees what is typed."""

    new = password_field(Text("新密码", "New password"), "new-password", help_text=STRENGTH)
    repeat = password_field(Text("再输一遍新密码", "New password once more"), "new-password")


def must_change(request: HttpRequest) -> bool:
    """Whether somebody else set the user's password, so that it is changed before anything else."""
    return request.user.is_authenticated and request.user.must_change_password


def change(request: HttpRequest, new: str) -> None:
    """The new password, and this sign-in alone goes on."""
    user: Any = request.user
    user.set_password(new)
    user.must_change_password, user.password_until = False, None
    user.save(update_fields=["password", "must_change_password", "password_until"])
    update_session_auth_hash(request, user)
    sign_ins.end(user.pk, but=request.session.session_key)
    security.of_user("password_changed", user)


def present_password(request: HttpRequest, form: PresentPassword) -> bool:
    """Whether whoever has signed in knows the present password; slowed like signing in, said in the form."""
    user: Any = request.user
    one, at = brake.of_user(user.pk), clock.now()
    form.slowed = brake.wait(one, at=at)
    if form.slowed:
        form.refuse(brake.slowed(form.slowed), "old")
        security.of_user("password_slowed", user, seconds=form.slowed)
    elif user.one_time_over(at):
        form.refuse(EXPIRED, "old")
    elif not user.check_password(form.cleaned_data["old"]):
        form.refuse(NOT_THE_PRESENT, "old")
        security.of_user("password_refused", user)
    else:
        brake.passed(one)
    return not form.errors


def changeable(request: HttpRequest, form: PasswordForm) -> bool:
    """Whether the present password is right and the new one can be taken; else the form says why not."""
    if not form.is_valid() or not present_password(request, form):
        return False
    given = form.cleaned_data
    if given["new"] != given["repeat"]:
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
    status = 422 if form.errors else 200
    return retry_after(render(request, "web/password.html", context, status=status), form.slowed)


def retry_after(page: HttpResponse, seconds: int) -> HttpResponse:
    """The page; where too much was wrong it is a 429 that says how long to wait."""
    if seconds:
        page.status_code = 429
        page["Retry-After"] = str(seconds)
    return page
