"""The living style page: every component in every state, with invented content.

Served only where `settings.DEBUG` or `settings.SHOW_LOOK` is on.
"""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.web import refusals, showcase_content
from bihuan.web.arrival import SignInForm, sign_in_page
from bihuan.web.causes import CAUSES
from bihuan.web.context import nav_of
from bihuan.web.reasons import REASONS

PLAIN = ("choose_person", "password", "send_again")
PAGES = ("register", "today", "matter", "form", "preview", "empty")


def look(request: HttpRequest, page: str = "") -> HttpResponse:
    """The components, or one of the example pages made of them."""
    if not (settings.DEBUG or getattr(settings, "SHOW_LOOK", False)):
        raise Http404
    if page == "sign-in":
        return sign_in_page(request, SignInForm.of(request), target="/")
    if page.removeprefix("refusal-") in REASONS:
        return _refusal(request, page.removeprefix("refusal-"))
    if page in PLAIN:
        return render(request, f"web/{page}.html", showcase_content.plain(request))
    if page and page not in PAGES:
        raise Http404
    return render(request, f"web/look/{page or 'components'}.html", _context(request, page))


def _refusal(request: HttpRequest, key: str) -> HttpResponse:
    if key in CAUSES:
        return refusals.unavailable(request, key)
    return {"500": refusals.failed, "recorded": refusals.done_all_the_same}.get(
        key, lambda asked: refusals.refusal(asked, int(key) if key.isdigit() else 403, key=key)
    )(request)


def _context(request: HttpRequest, page: str) -> dict[str, Any]:
    content = showcase_content.of(request, page)
    nav = nav_of(showcase_content.NAV, request.path)
    return {
        "nav": nav,
        "person": showcase_content.PERSON,
        "hat": showcase_content.HAT,
        "search_url": "/look/register",
        "today": showcase_content.TODAY,
        **content,
    }
