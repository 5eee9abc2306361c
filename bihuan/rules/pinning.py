"""One page looks at most once at each organisation's rules."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bihuan.rules.stamp import pinned


class PinnedMiddleware:
    """Keeps the rules' stamp for the length of one request; own writes are seen all the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with pinned():
            return self.get_response(request)
