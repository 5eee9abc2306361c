"""Tells the server for whom an answer was: it shares its lines out by sign-in (docs/decisions/0033).

Stands outside the sessions' own middleware, so that an answer which begins another session says nothing about
the cookie that came.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

SIGNED_IN = "bihuan.signed_in"
"""Of the environ. True or False; absent where nobody asked."""


class ToldMiddleware:
    """Asks nothing by itself: where no page asked who it is, nothing is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.SESSION_COOKIE_NAME
        set_to = response.cookies[name].value if name in response.cookies else request.COOKIES.get(name)
        if not set_to:
            request.META[SIGNED_IN] = False
        elif set_to == request.COOKIES.get(name) and _asked(request):
            request.META[SIGNED_IN] = request.user.is_authenticated
        return response


def _asked(request: HttpRequest) -> bool:
    """Whether the user was looked up; Django keeps it there, and signing out puts another in its place."""
    return hasattr(request, "_cached_user")
