"""A matter carried through by three hands in a browser: on a phone, by keyboard, without scripts, in English.

One site serves the whole module; every test takes matters of its own.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from bihuan.matters.writing.erasing import erasable
from bihuan.people.models import User
from tests import databases
from tests.browsing import PATIENCE, axe
from tests.live import Site, serving
from tests.matters.scenes import Busy, busy, every_state, give_sign_in, state_of
from tests.world import registered_measure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

PASSWORD = "a long password"
PDF = {"name": "制度印发件.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\nproof\n%%EOF\n"}
NAMES = {
    "殷若渔": "doer",
    "纪清晏": "head",
    "秦见微": "verifier",
    "邹小禾": "office",
    "费䶮": "admin",
    "季望山": "leader",
}
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
LONG = "关于" + "进一步压减会议文件、规范督查检查考核、切实为基层减负的若干措施，" * 6
RARE = "䶮𠮷𪚥同志反映的“门难进”问题"


@dataclass
class House:
    """The site, what stands in it, and a browser."""

    site: Site
    found: Busy
    browser: "Browser"

    def context(self, person: str, *, size: str = "wide", **options: Any) -> "BrowserContext":
        """A browser in which somebody of the cast has signed in by the page."""
        width, height = SIZES[size]
        made = self.browser.new_context(
            base_url=self.site.url, viewport={"width": width, "height": height},
            **{"locale": "zh-CN", "has_touch": size == "phone", **options},
        )  # fmt: skip
        made.set_default_timeout(PATIENCE)
        page = made.new_page()
        page.goto("/sign-in")
        page.fill("[name=username]", NAMES[person])
        page.fill("[name=password]", PASSWORD)
        page.click("main button.do")
        page.wait_for_url("**/")
        return made

    def measure(self, title: str) -> int:
        """A measure that has just been assigned to the doer's office."""
        return registered_measure(self.found.made, title=title, due={"kind": "date", "on": "2030-06-28"}).id


@pytest.fixture(scope="module")
def house(chromium: "Browser", django_db_blocker: Any, django_test_environment: None) -> Iterator[House]:
    """A busy organisation of today, served by the real server."""
    name = databases.copy()
    with django_db_blocker.unblock(), databases.pointed_at(name) as url:
        found = busy()
        found.made.at = time.time_ns() // 1_000  # what follows happens today, as on the pages
        for person, username in NAMES.items():
            give_sign_in(found.made, person, User.objects.create_user(username, PASSWORD).pk)
        _strange_ones(found)
        with serving(url) as site:
            yield House(site, found, chromium)
    databases.drop(name)


def _strange_ones(found: Busy) -> None:
    made, named = found.made, found.matters
    named["long"] = registered_measure(made, title=LONG[:200]).id
    named["rare"] = registered_measure(made, title=RARE).id
    named["busy"] = registered_measure(made, title="说明很多的事").id
    for place in range(60):
        made.do("remark", named["busy"], "殷若渔", remark=f"第 {place} 条说明，写得稍长一些，好看换行")
    named["erased"] = registered_measure(made, title="将被清除的事").id
    pairs = [list(pair) for pair in erasable(named["erased"])]
    made.do("erase", named["erased"], "费䶮", reason="当事人要求删除", erases=pairs)


def fits(page: "Page") -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def send(page: "Page", matter: int, act: str, **fields: str) -> None:
    """Open the form of an act from the matter's page, fill it in and send it."""
    page.goto(f"/m/{matter}/")
    assert fits(page), f"/m/{matter}/"
    page.locator(f"a[href='/m/{matter}/{act}/']").locator("visible=true").first.click()
    page.wait_for_url(f"**/{act}/")
    assert fits(page), act
    for name, value in fields.items():
        page.fill(f"[name={name}]", value)
    if page.locator("[name=evidence]").count() and act != "countersign":
        page.set_input_files("[name=evidence]", [PDF])
    page.click("main form button.do")
    page.wait_for_url(f"**/m/{matter}/?done=*")


def carried(house: House, matter: int, **options: Any) -> str:
    """From the receipt to the verification, each hand in a browser of its own; what the last page says."""
    with house.context("殷若渔", **options) as context:
        page = context.pages[0]
        send(page, matter, "receive")
        send(page, matter, "progress", progress="初稿已成", difficulty="两家处室还没回")
        send(page, matter, "claim", result="制度已印发")
    with house.context("纪清晏", **options) as context:
        send(context.pages[0], matter, "countersign")
    with house.context("秦见微", **options) as context:
        page = context.pages[0]
        send(page, matter, "verify", finding="抽问三人均知晓")
        assert state_of(matter).life == "verified"
        return page.inner_text("main")


def test_three_hands_carry_a_measure_through_on_a_phone(house: House) -> None:
    matter = house.measure("在手机上办的事")
    text = carried(house, matter, size="phone")
    for words in ("抽问三人均知晓", "制度已印发", "初稿已成", "制度印发件.pdf"):
        assert words in text


def test_three_hands_carry_a_measure_through_without_scripts(house: House) -> None:
    matter = house.measure("没有脚本也能办的事")
    assert "抽问三人均知晓" in carried(house, matter, size="phone", java_script_enabled=False)


def test_three_hands_carry_a_measure_through_in_english(house: House) -> None:
    matter = house.measure("用英文界面办的事")
    text = carried(house, matter, locale="en-GB")
    assert "What happened" in text and "Verified" in text
    made = house.found.made
    titles = (re.escape(state.title) for state in every_state() if state.title)
    data = re.compile("|".join((*titles, *made.units, *made.people, "[“《].*?[”》]", "中文")))
    with house.context("殷若渔", locale="en-GB") as context:
        page = context.pages[0]
        for address in (
            "/",
            f"/m/{matter}/",
            f"/m/{house.found.matters['near']}/progress/",
            "/inbox/",
            "/search/",
        ):
            page.goto(address)
            assert page.locator("html").get_attribute("lang") == "en"
            said = " ".join(page.locator("button, .btn, h2, label, .takes, .hint, nav a").all_inner_texts())
            assert not re.search("[\u4e00-\u9fff]", data.sub("", said)), (address, said)


def test_everything_can_be_done_by_keyboard_alone(house: House) -> None:
    matter = house.measure("只用键盘办的事")
    with house.context("殷若渔") as context:
        page = context.pages[0]
        page.goto(f"/m/{matter}/")
        tab_to(page, f"/m/{matter}/receive/")
        page.keyboard.press("Enter")
        page.wait_for_url("**/receive/")
        press_button(page)
        page.wait_for_url("**/?done=received")
        tab_to(page, f"/m/{matter}/progress/")
        page.keyboard.press("Enter")
        page.wait_for_url("**/progress/")
        tab_until(page, "document.activeElement.name === 'progress'")
        page.keyboard.type("全用键盘写的进展")
        press_button(page)
        page.wait_for_url("**/?done=progressed")
        assert "全用键盘写的进展" in page.inner_text("main")


def tab_until(page: "Page", condition: str, most: int = 120) -> None:
    """Press Tab until the focus is where it should be; every stop must be visible."""
    for _ in range(most):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getClientRects().length > 0"), (
            "focus on something hidden"
        )
        if page.evaluate(condition):
            return
    raise AssertionError(f"Tab never reaches: {condition}")


def tab_to(page: "Page", address: str) -> None:
    tab_until(page, f"document.activeElement.getAttribute('href') === '{address}'")


def press_button(page: "Page") -> None:
    tab_until(page, "document.activeElement.matches('main form button.do')")
    page.keyboard.press("Enter")


def test_a_refusal_shows_the_reason_where_the_eye_is_and_keeps_the_text(house: House) -> None:
    matter = house.found.matters["near"]
    with house.context("殷若渔", size="phone") as context:
        page = context.pages[0]
        page.goto(f"/m/{matter}/progress/")
        page.fill("[name=difficulty]", "写了一半的困难")
        page.click("main form button.do")
        page.wait_for_selector("#id_progress-error1")
        assert page.input_value("[name=difficulty]") == "写了一半的困难"
        assert page.locator("[name=progress]").get_attribute("aria-invalid") == "true"
        assert fits(page)


def test_the_sheet_of_another_organisation_is_not_found(house: House) -> None:
    with house.context("殷若渔") as context:
        page = context.pages[0]
        answer = page.goto("/m/3298534883329/")
        assert answer and answer.status == 404 and page.locator("h1").count() == 1


def addresses(found: Busy) -> list[str]:
    """Every kind of page that matters have."""
    named = found.matters
    part = next(value for name, value in named.items() if name.startswith("part of"))
    seen = ["problem", "under_way", "verified", "signed_off", "request", "instalment", "grouped", "merged"]
    strange = ["recurring", "long", "rare", "busy", "erased"]
    forms = [
        "problem/assign",
        "near/urge",
        "late/merge",
        "late/correct",
        "late/list_matter",
        "request/refuse",
    ]
    asked = [pair.split("/") for pair in (*forms, "countersigned/verify")]
    return [
        "/", "/inbox/", "/search/", "/search/?q=的事", "/search/?q=没有这样", "/orphans/", "/m/1/",
        *(f"/m/{named[name]}/" for name in (*seen, *strange)), f"/m/{part}/", f"/m/{named['busy']}/?all=1",
        *(f"/m/{named[name]}/{act}/" for name, act in asked), f"/m/{named['problem']}/open/measure/",
    ]  # fmt: skip


DRESSES = (
    ("wide", {"language": "zh", "theme": "light"}, 1),
    ("phone", {"language": "en", "theme": "dark"}, 1),
    ("wide", {"language": "en", "theme": "dark", "print": "large"}, 4),
    ("phone", {"language": "zh", "theme": "light", "print": "large"}, 4),
)
"""Window, choices of the reader, and of how many pages one is looked at."""


@pytest.mark.parametrize(("size", "dress", "every"), DRESSES)
def test_every_page_is_clean_and_fits(house: House, size: str, dress: dict[str, str], every: int) -> None:
    wrong: list[str] = []
    with house.context("邹小禾", size=size, reduced_motion="reduce") as context:
        context.add_cookies(
            [{"name": name, "value": value, "url": house.site.url} for name, value in dress.items()]
        )
        page = context.pages[0]
        for address in addresses(house.found)[::every]:
            page.goto(address)
            wrong += [f"{address}: {found}" for found in looked_at(page, size)]
        page.goto(f"/m/{house.found.matters['late']}/correct/")
        page.click("main form button.do")
        page.wait_for_selector("[aria-invalid=true]")
        wrong += [f"refusal: {found}" for found in looked_at(page, size)]
    assert not wrong, "\n".join(wrong)


def looked_at(page: "Page", size: str) -> list[str]:
    """What is wrong with a page, in a window as tall as it is so that no bar lies over anything."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
    found = axe(page) + ([] if fits(page) else ["wider than the window"])
    page.set_viewport_size({"width": width, "height": height})
    return found
