"""The worker process as a whole."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from bihuan.jobs import clock, lease
from bihuan.jobs.heartbeat import silence
from bihuan.jobs.models import Heartbeat, Job
from bihuan.jobs.queue import enqueue

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
    file = tmp_path / "out"
    enqueue("die_once", at=clock.now(), file=str(file))
    assert start().wait(30) == -signal.SIGKILL
    assert (file.read_text(), Job.objects.get().state) == ("begun", "running")
    Job.objects.update(lease_until=clock.now() - lease.LEASE)
    process = start()
    try:
        wait_until(lambda: Job.objects.get().state == "done")
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(20) == 0
    assert (file.read_text(), Job.objects.get().attempts) == ("done", 2)
