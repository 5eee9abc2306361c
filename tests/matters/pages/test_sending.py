"""A form is sent only where something that can be typed would help; what was typed is never lost."""

import re

import pytest
from django.http import HttpResponse

from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.on_paper import enter, heard
from tests.story.telling import now
from tests.world import World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


@pytest.fixture
def made() -> World:
    """The usual cast."""
    return world()


def main_of(answer: HttpResponse) -> str:
    found = re.search(r"<main\b.*?</main>", answer.content.decode(), re.S)
    assert found
    return found.group()


def sends(answer: HttpResponse) -> bool:
    """Whether the page has a button that sends its form."""
    return '<button class="btn do">' in main_of(answer)


def test_who_may_neither_do_it_nor_record_it_reads_why_and_finds_the_way_back(made: World) -> None:
    measure = registered_measure(made)
    page = signed_in(made, "殷若渔").get(f"/m/{measure.id}/assign/")
    assert "这一步由督查办公室办理。您不在其中。" in main_of(page) and not sends(page)
    assert "牵头单位" not in main_of(page), "there is nothing to fill in"
    assert f'<a class="btn" href="/m/{measure.id}/">返回</a>' in main_of(page)


def test_what_was_typed_stays_where_sending_it_again_would_not_help(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    client, at = signed_in(made, "殷若渔"), f"/m/{measure.id}/progress/"
    assert sends(client.get(at))
    given = {"progress": "初稿已成，已征求意见", "once": "a", "seen": now(measure).seq}
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    refused = client.post(at, given)
    assert refused.status_code == 422 and "初稿已成，已征求意见" in main_of(refused) and not sends(refused)
    assert "不能这样办理" in main_of(refused) and main_of(refused).count("不能这样办理") == 1


def test_a_refusal_that_can_be_mended_keeps_its_button(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    client = signed_in(made, "殷若渔")
    assert sends(client.post(f"/m/{measure.id}/progress/", {"once": "a"}))
    late = {"due": "2026-03-05", "reason": "等", "once": "b"}
    refused = client.post(f"/m/{measure.id}/request_extension/", late)
    assert refused.status_code == 422 and sends(refused)


def test_who_can_only_record_it_sends_it_until_there_is_nobody_for_whom(made: World) -> None:
    measure = heard(made)
    client, at = signed_in(made, "邹小禾"), f"/m/{measure}/sign_off/"
    page = client.get(at)
    assert sends(page) and "受托代录的，请在下面写明代谁、依据什么。" in main_of(page)
    assert re.search(r'<option value="\d+" selected>温如砺', main_of(page)), "there is nobody else"
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    page = client.get(at)
    assert not sends(page) and "代谁办理" not in main_of(page) and "您不在其中" not in main_of(page)


def test_nothing_is_opened_under_a_matter_by_whoever_may_not(made: World) -> None:
    problem = made.open("problem", "邹小禾", title="等人门难进", raisers=[made.people["田稼轩"]])
    at = f"/m/{problem.id}/open/measure/"
    assert sends(signed_in(made, "邹小禾").get(at))
    page = signed_in(made, "田稼轩").get(at)
    assert not sends(page) and "您不在其中" in main_of(page)


def test_a_register_says_the_same(made: World) -> None:
    at = f"/r/{made.register}/do/close_register/"
    assert sends(signed_in(made, "邹小禾").get(at))
    page = signed_in(made, "温如砺").get(at)
    assert not sends(page) and "您不在其中" in main_of(page)


def test_a_hand_is_not_asked_to_send_a_check(made: World) -> None:
    measure = claimed_measure(made)
    page = signed_in(made, "纪清晏").get(f"/m/{measure.id}/verify/")
    assert not sends(page) and "note warning" in main_of(page)


def test_who_only_reads_declares_no_absence(made: World) -> None:
    page = signed_in(made, "严以宁").get("/account/absence/")
    assert not sends(page) and "您不在其中" in main_of(page)
    assert sends(signed_in(made, "殷若渔").get("/account/absence/"))
