"""Who really asks: a proxy that the settings name is believed, and nobody else."""

from ipaddress import ip_address, ip_network
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from hypothesis import given
from hypothesis import strategies as st

from bihuan.web.proxies import HSTS, ProxyMiddleware, address_asking, real

PROXIES = (ip_network("10.1.0.0/24"), ip_network("127.0.0.1"), ip_network("::1"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "who"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),  # said by nobody whom we know
        ("10.1.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.1.0.5", "198.51.100.66, 198.51.100.1", "198.51.100.1"),  # the first was made up
        ("10.1.0.5", "198.51.100.1, 10.1.0.9, 127.0.0.1", "198.51.100.1"),
        ("10.1.0.5", "198.51.100.1:4711", "198.51.100.1"),
        ("::1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("::ffff:10.1.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.1.0.5", "198.51.100.1, unknown", "10.1.0.5"),
        ("10.1.0.5", "", "10.1.0.5"),
        ("10.1.0.5", "10.1.0.9", "10.1.0.9"),
    ],
)
def test_the_right_most_that_is_no_proxy_of_ours_counts(peer: str, forwarded: str, who: str) -> None:
    assert real(peer, forwarded, PROXIES) == who


@given(st.text(), st.ip_addresses().map(str))
def test_whatever_somebody_writes_there_himself_changes_nothing(written: str, really: str) -> None:
    """What comes before the entry that our proxy adds is never looked at."""
    if not any(ip_address(really) in one for one in PROXIES):
        assert real("10.1.0.5", f"{written}, {really}", PROXIES) == real("10.1.0.5", really, PROXIES)


def asked(peer: str, **headers: str) -> tuple[Any, HttpResponse]:
    """What a view sees of such a request, and the answer."""
    seen: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(request)
        return HttpResponse("")

    answer = ProxyMiddleware(view)(RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers))
    return seen[0], answer


def test_only_a_named_proxy_says_that_it_was_https_and_who_asked() -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.1"}
    with override_settings(PROXIES=PROXIES):
        here, _ = asked("10.1.0.5", **said)
        assert here.is_secure() and address_asking(here) == "198.51.100.1"
        there, _ = asked("203.0.113.9", **said)
        assert not there.is_secure() and address_asking(there) == "203.0.113.9"
    nobody, _ = asked("127.0.0.1", **said)
    assert not nobody.is_secure() and address_asking(nobody) == "127.0.0.1", "without any in the settings"


def test_with_an_https_origin_every_answer_keeps_browsers_to_it_for_a_year_and_over_http_none() -> None:
    with override_settings(HTTPS=True):
        assert asked("203.0.113.9")[1]["Strict-Transport-Security"] == HSTS
    assert HSTS == "max-age=31536000; includeSubDomains"
    assert "Strict-Transport-Security" not in asked("203.0.113.9")[1]
