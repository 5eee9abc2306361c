"""Security events: one line of JSON each, nothing personal but the id of a person."""

import json
import logging
from typing import Any

import pytest
from django.test import Client

from bihuan.people.models import Person
from bihuan.web import security
from tests.matters.scenes import signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db
SECRET = "a long password"


@pytest.fixture
def told(caplog: pytest.LogCaptureFixture) -> Any:
    """The events so far: each line read as JSON; with a name, those of that name."""
    logger = logging.getLogger("bihuan.security")
    logger.addHandler(caplog.handler)
    caplog.set_level(logging.INFO, "bihuan.security")

    def lines(name: str = "") -> list[dict[str, Any]]:
        found = [json.loads(one.getMessage()) for one in caplog.records if one.name == "bihuan.security"]
        unique = {json.dumps(one, sort_keys=True): one for one in found}
        return [one for one in unique.values() if name in ("", one["event"])]

    yield lines
    logger.removeHandler(caplog.handler)


def username(made: World, name: str) -> str:
    return str(Person.objects.get(pk=made.people[name]).user.username)


def test_signing_in_and_out_and_what_goes_wrong_are_told(told: Any) -> None:
    made = world()
    signed_in(made, "殷若渔")
    who = username(made, "殷若渔")
    client = Client()
    client.post("/sign-in", {"username": who, "password": "wrong"})
    client.post("/sign-in", {"username": "nobody at all", "password": "wrong"})
    client.post("/sign-in", {"username": who, "password": SECRET})
    client.post("/password", {"old": "wrong", "new": "quite another 88", "repeat": "quite another 88"})
    client.post("/password", {"old": SECRET, "new": "quite another 88", "repeat": "quite another 88"})
    client.post("/sign-out")
    person = made.people["殷若渔"]
    names = [(one["event"], one["person"]) for one in told() if one["event"] != "administration"]
    assert names == [
        ("sign_in_refused", person),
        ("sign_in_refused", None),
        ("sign_in", person),
        ("password_refused", person),
        ("password_changed", person),
        ("sign_out", person),
    ]
    assert {one["org"] for one in told() if one["person"]} == {made.org.pk}


def test_waiting_ending_and_resetting_are_told(told: Any, django_capture_on_commit_callbacks: Any) -> None:
    made = world()
    signed_in(made, "殷若渔")
    admin = signed_in(made, "费䶮")
    for n in range(6):
        Client().post("/sign-in", {"username": username(made, "殷若渔"), "password": f"wrong {n}"})
    person = made.people["殷若渔"]
    assert [one["seconds"] for one in told("sign_in_slowed")] == [30]
    admin.post(f"/admin/person/{person}/sign-ins/", {"all": "yes"})
    assert [(one["person"], one["by"]) for one in told("session_ended")] == [(person, made.people["费䶮"])]
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(f"/admin/person/{person}/sign-in/", {"username": username(made, "殷若渔"), "once": "k"})
    assert [(one["person"], one["by"]) for one in told("password_reset")] == [(person, made.people["费䶮"])]
    acts = [(one["person"], one["act"]) for one in told("administration")]
    assert acts == [(made.people["费䶮"], "sign_in_given")]
    admin.post("/admin/screens/", {"name": "大厅"})
    assert [one["person"] for one in told("screen_token_made")] == [made.people["费䶮"]]


def test_refusals_are_told_by_the_name_of_the_page(told: Any) -> None:
    made = world()
    theirs = signed_in(made, "殷若渔")
    theirs.get("/admin/people/")
    theirs.get("/m/424242/")
    theirs.get("/no/such/page")
    Client(enforce_csrf_checks=True).post("/sign-in", {"username": "x"})
    refused = [(one["person"], one["status"], one["page"], one["why"]) for one in told("refused")]
    me = made.people["殷若渔"]
    assert refused == [
        (me, 403, "admin_people", "not allowed"),
        (me, 404, "matter", "out of sight"),
        (None, 403, "sign_in", "no token"),
    ]


def test_no_name_no_address_and_nothing_typed_is_in_a_line(told: Any) -> None:
    made = world()
    signed_in(made, "殷若渔")
    client = Client(REMOTE_ADDR="203.0.113.77")
    for word in (username(made, "殷若渔"), "typed-by-mistake-password"):
        client.post("/sign-in", {"username": word, "password": "a wrong secret"})
    lines = json.dumps(told(), ensure_ascii=False)
    typed = ("203.0.113", "typed-by-mistake", "wrong secret", "殷若渔", f'"{username(made, "殷若渔")}"')
    assert not [word for word in typed if word in lines]
    allowed = {
        "at",
        "event",
        "person",
        "org",
        "why",
        "status",
        "page",
        "by",
        "count",
        "seconds",
        "act",
        "seq",
    }
    assert {key for one in told() for key in one} <= allowed


def test_a_line_is_one_line_whatever_is_in_it(told: Any) -> None:
    security.event("made_up", why='two\nlines\r\u2028and "quotes"')
    (one,) = told("made_up")
    assert one["why"].startswith("two\nlines") and one["at"].endswith("Z")
    assert "\n" not in json.dumps(one, ensure_ascii=True)
