"""A database that is locked, gone and back again: refused with what was typed, and well without a restart."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections
from django.db.utils import load_backend

from bihuan.config.database import database_from
from bihuan.ledger.models import Event
from tests import postgres
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.world import registered_measure, world

TYPED = "写了很久的一段进展"


@contextmanager
def stuck(org: int) -> Iterator[None]:
    """Somebody holds the organisation's head, and does nothing more."""
    if connection.vendor == "sqlite":
        other: Any = sqlite3.connect(connection.settings_dict["NAME"])
        other.execute("BEGIN IMMEDIATE")
    else:
        import psycopg

        other = psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor})
        other.execute("SELECT seq FROM ledger_head WHERE org_id = %s FOR UPDATE", [org])
    try:
        yield
    finally:
        other.rollback()
        other.close()


def hurry() -> None:
    """Less patience than pages have, for the test's sake."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 100")
        else:
            cursor.execute("SET lock_timeout = '100ms'")


def test_one_stuck_transaction_refuses_acts_with_their_text_and_stops_no_page_and_no_probe(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    browser = signed_in(made, "殷若渔")
    address, given = f"/m/{measure.id}/progress/", {"progress": TYPED, "once": "k"}
    hurry()
    begun = Event.objects.count()
    with stuck(made.org.pk):
        answer = browser.post(address, given)
        assert answer.status_code == 503 and answer["Retry-After"] == "5"
        assert TYPED in answer.content.decode() and "请稍候再试" in answer.content.decode()
        assert browser.get(f"/m/{measure.id}/").status_code == 200
        assert "the worker" in browser.get("/healthz").json()["reason"], "the database answered"
        assert Event.objects.count() == begun
    assert browser.post(address, given).status_code == 302, "the same form, once the other is gone"
    assert Event.objects.count() == begun + 1


def test_a_pool_finds_its_server_again(fresh_database: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    tmp_path.chmod(0o755)
    with postgres.started(data, durable=False) as url:
        found = connections.configure_settings({"default": database_from(url, var=tmp_path)})["default"]
        one = load_backend(found["ENGINE"]).DatabaseWrapper(found, "away")
        assert asked(one) == 1
    try:
        with pytest.raises(OperationalError):
            asked(one)
        with postgres.started(data, durable=False):
            assert asked(one) == 1, "without a restart of ours"
    finally:
        one.close_pool()


def asked(one: Any) -> int:
    """One question, as a page asks it: the connection is taken from the pool and given back."""
    try:
        with one.cursor() as cursor:
            cursor.execute("SELECT 1")
            return int(cursor.fetchone()[0])
    finally:
        one.close()
