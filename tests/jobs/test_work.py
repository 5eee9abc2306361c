"""Doing a job and writing how it ended."""

from pathlib import Path

import pytest

from bihuan.jobs import lease
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import ask_to_stop, enqueue
from bihuan.jobs.work import run_next

AT = 1_800_000_000_000_000
pytestmark = pytest.mark.django_db


def test_a_done_job_shows_its_progress_and_its_end(tmp_path: Path) -> None:
    enqueue("write", at=AT, file=str(tmp_path / "out"), text="销号")
    assert run_next("me", clock=lambda: AT + 7)
    job = Job.objects.get()
    assert (tmp_path / "out").read_text() == "销号\n"
    assert (job.state, job.progress_done, job.progress_total, job.finished_at) == ("done", 10, 10, AT + 7)


def test_an_error_is_tried_again_later_and_in_the_end_given_up_with_its_reason() -> None:
    enqueue("fail", at=AT)
    now = AT
    for attempt in range(1, lease.MOST_ATTEMPTS + 1):
        assert run_next("me", clock=lambda: now)
        job = Job.objects.get()
        assert (job.attempts, job.note) == (attempt, "ValueError: no such row")
        now = job.run_at
    assert job.state == State.FAILED
    assert not run_next("me", clock=lambda: now + 10**12)


def test_a_job_nobody_wrote_a_handler_for_is_told_as_such() -> None:
    enqueue("unheard_of", at=AT)
    run_next("me", clock=lambda: AT)
    assert Job.objects.get().note == "KeyError: 'unheard_of'"


def test_a_job_that_keeps_killing_its_worker_is_given_up() -> None:
    enqueue("write", at=AT)
    Job.objects.update(state="running", attempts=lease.MOST_ATTEMPTS, lease_until=AT - 1, owner="dead")
    assert run_next("me", clock=lambda: AT)
    assert Job.objects.get().state == State.FAILED


def test_a_running_job_that_was_asked_to_stop_stops(tmp_path: Path) -> None:
    job = enqueue("write", at=AT, file=str(tmp_path / "out"), text="no")
    asked = iter([False, False, False])

    def closing() -> bool:
        if next(asked, None) is None:
            ask_to_stop(job, at=AT)
        return False

    run_next("me", clock=lambda: AT, closing=closing)
    assert Job.objects.get().state == State.STOPPED
    assert Job.objects.get().progress_done == 3
    assert not (tmp_path / "out").exists()


def test_a_worker_that_shuts_down_gives_its_job_back(tmp_path: Path) -> None:
    enqueue("write", at=AT, file=str(tmp_path / "out"), text="later")
    run_next("me", clock=lambda: AT, closing=lambda: True)
    job = Job.objects.get()
    assert (job.state, job.attempts, job.run_at) == (State.QUEUED, 0, AT)
    run_next("you", clock=lambda: AT)
    assert (tmp_path / "out").read_text() == "later\n"


def test_who_lost_the_job_leaves_its_end_to_the_other() -> None:
    enqueue("lose", at=AT)
    assert run_next("me", clock=lambda: AT)
    job = Job.objects.get()
    assert (job.state, job.owner) == (State.RUNNING, "another")
