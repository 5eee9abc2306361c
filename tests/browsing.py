"""Chromium for the tests, and axe to look at pages with."""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.live import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
VENDOR = Path(__file__).parent / "browser" / "vendor"
PATIENCE = 15_000


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    """One browser for all tests of a process; its event loop is in our thread, so Django must not mind."""
    from playwright.sync_api import sync_playwright

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium: "Browser", live_site: Site) -> "Iterator[Callable[..., BrowserContext]]":
    """Makes browser contexts (a person's own cookies) on the live site; options are Playwright's."""
    made: list[BrowserContext] = []

    def make(**options: Any) -> "BrowserContext":
        context = chromium.new_context(base_url=live_site.url, **{"locale": "zh-CN", **options})
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def browser_page(new_context: "Callable[..., BrowserContext]") -> "Iterator[Page]":
    """A page of 1440 × 900 on the live site; `page.goto("/")`. Errors of its scripts fail the test."""
    page = new_context(viewport={"width": 1440, "height": 900}).new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on(
        "console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None
    )
    yield page
    assert not errors, f"the page's scripts or its content policy complain: {errors}"


def until(page: "Page", script: str) -> None:
    """Wait until a script says yes, whatever page stands there by then.

    Asked from outside each time: what Playwright leaves in a page to ask by itself (`wait_for_function`) asks
    once, and is then refused by the page's content policy as code made of words.
    """
    from playwright.sync_api import Error

    ends = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < ends:
        try:
            if page.evaluate(script):
                return
        except Error as broken:
            if "context was destroyed" not in str(broken):
                raise
        page.wait_for_timeout(20)
    raise AssertionError(f"never came true: {script}")


def axe_source() -> str:
    """axe-core, if it is what SHA256SUMS says."""
    script = (VENDOR / "axe.min.js").read_bytes()
    stated = (VENDOR / "SHA256SUMS").read_text().split()[0]
    if hashlib.sha256(script).hexdigest() != stated:
        raise RuntimeError("tests/browser/vendor/axe.min.js is not the file that was vendored")
    return script.decode()


def axe(page: "Page", *, include: str | None = None) -> list[str]:
    """What axe finds wrong on the page as it stands: `rule (impact): target — help`, empty when clean."""
    page.evaluate(axe_source())
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}}
    found = page.evaluate("([where, options]) => axe.run(where || document, options)", [include, options])
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} — {violation['help']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
