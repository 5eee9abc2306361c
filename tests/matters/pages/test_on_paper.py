"""Decisions on paper on the pages: one form, what waits for whom, what whoever compares reads."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.ledger.read import events_of
from bihuan.matters.seeing.sight import sight
from bihuan.matters.writing.rebuild import row_state
from tests.matters.scenes import signed_in, statements
from tests.on_paper import enter
from tests.world import START, World, claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("审定表.txt", "同意。温如砺".encode(), content_type="text/plain")


def heard(made: World) -> int:
    measure = claimed_measure(made)
    made.do("verify", measure, "岳正衡", finding="属实")
    made.do("waive_hearing", measure, "岳正衡", reason="无提出人", sample="抽查")
    return measure.id


def for_the_approver(made: World, **more: object) -> dict[str, object]:
    return {"for_whom": made.people["温如砺"], "basis": "signed_paper", "once": "k", **more}


def test_the_form_of_the_act_enters_the_paper_and_says_what_waits_now() -> None:
    made = world()
    measure, client = heard(made), signed_in(made, "邹小禾")
    assert f"/m/{measure}/sign_off/" in client.get(f"/m/{measure}/").content.decode()
    given = for_the_approver(made, opinion="同意", document="销号审定表第3号", evidence=scan())
    text = text_of(client.post(f"/m/{measure}/sign_off/", given, follow=True))
    assert "由另一人核对后才生效" in text and "签字件待核对" in text
    state = row_state(measure)
    assert (state.life, state.papers[0].act) == ("verified", "sign_off")


def test_without_the_scan_or_by_call_the_form_says_what_to_do() -> None:
    made = world()
    measure, client = heard(made), signed_in(made, "邹小禾")
    refused = client.post(f"/m/{measure}/sign_off/", for_the_approver(made))
    assert refused.status_code == 422 and "请附上签字件的扫描件" in text_of(refused)
    refused = client.post(f"/m/{measure}/sign_off/", for_the_approver(made, basis="call"))
    assert refused.status_code == 422 and "电话不能作决定" in text_of(refused)
    assert row_state(measure).papers == ()


def test_whoever_compares_reads_what_was_entered_with_the_scan_and_the_timeline_names_all() -> None:
    made = world()
    measure, client = heard(made), signed_in(made, "邹小禾")
    given = for_the_approver(made, opinion="同意销号", document="销号审定表第3号", evidence=scan())
    client.post(f"/m/{measure}/sign_off/", given)
    other = signed_in(made, "秦见微")
    assert f"/m/{measure}/compare_paper/" in other.get("/").content.decode()
    form = text_of(other.get(f"/m/{measure}/compare_paper/"))
    assert "同意销号" in form and "销号审定表第3号" in form and "审定表.txt" in form
    compared = {"paper": row_state(measure).papers[0].seq, "once": "c"}
    text = text_of(other.post(f"/m/{measure}/compare_paper/", compared, follow=True))
    assert row_state(measure).life == "signed_off"
    assert "温如砺销号：据签字件代录，邹小禾录入，秦见微核对" in text


def test_the_approvers_to_do_is_free_of_what_a_meeting_has_decided() -> None:
    made = world()
    measure = heard(made)
    assert f"/m/{measure}/" in signed_in(made, "温如砺").get("/").content.decode()
    client = signed_in(made, "邹小禾")
    given = for_the_approver(made, basis="meeting")
    text = text_of(client.post(f"/m/{measure}/sign_off/", given, follow=True))
    assert "暂记为已定" in text and "会议已定，待补纪要" in text
    approver = sight(made.org.pk, made.people["温如砺"], on=START)
    assert row_state(measure).turn not in approver.own
    listed = text_of(client.get(f"/r/{made.register}/?kind=measure&state=all"))
    assert "会议已定，待补纪要" in listed


def test_minutes_that_do_not_come_stand_in_the_offices_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    made = world()
    measure = heard(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺", basis="meeting")
    client = signed_in(made, "邹小禾")
    late = f"/m/{measure}/file_minutes/"
    monkeypatch.setattr("bihuan.matters.pages.to_do.today_of", lambda request: START.replace(day=9))
    assert late not in client.get("/").content.decode()
    monkeypatch.setattr("bihuan.matters.pages.to_do.today_of", lambda request: START.replace(day=10))
    assert late in client.get("/").content.decode()


def test_a_paper_that_is_nobodys_turn_stands_apart_in_the_to_do() -> None:
    made = world()
    measure = registered_measure(made)
    moved = {"lead_unit": made.units["秘书处"], "due": {"kind": "date", "on": "2030-06-30"}}
    enter(made, "instruct", measure, "邹小禾", "季望山", instruction="延期", assign_anew=True, **moved)
    assert f"/m/{measure.id}/compare_paper/" in signed_in(made, "秦见微").get("/").content.decode()
    assert f"/m/{measure.id}/compare_paper/" not in signed_in(made, "殷若渔").get("/").content.decode()
    assert "修订首问负责制" in text_of(signed_in(made, "纪清晏").get("/")), "the work goes on meanwhile"


def test_whoever_could_not_compare_reads_why_before_and_is_not_asked_in_the_to_do() -> None:
    made = world()
    measure = checked_measure(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    checker, at = signed_in(made, "秦见微"), f"/m/{measure}/compare_paper/"
    page = checker.get(f"/m/{measure}/")
    assert f'href="{at}"' not in page.content.decode() and "核对签字件 秦见微核验了此事" in text_of(page)
    assert at not in checker.get("/").content.decode()
    sent = checker.post(at, {"paper": row_state(measure).papers[0].seq, "once": "c"})
    assert sent.status_code == 422 and "秦见微核验了此事" in text_of(sent), "the offer kept its word"
    other = signed_in(made, "岳正衡")
    assert f'href="{at}"' in other.get(f"/m/{measure}/").content.decode()
    assert at in other.get("/").content.decode()


def checked_measure(made: World) -> int:
    measure = claimed_measure(made)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("waive_hearing", measure, "秦见微", reason="无提出人", sample="抽查")
    return measure.id


def test_of_two_papers_one_that_can_be_compared_is_enough_for_the_offer() -> None:
    made = world()
    measure = checked_measure(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    enter(made, "instruct", measure, "邹小禾", "季望山", instruction="抓紧", assign_anew=True, due=LATER)
    at = f'href="/m/{measure}/compare_paper/"'
    assert at in signed_in(made, "秦见微").get(f"/m/{measure}/").content.decode()
    assert at not in signed_in(made, "邹小禾").get(f"/m/{measure}/").content.decode(), "who entered both"


LATER = {"kind": "date", "on": "2030-06-30"}


def test_asking_whether_papers_can_be_compared_costs_a_few_statements_each() -> None:
    made = world()
    client, sent = signed_in(made, "岳正衡"), []
    for _ in range(3):
        enter(made, "sign_off", checked_measure(made), "邹小禾", "温如砺")
        sent.append(len(statements(lambda: client.get("/"))))
    assert sent[2] - sent[1] <= 8, sent


def offered(
    client: Client, matter: int, data: dict[str, object] | None = None, act: str = "dispute_record"
) -> set[int]:
    """The entries that the form of an objection offers."""
    at = f"/m/{matter}/{act}/"
    page = (client.post(at, data) if data else client.get(at)).content.decode()
    return {int(one) for one in re.findall(r'name="paper" value="(\d+)"', page)}


def recorded_for(made: World, matter: int, person: str) -> int:
    told = {"progress": f"代{person}填写", "for_whom": person, "basis": "call"}
    return made.do("progress", matter, "邹小禾", **told).seq


def test_whoever_objects_is_offered_the_own_entries_and_no_colleagues() -> None:
    made = world()
    measure = registered_measure(made).id
    made.do("receive", measure, "殷若渔")
    own, other = recorded_for(made, measure, "殷若渔"), recorded_for(made, measure, "纪清晏")
    doer = signed_in(made, "殷若渔")
    assert offered(doer, measure) == {own}
    assert offered(signed_in(made, "纪清晏"), measure) == {other}
    page = text_of(doer.get(f"/m/{measure}/dispute_record/"))
    assert re.search(rf"\d{{4}}-\d\d-\d\d 殷若渔：填报进展（第 {own:,} 号）", page)


def test_an_objection_that_is_recorded_is_about_what_is_said_of_whoever_objects() -> None:
    made = world()
    measure = registered_measure(made).id
    made.do("receive", measure, "殷若渔")
    own, other = recorded_for(made, measure, "殷若渔"), recorded_for(made, measure, "纪清晏")
    assert offered(signed_in(made, "邹小禾"), measure) == {own, other}, "the office enters what they sign"
    given = {"for_whom": made.people["纪清晏"], "basis": "signed_paper", "paper": other, "reason": "没有说过"}
    colleague, at = signed_in(made, "殷若渔"), f"/m/{measure}/dispute_record/"
    assert offered(colleague, measure, {**given, "once": "a"}) == {other}, "it lacks the signed sheet"
    sent = colleague.post(at, {**given, "once": "b", "evidence": scan()})
    assert sent.status_code == 422 and "您经办过此事" in text_of(sent), "the core says no, not the list"


def test_whoever_is_said_to_have_decided_is_offered_the_own_papers() -> None:
    made = world()
    measure = checked_measure(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    enter(made, "instruct", measure, "邹小禾", "季望山", instruction="抓紧", assign_anew=True, due=LATER)
    own, other = (one.seq for one in row_state(measure).papers)
    assert offered(signed_in(made, "温如砺"), measure, act="dispute_paper") == {own}
    assert offered(signed_in(made, "季望山"), measure, act="dispute_paper") == {other}


def test_whoever_names_somebody_who_may_not_reads_who_may_and_whoever_names_nobody_that_one_must() -> None:
    made = world()
    measure, client = heard(made), signed_in(made, "邹小禾")
    wrong = for_the_approver(made, for_whom=made.people["殷若渔"], evidence=scan())
    refused = client.post(f"/m/{measure}/sign_off/", wrong)
    assert refused.status_code == 422 and "殷若渔不在其中：这一步由审定人" in text_of(refused)
    assert "您不在其中" not in text_of(refused)
    refused = client.post(f"/m/{measure}/sign_off/", {"once": "n", "opinion": "同意"})
    assert "您不在其中。受托代录的，请写明代谁、依据什么。" in text_of(refused)
    assert row_state(measure).papers == ()


def test_a_decision_that_one_can_only_enter_asks_for_the_signed_sheet_by_its_name() -> None:
    made = world()
    measure = heard(made)
    assert "签字件（扫描件）" in text_of(signed_in(made, "邹小禾").get(f"/m/{measure}/sign_off/"))
    own = text_of(signed_in(made, "温如砺").get(f"/m/{measure}/sign_off/"))
    assert "佐证材料" in own, "who decides may bring proof of any kind"


def test_whoever_compares_is_told_that_the_decision_takes_effect() -> None:
    made = world()
    measure = heard(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺")
    other = signed_in(made, "秦见微")
    assert "核对一致的，所录决定随即生效" in text_of(other.get(f"/m/{measure}/compare_paper/"))
    assert "随即生效" not in text_of(other.get(f"/m/{measure}/refuse_paper/"))


def test_an_instruction_that_only_says_something_keeps_the_sheet_on_which_it_is_written() -> None:
    made = world()
    measure = registered_measure(made).id
    given = {
        "instruction": "请抓紧",
        "for_whom": made.people["季望山"],
        "basis": "signed_paper",
        "document": "批示件〔2026〕7号",
        "evidence": scan(),
        "once": "a",
        "seen": row_state(measure).seq,
    }
    sent = signed_in(made, "邹小禾").post(f"/m/{measure}/instruct/", given)
    assert sent.status_code == 302, text_of(sent)
    told = events_of(measure)[-1]
    assert told.name == "instructed" and told.personal["document"] == "批示件〔2026〕7号"
    assert told.plain["evidence"], "the timeline shows it"
