"""The sign-in page itself, shown on its own address and in the place of a form whose session has ended."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.core.words import Text
from bihuan.web.forms import Form
from bihuan.web.kept import restored

WRONG = Text(
    "账号或密码不对。请核对大小写，连续多次输错会暂停登录一段时间。",
    "The name or the password is wrong. Mind upper and lower case; too many errors pause signing in for a while.",
)


class SignInForm(Form):
    """Name and password. It has no use for the key and the number that acts carry."""

    once = None  # type: ignore[assignment]
    seen = None  # type: ignore[assignment]
    username = forms.CharField(
        label=Text("账号", "Sign-in name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=Text("密码", "Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


def sign_in_page(
    request: HttpRequest, form: SignInForm, *, target: str, kept: str = "", status: int = 200
) -> HttpResponse:
    """The page with its form; `target` is where to go afterwards, `kept` the form to send again."""
    context = {"form": form, "next": target, "kept": kept, "kept_form": restored(kept)}
    response = render(request, "web/sign_in.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def ended(request: HttpRequest, kept: str) -> HttpResponse:
    """In answer to a form sent after the session ended: sign in, and what you typed is still here."""
    form = SignInForm(language=getattr(request, "language", "zh"))
    return sign_in_page(request, form, target="/", kept=kept, status=401)
