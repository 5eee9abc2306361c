"""The pages of a matter: what each person sees and can do, through a browser's requests."""

import re

import pytest
from django.test import Client

from bihuan.matters.writing.rebuild import row_state
from tests.matters.scenes import signed_in
from tests.on_paper import enter
from tests.story.telling import waiting
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_doer_sees_the_matter_and_what_to_do_next() -> None:
    made = world()
    measure = registered_measure(made)
    page = signed_in(made, "殷若渔").get(f"/m/{measure.id}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "修订首问负责制" in text and f"/m/{measure.id}/receive/" in text
    assert f"/m/{measure.id}/verify/" not in text


def test_progress_is_reported_by_a_form_and_stands_in_the_timeline() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    client = signed_in(made, "殷若渔")
    assert client.get(f"/m/{measure.id}/progress/").status_code == 200
    sent = client.post(
        f"/m/{measure.id}/progress/", {"progress": "初稿已送审", "seen": "", "once": "k1"}, follow=True
    )
    assert "初稿已送审" in sent.content.decode()
    state = row_state(measure.id)
    assert state and state.life == "under_way"
    client.post(f"/m/{measure.id}/progress/", {"progress": "初稿已送审", "once": "k1"})
    again = row_state(measure.id)
    assert again and again.seq == state.seq, "the one-time key stopped the double click"


def test_a_refusal_says_who_must_check_and_keeps_the_text() -> None:
    made = world()
    measure = registered_measure(made, lead_unit=made.units["督查处"], accountable=made.people["秦见微"])
    made.do("receive", measure, "秦见微")
    made.do("claim", measure, "秦见微", result="完成", evidence=[made.proof()])
    made.do("countersign", measure, "秦见微")
    client = signed_in(made, "秦见微")
    assert "您经办过此事" in client.get(f"/m/{measure.id}/").content.decode()
    sent = client.post(f"/m/{measure.id}/verify/", {"finding": "一切属实", "once": "v1"})
    assert sent.status_code == 422
    assert "机关纪委" in sent.content.decode() and "一切属实" in sent.content.decode()


def test_a_user_of_another_organisation_finds_nothing_at_the_address() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    measure = registered_measure(made)
    client = signed_in(other, "秦见微")
    assert client.get(f"/m/{measure.id}/").status_code == 404
    assert client.post(f"/m/{measure.id}/verify/", {"finding": "x"}).status_code == 404


@pytest.mark.parametrize("name", ["absorb", "end_request", "withdraw"])
def test_what_only_the_program_does_has_no_form(name: str) -> None:
    made = world()
    measure = registered_measure(made)
    assert signed_in(made, "秦见微").get(f"/m/{measure.id}/{name}/").status_code == 404


def test_to_do_shows_what_waits_for_me_in_order_of_due() -> None:
    made = world()
    late = registered_measure(made, title="已经超期的事", due={"kind": "date", "on": "2026-03-01"})
    soon = registered_measure(made, title="年底的事", due={"kind": "date", "on": "2026-12-30"})
    text = signed_in(made, "殷若渔").get("/").content.decode()
    assert text.index(f"/m/{late.id}/") < text.index(f"/m/{soon.id}/")
    assert "今天先办" in text


def instead_of(client: Client, matter: int, act: str) -> set[str]:
    """Where the form of an act leads as its opposite."""
    page = client.get(f"/m/{matter}/{act}/").content.decode()
    led = re.findall(r"结论相反？改为：\s*<a\s+href=\"([^\"]+)\"", page)
    return {one.rstrip("/").rpartition("/")[2] for one in led}


def test_each_form_of_a_pair_leads_to_the_other_where_one_may_do_both() -> None:
    made = world()
    measure, checker = claimed_measure(made).id, signed_in(made, "秦见微")
    assert instead_of(checker, measure, "verify") == {"send_back"}
    assert instead_of(checker, measure, "send_back") == {"verify"}
    assert not instead_of(signed_in(made, "邹小禾"), measure, "send_back"), "the office checks nothing"


def test_a_paper_and_a_request_are_answered_the_other_way_from_the_same_form() -> None:
    made = world()
    measure = registered_measure(made)
    due = {"kind": "date", "on": "2026-09-30"}
    made.do("request_extension", measure, "殷若渔", due=due, reason="方案需再论证")
    asked, approver = waiting(measure.id), signed_in(made, "温如砺")
    assert instead_of(approver, asked, "approve") == {"refuse"}
    assert instead_of(approver, asked, "refuse") == {"approve"}
    claimed, checker = claimed_measure(made), signed_in(made, "秦见微")
    made.do("verify", claimed, "岳正衡", finding="属实")
    made.do("waive_hearing", claimed, "岳正衡", reason="无提出人", sample="抽查")
    enter(made, "sign_off", claimed, "邹小禾", "温如砺", opinion="同意")
    assert instead_of(checker, claimed.id, "compare_paper") == {"refuse_paper"}
    assert instead_of(checker, claimed.id, "refuse_paper") == {"compare_paper"}


def test_a_second_person_finds_the_way_to_a_no_and_back() -> None:
    made = world()
    made.do("request_desk", made.register, "邹小禾", verifiers=[made.posts["岳正衡"]], reason="调整")
    asked, second = waiting(made.register), signed_in(made, "费䶮")
    assert instead_of(second, asked, "approve") == {"refuse"}
    assert instead_of(second, asked, "refuse") == {"approve"}


def test_the_raisers_are_asked_with_what_the_doer_claimed_already_in_the_form() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="等人门难进", raisers=[made.people["田稼轩"]]).id
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem)
    made.do("verify", measure, "秦见微", finding="属实")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "殷若渔", result="已设导办台，三处窗口合一")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="属实")
    text = signed_in(made, "邹小禾").get(f"/m/{problem}/ask_raisers/").content.decode()
    assert re.search(r"<textarea[^>]*name=\"result\"[^>]*>\s*已设导办台，三处窗口合一</textarea>", text)


def test_what_would_follow_is_said_on_a_form_that_can_be_sent_and_on_no_other() -> None:
    made = world()
    measure = claimed_measure(made).id
    made.do("verify", measure, "岳正衡", finding="属实")
    client, at = signed_in(made, "邹小禾"), f"/m/{measure}/request_change/"
    assert "已有的审签、核验、听取意见作废" in client.get(at).content.decode()
    made.do("request_change", measure, "殷若渔", title="换一件事", reason="改")
    text = client.get(at).content.decode()
    assert "一项申请" in text and "作废" not in text


def test_whoever_answers_a_request_reads_why_it_was_asked_beside_the_form() -> None:
    made = world()
    measure = registered_measure(made)
    due = {"kind": "date", "on": "2026-09-30"}
    made.do("request_extension", measure, "殷若渔", due=due, reason="方案需再论证")
    asked = waiting(measure.id)
    page = signed_in(made, "温如砺").get(f"/m/{asked}/approve/").content.decode()
    beside = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert "理由 方案需再论证 殷若渔提出申请" in beside
