"""Counts, versions, acceptances and rings go through the same sight as lists: none counts what is hidden."""

import re

import pytest
from django.test import Client

from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def main(client: Client, address: str) -> str:
    """What a page says, without its markup."""
    page = client.get(address)
    assert page.status_code == 200, address
    text = page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def issued() -> tuple[World, int]:
    """A register whose version lists two problems and their measures, of which one problem was raised."""
    made = world()
    raised = made.open("problem", "邹小禾", title="窗口无人值守", raisers=[made.people["田稼轩"]])
    made.open("problem", "邹小禾", title="别人的问题")
    made.do("assign", raised, "邹小禾", lead_unit=made.units["秘书处"])
    for title in ("安排轮值", "张贴电话", "公布时间"):
        registered_measure(made, raised.id, title=title, due={"kind": "date", "on": "2026-02-27"})
    made.do("circulate", made.register, "邹小禾", document="征求意见稿")
    made.do("accept", made.register, "殷若渔", unit=made.units["秘书处"])
    made.do("approve_version", made.register, "温如砺", document="纪要")
    made.do("issue_version", made.register, "邹小禾", document="印发")
    made.open("problem", "邹小禾", title="印发以后的问题")
    return made, raised.id


def test_a_version_counts_what_its_reader_sees_of_it() -> None:
    made, _ = issued()
    desk, raiser = (main(signed_in(made, one), f"/r/{made.register}/about/") for one in ("邹小禾", "田稼轩"))
    assert re.search(r"印发版 .*? 5 ", desk) and re.search(r"印发版 .*? 1 ", raiser), raiser


def test_the_units_that_accepted_are_those_of_the_rows_that_somebody_sees() -> None:
    made, _ = issued()
    registered_measure(made, title="别处的事", lead_unit=made.units["督查处"], accountable=None)
    desk = main(signed_in(made, "邹小禾"), f"/r/{made.register}/about/")
    raiser = main(signed_in(made, "田稼轩"), f"/r/{made.register}/about/")
    assert "督查处" in desk.split("责任单位认领", 1)[1]
    accepted = raiser.split("责任单位认领", 1)[1].split("经过", 1)[0]
    assert "督查处" not in accepted and "秘书处" in accepted


def test_the_ring_and_what_is_late_below_count_what_the_matters_own_page_shows() -> None:
    made, problem = issued()
    address = f"/r/{made.register}/?state=all"
    for person, sees in (("邹小禾", True), ("纪清晏", True), ("田稼轩", False)):
        client = signed_in(made, person)
        assert ("3 条措施超期" in main(client, address)) == sees, person
        assert ("安排轮值" in main(client, f"/m/{problem}/")) == sees, person


def test_whoever_is_at_no_desk_is_not_told_how_many_were_added_since() -> None:
    made, _ = issued()
    assert "新增" in main(signed_in(made, "邹小禾"), f"/r/{made.register}/")
    assert "新增" not in main(signed_in(made, "田稼轩"), f"/r/{made.register}/")
