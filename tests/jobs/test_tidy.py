"""What is forgotten at night."""

import pytest

from bihuan.jobs.models import Job
from bihuan.jobs.queue import enqueue
from bihuan.jobs.tidy import KEPT
from bihuan.jobs.work import run_next

AT = 1_800_000_000_000_000


@pytest.mark.django_db
def test_old_finished_work_goes_and_failed_work_stays() -> None:
    ids = {state: enqueue("write", at=AT) for state in ("done", "stopped", "failed")}
    for state, job in ids.items():
        Job.objects.filter(id=job).update(state=state, finished_at=AT)
    run = enqueue("jobs.tidy", at=AT)
    run_next("me", clock=lambda: AT + KEPT + 1)
    assert set(Job.objects.values_list("id", flat=True)) == {ids["failed"], run}
