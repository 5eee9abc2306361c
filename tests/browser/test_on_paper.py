"""Lists and pages on paper, from a phone as from a desk: whole tables, across the sheet, black on white."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bihuan.matters.models import Matter
from tests.browser.test_pages_registers import LONG, SHOTS, arrive, dressed, filled
from tests.on_paper import with_another_clerk
from tests.story.test_check_sheet import with_an_outsider
from tests.world import World, claimed_measure, registered_measure

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

WIDTHS = (390, 1440)
GONE = ".rail, .foot, .dock, .chips, .bar, .btn, .banner, .foot-notes, .crumbs, .search"
BOX = re.compile(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")
A4, A3 = (595, 842), (842, 1191)


def sheets(page: "Page", name: str, paper: str = "A4") -> list[tuple[float, float]]:
    """Width and height of each printed sheet, in points; the PDF is kept where pictures are asked for."""
    pdf = page.pdf(format=paper)
    if SHOTS:
        Path(SHOTS, f"{name}.pdf").write_bytes(pdf)
    return [(float(wide), float(tall)) for wide, tall in BOX.findall(pdf)]


def shown(page: "Page", where: str) -> set[str]:
    """How the elements are displayed."""
    return set(page.eval_on_selector_all(where, "all => all.map(one => getComputedStyle(one).display)"))


def colours(page: "Page", where: str) -> set[str]:
    """Text colours and grounds of the elements."""
    return set(
        page.eval_on_selector_all(
            where,
            "all => all.flatMap(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])",
        )
    )


@pytest.fixture
def office(live_site: Any, new_context: "Callable[..., BrowserContext]") -> "Callable[..., Page]":
    """A page at which the office has signed in, in a dress and at a width."""
    made = filled()
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, "邹小禾")
    page.register = f"/r/{made.register}/"  # type: ignore[attr-defined]

    def dress(look: str) -> "Page":
        context.clear_cookies(name=re.compile("theme|print|language"))
        dressed(context, live_site.url, look)
        return page

    return dress


@pytest.mark.parametrize("look", ["plain", "dark", "large"])
def test_a_register_is_a_whole_table_across_the_sheet(look: str, office: "Callable[..., Page]") -> None:
    page = office(look)
    register: str = page.register  # type: ignore[attr-defined]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(f"{register}?kind=measure&state=all")
        page.emulate_media(media="print")
        assert shown(page, ".register td") == {"table-cell"}, "units and persons too"
        assert page.locator(".register td.unit").first.is_visible()
        assert shown(page, ".register thead") == {"table-header-group"}
        assert shown(page, GONE) == {"none"}
        assert colours(page, "body, .register td, .lamp, .stamp, .title") <= {
            "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"
        }  # fmt: skip
        ends = page.inner_text("main .on-paper >> nth=-1")
        assert re.search("口径：.*截至|Definition: .*as of", ends) and re.search("批准|Approved by", ends)
        wide, tall = sheets(page, f"register-{look}-{width}")[0]
        assert (tall, wide) == pytest.approx(A4, abs=2)
        page.emulate_media(media="screen")


def test_a_list_takes_the_paper_that_is_in_the_printer(office: "Callable[..., Page]") -> None:
    page = office("plain")
    page.goto(page.register)  # type: ignore[attr-defined]
    wide, tall = sheets(page, "register-a3", paper="A3")[0]
    assert (tall, wide) == pytest.approx(A3, abs=2)


def test_a_long_list_repeats_its_head_and_goes_over_several_sheets(office: "Callable[..., Page]") -> None:
    page = office("plain")
    page.goto(f"{page.register}?kind=measure&state=all")  # type: ignore[attr-defined]
    page.evaluate(
        """() => { const body = document.querySelector('.register tbody:last-of-type');
        for (let n = 0; n < 40; n++) body.append(body.lastElementChild.cloneNode(true)); }"""
    )
    assert len(sheets(page, "register-long")) > 1
    page.emulate_media(media="print")
    rows = page.eval_on_selector_all(
        ".register tr", "all => all.map(one => getComputedStyle(one).breakInside)"
    )
    assert set(rows) == {"avoid"}


def test_a_matter_and_a_form_stand_upright_without_what_is_pressed(office: "Callable[..., Page]") -> None:
    page = office("dark")
    matter = Matter.objects.get(title="待交办").pk
    for path in (f"/m/{matter}/", f"/m/{matter}/correct/", f"{page.register}about/"):  # type: ignore[attr-defined]
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(path)
        page.emulate_media(media="print")
        assert shown(page, f"{GONE}, .offers") == {"none"}, path
        assert colours(page, "body, h1") <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
        assert sheets(page, path.strip("/").replace("/", "-"))[0] == pytest.approx(A4, abs=2), path
        page.emulate_media(media="screen")


def test_a_check_sheet_stands_upright_on_one_sheet_of_a4_with_its_boxes(
    live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made = with_an_outsider()
    measure = claimed_measure(made)
    page = new_context(viewport={"width": 1440, "height": 900}).new_page()
    arrive(page, made, "邹小禾")
    page.goto(f"/m/{measure.id}/check-sheet/")
    page.emulate_media(media="print")
    assert shown(page, GONE) <= {"none"} and shown(page, ".slip td") == {"table-cell"}
    (sheet,) = sheets(page, "check-sheet")
    assert sheet[0] < sheet[1]
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS, "check-sheet.png")), full_page=True)


@pytest.mark.parametrize("look", ["plain", "dark", "large"])
def test_a_sheet_of_what_was_recorded_is_read_on_a_phone_and_signed_on_a4(
    look: str, live_site: Any, new_context: "Callable[..., BrowserContext]"
) -> None:
    made, entries = recorded_in_a_month()
    context = new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    arrive(page, made, "邹小禾")
    dressed(context, live_site.url, look)
    at = f"/r/{made.register}/recorded/?person={made.people['纪清晏']}&month=2026-03"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(at)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator(".entries tbody tr").count() == len(entries)
        for cell in page.locator(".entries td.answer").all():
            box = cell.bounding_box()
            assert box and box["x"] + box["width"] <= width, "what the person says is not cut off"
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS, f"recorded-{look}-{width}.png")), full_page=True)
        page.goto(f"/r/{made.register}/do/compare_entries/")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS, f"compare-{look}-{width}.png")), full_page=True)
    page.goto(at)
    page.emulate_media(media="print")
    assert shown(page, ".chooser, .no-print") <= {"none"}
    assert shown(page, ".entries td") == {"table-cell"} and shown(page, ".signed") == {"grid"}
    assert "□" in page.inner_text(".entries") and str(entries[-2]) in page.inner_text(".upto")
    if SHOTS:
        page.set_viewport_size({"width": 680, "height": 960})  # what A4 leaves between its margins
        page.screenshot(path=str(Path(SHOTS, f"recorded-{look}-print.png")), full_page=True)
    found = sheets(page, f"recorded-{look}")
    assert found[0] == pytest.approx(A4, abs=2) and len(found) <= 2
    page.emulate_media(media="screen")


def recorded_in_a_month() -> tuple[World, list[int]]:
    """Entries of every sort: to be confirmed, objected to, confirmed, waiting; of a long title too."""
    made = with_another_clerk()
    entries = []
    for title in (LONG[:200], "公文流转慢", "会议过多过长", "窗口一次性告知", "值班制度"):
        measure = registered_measure(made, title=title)
        made.do("receive", measure, "殷若渔")
        after = made.do("progress", measure, "邹小禾", progress="代写", for_whom="纪清晏", basis="call")
        entries.append(after.said_of[-1].seq)
    made.do("dispute_record", measure, "纪清晏", paper=entries[-1], reason="没有说过")
    given = {"represented": made.people["纪清晏"], "month": "2026-03", "evidence": [made.proof("单")]}
    for seq in entries[:2]:
        sheet = made.do("file_entries", made.register, "邹小禾", entries=[seq], **given).entry_sheets[-1].seq
        if seq == entries[0]:
            made.do("compare_entries", made.register, "池晚照", paper=sheet)
    return made, entries
