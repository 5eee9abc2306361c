"""The list of a register as a part: the rows, counts and filters of its page, and nothing around them."""

import html
import re

import pytest

from bihuan.web.paging import SIZE
from tests.matters.scenes import signed_in
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db

ROWS = re.compile(r'class="title clip" href="(/m/\d+/)"')


def between(text: str, start: str, end: str) -> str:
    return text.split(start, 1)[1].split(end, 1)[0]


@pytest.mark.parametrize(
    "query", ["", "?state=all", "?kind=measure&state=late", "?q=首问", "?sort=-due", "?q=没有"]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_part_says_what_the_page_says(query: str, language: str) -> None:
    made = world()
    one = made.open("problem", "邹小禾", title="首问负责制落实不到位")
    registered_measure(made, one.id, due={"kind": "date", "on": "2026-03-03"})
    client = signed_in(made, "邹小禾", language=language)
    page = client.get(f"/r/{made.register}/{query}")
    part = client.get(f"/r/{made.register}/{query}", headers={"HX-Request": "true"})
    whole, alone = page.content.decode(), part.content.decode()
    assert "<html" not in alone and alone.count('id="list"') == whole.count('id="list"') == 1
    assert ROWS.findall(alone) == ROWS.findall(whole)
    assert between(alone, 'id="list"', '<div class="head"').strip() in whole
    assert between(alone, "<h1>", "</h1>") == between(whole, "<h1>", "</h1>")
    assert re.search(r'<div class="head" id="head" hx-swap-oob="true"', alone)
    assert "hx-swap-oob" not in whole and "HX-Request" in page["Vary"] and "HX-Request" in part["Vary"]
    assert between(alone, '<p id="said" hx-swap-oob="innerHTML">', "</p>").strip()


def test_the_page_works_by_plain_links_and_a_plain_form() -> None:
    made = world()
    registered_measure(made)
    page = signed_in(made, "邹小禾").get(f"/r/{made.register}/?kind=measure").content.decode()
    region = between(page, 'id="list"', "</main>")
    assert f'action="/r/{made.register}/"' in region and "hx-get" not in region
    assert all(re.search('hx-boost="false"', one) for one in re.findall("<tbody[^>]*>", region))


def test_a_long_list_is_had_on_one_page_to_print() -> None:
    made = world()
    for place in range(SIZE + 2):
        made.open("problem", "邹小禾", title=f"第 {place} 个问题")
    client = signed_in(made, "邹小禾")
    first = client.get(f"/r/{made.register}/?state=all").content.decode()
    assert len(ROWS.findall(first)) == SIZE
    way = re.search(r'href="([^"]*rows=all[^"]*)"', first)
    assert way
    whole = client.get(html.unescape(way[1])).content.decode()
    assert len(ROWS.findall(whole)) == SIZE + 2 and "供打印" not in whole
    assert f"第 1–{SIZE + 2} 条，共 {SIZE + 2} 条" in whole
