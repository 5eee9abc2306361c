"""The worker process as a whole."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError

from bihuan.core.words.doubted import Doubted
from bihuan.jobs import clock, recurring, trusted, work, worker
from bihuan.jobs.heartbeat import silence
from bihuan.jobs.models import Heartbeat, Job, Recurring
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.jobs.steady import Steady
from bihuan.jobs.worker import Worker
from tests.clocks import DAY, machine

WORKER = textwrap.dedent(
    """
    import django
    django.setup()
    from django.conf import settings
    settings.JOBS += tuple((name, f"tests.jobs.handlers.{name}") for name in ("write", "die_once"))
    from bihuan.jobs import worker
    worker.main()
    """
)


def start() -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environment)


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_it_beats_works_and_goes_when_told(fresh_database: str, tmp_path: Path) -> None:
    assert silence(at=clock.now()) == "the worker has not started"
    enqueue("write", at=clock.now(), file=str(tmp_path / "out"), text="成")
    process = start()
    try:
        wait_until(lambda: Job.objects.get(name="write").state == "done")
        wait_until(lambda: silence(at=clock.now()) is None)
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert not Heartbeat.objects.exists()


def test_what_a_killed_worker_left_is_done_by_the_next_one(fresh_database: str, tmp_path: Path) -> None:
    """Nobody helps: the lease of the dead one runs out within `wait_until`'s patience."""
    file = tmp_path / "out"
    enqueue("die_once", at=clock.now(), file=str(file))
    assert start().wait(30) == -signal.SIGKILL
    assert (file.read_text(), Job.objects.get().state) == ("begun", "running")
    process = start()
    try:
        wait_until(lambda: Job.objects.get().state == "done")
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert (file.read_text(), Job.objects.get().attempts) == ("done", 2)


def test_it_lives_through_a_database_that_is_away_when_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    one, errors = worker.Worker(), [OperationalError("away"), OSError("full"), MemoryError()]
    registered: list[int] = []

    def register(*, at: int) -> None:
        if errors:
            raise errors.pop()
        registered.append(at)
        one.closing.set()

    monkeypatch.setattr(trusted, "doubt", lambda: None)
    monkeypatch.setattr(recurring, "register", register)
    monkeypatch.setattr(recurring, "queue_due", lambda *, at: 0)
    monkeypatch.setattr(work, "run_next", lambda *_, **__: False)
    monkeypatch.setattr(one, "keep_beating", lambda: None)
    monkeypatch.setattr(worker, "POLL", 0.001)
    one.live()
    assert len(registered) == 1 and not errors


def test_under_a_clock_in_doubt_nothing_is_queued_and_nothing_begun(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seconds under a clock 400 days ahead pushed every nightly job 400 days out."""
    here, one, steady = machine(monkeypatch), Worker(), Steady()
    trusted.begin(head=0)
    one.turn(steady)
    moments = dict(Recurring.objects.values_list("name", "next_run_at"))
    assert len(moments) == len(settings.RECURRING)
    job = enqueue("write", at=here.at, file=str(tmp_path / "out"), text="成")
    here.at += 400 * DAY
    for _ in range(3):
        assert not one.turn(steady)
    assert dict(Recurring.objects.values_list("name", "next_run_at")) == moments
    assert not (tmp_path / "out").exists() and Job.objects.get(pk=job).state == "queued"
    here.at -= 400 * DAY
    monkeypatch.setattr(settings, "JOBS", (*settings.JOBS, ("write", "tests.jobs.handlers.write")))
    assert one.turn(steady)
    assert Job.objects.get(pk=job).state == "done"


def test_a_job_during_which_the_clock_is_moved_waits_and_loses_no_attempt(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, one, steady = machine(monkeypatch), Worker(), Steady()
    trusted.begin(head=0)

    def moved(run: Run) -> None:
        if run.attempt < 9 and not done:
            here.at += 400 * DAY
            done.append("moved")
            raise Doubted

    done: list[str] = []
    monkeypatch.setattr(work, "handler", lambda name: moved)
    job = enqueue("write", at=here.at)
    assert one.turn(steady)
    row = Job.objects.get(pk=job)
    assert (row.state, row.attempts) == ("queued", 0)
    assert row.run_at == here.at - 400 * DAY, "its next run is reckoned by a clock that was right"
    here.at -= 400 * DAY
    assert one.turn(steady)
    assert Job.objects.get(pk=job).state == "done"
