"""What every answer tells the browser."""

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/sign-in", "/no/such/page", "/", "/wall/", "/healthz"])
def test_every_answer_says_what_a_browser_may_do_with_it(address: str) -> None:
    answer = Client().get(address)
    policy = answer["Content-Security-Policy"]
    for part in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'"):
        assert part in policy
    assert "unsafe" not in policy and "object-src" not in policy, "what is not named falls to default-src"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer
    assert (
        answer.status_code == 302
        or "charset=utf-8" in answer["Content-Type"]
        or "json" in answer["Content-Type"]
    )


def test_signing_in_and_refusals_are_never_kept_by_a_browser() -> None:
    for address in ("/sign-in", "/no/such/page", "/wall/"):
        assert "no-store" in Client().get(address)["Cache-Control"]


def test_cookies_are_for_our_own_pages_and_no_script() -> None:
    client = Client()
    client.get("/sign-in")
    client.post("/preferences", {"language": "en"})
    assert {settings.CSRF_COOKIE_NAME, "language"} <= set(client.cookies)
    for one in client.cookies.values():
        assert one["httponly"] and one["samesite"] == "Lax" and one["path"] == "/" and not one["domain"]


def test_methods_that_no_page_takes_are_refused() -> None:
    client = Client()
    assert client.get("/preferences").status_code == 405
    assert client.generic("TRACE", "/sign-out").status_code == 405
