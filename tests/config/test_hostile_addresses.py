"""Ids and numbers of any size, in every address and every filter: found, or 404, or 422, never 500.

Routes are found in the resolver, the names of filters and of fields that views read by themselves in the
source: a page that is added is tried with the others.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter

from tests.exchange.importing import previewed, sheet
from tests.matters.scenes import Busy, at_the_worlds_day, busy, signed_in

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "bihuan"
ASKED = re.compile(r"""(?:GET|POST|given|get)(?:\.get|\.getlist)?[\[(]["'](\w+)["']""")
SIZES = ("0", *(str(2**bits) for bits in (31, 63, 64)), str(2**63 - 1), "9" * 18, "9" * 41, "9" * 5000)
NO_NUMBERS = ("", "-1", "²", "٣", "1.5", "1_0", "\0", "' OR 1=1 --", "长" * 300)
APART = ("sign-out", "healthz", "look")
ENDS = frozenset({200, 204, 302, 400, 401, 403, 404, 405, 409, 413, 422})


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def routes(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address that there is, with what it takes."""
    for one in resolver.url_patterns:
        here = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from routes(one, here)
        elif not here.startswith(APART):
            yield here, one


def numbers(pattern: URLPattern) -> list[str]:
    """The names of the numbers in an address."""
    taken = pattern.pattern.converters
    return [name for name, converter in taken.items() if isinstance(converter, IntConverter)]


def filled(route: str, found: Busy, imported: int, **hostile: str) -> str:
    """An address with ids of the organisation, but for these."""
    made = found.made
    good = {"pk": str(made.register), "place": "1", "event": "1", "slug": "x"}
    for start, one in (
        ("m/", found.matters["under_way"]), ("import/", imported), ("admin/unit/", made.units["秘书处"]),
        ("admin/person/", made.people["殷若渔"]), ("sign-in-of", found.matters["request"]),
    ):  # fmt: skip
        good |= {"pk": str(one)} if route.startswith(start) else {}
    words = {"kind": "measure", "digest": "a" * 64, "name": "progress", "page": "forms"}
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    said = {name: hostile.get(name) or good.get(name) or words[name] for name in names}
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda one: said[one[1]], route)


def asked_names() -> list[str]:
    """Every name under which a view reads something out of an address or a form."""
    texts = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    return sorted({name for text in texts for name in ASKED.findall(text)} | {"fact-source", "once", "seen"})


def scene() -> tuple[Busy, int]:
    found = busy()
    rows = sheet(("1", "来电无人接听", "公布值班电话", "秘书处", "纪清晏", "6月底前"))
    return found, previewed(found.made, rows).id


def test_a_number_of_any_size_in_an_address_is_found_or_it_is_not() -> None:
    found, imported = scene()
    clients = [signed_in(found.made, person) for person in ("邹小禾", "费䶮")]
    tried = 0
    for route, pattern in routes(get_resolver()):
        for name in numbers(pattern):
            for size in SIZES:
                address = filled(route, found, imported, **{name: size})
                for client in clients:
                    for answer in (client.get(address), client.post(address, {})):
                        assert answer.status_code in ENDS, (address[:80], answer.status_code)
                tried += 1
    assert tried > 150


def test_a_filter_of_any_size_shows_a_page_or_says_why_not() -> None:
    found, imported = scene()
    clients, names = [signed_in(found.made, person) for person in ("邹小禾", "费䶮")], asked_names()
    assert {"unit", "person", "page", "upto", "year", "month", "notice"} <= set(names)
    for route, pattern in routes(get_resolver()):
        address = filled(route, found, imported)
        for value in (*SIZES, *NO_NUMBERS):
            for client in clients[: 2 if route.startswith("admin") else 1]:
                answer = client.get(address, dict.fromkeys(names, value))
                assert answer.status_code in ENDS, (address, value[:30], answer.status_code)
        assert pattern.name, "every address has a name"


def test_any_month_shows_a_sheet() -> None:
    found, _ = scene()
    client, whose = signed_in(found.made, "邹小禾"), str(found.made.people["纪清晏"])
    for month in (
        "9999-12",
        "0001-01",
        "2100-12",
        "1990-01",
        "10000-01",
        "2026-13",
        "2026-02-30",
        *NO_NUMBERS,
    ):
        page = client.get(f"/r/{found.made.register}/recorded/", {"person": whose, "month": month})
        assert page.status_code == 200, month


def test_what_is_sent_to_a_page_that_reads_it_by_itself_breaks_nothing() -> None:
    found, imported = scene()
    client, names = signed_in(found.made, "邹小禾"), [*asked_names(), "subjects"]
    register = found.made.register
    pages = [
        "/inbox/", f"/r/{register}/assign/", f"/r/{register}/approve/", f"/r/{register}/hand-over/",
        f"/r/{register}/recorded/", f"/r/{register}/do/accept/", f"/import/{imported}/map/",
        f"/import/{imported}/done/", f"/m/{found.matters['under_way']}/list_matter/", "/organisation",
    ]  # fmt: skip
    for value in (*SIZES, *NO_NUMBERS):
        for address in pages:
            answer = client.post(address, dict.fromkeys(names, value))
            assert answer.status_code in ENDS, (address, value[:30], answer.status_code)
