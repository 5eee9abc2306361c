"""For whom an answer was."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bihuan.web.told import SIGNED_IN, ToldMiddleware

NAME = settings.SESSION_COOKIE_NAME


class Somebody:
    """A user who is signed in, or is not."""

    def __init__(self, *, signed_in: bool) -> None:
        self.is_authenticated = signed_in


def told(cookie: str | None, user: Somebody | None, set_to: str | None = None) -> Any:
    """What the environ says after an answer."""
    request = HttpRequest()
    if cookie is not None:
        request.COOKIES[NAME] = cookie
    if user is not None:
        request.user = request._cached_user = user  # type: ignore[assignment, attr-defined]

    def answer(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        if set_to is not None:
            response.set_cookie(NAME, set_to)
        return response

    ToldMiddleware(answer)(request)
    return request.META.get(SIGNED_IN)


@pytest.mark.parametrize(
    ("cookie", "user", "set_to", "said"),
    [
        ("a", Somebody(signed_in=True), None, True),
        ("a", Somebody(signed_in=True), "a", True),
        ("a", Somebody(signed_in=False), None, False),
        ("a", None, None, None),
        ("a", Somebody(signed_in=True), "b", None),
        ("a", Somebody(signed_in=False), "", False),
        (None, None, None, False),
        (None, Somebody(signed_in=True), "b", None),
    ],
)
def test_a_cookie_is_a_sign_in_only_where_it_was_answered_as_one(
    cookie: str | None, user: Somebody | None, set_to: str | None, said: bool | None
) -> None:
    assert told(cookie, user, set_to) is said
