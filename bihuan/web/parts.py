"""Parts of pages, for the script that puts them where the old ones stand (htmx; docs/decisions/0011).

A view answers with its page, or to the script with the part of it that changes: a template that the page
includes. Nothing else differs: same address, same checks, same values.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

ASKED = "HX-Request"
NO_CONTENT = 204


def asks_for_part(request: HttpRequest) -> bool:
    """Whether the script asks, and for a part: going back in the history it would take a whole page."""
    return ASKED in request.headers and "HX-History-Restore-Request" not in request.headers


def page_or_part(
    request: HttpRequest, page: str, part: str, values: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The whole page, or the part that was asked for; no cache may take one for the other."""
    asked = asks_for_part(request)
    response = render(request, part if asked else page, dict(values), status=status)
    patch_vary_headers(response, [ASKED])
    if asked:
        response["Cache-Control"] = "no-store"
    return response


class PartsMiddleware:
    """Where the answer to the script is another address, the browser goes there as a whole.

    A script would follow a redirect by itself and put the sign-in page, or the page of the matter, into a
    panel made for a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if ASKED in request.headers and response.has_header("Location"):
            response["HX-Redirect"] = response["Location"]
            del response["Location"]
            response.status_code, response.content = NO_CONTENT, b""
            response["Cache-Control"] = "no-store"  # going back, the same address is asked for as a page
            patch_vary_headers(response, [ASKED])
        return response
