"""Every refusal that is a page of its own: what happened, whether anything is lost, what to do next.

Settings name `CSRF_FAILURE_VIEW = "bihuan.web.refusals.csrf"`, `AXES_LOCKOUT_CALLABLE =
"bihuan.web.refusals.locked_out"`; the root urls `handler400`, `handler403`, `handler404`, `handler500`;
and the middleware `CalmMiddleware` answers a busy database with 503.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from bihuan.core.words.text import Text
from bihuan.web.context import bare
from bihuan.web.reasons import REASONS, Reason

log = logging.getLogger(__name__)


class Stale(Exception):
    """What the form was about has changed since it was shown; answered with 409."""

    def __init__(self, sentence: Text | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooLarge(Exception):
    """More was sent than is taken; answered with 413."""


def refusal(
    request: HttpRequest, status: int, sentence: Text | None = None, key: str = "", url: str = ""
) -> HttpResponse:
    """The page for `status`, with a sentence of one's own in the place of the usual one; `url` goes back."""
    reason = REASONS[key or str(status)]
    context = {"reason": reason, "status": status, "sentence": sentence or reason.sentence, "back": url}
    response = render(request, "web/refusal.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: a request that cannot be read, or that is too large (413)."""
    return refusal(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403. A PermissionDenied made with a Text says that."""
    given = exception.args[0] if exception is not None and exception.args else None
    return refusal(request, 403, given if isinstance(given, Text) else None)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a token of this session: nothing was done."""
    return refusal(request, 403, key="csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: there is no such thing, or it is out of this person's sight; the two look the same."""
    return refusal(request, 404)


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords: how long the pause is, from `AXES_COOLOFF_TIME` (hours or a timedelta)."""
    pause = getattr(settings, "AXES_COOLOFF_TIME", None) or 0.5
    minutes = int((pause if isinstance(pause, timedelta) else timedelta(hours=pause)).total_seconds() // 60)
    response = refusal(request, 429, REASONS["429"].sentence.format(minutes=minutes))
    response["Retry-After"] = str(minutes * 60)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """handler500: says so even when the database, the session and the person are out of reach."""
    return _bare(request, "500")


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: busy or being maintained; to be tried again."""
    response = _bare(request, "503")
    response["Retry-After"] = "5"
    return response


def _bare(request: HttpRequest, key: str) -> HttpResponse:
    reason: Reason = REASONS[key]
    shown = {"reason": reason, "status": int(key), "sentence": reason.sentence, "back": "", "bare": True}
    page = get_template("web/refusal.html").render(bare(request) | shown | {"messages": ()})
    response = HttpResponse(page, status=int(key))
    response["Cache-Control"] = "no-store"
    return response


class CalmMiddleware:
    """Answers what a view could not foresee: a stale form, too large an upload, a busy database,
    and an address that takes forms only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = refusal(request, 405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for the exceptions named above; None leaves the rest to handler500."""
        if isinstance(exception, Stale):
            return refusal(request, 409, exception.sentence, url=request.path)
        if isinstance(exception, TooLarge | RequestDataTooBig):
            return refusal(request, 413)
        if isinstance(exception, OperationalError):
            log.exception("the database did not answer: %s", request.path)
            return unavailable(request)
        return None
