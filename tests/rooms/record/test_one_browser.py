"""Two hands of one closing from one browser are shown to auditors, and nothing is refused for it."""

import logging
import re

import pytest
from django.test import Client

from bihuan.core.state.state import State
from bihuan.ledger.read import events_after
from bihuan.matters.models import FromBrowser
from bihuan.matters.upkeep.sweep import forget_browsers
from tests.matters.scenes import signed_in, statements
from tests.story.telling import now
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db
PAGE = "/record/one-browser/"
MINUTE, DAY = 60_000_000, 86_400_000_000


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> World:
    """A world whose clock the pages share."""
    found = world()
    for place in ("bihuan.matters.pages.submit.now", "bihuan.matters.pages.reader.now"):
        monkeypatch.setattr(place, lambda: found.at)
    return found


def claimed(made: World) -> State:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    return made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])


def same_browser(one: Client, *others: Client) -> None:
    """The others go on in the browser of the first."""
    if "browser" not in one.cookies:
        one.get("/account/")
    for other in others:
        other.cookies["browser"] = one.cookies["browser"].value


def send(client: Client, made: World, matter: State, act: str, **facts: object) -> None:
    made.tick()
    sent = client.post(
        f"/m/{matter.id}/{act}/", {"once": f"{act}-{made.at}", "seen": now(matter).seq, **facts}
    )
    assert sent.status_code == 302, sent.content.decode()


def shown(made: World) -> str:
    page = signed_in(made, "严以宁").get(PAGE)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def closed_by_two(made: World, *, minutes: int = 0, apart: bool = False) -> State:
    """A head countersigns and a verifier checks, in one browser or in two."""
    measure = claimed(made)
    head, checker = signed_in(made, "纪清晏"), signed_in(made, "秦见微")
    same_browser(head, *(() if apart else (checker,)))
    if apart:
        checker.get("/account/")
    send(head, made, measure, "countersign")
    made.at += minutes * MINUTE
    send(checker, made, measure, "verify", finding="属实")
    return measure


def test_two_hands_from_one_browser_are_shown_and_not_refused(made: World) -> None:
    measure = closed_by_two(made)
    assert now(measure).life == "verified"
    text = shown(made)
    assert now(measure).number in text and "纪清晏" in text and "秦见微" in text
    assert "不说明谁有过错" in text


def test_two_browsers_or_a_longer_while_are_not_shown(made: World) -> None:
    closed_by_two(made, apart=True)
    assert "没有这样的情形" in shown(made)


def test_after_the_minutes_of_the_rule_nothing_is_shown(made: World) -> None:
    closed_by_two(made, minutes=31)
    assert FromBrowser.objects.count() == 2 and "没有这样的情形" in shown(made)


def test_one_person_twice_is_nothing(made: World) -> None:
    measure = claimed(made)
    head = signed_in(made, "纪清晏")
    same_browser(head)
    send(head, made, measure, "countersign")
    send(head, made, measure, "send_back", still_to_do="再补")
    assert "没有这样的情形" in shown(made)


def test_a_yes_counts_for_what_it_is_about(made: World) -> None:
    measure = claimed(made)
    head, office = signed_in(made, "纪清晏"), signed_in(made, "邹小禾")
    same_browser(head, office)
    send(head, made, measure, "countersign")
    made.do("request_withdrawal", measure, "殷若渔", reason="重复")
    request = State(id=now(measure).pending or 0, org=made.org.pk, kind="request")
    send(office, made, request, "approve")
    assert set(FromBrowser.objects.values_list("matter_id", "act")) == {
        (measure.id, "countersign"), (measure.id, "approve"),
    }  # fmt: skip
    assert "邹小禾" in shown(made)


def test_only_the_auditor_has_the_page(made: World) -> None:
    for person in ("费䶮", "邹小禾", "纪清晏"):
        client = signed_in(made, person)
        assert client.get(PAGE).status_code == 403, person
        assert PAGE not in client.get("/record/").content.decode()
    assert PAGE in signed_in(made, "严以宁").get("/record/").content.decode()


def test_a_plain_doing_act_keeps_nothing_and_a_closing_act_one_row(made: World) -> None:
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    doer, head = signed_in(made, "殷若渔"), signed_in(made, "纪清晏")
    same_browser(doer)
    send(doer, made, measure, "progress", progress="初稿")
    assert FromBrowser.objects.count() == 0
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    same_browser(head)
    sent = statements(lambda: send(head, made, measure, "countersign"))
    assert [one for one in sent if "frombrowser" in one] == ["INSERT matters_frombrowser"]


def test_the_cookie_is_random_kept_from_scripts_and_given_once_to_who_signs_in(made: World) -> None:
    stranger = Client()
    assert "browser" not in stranger.get("/sign-in").cookies
    one, other = signed_in(made, "纪清晏"), signed_in(made, "秦见微")
    cookie = one.get("/account/").cookies["browser"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and len(cookie.value) == 32
    assert cookie.value != other.get("/account/").cookies["browser"].value
    assert "browser" not in one.get("/account/").cookies
    one.post("/sign-out")
    assert one.cookies["browser"].value == cookie.value
    one.cookies["browser"] = "x"
    assert "browser" not in one.get("/sign-in").cookies


def test_neither_cookie_nor_digest_stands_in_record_or_log(
    made: World, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        closed_by_two(made)
    digest = FromBrowser.objects.values_list("browser", flat=True)[0]
    kept = [f"{event.plain}{event.personal}" for event in events_after(made.org.pk, 0, 10_000)]
    assert not any(digest in text for text in [*kept, caplog.text.replace("matters_frombrowser", "")])


def test_it_goes_after_the_months_of_the_rule(made: World) -> None:
    closed_by_two(made)
    forget_browsers(made.org.pk, at=made.at + 100 * DAY)
    assert FromBrowser.objects.count() == 2
    forget_browsers(made.org.pk, at=made.at + 187 * DAY)
    assert FromBrowser.objects.count() == 0


def test_in_english_too(made: World) -> None:
    closed_by_two(made)
    text = signed_in(made, "严以宁", language="en").get(PAGE).content.decode()
    assert "no proof of guilt" in text and "Countersign" in text
