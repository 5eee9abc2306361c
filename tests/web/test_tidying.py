"""Traces of signing in go after the days of a setting."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from bihuan.people.models import User
from bihuan.web import brake
from bihuan.web.models import KnownBrowser, Session, Trace
from bihuan.web.sessions import SessionStore
from bihuan.web.tidying import DAY, tidy
from tests.web.test_brake import AT, asks, tried

pytestmark = pytest.mark.django_db


class Nightly:
    """A run of the job at some moment."""

    def __init__(self, at: int) -> None:
        self.at = at
        self.said: list[tuple[int, int]] = []

    def progress(self, done: int, total: int) -> None:
        self.said.append((done, total))


def test_they_stay_for_the_days_of_the_setting_and_then_go(monkeypatch: pytest.MonkeyPatch) -> None:
    user = User.objects.create_user("qin", "x")
    User.objects.filter(pk=user.pk).update(last_login=datetime.fromtimestamp(AT / 1e6, UTC))
    monkeypatch.setattr("bihuan.web.clock.now", lambda: AT)
    tried("qin", asks(), at=AT)
    brake.know(asks(browser="mine"), "qin", at=AT)
    store = SessionStore()
    store["x"] = 1
    store.save()
    early, late = AT + settings.TRACE_DAYS * DAY, AT + settings.TRACE_DAYS * DAY + 1_000_000
    tidy(Nightly(early))
    assert Trace.objects.count() == 2 and KnownBrowser.objects.exists() and Session.objects.exists()
    monkeypatch.setattr("bihuan.web.clock.now", lambda: late)
    run = Nightly(late)
    tidy(run)
    assert not Trace.objects.exists() and not KnownBrowser.objects.exists() and not Session.objects.exists()
    user.refresh_from_db()
    assert user.last_login is None and run.said == [(1, 2), (2, 2)]
