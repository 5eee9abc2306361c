"""With scripts a list, a form and the inbox change in place; address, focus and what was typed stay true."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bihuan.matters.writing.rebuild import row_state
from bihuan.web.paging import SIZE
from tests.browser.test_pages_registers import SHOTS, arrive, dressed, filled
from tests.browsing import axe, until
from tests.world import World, claimed_measure, registered_measure, world

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

MARK = "window.stayed = true"
STAYED = "window.stayed === true"
FOCUS = "document.activeElement.id || document.activeElement.getAttribute('href')"


def unbroken(page: "Page") -> bool:
    """Whether it still is the page that was marked: nothing was loaded as a whole since."""
    return bool(page.evaluate(STAYED))


def looked_at(page: "Page", name: str, width: int = 1440) -> None:
    """Axe finds nothing in the state as it stands, and nothing sticks out; a picture where asked for."""
    page.set_viewport_size({"width": width, "height": 844})
    tall = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": tall})  # no bar lies over what is looked at
    assert axe(page) == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS, f"{name}-{width}.png")), full_page=True)
    page.set_viewport_size({"width": width, "height": 900})


@pytest.fixture
def list_page(browser_page: "Page") -> "Page":
    """The register of the office, with all that it lists."""
    made = filled()
    arrive(browser_page, made, "邹小禾")
    browser_page.goto(f"/r/{made.register}/?state=all")
    browser_page.evaluate(MARK)
    return browser_page


def test_chips_order_and_filter_change_the_list_in_place(list_page: "Page") -> None:
    page = list_page
    page.locator(".chips a", has_text="超期").click()
    page.wait_for_url("**state=late*")
    assert page.locator(".chips a[aria-current]").inner_text().startswith("超期")
    assert page.evaluate(FOCUS).startswith("chip-") and unbroken(page)
    page.locator(".tabs a", has_text="措施").click()
    page.wait_for_url("**kind=measure*")
    assert "条措施" in page.inner_text("h1"), "the counts above follow"
    page.locator("thead a", has_text="时限").click()
    page.wait_for_url("**sort=due*")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("时限")
    page.locator("#filter-text").fill("待交办")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    page.locator("#said", has_text="第 1–1 条，共 1 条").wait_for(state="attached")
    assert page.evaluate(FOCUS) == "filter-text" and page.input_value("#filter-text") == "待交办"
    assert (
        page.locator(".head a[download]").get_attribute("href", timeout=5000).endswith(page.url.split("?")[1])
    )
    assert unbroken(page)
    for width in (1440, 390):
        looked_at(page, "list-filtered", width)


def test_back_and_the_address_show_the_list_as_it_was(list_page: "Page") -> None:
    page = list_page
    page.locator(".chips a", has_text="超期").click()
    page.wait_for_url("**state=late*")
    late = page.locator(".register tbody").all_inner_texts()
    page.go_back()
    page.wait_for_url("**state=all*")
    until(page, f"!({STAYED})")
    assert page.locator(".chips a[aria-current]").inner_text().startswith("全部")
    page.go_forward()
    page.wait_for_url("**state=late*")
    page.locator(".chips a[aria-current]", has_text="超期").wait_for()
    assert page.locator(".register tbody").all_inner_texts() == late
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "htmx" not in kept, "nothing of a page stays in the browser's storage"


def test_pages_of_a_long_list_turn_in_place(browser_page: "Page") -> None:
    page, made = browser_page, world()
    for place in range(SIZE + 3):
        made.open("problem", "邹小禾", title=f"第 {place} 个问题")
    arrive(page, made, "邹小禾")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/r/{made.register}/")
    page.evaluate(MARK)
    page.locator("#page-on").click()
    page.wait_for_url("**page=2*")
    page.locator("#said", has_text="第 51–53 条").wait_for(state="attached")
    assert page.locator("#list a.title").count() == 3 and unbroken(page)
    assert page.evaluate("document.activeElement.id") == "list", "the button is gone, the list has the focus"
    top = page.evaluate("document.getElementById('list').getBoundingClientRect().top")
    assert 0 <= top < 400, "and is seen from its beginning"


def test_rows_and_files_open_as_whole_pages(list_page: "Page") -> None:
    page = list_page
    with page.expect_download():
        page.locator("#list a[download]", has_text="csv").click()
    page.locator("#list a.title").first.click()
    page.wait_for_url("**/m/*/")
    assert not unbroken(page) and page.locator("#list").count() == 0


def test_a_list_that_cannot_be_fetched_says_so(list_page: "Page") -> None:
    page = list_page
    page.context.set_offline(True)
    page.locator(".chips a", has_text="超期").click()
    page.locator("#list .unsent").wait_for()
    assert page.locator("#list .unsent").get_attribute("role") == "alert" and unbroken(page)
    page.context.set_offline(False)
    page.locator(".chips a", has_text="超期").click()
    page.wait_for_url("**state=late*")
    assert page.locator(".unsent").count() == 0


@pytest.fixture
def work(browser_page: "Page") -> tuple["Page", int, World]:
    """The doer before a matter that was handed to the office."""
    made = world()
    made.at = time.time_ns() // 1_000
    measure = registered_measure(made, due={"kind": "date", "on": "2030-06-28"})
    made.do("receive", measure, "殷若渔")
    arrive(browser_page, made, "殷若渔")
    browser_page.goto(f"/m/{measure.id}/")
    browser_page.evaluate(MARK)
    return browser_page, measure.id, made


def opened(page: "Page", matter: int, act: str) -> str:
    """Press the button of an act; the address of its form."""
    address = f"/m/{matter}/{act}/"
    page.locator(f"aside a[href='{address}']").click()
    page.wait_for_url(f"**{address}")
    assert page.evaluate(FOCUS) == "beside-head"
    return address


def test_a_form_opens_beside_its_matter_is_refused_there_and_done(work: tuple["Page", int, World]) -> None:
    page, matter, _ = work
    opened(page, matter, "progress")
    assert page.locator("h1").is_visible() and not page.locator(".offers").first.is_visible()
    looked_at(page, "beside")
    page.fill("#beside [name=difficulty]", "写了一半的困难")
    page.click("#beside form button.do")
    page.locator("#beside #errors").wait_for()
    assert page.evaluate(FOCUS) == "errors" and unbroken(page)
    assert page.input_value("#beside [name=difficulty]") == "写了一半的困难"
    for width in (390, 1440):
        looked_at(page, "beside-refused", width)
    page.click("#beside #errors a")
    assert page.evaluate(FOCUS) == "id_progress" and page.url.endswith("/progress/")
    page.fill("#beside [name=progress]", "初稿已送审")
    page.click("#beside form button.do")
    page.wait_for_url(f"**/m/{matter}/?done=progressed")
    assert "初稿已送审" in page.inner_text("main") and page.locator(".note.success").count() == 1
    state = row_state(matter)
    assert state and state.life == "under_way"


def test_the_form_beside_gives_way_to_its_opposite_in_place(browser_page: "Page") -> None:
    page, made = browser_page, world()
    made.at = time.time_ns() // 1_000
    matter = claimed_measure(made, due={"kind": "date", "on": "2030-06-28"}).id
    arrive(page, made, "秦见微")
    page.goto(f"/m/{matter}/")
    page.evaluate(MARK)
    opened(page, matter, "verify")
    for act, button in (("send_back", "退回补办"), ("verify", "核验")):
        page.click("#beside .instead a")
        page.wait_for_url(f"**/m/{matter}/{act}/")
        assert page.inner_text("#beside form button.do") == button and unbroken(page)
        assert page.evaluate(FOCUS) == "beside-head"
    looked_at(page, "beside-opposite")


def test_escape_the_way_out_and_back_close_the_form_and_keep_what_was_typed(
    work: tuple["Page", int, World],
) -> None:
    page, matter, _ = work
    address = opened(page, matter, "progress")
    page.fill("#beside [name=progress]", "写到一半")
    for leave in (
        lambda: page.keyboard.press("Escape"),
        lambda: page.click("#beside .send a"),
        lambda: page.go_back(),
    ):
        leave()
        page.wait_for_url(f"**/m/{matter}/")
        page.locator("#beside").wait_for(state="hidden")
        assert page.evaluate(FOCUS) == address, "back on the button that opened it"
        opened(page, matter, "progress")
        assert page.input_value("#beside [name=progress]") == "写到一半"
    assert unbroken(page)


def test_the_address_of_a_form_is_a_page_of_its_own(work: tuple["Page", int, World]) -> None:
    page, matter, _ = work
    address = opened(page, matter, "progress")
    page.reload()
    assert page.url.endswith(address) and page.inner_text("h1") == "填报进展"
    page.go_back()
    page.wait_for_url(f"**/m/{matter}/")
    page.locator("aside .offers").first.wait_for()
    assert page.inner_text("h1") != "填报进展"


def test_on_a_phone_and_in_a_new_window_the_form_is_a_page(work: tuple["Page", int, World]) -> None:
    page, matter, _ = work
    with page.context.expect_page() as coming:
        page.locator(f"aside a[href='/m/{matter}/progress/']").click(modifiers=["Control"])
    assert coming.value.url.endswith(f"/m/{matter}/progress/") and page.url.endswith(f"/m/{matter}/")
    coming.value.close()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(f".dock a[href='/m/{matter}/progress/']").click()
    page.wait_for_url("**/progress/")
    assert page.locator("#beside").count() == 0 and page.inner_text("h1") == "填报进展"


def test_what_was_typed_outlives_the_session(work: tuple["Page", int, World]) -> None:
    page, matter, made = work
    opened(page, matter, "progress")
    page.fill("#beside [name=progress]", "登录过期之前写的")
    page.context.clear_cookies(name="bihuan_session")
    page.click("#beside form button.do")
    page.get_by_text("您填的文字没有丢").wait_for()
    assert page.locator(".rail").count() == 0, "the sign-in page as a whole"
    page.get_by_label("账号").fill(f"u{made.people['殷若渔']}")
    page.get_by_label("密码", exact=True).fill("secret-secret")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("button", name="继续提交").click()
    page.wait_for_url(f"**/m/{matter}/?done=progressed")
    assert "登录过期之前写的" in page.inner_text("main")


def test_a_form_asked_for_after_the_session_leads_to_signing_in(work: tuple["Page", int, World]) -> None:
    page, matter, _ = work
    page.context.clear_cookies(name="bihuan_session")
    page.locator(f"aside a[href='/m/{matter}/progress/']").click()
    page.wait_for_url("**/sign-in?next=*")
    assert re.search(rf"next=%2Fm%2F{matter}%2Fprogress%2F", page.url)


def test_notices_are_marked_as_read_in_place(browser_page: "Page") -> None:
    page, made = browser_page, world()
    registered_measure(made, title="第一件")
    registered_measure(made, title="第二件")
    arrive(page, made, "殷若渔")
    page.goto("/inbox/")
    page.evaluate(MARK)
    before = page.locator("#list > li").count()
    assert before >= 2
    page.get_by_role("button", name=re.compile("^记为已读")).first.click()
    page.locator("#said", has_text=f"{before - 1} 件新情况").wait_for(state="attached")
    assert page.locator("#list > li").count() == before - 1
    assert page.inner_text("h1") == f"{before - 1} 件新情况"
    assert page.inner_text("#rail a[href='/inbox/'] b") == str(before - 1), "the rail counts along"
    assert page.evaluate(FOCUS) == "list"
    for width in (390, 1440):
        looked_at(page, "inbox", width)
    page.get_by_role("button", name="全部记为已读").click()
    page.get_by_role("heading", name="没有新情况").wait_for()
    assert unbroken(page)
    looked_at(page, "inbox-read")


@pytest.mark.parametrize("look", ["plain", "dark"])
def test_without_scripts_all_of_it_is_pages(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = filled()
    measure = registered_measure(made, title="没有脚本的", due={"kind": "date", "on": "2030-06-28"})
    context = new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, "殷若渔")
    dressed(context, live_site.url, look)
    page.goto(f"/r/{made.register}/?state=all")
    page.locator(".chips a").nth(2).click()
    page.wait_for_url("**state=late*")
    page.goto(f"/m/{measure.id}/")
    page.locator(f"aside a[href='/m/{measure.id}/receive/']").click()
    page.locator("main form button.do").click()
    page.wait_for_url(f"**/m/{measure.id}/?done=received")
    page.goto("/inbox/")
    before = page.locator("#list > li").count()
    with page.expect_navigation():  # to the same address
        page.locator("#list button").first.click()
    assert page.url.endswith("/inbox/") and page.locator("#list > li").count() == before - 1
