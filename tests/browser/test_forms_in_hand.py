"""Forms as they are filled in: what stands, for whom, what one that comes back says; in every dress."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_pages_of_turns import arrived
from tests.browser.test_pages_registers import LOOKS, check_look
from tests.browsing import until
from tests.matters.saying.test_requested import asked_for_later
from tests.world import World, claimed_measure, registered_measure, world

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

pytestmark = pytest.mark.parametrize("look", LOOKS)
READ = "document.querySelector('#id_due-read').textContent.includes('-08-31')"
PHONE = {"width": 390, "height": 844}


def under_way(made: World) -> int:
    return made.do("receive", registered_measure(made), "殷若渔").id


def test_a_new_due_is_read_back_while_it_is_typed(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = world()
    at = f"/m/{under_way(made)}/request_extension/"
    page = arrived(made, "殷若渔", look, live_site, new_context)
    check_look(page, at, f"extension-{look}")
    page.goto(at)
    page.locator("#id_due").fill("8月底前")
    page.locator("#id_reason").focus()
    until(page, READ)
    page.locator("#id_due").fill("")
    page.locator("#id_reason").focus()
    until(page, "document.querySelector('#id_due-read').textContent === ''")


def test_whoever_answers_on_a_phone_reads_first_what_is_asked(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made, _, request = asked_for_later()
    page = arrived(made, "温如砺", look, live_site, new_context)
    check_look(page, f"/m/{request}/approve/", f"approve-{look}")
    page.set_viewport_size(PHONE)
    page.goto(f"/m/{request}/approve/")
    assert _top(page, ".side") < _top(page, "form.stack .btn.do")


def _top(page: "Page", where: str) -> float:
    box = page.locator(where).first.bounding_box()
    assert box
    return box["y"]


def test_for_whom_a_stand_in_and_what_cannot_be_sent_are_sound(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = world()
    measure = claimed_measure(made)
    page = arrived(made, "秦见微", look, live_site, new_context)
    other = registered_measure(made, title="待签收的")
    for path in (f"/m/{other.id}/receive/", "/account/absence/", f"/m/{measure.id}/claim/"):
        check_look(page, path, f"forms-{look}")
    assert page.locator("main .btn.do").count() == 0, "it is claimed already"


def test_files_that_must_be_chosen_again_are_named_where_they_are_chosen(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = world()
    page = arrived(made, "殷若渔", look, live_site, new_context)
    page.goto(f"/m/{under_way(made)}/progress/")
    scan = {"name": "印发件.txt", "mimeType": "text/plain", "buffer": "制度".encode()}
    page.locator("input[type=file]").set_input_files([scan])
    page.locator("main .btn.do").click()
    page.locator("#errors").wait_for()
    assert "印发件.txt" in page.locator(".field.wrong:has(input[type=file]) .error").inner_text()
