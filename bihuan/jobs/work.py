"""Doing one job: find its handler, run it, write how it ended."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils.module_loading import import_string

from bihuan.core.words.doubted import Doubted
from bihuan.jobs import lease
from bihuan.jobs.models import Job, State
from bihuan.jobs.run import Run

log = logging.getLogger(__name__)
Clock = Callable[[], int]


def run_next(owner: str, *, clock: Clock, closing: Callable[[], bool] = lambda: False) -> bool:
    """Claim and do the oldest due job; False if there was none. A handler's errors end here."""
    job = lease.claim(owner, at=clock())
    if job is None:
        return False
    if job.attempts > lease.MOST_ATTEMPTS:
        lease.finish(job.pk, owner, State.FAILED, at=clock(), note=f"given up after {job.attempts - 1} runs")
        return True
    run = Run(job, clock=clock, closing=closing)
    try:
        with kept(run, clock):
            handler(job.name)(run)
        _end(run, clock())
    except lease.LeaseLost:
        log.warning("job %s (%s) was taken up by another worker", job.pk, job.name)
    except Doubted:  # no fault of the job's: it waits for a clock that can be believed
        log.warning("job %s (%s) waits: the clock is in doubt", job.pk, job.name)
        lease.give_back(job.pk, owner, at=clock(), run_at=clock(), attempt=False)
    except Exception as error:  # a handler may raise anything; the queue must go on
        log.exception("job %s (%s) failed", job.pk, job.name)
        _failed(job, owner, error, clock())
    return True


def handler(name: str) -> Callable[[Run], None]:
    """The function that settings.JOBS names for a job."""
    found: Callable[[Run], None] = import_string(dict(settings.JOBS)[name])
    return found


def _end(run: Run, at: int) -> None:
    if run.stopped:
        lease.finish(run.id, run.owner, State.STOPPED, at=at)
    elif run.left:
        lease.give_back(run.id, run.owner, at=at, run_at=at, attempt=False)
    else:
        lease.finish(run.id, run.owner, State.DONE, at=at)


def _failed(job: Job, owner: str, error: Exception, at: int) -> None:
    note = f"{type(error).__name__}: {error}"[:2000]
    if job.attempts >= lease.MOST_ATTEMPTS:
        lease.finish(job.pk, owner, State.FAILED, at=at, note=note)
    else:
        lease.give_back(job.pk, owner, at=at, run_at=at + lease.RETRY_AFTER * job.attempts, note=note)


@contextmanager
def kept(run: Run, clock: Clock, every: float = lease.RENEW_EVERY / 1_000_000) -> Iterator[None]:
    """Renew the lease from a second thread while the handler works, however long it says nothing."""
    over = threading.Event()

    def renewing() -> None:
        while not over.wait(every):
            try:
                lease.renew(run.id, run.owner, at=clock())
            except (lease.LeaseLost, DatabaseError) as error:
                log.warning("could not renew the lease of job %s: %s", run.id, error)
                connection.close()
        connection.close()

    thread = threading.Thread(target=renewing, name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
