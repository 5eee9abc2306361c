"""Who may work on what: claiming, renewing and giving back. A lease that runs out is anybody's again."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Q, QuerySet

from bihuan.jobs.models import Job, State

LEASE = 6 * 1_000_000
"""What a killed worker left, or a dead machine, goes on within ten seconds: when this has run out and another
looks. Who lives renews it three times as often; who comes late has lost nothing unless another came."""
RENEW_EVERY = LEASE // 3
MOST_ATTEMPTS = 5
RETRY_AFTER = 30 * 1_000_000


class LeaseLost(Exception):
    """Another worker has taken this job up; what this one still writes must not count."""


def due(at: int) -> "QuerySet[Job]":
    """Jobs that somebody should be working on at `at`, the oldest first.

    A lease longer than any was given by a clock that was wrong: whoever holds it lives on renewing it.
    """
    waiting = Q(state=State.QUEUED, run_at__lte=at)
    orphaned = Q(state=State.RUNNING, lease_until__lt=at)
    of_the_future = Q(state=State.RUNNING, lease_until__gt=at + 2 * LEASE)
    return Job.objects.filter(waiting | orphaned | of_the_future).order_by("run_at", "id")


def claim(owner: str, *, at: int) -> Job | None:
    """Take the oldest due job, or None. Reads first: an idle worker never takes SQLite's write lock."""
    if not due(at).exists():
        return None
    with transaction.atomic():
        rows = due(at)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        job.attempts += 1
        job.owner, job.state, job.lease_until = owner, State.RUNNING, at + LEASE
        job.save(update_fields=["attempts", "owner", "state", "lease_until"])
    return job


def renew(job_id: int, owner: str, *, at: int, **changes: object) -> None:
    """Hold the job for another lease and write `changes`; fences its transaction. Raises LeaseLost."""
    mine = Job.objects.filter(id=job_id, owner=owner, state=State.RUNNING)
    if not mine.update(lease_until=at + LEASE, **changes):
        raise LeaseLost(f"job {job_id}")


def finish(job_id: int, owner: str, state: State, *, at: int, note: str | None = None) -> None:
    """Write how it ended; without a `note` the one that its run wrote last stays. Raises LeaseLost."""
    mine = Job.objects.filter(id=job_id, owner=owner, state=State.RUNNING)
    said = {} if note is None else {"note": note}
    if not mine.update(state=state, finished_at=at, lease_until=None, **said):
        raise LeaseLost(f"job {job_id}")


def give_back(
    job_id: int, owner: str, *, at: int, run_at: int, note: str | None = None, attempt: bool = True
) -> None:
    """Back into the queue, with the note that its run wrote last unless there is another.

    If the same key has been queued anew meanwhile, that one does the work.
    """
    mine = Job.objects.filter(id=job_id, owner=owner, state=State.RUNNING)
    changes: dict[str, object] = {"state": State.QUEUED, "run_at": run_at, "lease_until": None}
    if note is not None:
        changes["note"] = note
    if not attempt:
        changes["attempts"] = 0
    try:
        with transaction.atomic():
            mine.update(**changes)
    except IntegrityError:
        mine.update(state=State.STOPPED, finished_at=at, lease_until=None, note="queued anew")
