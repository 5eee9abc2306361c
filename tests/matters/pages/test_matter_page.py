"""The page of a matter, looked at by everybody: it answers, it hides what it must, no link leads nowhere."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bihuan.core.chain.ids import id_of
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import perform
from bihuan.matters.writing.rebuild import row_state
from tests.matters.scenes import Busy, at_the_worlds_day, busy, every_state, pdf, signed_in
from tests.story.telling import waiting
from tests.story.test_hearing import verified_problem
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db
ASKED_BY_MANY = ("request_batch_approval", "request_back_fill")


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def links(page: str) -> set[str]:
    """Where a page leads, without the rail's and the frame's own."""
    inside = re.findall(r'<main\b.*?</main>|<aside\b.*?</aside>|<div class="crumbs">.*?</div>', page, re.S)
    found = set(re.findall(r'href="(/(?:m|r)/[^"#?]*)', "".join(inside)))
    return {one for one in found if not one.endswith((".xlsx", ".csv"))}


@pytest.mark.parametrize("person", ["谷向原", "田稼轩", "殷若渔", "秦见微", "季望山"])
def test_every_matter_that_somebody_sees_has_a_page_whose_links_lead_somewhere(person: str) -> None:
    found = busy()
    client, eyes = signed_in(found.made, person), found.sight(person)
    leads: dict[str, str] = {}
    for state in every_state():
        page = client.get(f"/m/{state.id}/", follow=True)
        assert page.status_code == (200 if eyes.sees(state) else 404), (state.kind, state.title)
        if page.status_code == 200 and state.kind != "register":
            leads |= dict.fromkeys(links(page.content.decode()), f"{state.kind} {state.title}")
    assert len(leads) > 8
    dead = {
        address: source
        for address, source in leads.items()
        if client.get(address).status_code not in (200, 302)
    }
    assert not dead


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_of_the_desk_answers_in_both_languages(language: str) -> None:
    found = busy()
    client, eyes = signed_in(found.made, "邹小禾", language=language), found.sight("邹小禾")
    for state in every_state():
        if kind_of(state.kind).page or not eyes.sees(state):
            continue
        page = client.get(f"/m/{state.id}/")
        assert page.status_code == 200 and ("What happened" in page.content.decode()) == (language == "en")


def test_whoever_sees_a_problem_but_not_its_measure_reads_no_more_than_where_it_stands() -> None:
    found = busy()
    made = found.made
    second = {"lead_unit": made.units["督查处"], "accountable": made.people["秦见微"]}
    problem = made.open("problem", "邹小禾", title="两家的问题")
    supported = {"lead_unit": made.units["秘书处"], "supporting": [made.units["委员工作处"]]}
    made.do("assign", problem, "邹小禾", **supported)
    theirs = registered_measure(made, problem.id, title="只给督查处看的措施", **second)
    made.people["范一舟"] = made.charter("add_person", person_name="范一舟")
    raised = made.open("problem", "邹小禾", title="范一舟提出的问题", raisers=[made.people["范一舟"]])
    registered_measure(made, raised.id, title="不给提出人看的措施")
    public = signed_in(made, "范一舟").get(f"/m/{raised.id}/").content.decode()
    assert "范一舟提出的问题" in public
    assert "不给提出人看的措施" not in public, "a raiser is told the result, not the measures of others"
    supports = signed_in(made, "谷向原").get(f"/m/{problem.id}/").content.decode()
    assert "两家的问题" in supports and "只给督查处看的措施" not in supports, "nor whoever only supports it"
    leads = signed_in(made, "纪清晏").get(f"/m/{problem.id}/").content.decode()
    assert "只给督查处看的措施" in leads and f"/m/{theirs.id}/" not in leads, (
        "named to whoever answers for the whole, but no link to what is not hers"
    )


def test_the_common_face_shows_neither_contents_nor_proof_nor_progress() -> None:
    found = busy()
    made = found.made
    shown = made.open("measure", "邹小禾", title="人人可见的措施", register=found.open_to_all,
                      lead_unit=made.units["秘书处"], due={"kind": "date", "on": "2026-06-30"})  # fmt: skip
    made.do("assign", shown, "邹小禾")
    made.do("receive", shown, "殷若渔")
    made.do("progress", shown, "殷若渔", progress="内部情况", evidence=[pdf(made)], file_names=["内部.pdf"])
    text = signed_in(made, "田稼轩").get(f"/m/{shown.id}/").content.decode()
    assert "人人可见的措施" in text and "内部情况" not in text and "内部.pdf" not in text
    assert "内部情况" in signed_in(made, "纪清晏").get(f"/m/{shown.id}/").content.decode()


def test_evidence_is_given_to_those_who_see_it_and_to_nobody_else() -> None:
    found = busy()
    made = found.made
    digest = pdf(made, "机密")
    made.do(
        "progress",
        found.matters["near"],
        "殷若渔",
        progress="附件",
        evidence=[digest],
        file_names=["附件.pdf"],
    )
    page = signed_in(made, "殷若渔").get(f"/m/{found.matters['near']}/").content.decode()
    address = re.findall(r'href="(/m/\d+/proof/\d+/\w+/)"', page)[0]
    given = signed_in(made, "纪清晏").get(address)
    assert given.status_code == 200 and b"".join(given.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert "attachment" in given["Content-Disposition"] or "inline" in given["Content-Disposition"]
    assert signed_in(made, "田稼轩").get(address).status_code == 404
    wrong = address.replace(digest, "0" * 64)
    assert signed_in(made, "邹小禾").get(wrong).status_code == 404
    other_event = re.sub(r"/proof/\d+/", "/proof/1/", address)
    assert signed_in(made, "秦见微").get(other_event).status_code == 404


def test_evidence_that_the_disk_has_lost_is_said_to_be_lost() -> None:
    from bihuan.files.store import path_of

    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    digest = pdf(made)
    state = made.do(
        "progress", measure, "殷若渔", progress="附件", evidence=[digest], file_names=["附件.pdf"]
    )
    path_of(made.org.pk, digest).unlink()
    event = id_of(state)
    assert signed_in(made, "殷若渔").get(f"/m/{measure.id}/proof/{event}/{digest}/").status_code == 409


def test_a_long_timeline_shows_the_latest_and_leads_to_the_rest() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    for place in range(62):
        made.do("remark", measure, "殷若渔", remark=f"第 {place} 条说明")
    client = signed_in(made, "殷若渔")
    text = client.get(f"/m/{measure.id}/").content.decode()
    assert "第 61 条说明" in text and "第 0 条说明" not in text and "更早还有" in text
    more = re.findall(r'href="(\?[^"]*)"', text)
    whole = [client.get(f"/m/{measure.id}/{one}").content.decode() for one in more if "all" in one]
    assert whole and "第 0 条说明" in whole[0] and "第 61 条说明" in whole[0] and "更早还有" not in whole[0]


def test_an_erased_matter_keeps_its_number_and_place() -> None:
    found = busy()
    client = signed_in(found.made, "费䶮")
    matter = found.matters["under_way"]
    client.post(f"/m/{matter}/erase/", {"reason": "当事人要求删除", "once": "e"})
    page = client.get(f"/m/{matter}/")
    text = page.content.decode()
    assert page.status_code == 200 and (found.state("under_way").number or "!") in text
    assert "个人信息已删除" in text and "已开始试行" not in text and "<h1>—</h1>" in text


def test_rare_characters_and_markup_are_shown_as_they_were_written() -> None:
    made = world()
    title = "䶮𠮷𪚥 <b>&amp;</b> “引号” {{ 7|add:7 }} 🜁"
    measure = registered_measure(made, title=title)
    text = signed_in(made, "殷若渔").get(f"/m/{measure.id}/").content.decode()
    assert "䶮𠮷𪚥 &lt;b&gt;&amp;amp;&lt;/b&gt;" in text and "{{ 7|add:7 }}" in text and "<b>&" not in text


def test_the_record_number_is_told_after_an_act() -> None:
    made = world()
    measure = registered_measure(made)
    client = signed_in(made, "殷若渔")
    page = client.post(f"/m/{measure.id}/receive/", {"once": "r"}, follow=True)
    assert "号记录" in page.content.decode() and page.redirect_chain[0][0].endswith("?done=received")


def test_a_measure_is_added_to_its_problem_by_the_office() -> None:
    found = busy()
    made = found.made
    client, problem = signed_in(made, "邹小禾"), found.matters["problem"]
    assert client.get(f"/m/{problem}/open/measure/").status_code == 200
    given = {"title": "新的措施", "lead_unit": made.units["秘书处"], "due": "6月底前", "once": "n"}
    page = client.post(f"/m/{problem}/open/measure/", given, follow=True)
    assert page.status_code == 200 and "新的措施" in page.content.decode()
    again = client.post(f"/m/{problem}/open/measure/", given, follow=True)
    assert again.redirect_chain == page.redirect_chain, "a second click leads to the same measure"
    denied = signed_in(made, "田稼轩").post(f"/m/{problem}/open/measure/", given | {"once": "m"})
    assert denied.status_code == 422 and "新的措施" in denied.content.decode()


@pytest.mark.parametrize("kind", ["problem", "request", "part", "people", "no-such-kind"])
def test_nothing_else_is_opened_under_a_matter(kind: str) -> None:
    found = busy()
    assert (
        signed_in(found.made, "邹小禾").get(f"/m/{found.matters['problem']}/open/{kind}/").status_code == 404
    )


def test_a_register_leads_to_its_own_page() -> None:
    found = busy()
    page = signed_in(found.made, "邹小禾").get(f"/m/{found.made.register}/")
    assert page.status_code == 302 and page["Location"] == f"/r/{found.made.register}/"
    for name in ASKED_BY_MANY:
        assert signed_client(found).get(f"/m/{found.made.register}/{name}/").status_code == 404


def signed_client(found: Busy) -> Client:
    from bihuan.people.models import User

    client = Client()
    client.force_login(User.objects.get(), backend="bihuan.people.signed_in.SignedInBackend")
    return client


def test_somebody_may_record_for_a_colleague_and_on_what_basis_is_shown() -> None:
    made = world()
    measure = registered_measure(made)
    client = signed_in(made, "纪清晏")
    assert "代谁办理" in client.get(f"/m/{measure.id}/receive/").content.decode()
    given = {"for_whom": made.people["殷若渔"], "basis": "call", "once": "b"}
    text = client.post(f"/m/{measure.id}/receive/", given, follow=True).content.decode()
    assert "纪清晏代殷若渔" in text and "电话" in text
    assert "代谁办理" not in signed_in(made, "殷若渔").get(f"/m/{measure.id}/verify/").content.decode()


def test_a_countersignature_is_recorded_from_its_scan_and_a_call_is_refused_in_a_sentence() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    client, at = signed_in(made, "邹小禾"), f"/m/{measure.id}/countersign/"
    text = client.get(at).content.decode()
    assert "签字件（扫描件）" in text and "受托代录的" in text
    given = {"for_whom": made.people["纪清晏"], "basis": "call"}
    refused = client.post(at, {**given, "once": "a", "evidence": scan()})
    assert refused.status_code == 422 and "这是纪清晏的签字" in refused.content.decode()
    given["basis"] = "signed_paper"
    refused = client.post(at, {**given, "once": "b"})
    assert refused.status_code == 422 and "请附上签字件的扫描件" in refused.content.decode()
    done = client.post(at, {**given, "once": "c", "evidence": scan()}, follow=True)
    assert done.status_code == 200 and "邹小禾代纪清晏" in done.content.decode()


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("审签单.txt", "纪清晏（签字）".encode(), content_type="text/plain")


def test_whoever_is_spoken_for_objects_on_the_page_of_the_matter() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "邹小禾", progress="代写", for_whom="殷若渔", basis="call")
    client = signed_in(made, "殷若渔")
    assert "对代录提出异议" in client.get(f"/m/{measure.id}/").content.decode()
    at = f"/m/{measure.id}/dispute_record/"
    text = client.get(at).content.decode()
    assert "殷若渔：填报进展" in text
    seq = measure_state(measure.id).said_of[-1].seq
    done = client.post(at, {"paper": seq, "reason": "没有说过", "once": "a"}, follow=True)
    assert "没有说过" in done.content.decode()
    assert measure_state(measure.id).said_of[-1].disputed


def measure_state(matter: int) -> State:
    state = row_state(matter)
    assert state is not None
    return state


def test_who_raised_it_is_offered_at_once_to_ask_for_it_again_and_others_behind_more() -> None:
    made = world()
    problem = verified_problem(made)
    made.do("ask_raisers", problem, "邹小禾", result="已印发")
    made.do("answer_hearing", problem, "田稼轩", answer="agreed")
    made.do("sign_off", problem, "温如砺")
    near, more = panel(signed_in(made, "邹小禾"), problem)
    assert "申请重新打开" in more and "申请重新打开" not in near
    raiser = signed_in(made, "田稼轩")
    near, more = panel(raiser, problem)
    assert "申请重新打开" in near and "申请重新打开" not in more
    made.do("request_reopening", problem, "邹小禾", reason="又出现了")
    near, more = panel(raiser, problem)
    assert "申请重新打开" in near and "有一项申请正在办理" in near, "grey, with its reason"


def panel(client: Client, state: State) -> tuple[str, str]:
    """What the page offers at once, and behind “更多”."""
    page = client.get(f"/m/{state.id}/").content.decode()
    found = re.search(r"<h2>现在可以</h2>(.*?)</section>", page, re.S)
    near, _, more = (found.group(1) if found else "").partition("<summary>更多</summary>")
    return near, more


def test_the_public_face_of_the_raiser_tells_the_result_when_asked() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="等人门难进", raisers=[made.people["田稼轩"]])
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    made.do("receive", problem, "殷若渔")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "秦见微", finding="内部核验意见")
    made.do("sign_off", measure, "温如砺")
    made.do("claim", problem, "殷若渔", result="已设导办台")
    made.do("countersign", problem, "纪清晏")
    made.do("verify", problem, "秦见微", finding="内部核验意见")
    made.do("ask_raisers", problem, "邹小禾", result="设了导办台，请您看看")
    client = signed_in(made, "田稼轩")
    text = client.get(f"/m/{problem.id}/").content.decode()
    assert "设了导办台，请您看看" in text and "内部核验意见" not in text
    assert f"/m/{problem.id}/answer_hearing/" in text
    sent = client.post(f"/m/{problem.id}/answer_hearing/", {"answer": "agreed", "once": "a"}, follow=True)
    assert sent.status_code == 200
    done = perform("sign_off", problem.id, org=made.org.pk, actor=made.people["温如砺"], at=made.tick(60))
    assert done.life == "signed_off"


def test_a_supporting_unit_reads_that_a_request_is_open_and_is_led_to_no_page_that_it_may_not_see() -> None:
    made = world()
    measure = registered_measure(made, supporting=[made.units["委员工作处"]])
    due = {"kind": "date", "on": "2026-09-30"}
    asked = made.do("request_extension", measure, "殷若渔", due=due, reason="方案需再论证").pending
    pages = {
        name: signed_in(made, name).get(f"/m/{measure.id}/").content.decode() for name in ("谷向原", "殷若渔")
    }
    assert all("有一项申请待批" in page for page in pages.values())
    assert f"/m/{asked}/" in pages["殷若渔"]
    assert f"/m/{asked}/" not in pages["谷向原"]


def test_a_confirmation_that_was_asked_for_anew_leads_to_the_new_one() -> None:
    made = world()

    def asked(**more: object) -> int:
        made.do("request_desk", made.register, "邹小禾", reason="调整", **more)
        return waiting(made.register)

    first = asked(verifiers=[made.posts["岳正衡"]])
    second = asked(verifiers=[made.posts["核验"], made.posts["岳正衡"]])
    third = asked(verifiers=[made.posts["核验"]], fallbacks=[made.posts["谷向原"]])
    client = signed_in(made, "费䶮")
    pages = {one: client.get(f"/m/{one}/").content.decode() for one in (first, second, third)}
    assert "已由新的提请代替" not in pages[third]
    for one in (first, second):
        assert "已由新的提请代替" in pages[one] and f'href="/m/{third}/"' in pages[one]


def test_an_appointment_is_not_superseded_by_one_of_somebody_else() -> None:
    made = world()
    people, checks = standing_matter(made.org.pk, "people"), made.posts["核验"]

    def asked(name: str) -> int:
        given = {"person": made.people[name], "post": checks, "from_on": "2026-03-02"}
        made.do("request_appointment", people, "费䶮", **given)
        return waiting(people)

    first, other, again = asked("谷向原"), asked("田稼轩"), asked("谷向原")
    client = signed_in(made, "费䶮")
    assert f'href="/m/{again}/"' in client.get(f"/m/{first}/").content.decode()
    assert "已由新的提请代替" not in client.get(f"/m/{other}/").content.decode()
