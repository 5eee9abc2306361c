"""The first page of those who answer for a register shows how it stands; others see what is theirs alone."""

import re

import pytest

from tests.matters.scenes import signed_in
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_desk_sees_its_register_in_numbers_that_are_links() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="首问负责制落实不到位")
    registered_measure(made, problem.id)
    for person in ("温如砺", "严以宁", "秦见微"):
        page = signed_in(made, person).get("/").content.decode()
        for state in ("late", "near", "help", "countersigned", "verified"):
            assert f'href="/r/{made.register}/?kind=measure&amp;state={state}"' in page, (person, state)
        assert "问题已销号" in page and "措施办结（含常态化）" in page
    outsider = signed_in(made, "殷若渔").get("/").content.decode()
    assert "措施办结" not in outsider


def test_a_register_that_lists_nothing_takes_no_place() -> None:
    made = world()
    page = signed_in(made, "温如砺").get("/").content.decode()
    assert "glance" not in page and "都办完了" in page


def test_where_there_are_measures_alone_they_are_counted_once() -> None:
    made = world()
    registered_measure(made)
    page = signed_in(made, "温如砺", language="en").get("/").content.decode()
    assert "continuing ones too" not in page
    assert re.search(r"<b>0<small> / 1</small></b>", page)
