"""By what a browser is known again: a long random cookie of its own, and no print of its features.

It says nothing about anybody. It outlives signing out, so that two people who sign in one after the other in
the same browser leave the same digest beside what they did.
"""

import re
import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from bihuan.web.cookies import cookie, keep

COOKIE = "browser"
KEPT_FOR = 400 * 86_400
"""As long as browsers keep any cookie; each page renews it no further."""
_KNOWN = re.compile(r"[A-Za-z0-9_-]{32}")
_GIVEN = "browser_given"


class BrowserMiddleware:
    """Gives the cookie to a browser in which somebody has signed in, once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not known(request) and _in_session(request, response):
            keep(response, COOKIE, getattr(request, _GIVEN, "") or secrets.token_urlsafe(24), KEPT_FOR)
        return response


def _in_session(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody has signed in here, or does so by this answer; what ends a session is empty."""
    name = settings.SESSION_COOKIE_NAME
    begun = response.cookies.get(name)
    return bool(request.COOKIES.get(name)) or bool(begun and begun.value)


def known(request: HttpRequest) -> bool:
    """Whether the browser has brought a cookie that can be one of ours."""
    return bool(_KNOWN.fullmatch(_brought(request)))


def browser_of(request: HttpRequest) -> str:
    """What is kept of the browser, with the server's own key; empty for one that is not known."""
    return _digest(_brought(request)) if known(request) else ""


def give(request: HttpRequest) -> str:
    """The same; one that is not known is given its cookie by the answer to this request."""
    if known(request):
        return browser_of(request)
    token = secrets.token_urlsafe(24)
    setattr(request, _GIVEN, token)
    return _digest(token)


def _brought(request: HttpRequest) -> str:
    return request.COOKIES.get(cookie(COOKIE), "")


def _digest(token: str) -> str:
    return salted_hmac("bihuan.browser", token, algorithm="sha256").hexdigest()[:32]
