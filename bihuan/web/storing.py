"""Nothing of what a person sees or types stays in a cache: neither the browser's own, nor one on the way.

Held are answers to whoever has a session, and every page, since each holds a form with a token of its own.
Static files are served before this, by their digest; what says itself how it may be kept is left to say so.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Cache-Control"


class NoStoreMiddleware:
    """Stands outside all that makes answers, and inside what serves static files."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not response.has_header(HEADER) and (_personal(request, response) or _page(response)):
            response[HEADER] = "no-store"
        return response


def _personal(request: HttpRequest, response: HttpResponse) -> bool:
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies


def _page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html")
