"""Whose turn it is, what a form says first, the first steps and the check sheet: sound in every dress."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bihuan.core.state.state import State
from tests.browser.test_pages_registers import LOOKS, SHOTS, arrive, check_look, dressed
from tests.rooms.registers.test_first_steps import empty
from tests.story.telling import now
from tests.story.test_check_sheet import claimed_offline, with_an_outsider
from tests.story.test_whose_turn import without_approver
from tests.world import World, claimed_measure

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.parametrize("look", LOOKS)


def arrived(
    made: World, who: str, look: str, site: Any, new_context: "Callable[..., BrowserContext]"
) -> "Page":
    """A page of somebody who has signed in, in a dress."""
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, who)
    context.clear_cookies(name=re.compile("theme|print|language"))
    dressed(context, site.url, look)
    return page


def printed(page: "Page", path: str, name: str) -> None:
    """Keep it as it is printed, where pictures are asked for."""
    page.goto(path)
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    assert pdf.startswith(b"%PDF")
    if SHOTS:
        Path(SHOTS, f"{name}.pdf").write_bytes(pdf)


def test_where_nobody_may_and_what_the_office_does(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made, measure = without_approver()
    page = arrived(made, "邹小禾", look, live_site, new_context)
    for path in (f"/m/{measure.id}/", "/"):
        check_look(page, path, f"nobody-{look}")
    assert page.locator(".rows .why").first.is_visible()
    printed(page, f"/m/{measure.id}/", f"nobody-{look}")


def test_what_a_form_says_first(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = with_an_outsider()
    measure: State = claimed_measure(made)
    page = arrived(made, "邹小禾", look, live_site, new_context)
    for name in ("request_change", "mask_proof"):
        check_look(page, f"/m/{measure.id}/{name}/", look)
        assert page.locator(".note.warning").first.is_visible()
    assert now(measure).life == "countersigned"


def test_the_first_page_of_an_empty_organisation(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = empty()
    page = arrived(made, "管理员", look, live_site, new_context)
    check_look(page, "/", f"empty-{look}")
    assert page.locator(".steps li").count() == 7 and page.locator(".steps .btn.do").count() == 1
    printed(page, "/", f"empty-{look}")


def test_the_check_sheet_with_what_is_seen_where_it_is_kept(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = with_an_outsider()
    measure = claimed_offline(made)
    page = arrived(made, "邹小禾", look, live_site, new_context)
    check_look(page, f"/m/{measure.id}/check-sheet/", look)
    printed(page, f"/m/{measure.id}/check-sheet/", f"check-sheet-{look}")
