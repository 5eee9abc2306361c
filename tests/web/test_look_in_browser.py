"""What only a browser can tell: axe, room at 390 pixels, targets under the thumb, the keyboard."""

import threading
from collections.abc import Iterator
from socketserver import ThreadingMixIn
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from django.core.wsgi import get_wsgi_application

from bihuan.web.showcase import PAGES, PLAIN
from tests.browsing import PATIENCE, axe

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EVERY = (
    "/look",
    *(f"/look/{page}" for page in (*PAGES, *PLAIN)),
    "/look/sign-in",
    "/look/refusal-409",
    "/look/refusal-500",
)
SIZES = {"wide": (1440, 900), "phone": (390, 844)}
SMALL = """() => {
  const within = '.skip, p, .sub, .line, .crumbs, dd';
  const pressed = [...document.querySelectorAll('a, button, input, select, textarea, summary')];
  const whole = (one) => one.closest(one.matches('.title') ? 'tr, li' : 'label') || one;
  const height = (one) => whole(one).getBoundingClientRect().height;
  return pressed
    .filter((one) => height(one) > 2 && height(one) < 43.5 && !one.closest(within))
    .map((one) => one.outerHTML.slice(0, 90) + ' ' + height(one));
}"""


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, *args: object) -> None:
        pass


class Threads(ThreadingMixIn, WSGIServer):
    """A browser asks for several things at a time."""

    daemon_threads = True


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The style page served from this process: it needs no database, and none is there."""
    with make_server("127.0.0.1", 0, get_wsgi_application(), Threads, Quiet) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(chromium: "Browser", site: str, size: str, cookies: dict[str, str], **options: Any) -> "Page":
    """A page of that size whose reader has made these choices."""
    width, height = SIZES[size]
    options = {"locale": "zh-CN", "viewport": {"width": width, "height": height}, **options}
    context = chromium.new_context(base_url=site, **options)
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    return context.new_page()


def unfolded(page: "Page", address: str) -> None:
    """Open a page in a window as tall as it is, so that no bar lies over what is being looked at."""
    width = page.viewport_size["width"]  # type: ignore[index]
    page.goto(address)
    page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})


def test_every_page_is_clean_and_fits_in_every_dress(chromium: "Browser", site: str) -> None:
    dresses = [
        ("wide", {"language": "zh", "theme": "light"}),
        ("phone", {"language": "en", "theme": "light"}),
        ("wide", {"language": "en", "theme": "dark"}),
        ("phone", {"language": "zh", "theme": "dark", "print": "large"}),
    ]
    wrong: list[str] = []
    for size, dress in dresses:
        page = opened(chromium, site, size, dress, reduced_motion="reduce")
        for address in EVERY:
            unfolded(page, address)
            where = f"{address} {size} {dress}: "
            wrong += [where + found for found in axe(page)]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wrong.append(where + "wider than the window")
        page.context.close()
    assert not wrong, "\n".join(wrong)


def test_what_is_pressed_on_a_phone_is_as_large_as_a_thumb(chromium: "Browser", site: str) -> None:
    page = opened(chromium, site, "phone", {}, has_touch=True)
    small: list[str] = []
    for address in EVERY:
        page.goto(address)
        small += [f"{address}: {found}" for found in page.evaluate(SMALL)]
    page.context.close()
    assert not small, "\n".join(small)


def test_the_phone_has_its_menu_without_scripts(chromium: "Browser", site: str) -> None:
    page = opened(chromium, site, "phone", {}, java_script_enabled=False)
    page.goto("/look/matter")
    assert not page.locator("#menu").is_visible()
    page.locator(".foot a", has_text="菜单").click()
    assert page.locator("#menu nav a", has_text="办理记录").is_visible()
    page.locator("#menu .close").click()
    assert not page.locator("#menu").is_visible()
    page.context.close()


def test_a_form_is_refused_and_mended_without_scripts(chromium: "Browser", site: str) -> None:
    page = opened(chromium, site, "wide", {}, java_script_enabled=False)
    page.goto("/look/form")
    page.fill("#id_difficulty", "两家处室节点未报")
    with page.expect_navigation():
        page.click("text=提交进展")
    page.click(".summary a >> nth=0")
    assert page.url.endswith("#id_title")
    assert page.input_value("#id_difficulty") == "两家处室节点未报"
    page.context.close()


def test_a_choice_of_the_reader_works_without_scripts_and_comes_back(chromium: "Browser", site: str) -> None:
    page = opened(chromium, site, "wide", {}, java_script_enabled=False)
    page.goto("/look/register?state=late")
    with page.expect_navigation():  # to the same address
        page.click("text=English")
    assert page.url.endswith("/look/register?state=late")
    assert page.locator("html").get_attribute("lang") == "en"
    page.context.close()


def test_the_keyboard_reaches_search_and_rows(chromium: "Browser", site: str) -> None:
    page = opened(chromium, site, "wide", {})
    page.goto("/look/register")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent").startswith("为委员服务")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent").startswith("来电来访")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("/j")
    assert page.input_value("#q") == "/j"
    page.context.close()
