"""A session is found while it lasts, and leaves nothing when it is over."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bihuan.web import clock
from bihuan.web.models import Session
from bihuan.web.sessions import COARSE, SECOND, SessionMiddleware, SessionStore
from tests.web.pages import asked

pytestmark = pytest.mark.django_db


def kept() -> str:
    made = SessionStore()
    made["person"] = 7
    made.save()
    return str(made.session_key)


def test_it_holds_what_was_put_in() -> None:
    assert SessionStore(kept())["person"] == 7


def test_one_that_is_over_or_unknown_holds_nothing_and_has_no_key() -> None:
    key = kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    for one in (key, "a" * 32):
        found = SessionStore(one)
        assert found.get("person") is None
        assert found.session_key is None


def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """The frame's clock so much later."""
    moment = clock.now() + seconds * SECOND
    monkeypatch.setattr("bihuan.web.clock.now", lambda: moment)


def test_what_nobody_uses_is_over_and_what_is_used_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    used, idle = kept(), kept()
    half = int(settings.SESSION_IDLE * 0.6)
    at(monkeypatch, half)
    assert SessionStore(used)["person"] == 7
    at(monkeypatch, half)
    assert SessionStore(used)["person"] == 7
    assert SessionStore(idle).get("person") is None


def test_looking_at_pages_writes_nothing_within_some_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    key = kept()
    with CaptureQueriesContext(connection) as looking:
        assert SessionStore(key)["person"] == 7
    assert len(looking) == 1
    at(monkeypatch, COARSE // SECOND + 1)
    with CaptureQueriesContext(connection) as later:
        assert SessionStore(key)["person"] == 7
    assert len(later) == 2
    with CaptureQueriesContext(connection) as again:
        assert SessionStore(key)["person"] == 7
    assert len(again) == 1


def test_it_ends_in_time_however_much_is_done_in_it() -> None:
    key = kept()
    ends = Session.objects.get(pk=key).expire_date
    one = SessionStore(key)
    one["begun"] -= 3600 * SECOND
    one.save()
    assert timedelta(minutes=59) < ends - Session.objects.get(pk=key).expire_date < timedelta(minutes=61)
    assert one.get_expiry_age() <= settings.SESSION_COOKIE_AGE - 3600


def test_those_that_are_over_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    kept()
    at(monkeypatch, settings.SESSION_IDLE + 1)
    fresh = kept()
    SessionStore.clear_expired()
    assert [one.pk for one in Session.objects.all()] == [fresh]


@pytest.mark.parametrize("fault", [OperationalError("database or disk is full"), SessionInterrupted("gone")])
def test_an_answer_stands_whether_its_session_can_be_written_or_not(
    monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def view(request: HttpRequest) -> HttpResponse:
        request.session["chosen"] = 7
        return HttpResponse("done")

    def unwritten(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(SessionStore, "save", unwritten)
    answer = SessionMiddleware(view)(asked())
    assert (answer.status_code, answer.content) == (200, b"done")


def test_one_that_began_under_a_clock_that_ran_ahead_is_over_once_it_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = clock.now()
    with monkeypatch.context() as patch:
        patch.setattr("bihuan.web.clock.now", lambda: now + 400 * 24 * 3600 * SECOND)
        ahead = kept()
    Session.objects.filter(pk=ahead).update(expire_date=timezone.now() + timedelta(days=400))
    assert SessionStore(ahead).get("person") is None
    near = kept()
    Session.objects.filter(pk=near).update(begun_at=now + 60 * SECOND)
    assert SessionStore(near)["person"] == 7, "a clock that was set right by a minute ends nothing"


def test_one_that_began_too_long_ago_is_over_whatever_its_row_says() -> None:
    old = kept()
    Session.objects.filter(pk=old).update(begun_at=clock.now() - (settings.SESSION_COOKIE_AGE + 1) * SECOND)
    assert SessionStore(old).get("person") is None
