"""Registers, queue, record and administration in a browser: axe, room at 390 pixels, the keyboard."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from bihuan.matters.models import Matter
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.rebuild import row_state
from bihuan.people.models import User
from bihuan.web.models import Session
from tests.browsing import axe
from tests.matters.scenes import another_register
from tests.rooms.batches.test_batches import said_closed, verified
from tests.world import World, claimed_measure, registered_measure, world

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import BrowserContext, Page

SHOTS = os.environ.get("BIHUAN_SHOTS")
LONG = "对外来办事人员一次性告知不到位，涉及多个处室的事项往往要求群众往返补充材料，" * 5
LOOKS = {
    "plain": {},
    "dark": {"theme": "dark", "language": "en"},
    "large": {"print": "large"},
}


def filled() -> World:
    """Matters of every sort that these pages show."""
    made = world()
    one = made.open("problem", "邹小禾", title=LONG[:200], source="问卷", aspect="服务意识方面")
    made.open("problem", "邹小禾", title="名字里有生僻字䶮的问题", aspect="工作效率方面")
    claimed_measure(made, one.id)
    registered_measure(made, one.id, title="已过期的", due={"kind": "date", "on": "2026-03-03"})
    made.open("measure", "邹小禾", title="待交办", lead_unit=made.units["秘书处"], due={"kind": "immediate"})
    verified(made, "待审定的")
    said_closed(made)
    made.do("circulate", made.register, "邹小禾", document="征求意见函")
    return made


def arrive(page: "Page", made: World, person: str) -> None:
    """Sign in as somebody of the cast."""
    name = f"u{made.people[person]}"
    user = User.objects.create_user(name, "secret-secret")
    made.charter("give_sign_in", person=made.people[person], user=user.pk)
    page.goto("/sign-in")
    page.get_by_label("账号").fill(name)
    page.get_by_label("密码", exact=True).fill("secret-secret")
    page.get_by_role("button", name="登录").click()
    page.get_by_text(person).first.wait_for(state="attached")


def check_look(page: "Page", path: str, look: str) -> None:
    """Axe finds nothing and nothing sticks out, wide and on a phone."""
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(path)
        tall = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": tall})  # no bar lies over what is looked at
        assert axe(page) == [], f"{path} {look} at {width}"
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} {look} sticks out at {width}: {wide}"
        if SHOTS:
            name = path.strip("/").replace("/", "-").split("?")[0]
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{look}-{width}.png"), full_page=True)


def dressed(context: "BrowserContext", url: str, look: str) -> None:
    """The theme, print and language of a look, as their cookies."""
    if LOOKS[look]:
        context.add_cookies(
            [{"name": name, "value": value, "url": url} for name, value in LOOKS[look].items()]
        )


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_the_office_are_sound_in_every_dress(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = filled()
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, "邹小禾")
    dressed(context, live_site.url, look)
    register = f"/r/{made.register}"
    shown = [f"{register}/?state=all", f"{register}/about/", f"{register}/approve/"]
    every = (
        "/r/",
        f"{register}/?kind=measure&state=all",
        f"{register}/?q=没有",
        f"{register}/assign/",
        f"{register}/back-fill/",
        f"{register}/problem/",
        f"{register}/do/accept/",
        "/r/new/",
        "/record/",
        "/account/",
        "/account/sign-ins/",
    )
    for path in (*shown, *(every if look == "plain" else ())):
        check_look(page, path, look)


@pytest.mark.parametrize("look", LOOKS)
def test_the_pages_of_administration_are_sound_in_every_dress(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = filled()
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, "费䶮")
    dressed(context, live_site.url, look)
    Session.objects.create(  # another sign-in of the same person
        session_key="x" * 32, session_data="", expire_date=timezone.now() + timedelta(hours=1),
        user_id=User.objects.get(username=f"u{made.people['费䶮']}").pk, begun_at=now(), used_at=now(),
        device="wechat/android",
    )  # fmt: skip
    shown = ["/admin/people/", "/admin/calendar/?year=2026", "/admin/people/add_unit/", "/account/sign-ins/"]
    every = (
        f"/admin/unit/{made.units['秘书处']}/",
        f"/admin/person/{made.people['费䶮']}/",
        f"/admin/person/{made.people['谷向原']}/sign-in/",
        f"/admin/person/{made.people['费䶮']}/sign-ins/",
        "/admin/safety/",
        "/admin/rules/",
        "/admin/rules/extension_steps/",
        "/admin/calendar/set_calendar_day/",
    )
    for path in (*shown, *(every if look == "plain" else ())):
        check_look(page, path, look)


@pytest.mark.parametrize("look", LOOKS)
def test_a_hall_screen_is_set_up_by_its_token_and_sound_in_every_dress(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = world()
    shown = another_register(made, "公开事项清单", "GK", "督查处", open_to_all=True)
    for title in ("食堂排队", "停车难"):
        made.open("problem", "邹小禾", title=title, register=shown)
    page = new_context(viewport={"width": 1440, "height": 900}).new_page()
    arrive(page, made, "费䶮")
    dressed(page.context, live_site.url, look)
    page.goto("/admin/screens/")
    page.locator("#id_name").fill("一楼大厅")
    page.get_by_role("button", name="Make a token" if look == "dark" else "生成口令").click()
    token = page.locator(".secret").inner_text()
    assert axe(page) == []
    check_look(page, "/admin/screens/", look)
    screen = new_context(viewport={"width": 1440, "height": 900}).new_page()
    dressed(screen.context, live_site.url, look)
    check_look(screen, "/wall/", f"set-up-{look}")
    screen.locator("#id_token").fill(token.upper())
    screen.get_by_role("button").first.click()
    screen.get_by_role("heading", name="公开事项清单").wait_for()
    check_look(screen, "/wall/", look)


def test_the_queue_is_sound_and_its_first_button_leads_to_the_check(browser_page: "Page") -> None:
    made = filled()
    arrive(browser_page, made, "秦见微")
    check_look(browser_page, "/queue/", "plain")
    browser_page.get_by_role("link", name="核验", exact=True).first.click()
    browser_page.get_by_role("heading", name="核验").wait_for()


def test_a_filter_is_reached_and_sent_by_the_keyboard_alone(browser_page: "Page") -> None:
    made = filled()
    arrive(browser_page, made, "邹小禾")
    browser_page.goto(f"/r/{made.register}/?state=all")
    browser_page.locator("#filter-text").focus()
    browser_page.keyboard.type("䶮")
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**q=*")
    assert "state=all" in browser_page.url, "the chip stays chosen"
    browser_page.get_by_text("名字里有生僻字䶮的问题").first.wait_for()


def test_without_scripts_rows_are_ticked_and_handed_out(new_context: "Callable[..., BrowserContext]") -> None:
    made = filled()
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
    waiting = Matter.objects.get(title="待交办").pk
    arrive(page, made, "邹小禾")
    page.goto(f"/r/{made.register}/assign/")
    page.get_by_role("button", name="交办所选").click()
    page.get_by_role("heading", name="办成 1 项").wait_for()
    assert row_state(waiting).life == "assigned"  # type: ignore[union-attr]


def test_a_workbook_comes_down_under_the_name_of_its_register(browser_page: "Page") -> None:
    made = filled()
    arrive(browser_page, made, "邹小禾")
    browser_page.goto(f"/r/{made.register}/?state=all")
    with browser_page.expect_download() as coming:
        browser_page.get_by_role("link", name="导出表格").click()
    assert coming.value.suggested_filename.startswith("作风效能问题清单")
    assert coming.value.suggested_filename.endswith(".xlsx")
