"""Filters, orders and pages in the address bar."""

import pytest

from bihuan.core.words.text import Text
from bihuan.web.lists import Column, address, asked_sort, chips, headings
from bihuan.web.paging import page_of
from tests.web.pages import asked


def test_a_change_keeps_the_rest_of_the_address_and_goes_back_to_the_first_page() -> None:
    request = asked("/list?unit=3&state=late&page=4")
    assert address(request, state="near") == "/list?unit=3&state=near"
    assert address(request, state=None) == "/list?unit=3"
    assert address(request, page=5) == "/list?unit=3&state=late&page=5"


def test_an_order_that_is_not_offered_is_not_taken() -> None:
    assert asked_sort(asked("/list?sort=-due"), ["due"], "number") == "-due"
    assert asked_sort(asked("/list?sort=password"), ["due"], "number") == "number"


def test_a_heading_sorts_by_its_column_and_turns_the_order_round() -> None:
    columns = [Column(Text("时限", "Due"), "due"), Column(Text("号", "No."), "number"), Column("眼下")]
    due, number, now = headings(asked("/list?sort=due"), columns, "due")
    assert (due.direction, due.url) == ("ascending", "/list?sort=-due")
    assert (number.direction, number.url) == ("", "/list?sort=number")
    assert now.url == ""
    assert headings(asked(), columns, "-due")[0].direction == "descending"


def test_chips_say_which_is_chosen_and_how_many_each_would_show() -> None:
    options = [("", Text("全部", "All")), ("late", Text("超期", "Overdue"))]
    every, late = chips(asked("/list?state=late&q=a"), "state", options, "late", {"": 52, "late": 3})
    assert (every.url, every.count, every.current) == ("/list?q=a", 52, False)
    assert (late.url, late.count, late.current) == ("/list?state=late&q=a", 3, True)


def test_a_page_is_one_slice_and_knows_whether_more_follow() -> None:
    page = page_of(range(120), asked("/list?page=2&state=late"), size=50)
    assert (page.rows[0], page.first, page.last, page.more) == (50, 51, 100, True)
    assert page.previous_url == "/list?state=late"
    assert page.next_url == "/list?page=3&state=late"
    assert not page_of(range(120), asked("/list?page=3"), size=50).more


def test_a_known_total_bounds_the_page() -> None:
    page = page_of(range(120), asked("/list?page=99"), size=50, total=120)
    assert (page.number, page.pages, page.last) == (3, 3, 120)


@pytest.mark.parametrize("raw", ["0", "-1", "two", "²", "99999999999999", "1.5", ""])
def test_a_page_number_that_is_none_is_the_first(raw: str) -> None:
    assert page_of(range(9), asked(f"/list?page={raw}"), size=5).number == 1
