"""What is typed and not sent survives a closed window, is its writer's alone, and goes when it should."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bihuan.core.state.state import State
from bihuan.matters.seeing.rows import states
from tests.browser.test_pages_registers import arrive
from tests.browsing import CHROMIUM, FLAGS, PATIENCE, until
from tests.live import Site
from tests.world import World, registered_measure, world

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

TEXT = "三个处室已核对完毕，\n另有一个处室待补。"
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('bihuan.draft.'))"


@dataclass(frozen=True)
class Desk:
    """A measure in work, and the disk of the browser in which it is worked on."""

    made: World
    measure: State
    site: Site
    disk: Path

    def form(self, act: str) -> str:
        return f"/m/{self.measure.id}/{act}/"


@pytest.fixture
def desk(live_site: Site, tmp_path: Path) -> Desk:
    made = world()
    measure = registered_measure(made)
    return Desk(made, made.do("receive", measure, "殷若渔"), live_site, tmp_path / "profile")


@contextmanager
def one_browser(chromium: "Browser", desk: Desk) -> "Iterator[BrowserContext]":
    """A browser on a disk of its own: what it keeps is there when it is opened again."""
    context = chromium.browser_type.launch_persistent_context(
        desk.disk, executable_path=CHROMIUM, args=list(FLAGS), base_url=desk.site.url, locale="zh-CN"
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


def kept(page: "Page") -> list[str]:
    found: list[str] = page.evaluate(KEPT)
    return found


def sign_out(page: "Page") -> None:
    page.goto("/")
    page.locator("form[data-leaves] button").click()
    page.wait_for_url("**/sign-in*")


def come_back(page: "Page", made: World, person: str) -> None:
    """Somebody who was here before signs in again."""
    page.goto("/sign-in")
    page.get_by_label("账号").fill(f"u{made.people[person]}")
    page.get_by_label("密码", exact=True).fill("secret-secret")
    page.get_by_role("button", name="登录").click()
    page.get_by_text(person).first.wait_for(state="attached")


def test_a_draft_outlives_the_browser_and_goes_when_it_is_sent(chromium: "Browser", desk: Desk) -> None:
    form = desk.form("progress")
    with one_browser(chromium, desk) as browser:
        page = browser.new_page()
        arrive(page, desk.made, "殷若渔")
        page.goto(form)
        page.locator("#id_progress").fill(TEXT)
        assert len(kept(page)) == 1
        assert "殷若渔" not in kept(page)[0] and TEXT not in kept(page)[0]
    with one_browser(chromium, desk) as browser:
        page = browser.new_page()
        page.goto(form)
        assert page.locator("#id_progress").input_value() == TEXT
        assert page.locator("form .note.draft").is_visible(), "it says that the text was put back"
        page.locator("#main form button.do").click()
        page.wait_for_url("**?done=*")
        until(page, f"{KEPT}.length === 0")
        page.goto(form)
        assert page.locator("#id_progress").input_value() == ""
    assert states([desk.measure.id])[0].seq > desk.measure.seq


def test_a_draft_can_be_discarded_and_a_refused_form_keeps_it(chromium: "Browser", desk: Desk) -> None:
    with one_browser(chromium, desk) as browser:
        page = browser.new_page()
        arrive(page, desk.made, "殷若渔")
        page.goto(desk.form("claim"))
        page.locator("#id_result").fill(TEXT)
        page.locator("#main form button.do").click()  # without any proof
        page.locator("#errors").wait_for()
        assert len(kept(page)) == 1, "refused: it is still a draft"
        page.goto(desk.form("claim"))
        assert page.locator("#id_result").input_value() == TEXT
        page.locator("form .note.draft button").click()
        assert page.locator("#id_result").input_value() == "" and kept(page) == []
        page.reload()
        assert page.locator("#id_result").input_value() == ""


def test_nobody_else_in_the_same_browser_is_shown_it_and_signing_out_takes_ones_own(
    chromium: "Browser", desk: Desk
) -> None:
    form = desk.form("remark")
    with one_browser(chromium, desk) as browser:
        page = browser.new_page()
        arrive(page, desk.made, "秦见微")
        page.goto(form)
        page.locator("#id_remark").fill(TEXT)
        browser.clear_cookies()  # as when a session ends by itself
        arrive(page, desk.made, "邹小禾")
        page.goto(form)
        assert page.locator("#id_remark").input_value() == ""
        page.locator("#id_remark").fill("邹小禾写的")
        assert len(kept(page)) == 2
        sign_out(page)
        assert len(kept(page)) == 1, "the other one's stays for its writer"
        come_back(page, desk.made, "秦见微")
        page.goto(form)
        assert page.locator("#id_remark").input_value() == TEXT
        sign_out(page)
        assert kept(page) == []


def test_what_is_old_goes_and_what_another_window_signed_out_of_does_not_come_back(
    chromium: "Browser", desk: Desk
) -> None:
    form = desk.form("progress")
    with one_browser(chromium, desk) as browser:
        page, other = browser.new_page(), browser.new_page()
        arrive(page, desk.made, "殷若渔")
        page.goto(form)
        page.locator("#id_progress").fill(TEXT)
        page.evaluate(
            f"{KEPT}.forEach((key) => localStorage.setItem(key,"
            " JSON.stringify({...JSON.parse(localStorage.getItem(key)), at: 1})))"
        )
        page.goto(form)
        assert page.locator("#id_progress").input_value() == "" and kept(page) == []
        sign_out(other)
        page.locator("#id_progress").fill(TEXT)
        assert kept(page) == []
