"""The rail: groups, the entry of this address, and the phone's foot bar."""

from types import SimpleNamespace

from django.test import override_settings

from bihuan.core.words.text import Text
from bihuan.web.context import back_here, nav_of, page
from bihuan.web.pieces import NavItem
from tests.web.pages import asked, sent

NOW, LISTS = Text("今天", "Today"), Text("台账", "Registers")
ITEMS = [
    NavItem(NOW, "待办", "/", 7, foot=True),
    NavItem(LISTS, "台账", "/registers", foot=True),
    NavItem(LISTS, "作风效能", "/registers/3", 52),
]
called: list[str] = []


def items(request: object) -> list[NavItem]:
    """An entry of the rail as a room would give it."""
    called.append("items")
    return ITEMS


def test_neighbours_of_one_heading_stand_together() -> None:
    assert [(group.label.zh, len(group.entries)) for group in nav_of(ITEMS, "/").groups] == [
        ("今天", 1),
        ("台账", 2),
    ]


def test_the_entry_with_the_longest_fitting_address_is_the_current_one() -> None:
    assert nav_of(ITEMS, "/registers/3/problems/9").current == ITEMS[2]
    assert nav_of(ITEMS, "/registers/30").current == ITEMS[1]
    assert nav_of(ITEMS, "/").current == ITEMS[0]
    assert nav_of(ITEMS, "/elsewhere").current is None


def test_one_comes_back_to_the_page_of_a_form_never_to_where_it_was_sent() -> None:
    for came_from, back in (
        ("", "/"),
        ("http://testserver/matters/3?tab=a", "/matters/3?tab=a"),
        ("http://elsewhere.example/matters/3", "/"),
        ("http://testserver//elsewhere.example", "/"),
    ):
        form = sent({}, "/progress")
        form.META["HTTP_REFERER"] = came_from
        assert back_here(form) == back
    assert back_here(asked("/list?page=2")) == "/list?page=2"


def test_the_foot_bar_holds_four_at_most() -> None:
    assert len(nav_of([NavItem(NOW, str(n), f"/{n}", foot=True) for n in range(6)], "/").foot) == 4


@override_settings(NAV=("tests.web.test_rail.items",))
def test_rooms_are_asked_only_for_somebody_and_only_when_the_rail_is_shown() -> None:
    called.clear()
    request = asked("/registers/3")
    assert page(request)["nav"].groups == []
    assert called == []
    request.person = SimpleNamespace(pk=7)
    context = page(request)
    assert called == []
    assert context["nav"].current == ITEMS[2]
    assert len(called) == 1
