"""The server's part of drafts; the browser's is in tests/browser/test_drafts.py."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings

from bihuan.web.drafts import DraftsMiddleware, drafts_of, taken
from tests.web.pages import sent


def test_drafts_lie_under_a_number_that_only_this_installation_can_make() -> None:
    one, other = (drafts_of(SimpleNamespace(pk=pk)) for pk in (7, 8))
    assert one != other and len(one) == 24 and one == drafts_of(SimpleNamespace(pk=7))
    with override_settings(SECRET_KEY="another installation"):
        assert drafts_of(SimpleNamespace(pk=7)) != one
    assert drafts_of(None) == ""


@pytest.mark.parametrize(
    ("key", "named"), [("k-1_Z", True), ("", False), ("a b;c", False), ("x" * 65, False)]
)
def test_the_browser_is_told_which_form_was_taken(key: str, named: bool) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        taken(request)
        return HttpResponse()

    answer = DraftsMiddleware(view)(sent({"once": key}))
    assert ("sent" in answer.cookies) == named
    if named:
        assert answer.cookies["sent"].value == key and answer.cookies["sent"]["samesite"] == "Lax"


def test_a_form_that_was_refused_is_not_named() -> None:
    assert "sent" not in DraftsMiddleware(lambda request: HttpResponse())(sent({"once": "k"})).cookies
