"""First and second start, with and without the demonstration; nothing demonstrated beside what is real."""

from datetime import date, time
from typing import Any

import pytest

from bihuan.exchange.demonstration import load as loading
from bihuan.exchange.demonstration.founding_of_demo import PASSWORD
from bihuan.exchange.demonstration.load import instant, load, prepare
from bihuan.ledger.models import Event
from bihuan.matters.setup.founding import Mixed, found
from bihuan.matters.writing.clock import now
from bihuan.people.models import Organisation, User
from bihuan.web import security
from tests.exchange.demonstration.played import NOW

pytestmark = pytest.mark.django_db
AFTER_HOLIDAYS = instant(date(2026, 12, 1), time(16, 0))
"""Of a drive whose second quarter begins with a week that nobody works."""


def test_the_first_start_loads_it_and_the_second_asks_one_question(
    django_assert_num_queries: Any,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "now", lambda: NOW)
    told: list[str] = []
    monkeypatch.setattr(security, "event", lambda name, **more: told.append(name))
    with django_capture_on_commit_callbacks(execute=True):
        lines = prepare(empty=False)
    assert not told, "what is played is no event of security"
    assert any("qinjianwei" in line for line in lines)
    assert any(PASSWORD in line for line in lines)
    events = Event.objects.count()
    with django_assert_num_queries(1):
        assert prepare(empty=False) == lines
    assert Event.objects.count() == events


def test_a_first_start_that_dies_leaves_nothing_and_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    days, play = [], loading.play

    def dying(*arguments: Any, **more: Any) -> None:
        if len(days) == 40:
            raise KeyboardInterrupt
        days.append(1)
        play(*arguments, **more)

    monkeypatch.setattr(loading, "play", dying)
    with pytest.raises(KeyboardInterrupt):
        load(at=NOW)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()
    assert not Event.objects.exists()
    monkeypatch.setattr(loading, "play", play)
    assert load(at=AFTER_HOLIDAYS).demonstration


def test_empty_starts_without_any_of_it() -> None:
    assert prepare(empty=True) == []
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_a_real_organisation_keeps_the_demonstration_out() -> None:
    found("shili", "示例单位", at=now())
    assert prepare(empty=False) == []
    with pytest.raises(Mixed):
        load(at=NOW)
    assert Organisation.objects.get().slug == "shili"


def test_beside_a_demonstration_no_real_organisation_is_founded() -> None:
    found("fill-10", "压力测试", at=now(), demonstration=True)
    with pytest.raises(Mixed):
        found("shili", "示例单位", at=now())
    with pytest.raises(Mixed, match="DATABASE_URL"):
        prepare(empty=True)
