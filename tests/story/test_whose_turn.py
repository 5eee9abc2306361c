"""轮到谁: every page says whose turn it is, since when, and what is missing where nobody may."""

import re

import pytest
from django.test import Client

from bihuan.core.state.state import State
from bihuan.matters.saying.offering import next_act
from bihuan.people.models import Appointment
from tests.matters.scenes import signed_in
from tests.on_paper import enter, heard, with_another_clerk
from tests.story.telling import now
from tests.story.test_check_sheet import with_an_outsider
from tests.story.test_hearing import verified_problem
from tests.world import World, claimed_measure, confirm, registered_measure, world

pytestmark = pytest.mark.django_db


def line(client: Client, matter: State) -> str:
    """The line of whose turn it is, and the sentence under it."""
    html = client.get(f"/m/{matter.id}/").content.decode()
    found = re.search(r'<p class="turn">(.*?)</p>\s*(<p class="why">.*?</p>)?', html, re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", found.group(0))).strip() if found else ""


def test_it_names_unit_person_act_and_working_days_from_hand_to_hand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = world()
    monkeypatch.setattr("bihuan.matters.pages.reader.now", lambda: made.at)
    office = signed_in(made, "邹小禾")
    measure = registered_measure(made)
    assert line(office, measure) == "轮到 秘书处（纪清晏），签收 · 今天起"
    made.tick(days=7)
    assert line(office, measure) == "轮到 秘书处（纪清晏），签收 · 03-02 起，已等 5 个工作日"
    made.do("receive", measure, "殷若渔")
    assert "秘书处（纪清晏）" in line(office, measure)
    given = {"evidence": [made.proof()], "file_names": ["印发件.pdf"]}
    made.do("claim", measure, "殷若渔", result="制度已印发", **given)
    assert "秘书处（纪清晏），处室负责人审签" in line(office, measure)
    made.do("countersign", measure, "纪清晏")
    assert "核验人（秦见微），核验" in line(office, measure)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="匿名", sample="抽查")
    assert "审定人（温如砺）" in line(office, measure)
    made.do("sign_off", measure, "温如砺")
    assert line(office, measure) == ""


def test_once_the_raisers_are_asked_it_waits_for_their_answer_and_is_not_asked_again() -> None:
    made = world()
    problem, client = verified_problem(made), signed_in(made, "邹小禾")
    assert "征求提出人意见" in line(client, now(problem))
    made.do("ask_raisers", problem, "邹小禾", result="已修订并印发")
    said = line(client, now(problem))
    assert "等提出人答复，到" in said and "征求提出人意见" not in said
    assert next_act(now(problem), frozenset({"office"})) is None


def test_those_who_may_compare_a_paper_are_named() -> None:
    made = with_another_clerk()
    measure = heard(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺", opinion="同意销号")
    said = line(signed_in(made, "邹小禾"), now(measure))
    assert "核对签字件的人（" in said and "池晚照" in said
    assert "邹小禾" not in said and "秦见微" not in said, "who entered it, and who checked it"


def test_only_who_may_check_is_named_and_in_english_too() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    made.do("receive", measure, "秦见微")
    given = {"evidence": [made.proof()], "file_names": ["印发件.pdf"]}
    made.do("claim", measure, "秦见微", result="完成", **given)
    made.do("countersign", measure, "秦见微")
    assert now(measure).check_by == "fallback"
    said = line(signed_in(made, "严以宁", language="en"), measure)
    assert said.startswith("Waits for fallback verifier (岳正衡) – Verify · since")


def without_approver() -> tuple[World, State]:
    """The outside checker has verified it, and nobody of the house holds the post that approves."""
    made = with_an_outsider()
    measure = claimed_measure(made)
    held = Appointment.objects.get(person_id=made.people["温如砺"])
    made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    made.do("verify", measure, "翁同舟", finding="属实")
    made.do("waive_hearing", measure, "翁同舟", reason="匿名", sample="抽查")
    return made, measure


def test_an_outside_checker_who_checked_does_not_approve_and_the_office_reads_what_to_do() -> None:
    made, measure = without_approver()
    assert now(measure).approve_by == "nobody"
    office = signed_in(made, "邹小禾")
    said = line(office, measure)
    assert "轮到 督查处" in said and "暂无人可审定" in said
    assert "审定人：无人任职；门外核验人：翁同舟（核验过此事）" in said
    assert "请再指定一名门外的人" in said
    for path in (f"/m/{measure.id}/", "/"):
        html = office.get(path, follow=True).content.decode()
        assert f"/r/{made.register}/about/" in html and "请再指定一名门外的人" in html, path


def test_a_second_person_from_outside_ends_it() -> None:
    made, measure = without_approver()
    unit = made.units["派驻"] = made.charter(
        "add_unit", name="上级督查室", kind="outside", from_on="2025-01-01"
    )
    post = made.charter("add_post", unit=unit, name="门外审定", role="outside_checker")
    made.people["何远山"] = made.charter("add_person", person_name="何远山")
    made.charter("appoint", person=made.people["何远山"], post=post, from_on="2025-01-01")
    both = [made.posts["门外"], post]
    made.do("request_desk", made.register, "邹小禾", outsiders=both, reason="再指定一名")
    confirm(made, made.register)
    office = signed_in(made, "邹小禾")
    assert "何远山现在可以办理" in line(office, measure)
    made.do("name_checkers", measure, None)
    said = line(office, measure)
    assert "门外核验人（何远山）" in said and "暂无人" not in said


def test_nobody_may_check_and_the_page_says_of_each_why() -> None:
    made = world()
    measure = registered_measure(made, supporting=[made.units["机关纪委"]])
    made.do("receive", measure, "殷若渔")
    made.do("add_evidence", measure, "岳正衡", evidence=[made.proof("配合")], file_names=["配合.pdf"])
    held = Appointment.objects.get(person_id=made.people["秦见微"], post_id=made.posts["核验"])
    made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    given = {"evidence": [made.proof()], "file_names": ["印发件.pdf"]}
    made.do("claim", measure, "殷若渔", result="完成", **given)
    made.do("countersign", measure, "纪清晏")
    assert now(measure).check_by == "nobody"
    said = line(signed_in(made, "邹小禾"), measure)
    assert "暂无人可核验" in said and "核验人：无人任职" in said and "岳正衡（经办过此事）" in said
    assert "请增加一名与此事无关的核验人" in said


def test_the_raiser_reads_where_it_stands_and_no_names() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="排队久", raisers=[made.people["田稼轩"]])
    said = line(signed_in(made, "田稼轩"), problem)
    assert "轮到 督查处" in said and "邹小禾" not in said


def test_a_request_says_its_step_and_who_of_them_may_answer() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    due = {"kind": "date", "on": "2026-08-31"}
    asked = now(made.do("request_extension", measure, "殷若渔", due=due, reason="协调")).pending
    assert asked
    said = line(signed_in(made, "邹小禾"), now(asked))
    assert said.startswith("轮到 ") and "，答复申请 · " in said
