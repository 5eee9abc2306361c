"""Verifying in the background: every night, and whenever somebody who supervises asks for it.

How far it has come stands in the job's note: one that was stopped, or whose process was killed, goes on where
it was. Other work goes first; at night it rests as long as it works.
"""

import time
from dataclasses import dataclass
from typing import Final

from bihuan.core.words.text import Text
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.whole import begin, step_name, verify_whole
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import ask_to_stop, enqueue
from bihuan.jobs.run import Run

JOB: Final = "exchange.verify"
DAY: Final = 24 * 3600 * 1_000_000
_OPEN = (State.QUEUED, State.RUNNING)


@dataclass(frozen=True, slots=True)
class Verified:
    """What the last verification found of one organisation. `at`: microseconds."""

    at: int
    progress: Progress
    wrong: list[Text]


@dataclass(frozen=True, slots=True)
class Verifying:
    """One that is under way."""

    job: int
    step: Text
    percent: int
    wrong: int


def ask(*, at: int) -> int:
    """Queue a verification at full speed; asked twice it is done once. One that was stopped today goes on."""
    job = enqueue(JOB, at=at, key=JOB, at_once=True)
    last = Job.objects.filter(name=JOB).exclude(id=job).order_by("-id").first()
    if (
        last
        and last.state == State.STOPPED
        and (left := Progress.read(last.note))
        and left.began_at > at - DAY
    ):
        Job.objects.filter(id=job, state=State.QUEUED, note="").update(note=last.note)
    return job


def stop(*, at: int) -> None:
    """Have those that wait or run end; what they have proved is kept."""
    for job in Job.objects.filter(name=JOB, state__in=_OPEN).values_list("id", flat=True):
        ask_to_stop(job, at=at)


def run_job(run: Run) -> None:
    """The job."""
    progress = Progress.read(run.note) or begin(at=run.at)
    pace = Pace(resting=not run.argument.get("at_once"))

    def tell(now: Progress) -> None:
        run.progress(now.done, max(now.done, now.total), now.text())

    def ends() -> bool:
        pace.rest()
        return run.should_stop() or run.give_way()

    verify_whole(progress, tell=tell, stop=ends)


class Pace:
    """Rests as long as was worked since the last rest, or not at all."""

    def __init__(self, *, resting: bool) -> None:
        self.resting = resting
        self._since = time.monotonic()

    def rest(self) -> None:
        """Called between two pieces."""
        if self.resting:
            time.sleep(time.monotonic() - self._since)
            self._since = time.monotonic()


def last_verified(slug: str, org: int) -> Verified | None:
    """What the last finished verification found of an organisation; None where there is none on record."""
    job = Job.objects.filter(name=JOB, state=State.DONE).order_by("-id").first()
    progress = Progress.read(job.note) if job else None
    if job is None or progress is None:
        return None
    return Verified(job.finished_at or job.created_at, progress, progress.sentences(slug, org))


def under_way() -> Verifying | None:
    """The verification that waits or runs."""
    job = Job.objects.filter(name=JOB, state__in=_OPEN).order_by("-state", "id").first()
    if job is None:
        return None
    progress = Progress.read(job.note) or Progress(job.created_at)
    percent = min(99, job.progress_done * 100 // job.progress_total) if job.progress_total else 0
    wrong = len(progress.broken) + progress.count
    return Verifying(job.pk, step_name(progress), percent, wrong)
