"""Which page opens to whom: every address × every person of the cast and a stranger, as a file to be read."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.exchange.importing import previewed, sheet
from tests.matters.scenes import Busy, busy, signed_in
from tests.printed import ANEW, DOCS, printed
from tests.world import CAST, world

pytestmark = pytest.mark.django_db
PAGE = DOCS / "pages-by-person.md"
HEAD = """# Which page opens to whom 谁能打开哪一页

Made by `tests/config/test_pages_by_person.py`; do not edit. Do it anew with
`BIHUAN_WRITE_TABLE=1 .venv/bin/python -m pytest tests/config/test_pages_by_person.py`.

The cast is that of `tests/world.py`; **else** is the head of another organisation's supervision office,
who has the address; **nobody** has not signed in. **✓** opens (200), **→** leads elsewhere (to sign in), a
number is the refusal: 404 is “not found, or not yours to see”, 405 an address that takes only forms. What a
person may do on a page stands in [permission-table.md](permission-table.md).

本表由测试生成，请勿手改。else 是拿到网址的另一单位人员，nobody 未登录；✓ 可以打开，→ 转到登录，数字为拒绝。

"""
KINDS = ("problem", "under_way", "claimed", "request", "part", "instalment")


def addresses(found: Busy, imported: int) -> Iterator[tuple[str, str]]:
    """(the address as it is written, the address with ids of this organisation)."""
    register, people = found.made.register, found.made.people["殷若渔"]
    for pattern in _patterns(get_resolver()):
        if pattern.startswith(("healthz", "look")):  # for machines, and for those who draw pages
            continue
        filled = (
            pattern.replace("r/<int:pk>", f"r/{register}").replace("import/<int:pk>", f"import/{imported}")
            .replace("admin/unit/<int:pk>", f"admin/unit/{found.made.units['秘书处']}")
            .replace("admin/person/<int:pk>", f"admin/person/{people}").replace("row/<int:place>", "row/1")
        )  # fmt: skip
        if pattern == "m/<int:pk>/":
            yield from (
                (f"m/({name})/", f"m/{found.matters[name]}/") for name in KINDS if name in found.matters
            )
        elif pattern.startswith("m/<int:pk>/<slug"):
            yield "m/(under way)/progress/", f"m/{found.matters['under_way']}/progress/"
        elif "<" not in filled:
            yield pattern, filled


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _patterns(one, here)
        else:
            yield here


def said(client: Client, address: str) -> str:
    answer = client.get(f"/{address}")
    if answer.status_code == 200:
        return "✓"
    return "→" if answer.status_code in (301, 302) else str(answer.status_code)


def written() -> str:
    found = busy()
    imported = previewed(
        found.made, sheet(("1", "来电无人接听", "公布值班电话", "秘书处", "纪清晏", "6月底前"))
    ).id
    cast = {person: signed_in(found.made, person) for person, _, _ in CAST}
    cast["else"] = signed_in(world("heqi", "禾泉市政协机关"), "秦见微")
    cast["nobody"] = Client()
    lines = ["| | " + " | ".join(cast) + " |", "|---|" + ":-:|" * len(cast)]
    for written_as, address in addresses(found, imported):
        cells = " | ".join(said(client, address) for client in cast.values())
        lines.append(f"| `/{written_as}` | {cells} |")
    return HEAD + "\n".join(lines) + "\n"


def test_every_page_opens_to_just_those_of_the_printed_table() -> None:
    made = written()
    assert printed(PAGE.name, made) == made, ANEW


def test_no_page_of_an_organisation_opens_to_another_or_to_nobody() -> None:
    open_to_all = ("sign-in", "preferences", "wall")  # where a screen's token is typed
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("| `/"):
            address, *cells = [cell.strip() for cell in line.strip("|").split("|")]
            own_pages = any(
                part in address for part in ("m/(", "r/<", "import/<", "admin/unit/<", "admin/person/<")
            )
            if own_pages:
                assert cells[-2] != "✓", f"{address} opens to somebody of another organisation"
            if not any(address.startswith(f"`/{one}") for one in open_to_all):
                assert cells[-1] in ("→", "404", "405"), f"{address} opens to somebody who has not signed in"
