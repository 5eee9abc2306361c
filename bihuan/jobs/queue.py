"""Putting work into the queue and asking for its end; inside a transaction it counts only if that commits."""

import json

from django.db import connection, transaction

from bihuan.jobs.models import Job, State

# The conflicting row is updated, not skipped: that locks it, so that a worker on PostgreSQL cannot
# claim and run it before the asking transaction has committed what the work is about.
_INSERT = """
INSERT INTO jobs_job (name, argument, state, key, owner, attempts, stop_asked, progress_done,
                      progress_total, note, run_at, created_at)
VALUES (%s, %s, 'queued', %s, '', 0, %s, 0, 0, '', %s, %s)
ON CONFLICT (key) WHERE state = 'queued'
DO UPDATE SET run_at = CASE WHEN excluded.run_at < jobs_job.run_at THEN excluded.run_at
                            ELSE jobs_job.run_at END
RETURNING id
"""


def enqueue(
    name: str, *, at: int, run_at: int | None = None, key: str | None = None, **argument: object
) -> int:
    """Queue the job `name` (of settings.JOBS) with a JSON-able argument; returns its id.

    `at`: now; `run_at`: not before (both microseconds). With `key`, a queued job of that key is kept,
    with the earlier of both moments, and its id returned. One statement.
    """
    text = json.dumps(argument, ensure_ascii=False, sort_keys=True)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [name, text, key, False, at if run_at is None else run_at, at])
        return int(cursor.fetchone()[0])


@transaction.atomic
def ask_to_stop(job_id: int, *, at: int) -> None:
    """A queued job is stopped at once, a running one at its next look at `Run.should_stop()`."""
    waiting = Job.objects.filter(id=job_id, state=State.QUEUED)
    if not waiting.update(state=State.STOPPED, finished_at=at):
        Job.objects.filter(id=job_id, state=State.RUNNING).update(stop_asked=True)
