"""The sign-in page itself, shown on its own address and in the place of a form whose session has ended."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.web.forms import Form, password_field, text_field
from bihuan.web.kept import restored

WRONG = Text(
    "账号或密码不对。请核对大小写，连续多次输错会暂停登录一段时间。",
    "The name or the password is wrong. Mind upper and lower case; too many errors pause signing in.",
)
EXPIRED = Text(
    "这个一次性密码已经过期。请找本单位系统管理员重设。",
    "This one-time password has run out. Ask your administrator to set a new one.",
)
NAME_ATTRS = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(Form):
    """Name and password. It has no use for the key and the number that acts carry."""

    once = None
    seen = None
    username = text_field(labels.SIGN_IN_NAME, 60, widget=forms.TextInput(attrs=NAME_ATTRS))
    password = password_field(Text("密码", "Password"), "current-password")


def sign_in_page(
    request: HttpRequest,
    form: SignInForm,
    *,
    target: str,
    kept: str = "",
    status: int = 200,
    over: bool = False,
) -> HttpResponse:
    """The page with its form; `target` is where to go afterwards, `kept` the form to send again."""
    context = {"form": form, "next": target, "kept": kept, "kept_form": restored(kept), "over": over}
    response = render(request, "web/sign_in.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def ended(request: HttpRequest, kept: str) -> HttpResponse:
    """In answer to a form sent after the session ended: sign in, and what you typed is still here."""
    form = SignInForm(language=getattr(request, "language", "zh"))
    return sign_in_page(request, form, target="/", kept=kept, status=401, over=True)
