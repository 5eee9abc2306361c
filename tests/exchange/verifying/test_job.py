"""In the background: every night, resting; on demand, at once; behind other work; going on where it was."""

import time

import pytest
from django.conf import settings

from bihuan.exchange.verifying import job, matterwise
from bihuan.exchange.verifying.job import JOB, Pace, ask, last_verified, stop, under_way
from bihuan.exchange.verifying.progress import Progress
from bihuan.jobs.lease import LEASE
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.jobs.work import run_next
from bihuan.matters.writing.clock import now
from tests.exchange.verifying.full import run as sql
from tests.matters.scenes import Busy, busy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matterwise, "AT_ONCE", 20)


class Killed(BaseException):
    """As when the process is gone: nothing more is written."""


def stops_after(pieces: int, monkeypatch: pytest.MonkeyPatch, end: object) -> None:
    """After so many pieces: `end` is raised, or the job is asked to stop."""
    told = Run.progress

    def progress(self: Run, done: int, total: int, note: str = "") -> None:
        nonlocal pieces
        told(self, done, total, note)
        pieces -= 1
        if pieces == 0:
            if isinstance(end, BaseException):
                raise end
            stop(at=now())

    monkeypatch.setattr(Run, "progress", progress)


def differing() -> tuple[Busy, int]:
    found = busy()
    sql("UPDATE matters_matter SET life = 'merged' WHERE id = %s", (found.matters["registered"],))
    return found, found.matters["registered"]


def test_it_comes_every_night_by_itself() -> None:
    assert dict(settings.RECURRING)[JOB].startswith("daily:")


def test_a_run_whose_process_was_killed_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    found, matter = differing()
    ask(at=now())
    with monkeypatch.context() as patched:
        stops_after(5, patched, Killed())
        with pytest.raises(Killed):
            run_next("first", clock=now)
    left = Progress.read(Job.objects.get().note)
    assert left and left.after and left.step == 2
    begun = []
    monkeypatch.setattr(job, "begin", lambda **_: begun.append(1))
    assert run_next("second", clock=lambda: now() + LEASE + 1)
    done = last_verified("jichuan", found.made.org.pk)
    assert not begun and done and done.progress.events > left.events
    assert [one.matter for one in done.progress.found] == [matter]


def test_one_that_was_stopped_goes_on_when_it_is_asked_for_again_that_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, _ = differing()
    ask(at=now())
    with monkeypatch.context() as patched:
        stops_after(5, patched, None)
        run_next("one", clock=now)
    assert Job.objects.get().state == State.STOPPED
    assert last_verified("jichuan", found.made.org.pk) is None
    ask(at=now())
    assert (shown := under_way()) and shown.step.en == "matters"
    run_next("one", clock=now)
    done = last_verified("jichuan", found.made.org.pk)
    assert done and len(done.wrong) == 1


def test_other_work_goes_first_and_it_comes_again_after_that(monkeypatch: pytest.MonkeyPatch) -> None:
    busy()
    ask(at=now() - 10)
    enqueue("jobs.tidy", at=now())
    run_next("one", clock=now)
    waiting = Job.objects.get(name=JOB)
    assert waiting.state == State.QUEUED and Progress.read(waiting.note)
    run_next("one", clock=now)
    assert Job.objects.get(name="jobs.tidy").state == State.DONE
    run_next("one", clock=now)
    assert Job.objects.get(name=JOB).state == State.DONE


def test_at_night_it_rests_as_long_as_it_works_and_on_demand_not(monkeypatch: pytest.MonkeyPatch) -> None:
    rested: list[float] = []
    monkeypatch.setattr(time, "sleep", rested.append)
    busy()
    ask(at=now())
    run_next("one", clock=now)
    assert rested == []
    enqueue(JOB, at=now(), key=f"recurring:{JOB}")
    run_next("one", clock=now)
    assert len(rested) > 10 and min(rested) > 0
    Pace(resting=False).rest()


def test_how_far_it_is_can_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert under_way() is None
    busy()
    ask(at=now())
    assert (shown := under_way()) and (shown.percent, shown.wrong) == (0, 0)
    stops_after(8, monkeypatch, Killed())
    with pytest.raises(Killed):
        run_next("one", clock=now)
    assert (shown := under_way()) and 0 < shown.percent < 100
