"""Every refusal that is a page of its own: what happened, whether anything is lost, what to do next.

Settings name `CSRF_FAILURE_VIEW = "bihuan.web.refusals.csrf"`; the root urls `handler400`, `handler403`,
`handler404`, `handler500`; and the middleware `CalmMiddleware` answers what the machine cannot do (disk,
memory, database, clock) with 503.
What a form brought stands on the page and can be sent again from there: it is drawn without the database.
"""

import logging
import sys
from collections.abc import Callable
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template

from bihuan.core.words.text import Text
from bihuan.web.acting import person_of
from bihuan.web.causes import AWAY, BUSY, CLOCK, FULL, READ_ONLY, cause_of
from bihuan.web.context import bare
from bihuan.web.kept import kept_of, shown
from bihuan.web.reasons import REASONS, Reason
from bihuan.web.security import refused_page

log = logging.getLogger(__name__)
UNTOKENED: Final = "CSRF token"
"""How Django begins where a browser of ours sends an old token. From another site no cookie comes along."""
AFTER: Final = {BUSY: 5, AWAY: 5, FULL: 60, READ_ONLY: 60, CLOCK: 60}
"""Seconds after which it is worth trying again; half a minute for the others."""


class Stale(Exception):
    """What the form was about has changed since it was shown; answered with 409."""

    def __init__(self, sentence: Text | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TooLarge(Exception):
    """More was sent than is taken; answered with 413."""


NOTHING_KEPT: Final[dict[str, Any]] = {"kept_form": None, "shown": (), "again": False, "who": ""}


def refusal(
    request: HttpRequest, status: int, sentence: Text | None = None, key: str = "", url: str = "", **more: Any
) -> HttpResponse:
    """The page for `status`, with a sentence of one's own in the place of the usual one; `url` goes back.

    What a form brought is shown there to be copied; who refuses may give more, so that it can be sent again.
    """
    reason = REASONS[key or str(status)]
    context = {"reason": reason, "status": status, "sentence": sentence or reason.sentence, "back": url}
    shown = kept_by(request, again=False) | context | more
    response = render(request, "web/refusal.html", shown, status=status)
    response["Cache-Control"] = "no-store"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: a request that cannot be read, or that is too large (413)."""
    return refusal(request, 413 if isinstance(exception, RequestDataTooBig) else 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403. A PermissionDenied made with a Text says that."""
    given = exception.args[0] if exception is not None and exception.args else None
    refused_page(request, 403, "not allowed")
    return refusal(request, 403, given if isinstance(given, Text) else None)


def csrf(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a token of this session: nothing was done. What was typed can be sent again from here.

    Not where the form came from another site: nobody puts words into a person's mouth.
    """
    refused_page(request, 403, "no token")
    kept = kept_by(request) if reason.startswith(UNTOKENED) else NOTHING_KEPT
    who = person_of(request) if request.user.is_authenticated else None
    return refusal(request, 403, key="csrf", **kept | {"who": who.name if who else ""})


def kept_by(request: HttpRequest, *, again: bool = True) -> dict[str, Any]:
    """What a page says of the form that was sent: to be sent `again` with a fresh token, or to be read."""
    kept = kept_of(request)
    if kept is None:
        return NOTHING_KEPT
    found = {"kept_form": kept, "shown": shown(kept), "again": again}
    return NOTHING_KEPT | found | ({"csrf_token": get_token(request)} if again else {})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: there is no such thing, or it is out of this person's sight; the two look the same."""
    if getattr(request, "person", None) is not None:  # asked for by somebody, on a page that there is
        refused_page(request, 404, "out of sight")
    return refusal(request, 404)


def failed(request: HttpRequest) -> HttpResponse:
    """handler500: says so even when the database, the session and the person are out of reach."""
    cause = cause_of(sys.exc_info()[1])
    return unavailable(request, cause) if cause else _bare(request, "500", 500)


def unavailable(request: HttpRequest, cause: str = BUSY) -> HttpResponse:
    """503: what the machine cannot do now, by its cause; to be tried again."""
    response = _bare(request, cause, 503)
    response["Retry-After"] = str(AFTER.get(cause, 30))
    return response


def done_all_the_same(request: HttpRequest) -> HttpResponse:
    """200: it is recorded, only the page that tells of it could not be drawn. Nothing is to be sent again."""
    return _bare(request, "recorded", 200, NOTHING_KEPT)


def _bare(request: HttpRequest, key: str, status: int, kept: dict[str, Any] | None = None) -> HttpResponse:
    reason: Reason = REASONS[key]
    context = {"reason": reason, "status": status, "sentence": reason.sentence, "back": "", "bare": True}
    more = kept_by(request) if kept is None else kept
    shown = bare(request) | more | context | {"messages": (), "request": request}
    response = HttpResponse(get_template("web/refusal.html").render(shown), status=status)
    response["Cache-Control"] = "no-store"
    return response


class CalmMiddleware:
    """Answers what a view could not foresee: a stale form, too large an upload, a full disk, a busy database,
    a clock in doubt, and an address that takes forms only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        ready()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            page = refusal(request, 405)
            page["Allow"] = response["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """A form whose files could not be taken in goes no further."""
        error = getattr(request, "unkept_because", None)
        return self.process_exception(request, error) if error else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page for the exceptions named above; None leaves the rest to handler500."""
        if isinstance(exception, Stale):
            return refusal(request, 409, exception.sentence, url=request.path)
        if isinstance(exception, TooLarge | RequestDataTooBig):
            return refusal(request, 413)
        if cause := cause_of(exception):
            log.error("not done (%s): %s", cause, type(exception).__name__)
            return unavailable(request, cause)
        return None


def ready() -> None:
    """Compile the page in both languages while files can still be opened and there is memory for it."""
    template: Any = get_template("web/refusal.html")
    for house in template.backend.speaking.values():
        template.compiled(house)
