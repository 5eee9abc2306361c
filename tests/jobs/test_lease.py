"""Who may work on what."""

import threading
import time

import pytest
from django.db import connection

from bihuan.jobs import lease, worker
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.jobs.work import kept

AT = 1_800_000_000_000_000


@pytest.mark.django_db
def test_a_claimed_job_is_nobody_elses_while_its_lease_lasts() -> None:
    enqueue("write", at=AT)
    assert lease.claim("one", at=AT) is not None
    assert lease.claim("two", at=AT + lease.LEASE) is None


@pytest.mark.django_db
def test_a_job_whose_process_died_is_taken_up_again_when_its_lease_has_run_out() -> None:
    enqueue("write", at=AT)
    lease.claim("one", at=AT)
    again = lease.claim("two", at=AT + lease.LEASE + 1)
    assert again is not None
    assert (again.owner, again.attempts) == ("two", 2)


@pytest.mark.django_db
def test_whoever_lost_the_lease_can_write_nothing() -> None:
    job = enqueue("write", at=AT)
    lease.claim("one", at=AT)
    lease.claim("two", at=AT + lease.LEASE + 1)
    with pytest.raises(lease.LeaseLost):
        lease.renew(job, "one", at=AT + lease.LEASE + 2, progress_done=5)
    with pytest.raises(lease.LeaseLost):
        lease.finish(job, "one", State.DONE, at=AT + lease.LEASE + 2)
    assert Job.objects.get().progress_done == 0


@pytest.mark.django_db
def test_the_oldest_goes_first() -> None:
    later = enqueue("write", at=AT, run_at=AT + 5)
    sooner = enqueue("write", at=AT, run_at=AT + 1)
    claimed = [lease.claim("me", at=AT + 9), lease.claim("me", at=AT + 9)]
    assert [job and job.pk for job in claimed] == [sooner, later]


@pytest.mark.django_db
def test_given_back_after_the_same_was_queued_anew_it_leaves_the_work_to_that_one() -> None:
    old = enqueue("write", at=AT, key="k")
    lease.claim("me", at=AT)
    new = enqueue("write", at=AT, key="k")
    lease.give_back(old, "me", at=AT, run_at=AT)
    states = dict(Job.objects.values_list("id", "state"))
    assert states == {old: State.STOPPED, new: State.QUEUED}


def test_many_workers_share_the_work_without_doing_any_of_it_twice(fresh_database: str) -> None:
    for number in range(20):
        enqueue("write", at=AT, number=number)
    taken: list[int] = []

    def worker(owner: str) -> None:
        while (job := lease.claim(owner, at=AT)) is not None:
            taken.append(job.pk)
        connection.close()

    threads = [threading.Thread(target=worker, args=(f"w{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(taken)) == len(taken)
    # SKIP LOCKED may show an idle worker an empty queue while others still hold rows; none is lost.
    while (job := lease.claim("last", at=AT)) is not None:
        taken.append(job.pk)
    assert len(taken) == 20


def test_the_lease_is_renewed_while_a_handler_says_nothing(fresh_database: str) -> None:
    enqueue("write", at=AT)
    job = lease.claim("me", at=AT)
    assert job is not None
    run = Run(job, clock=lambda: AT, closing=lambda: False)
    with kept(run, clock=lambda: AT + 1000, every=0.01):
        for _ in range(1000):
            if Job.objects.get().lease_until == AT + 1000 + lease.LEASE:
                break
            time.sleep(0.01)
    assert Job.objects.get().lease_until == AT + 1000 + lease.LEASE


def test_what_a_killed_worker_left_is_anybodys_within_ten_seconds() -> None:
    """The rest of a lease, and the next look of whoever is there."""
    assert lease.LEASE / 1_000_000 + worker.POLL < 10
    assert 3 * lease.RENEW_EVERY <= lease.LEASE, "who lives may miss a renewal"


@pytest.mark.django_db
def test_a_lease_longer_than_any_was_given_by_a_wrong_clock_and_holds_nobody_up() -> None:
    enqueue("write", at=AT)
    assert lease.claim("one", at=AT + 400 * 86_400_000_000) is not None
    again = lease.claim("two", at=AT + 1)
    assert again is not None and again.owner == "two"
    assert lease.claim("three", at=AT + 2) is None
