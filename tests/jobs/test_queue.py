"""Putting work into the queue."""

import json
import threading
from pathlib import Path

import pytest
from django.db import connection, transaction

from bihuan.jobs import lease
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import ask_to_stop, enqueue
from bihuan.jobs.work import run_next

AT = 1_800_000_000_000_000


@pytest.mark.django_db
def test_it_keeps_the_argument_as_it_was_given() -> None:
    job = Job.objects.get(id=enqueue("write", at=AT, text="办结", numbers=[1, 2]))
    assert json.loads(job.argument) == {"text": "办结", "numbers": [1, 2]}
    assert (job.state, job.run_at, job.created_at) == ("queued", AT, AT)


@pytest.mark.django_db
def test_the_same_key_is_queued_once_and_at_the_earlier_moment() -> None:
    first = enqueue("write", at=AT, run_at=AT + 50, key="index:1")
    assert enqueue("write", at=AT, run_at=AT + 20, key="index:1") == first
    assert enqueue("write", at=AT, run_at=AT + 90, key="index:1") == first
    assert Job.objects.get().run_at == AT + 20


@pytest.mark.django_db
def test_a_running_job_does_not_absorb_a_new_request() -> None:
    first = enqueue("write", at=AT, key="index:1")
    assert lease.claim("me", at=AT) is not None
    assert enqueue("write", at=AT, key="index:1") != first


@pytest.mark.django_db
def test_it_takes_one_statement(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        enqueue("write", at=AT, key="index:1")


@pytest.mark.django_db
def test_work_for_later_waits() -> None:
    enqueue("fail", at=AT, run_at=AT + 10)
    assert run_next("me", clock=lambda: AT + 9) is False
    assert run_next("me", clock=lambda: AT + 10) is True


@pytest.mark.django_db
def test_a_queued_job_is_stopped_at_once(tmp_path: Path) -> None:
    job = enqueue("write", at=AT, file=str(tmp_path / "out"), text="no")
    ask_to_stop(job, at=AT)
    assert run_next("me", clock=lambda: AT) is False
    assert Job.objects.get().state == State.STOPPED


def test_what_is_rolled_back_was_never_queued(fresh_database: str) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("write", at=AT)
        raise RuntimeError
    assert not Job.objects.exists()


def test_asking_again_holds_the_job_until_the_asker_has_committed(fresh_database: str) -> None:
    """Else a worker could run it on what was there before and the new wish would be lost."""
    enqueue("write", at=AT, key="index:1")
    asked, looked = threading.Event(), threading.Event()
    claimed: list[object] = []

    def worker() -> None:
        asked.wait(10)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout=100")
        try:
            claimed.append(lease.claim("me", at=AT))
        except Exception as error:  # SQLite: locked, which is as good as not claimed
            claimed.append(error)
        finally:
            connection.close()
            looked.set()

    thread = threading.Thread(target=worker)
    thread.start()
    with transaction.atomic():
        enqueue("write", at=AT, key="index:1")
        asked.set()
        looked.wait(10)
    thread.join()
    assert not isinstance(claimed[0], Job)
    assert lease.claim("me", at=AT) is not None
