"""No page links to what is 404 for its reader: every link of every page that each of the cast can open."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from bihuan.matters.seeing import rows
from bihuan.matters.seeing.registers import registers_seen
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.seeing.standing import standing_matter
from tests.exchange.importing import previewed, sheet
from tests.matters.scenes import Busy, at_the_worlds_day, busy, every_state, everybody, signed_in

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
OF_REGISTERS = re.compile(r"^/r/(\d+)/")
OF_MATTERS = re.compile(r"^/m/(\d+)/")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def pages(found: Busy, eyes: Sight) -> Iterator[str]:
    """Every page from which somebody could be led on: own lists, registers in sight, matters in sight."""
    yield from ("/", "/inbox/", "/orphans/", "/queue/", "/supporting/", "/r/", "/record/", "/search/?q=的")
    yield from ("/account/", "/admin/people/", f"/admin/person/{found.made.people['秦见微']}/")
    for register in sorted(registers_seen(eyes, found.registers)):
        yield from (f"/r/{register}/?state=all&rows=all", f"/r/{register}/?state=all&kind=measure&rows=all")
        yield f"/r/{register}/about/"
    yield from (f"/m/{state.id}/?all=1" for state in every_state() if eyes.sees(state))


def dead(client: Client, eyes: Sight, link: str, known: dict[str, bool]) -> bool:
    """Whether a link leads its reader nowhere; of matters and registers sight says it, others are opened."""
    path = link.split("?")[0]
    register, matter = OF_REGISTERS.match(path), OF_MATTERS.match(path)
    if register and not registers_seen(eyes, [int(register[1])]):
        return True
    if matter:
        return not any(eyes.sees(state) for state in rows.states([int(matter[1])]))
    if path not in known:
        known[path] = client.get(link.replace("&amp;", "&")).status_code == 404
    return known[path]


def test_no_page_links_to_what_is_out_of_its_readers_sight() -> None:
    found = busy()
    previewed(found.made, sheet(("1", "来电无人接听", "公布值班电话", "秘书处", "纪清晏", "6月底前")))
    people = standing_matter(found.made.org.pk, "people")
    who, to = found.made.people["秦见微"], found.made.posts["温如砺"]
    found.made.do("request_appointment", people, "费䶮", person=who, post=to, from_on="2026-03-02")
    led = 0
    for person, eyes in everybody(found):
        client, known = signed_in(found.made, person), dict[str, bool]()
        for page in pages(found, eyes):
            answer = client.get(page, follow=True)
            if answer.status_code in (403, 404):
                continue
            assert answer.status_code == 200, (person, page, answer.status_code)
            links = set(LINK.findall(answer.content.decode()))
            led += len(links)
            assert not [one for one in links if dead(client, eyes, one, known)], (person, page)
    assert led > 1_000
