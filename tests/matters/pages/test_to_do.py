"""To-do, inbox, search and what waits for nobody: what each person finds there, and where it leads."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client, RequestFactory

from bihuan.matters.pages.reader import today_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import next_act, offers, verdicts
from bihuan.matters.seeing.lists import turns
from bihuan.matters.writing.acts import reading
from bihuan.notices.models import Notice
from bihuan.people.models import Appointment, Person
from bihuan.web.acting import SignedInRequest, acting_as
from tests.matters.scenes import Busy, busy, everybody, signed_in, state_of
from tests.on_paper import enter, heard, with_another_clerk
from tests.world import claimed_measure, registered_measure, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages read the clock at their edge; here it stands at the world's day."""
    monkeypatch.setattr("bihuan.matters.pages.reader.now", lambda: 1_772_424_900_000_000)


def text_of(client: Client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200, address
    return page.content.decode()


def rows_of(page: str) -> list[int]:
    """The matters of a page's rows, in order."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return [int(one) for one in re.findall(r'class="title" href="/m/(\d+)/"', main)]


def test_everybody_finds_what_waits_for_them_the_most_pressing_first() -> None:
    found = busy()
    for person, eyes in everybody(found):
        page = text_of(signed_in(found.made, person), "/")
        shown = rows_of(page.split("您提出的", 1)[0] + "</main>")
        assert sorted(shown) == sorted(turns(eyes)), person
        pressing = [one for one in shown if one in (found.matters["late"], found.matters["near"])]
        assert shown[: len(pressing)] == pressing


def test_the_button_of_a_row_is_something_that_the_person_can_do() -> None:
    found, buttons = busy(), 0
    for person, eyes in everybody(found):
        for matter in turns(eyes):
            state = state_of(matter)
            act = next_act(state)
            if act is None:
                continue
            near, seldom = offers(
                verdicts(reading(state.org, today=found.today), state, eyes.actor),
                state,
                Names(state.org, None),
            )
            ready = {one.key for one in (*near, *seldom) if one.ready}
            grey = {one.key: one.why for one in near if not one.ready}
            assert act.name in ready, (person, state.kind, state.life, act.name, ready, grey.get(act.name))
            buttons += 1
    assert buttons > 15


def test_an_empty_to_do_says_so() -> None:
    made = world()
    text = text_of(signed_in(made, "岳正衡"), "/")
    assert "今天没有等您办的事" in text and "都办完了" in text
    english = text_of(signed_in(made, "严以宁", language="en"), "/")
    assert "Nothing waits for you today" in english


def test_to_do_has_pages_and_shows_each_row_once() -> None:
    made = world()
    ids = {registered_measure(made, title=f"第 {n} 件").id for n in range(35)}
    client = signed_in(made, "殷若渔")
    pages = [rows_of(text_of(client, f"/?page={n}")) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [30, 5, 0]
    assert {one for page in pages for one in page} == ids
    for strange in ("0", "-1", "x", "99999999999999999999", "1' OR 1=1"):
        assert client.get("/", {"page": strange}).status_code == 200


def test_a_raiser_sees_what_became_of_it_and_answers_when_asked() -> None:
    found = busy()
    text = text_of(signed_in(found.made, "田稼轩"), "/")
    assert "您提出的" in text and str(found.matters["declined"]) in text
    assert "answer_hearing" not in text


def test_search_offers_no_step_that_waits_for_somebody_else() -> None:
    found = busy()
    page = text_of(signed_in(found.made, "邹小禾"), "/search/?q=的事")
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    assert rows_of(page)
    offered = {int(matter) for matter in re.findall(r'<a class="btn[^"]*" href="/m/(\d+)/\w+/"', main)}
    assert offered <= set(turns(found.sight("邹小禾")))


def test_search_finds_by_two_characters_and_says_when_it_finds_nothing() -> None:
    found = busy()
    client = signed_in(found.made, "邹小禾")
    assert found.matters["late"] in rows_of(text_of(client, "/search/?q=超期"))
    assert "没有找到" in text_of(client, "/search/?q=无此事项")
    assert "写两个字就能查" in text_of(client, "/search/")
    for strange in ("'", '"', "%", "*", "NEAR(", "\x00", "长" * 5000, "<script>", "🜁", "OR OR"):
        page = client.get("/search/", {"q": strange})
        assert page.status_code == 200 and "<script>" not in page.content.decode().split("<main")[1]


def test_search_shows_only_what_may_be_seen() -> None:
    found, other = busy(), busy("heqi", "禾泉市政协机关")
    shown = rows_of(text_of(signed_in(found.made, "谷向原"), "/search/?q=的事"))
    eyes = found.sight("谷向原")
    assert shown and all(eyes.sees(state_of(one)) for one in shown)
    assert not set(shown) & set(other.matters.values())


def test_the_inbox_holds_what_one_is_to_know_until_it_is_marked_read() -> None:
    made = world()
    measure = registered_measure(made)
    client = signed_in(made, "殷若渔")
    page = text_of(client, "/inbox/")
    assert str(measure.number) in page and "件新情况" in page
    newest = Notice.objects.order_by("-id").first()
    assert newest
    client.post("/inbox/", {"up_to": str(newest.pk)})
    assert "没有新情况" in text_of(client, "/inbox/")
    made.do("urge", measure, "邹小禾", remark="请抓紧")
    assert "1 件新情况" in text_of(client, "/inbox/")


def test_the_inbox_says_what_was_recorded_for_oneself_by_whom_and_on_what_basis() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("progress", measure, "邹小禾", for_whom="殷若渔", basis="call", progress="初稿已成")
    assert "邹小禾代您录入：填报进展（依据：电话）" in text_of(signed_in(made, "殷若渔"), "/inbox/")
    assert "代您录入" not in text_of(signed_in(made, "纪清晏"), "/inbox/")


def test_where_only_papers_wait_the_heading_says_so() -> None:
    made = with_another_clerk()
    measure = heard(made)
    enter(made, "sign_off", measure, "邹小禾", "温如砺", opinion="同意销号")
    page = text_of(signed_in(made, "池晚照"), "/")
    assert "今天没有等您办的事" not in page and "核对签字件" in page


def test_a_leaders_inbox_is_not_filled_by_the_units_below() -> None:
    made = world()
    registered_measure(made)
    assert "没有新情况" in text_of(signed_in(made, "季望山"), "/inbox/")


@pytest.mark.parametrize("up_to", ["", "x", "-5", "9" * 40, "1e9", "\x00"])
def test_a_mark_that_is_none_marks_nothing(up_to: str) -> None:
    made = world()
    registered_measure(made)
    client = signed_in(made, "殷若渔")
    assert client.post("/inbox/", {"up_to": up_to}).status_code == 302
    assert "件新情况" in text_of(client, "/inbox/")


def test_every_notice_is_said_in_both_languages() -> None:
    found = busy()
    for person, _ in everybody(found):
        client = signed_in(found.made, person)
        client.cookies["language"] = "en"
        assert re.search("Nothing new|[0-9]+ new", text_of(client, "/inbox/"))


def test_what_waits_for_nobody_is_listed_to_those_at_the_desk() -> None:
    made = world()
    measure = claimed_measure(made)
    for held in Appointment.objects.filter(post_id=made.posts["核验"]):
        made.charter("end_appointment", appointment=held.pk, to_on="2026-03-01")
    client = signed_in(made, "邹小禾")
    assert rows_of(text_of(client, "/orphans/")) == [measure.id]
    assert signed_in(made, "殷若渔").get("/orphans/").status_code == 404
    made.charter("appoint", person=made.people["岳正衡"], post=made.posts["核验"], from_on="2026-03-01")
    assert rows_of(text_of(client, "/orphans/")) == []


def test_the_rail_counts_what_waits() -> None:
    found = busy()
    count = len(turns(found.sight("殷若渔")))
    assert f">{count}<" in text_of(signed_in(found.made, "殷若渔"), "/inbox/")


def test_the_day_is_that_of_the_organisation() -> None:
    made = world()
    person = Person.objects.get(pk=made.people["殷若渔"])
    here = today_of(asked_by(person))
    assert here.isoformat() == "2026-03-02"
    person.org.zone = "Pacific/Honolulu"
    assert today_of(asked_by(person)) == here - timedelta(1)


def asked_by(person: Person) -> SignedInRequest:
    request = RequestFactory().get("/")
    request.session = SessionBase()
    return acting_as(request, person)


def test_nothing_is_shown_to_whoever_has_not_signed_in() -> None:
    found = Busy(world())
    measure = registered_measure(found.made)
    for address in (
        "/",
        "/inbox/",
        "/search/?q=责任",
        "/orphans/",
        f"/m/{measure.id}/",
        f"/m/{measure.id}/receive/",
    ):
        page = Client().get(address)
        assert page.status_code == 302 and page["Location"].startswith("/sign-in"), address


def test_a_search_for_nothing_says_so_instead_of_showing_everything() -> None:
    made = world()
    registered_measure(made)
    client = signed_in(made, "邹小禾")
    assert "没有可以查找的字词" in client.get("/search/?q=。。。").content.decode()
    page = client.get(f"/r/{made.register}/?kind=measure&q=。。。").content.decode()
    assert "没有可以查找的字词" in page and "修订首问负责制" not in page
    assert "修订首问负责制" in client.get(f"/r/{made.register}/?kind=measure&q=zf-2026-1").content.decode()
