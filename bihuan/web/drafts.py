"""Texts that are not sent yet stay in their writer's browser (static/web/drafts.js); this is our part of it.

A person's drafts lie under a number that says nothing to others, and no other person's pages ask for it. What
was taken is named to the script by a cookie that holds the form's used one-time key.
"""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from bihuan.web.cookies import keep

COOKIE = "sent"
TAKEN = "bihuan.taken"
"""Of the environ: the key of the form that was taken."""
KEPT_FOR = 3600
_KEY = re.compile(r"[A-Za-z0-9_-]{1,64}")


def drafts_of(person: Any) -> str:
    """Under what the browser keeps this person's drafts; empty for nobody."""
    if person is None:
        return ""
    return salted_hmac("bihuan.drafts", str(person.pk), algorithm="sha256").hexdigest()[:24]


def taken(request: HttpRequest) -> None:
    """The form of this request is done with: its draft can go."""
    request.META[TAKEN] = request.POST.get("once", "")


class DraftsMiddleware:
    """Tells the browser which form was taken."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if _KEY.fullmatch(key := request.META.get(TAKEN, "")):
            keep(response, COOKIE, key, KEPT_FOR, script=True)
        return response
