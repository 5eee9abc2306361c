"""GET /healthz."""

import threading
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.test import Client

from bihuan.config import disk, health
from bihuan.jobs import clock, trusted
from bihuan.jobs.heartbeat import SILENT_AFTER, beat
from bihuan.ledger.models import Outside
from bihuan.web.causes import CAUSES
from tests.clocks import DAY, machine
from tests.world import world


@pytest.fixture(autouse=True)
def _roomy(settings: object, fresh_database: str, tmp_path: Path) -> None:
    """Whatever the disk of this machine is like."""
    settings.VAR = tmp_path / "var"  # type: ignore[attr-defined]
    settings.VAR.mkdir()  # type: ignore[attr-defined]
    settings.DISK_LOW = 0  # type: ignore[attr-defined]


def test_it_is_well_while_the_worker_beats(client: Client) -> None:
    beat("one", at=clock.now())
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer["Cache-Control"] == "no-store"


def test_it_says_why_when_no_worker_ever_came(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "error", "reason": "the worker has not started"}


def test_it_says_for_how_long_the_worker_is_silent(client: Client) -> None:
    beat("one", at=clock.now() - SILENT_AFTER - 10_000_000)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "silent for 4" in answer.json()["reason"]


def test_a_missing_trigger_is_named(client: Client) -> None:
    beat("one", at=clock.now())
    with connection.cursor() as cursor:
        table = " ON ledger_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_event_update{table}")
    answer = client.get("/healthz")
    assert answer.status_code == 503 and "ledger_event_update" in answer.json()["reason"]


def test_a_nearly_full_disk_is_noted_before_it_is_full(client: Client, settings: object) -> None:
    beat("one", at=clock.now())
    settings.DISK_LOW = 10**18  # type: ignore[attr-defined]
    answer = client.get("/healthz")
    assert answer.status_code == 200 and answer.json()["status"] == "ok"
    assert answer.json()["notes"] and "the disk is nearly full" in answer.json()["notes"][0]


def test_without_a_setting_a_twentieth_of_the_disk_and_half_a_gigabyte_at_least_are_kept_free(
    settings: object,
) -> None:
    settings.DISK_LOW = None  # type: ignore[attr-defined]
    assert disk.low(100_000 * disk.MB) == 5_000 * disk.MB
    assert disk.low(2_000 * disk.MB) == 500 * disk.MB


def test_a_full_disk_and_one_that_can_only_be_read_are_trouble(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    beat("one", at=clock.now())
    with monkeypatch.context() as patch:
        patch.setattr(disk, "FULL", 10**18)
        answer = client.get("/healthz")
        assert answer.status_code == 503 and "the disk is full" in answer.json()["reason"]
    with monkeypatch.context() as patch:
        patch.setattr(disk.os, "access", lambda *_: False)
        answer = client.get("/healthz")
        assert answer.status_code == 503 and "read-only" in answer.json()["reason"]


def test_a_database_that_hangs_is_told_of_all_the_same_and_asked_by_one_thread_only(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hangs, asked = threading.Event(), []

    def hanging() -> health.Found:
        asked.append(1)
        hangs.wait()
        return health.Found(None, [])

    with monkeypatch.context() as patch:
        patch.setattr(health, "found", hanging)
        patch.setattr(health, "DEADLINE", 0.05)
        for _ in range(3):
            answer = client.get("/healthz")
            assert answer.status_code == 503
            assert "the database does not answer within" in answer.json()["reason"]
        hangs.set()
        assert health._under_way is not None and health._under_way.result(10).trouble is None
    assert len(asked) == 1
    beat("one", at=clock.now())
    assert client.get("/healthz").status_code == 200, "it is well again without a restart"


def test_it_waits_for_no_lock_and_no_pool(client: Client) -> None:
    """While an act holds everything that an act holds, and for ever."""
    beat("one", at=clock.now())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE jobs_heartbeat SET beat_at = beat_at")
        assert client.get("/healthz").json() == {"status": "ok"}
    made = health.own_connection()
    assert "pool" not in made.settings_dict["OPTIONS"]
    assert made.settings_dict is not connections.settings["default"]


def test_a_database_that_is_away_is_told_of(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    away = {"NAME": "/nowhere/at/all.sqlite3", "HOST": "127.0.0.1", "PORT": "1"}
    own = health.own_connection

    def elsewhere() -> object:
        made = own()
        made.settings_dict |= away
        return made

    monkeypatch.setattr(health, "own_connection", elsewhere)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and "the database does not answer" in answer.json()["reason"]


def test_every_cause_is_said_in_english() -> None:
    assert set(CAUSES) == health.SAID.keys()


def test_heads_that_do_not_go_out_are_a_note_and_no_error(client: Client) -> None:
    beat("one", at=clock.now())
    Outside.objects.create(org_id=1, fails="不能写入\ncannot be written", fails_at=1_796_000_000_000_000)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    (note,) = answer.json()["notes"]
    assert "since 2026-11-30T" in note


def test_a_record_that_is_not_what_stands_outside_is_an_error(client: Client) -> None:
    beat("one", at=clock.now())
    Outside.objects.create(org_id=1, differs="jichuan:9:ab", differs_at=1)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and "jichuan:9:ab" in answer.json()["reason"]


def test_a_beat_in_the_future_keeps_no_dead_worker_alive(client: Client) -> None:
    beat("dead", at=clock.now() + 3600 * 1_000_000)
    answer = client.get("/healthz")
    assert (answer.status_code, "lies in the future" in answer.json()["reason"]) == (503, True)
    beat("alive", at=clock.now())
    assert client.get("/healthz").status_code == 200


def test_it_says_that_the_clock_is_in_doubt_and_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = machine(monkeypatch)
    trusted.begin(head=0)
    beat("one", at=here.at)
    assert client.get("/healthz").status_code == 200
    here.at += 400 * DAY
    beat("one", at=here.at)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "400 days ahead" in answer.json()["reason"] and "clock --confirm" in answer.json()["reason"]


def test_a_head_that_lies_ahead_is_told_as_acts_are_refused(client: Client) -> None:
    """After a backup was restored whose last event lies in the clock's future."""
    beat("one", at=clock.now())
    world(at=clock.now() + 2 * 24 * 3600 * 1_000_000)
    trusted.begin(head=0)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and "clock" in answer.json()["reason"]


def test_heads_that_were_gone_are_a_note(client: Client) -> None:
    beat("one", at=clock.now())
    Outside.objects.create(org_id=0, lacked=2, lacked_at=1_796_000_000_000_000)
    answer = client.get("/healthz")
    assert answer.status_code == 200 and "2 heads that had been sent" in answer.json()["notes"][0]
