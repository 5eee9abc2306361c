"""What a handler is given: its argument, a place to report to, and the question whether to go on."""

import json
from collections.abc import Callable
from typing import Any

from bihuan.jobs import lease
from bihuan.jobs.lease import renew
from bihuan.jobs.models import Job, State


class Run:
    """One run of one job.

    A handler works in chunks, each its own transaction, and calls `progress()` inside it: should the
    process have been taken for dead and the job given to another, LeaseLost rolls the chunk back.
    It must be able to start again from what is committed: a killed run is simply run again.
    """

    def __init__(self, job: Job, *, clock: Callable[[], int], closing: Callable[[], bool]) -> None:
        self.id: int = job.pk
        self.name = job.name
        self.owner = job.owner
        self.argument: dict[str, Any] = json.loads(job.argument)
        self.attempt = job.attempts
        self.note = job.note  # what an earlier run of the same job left here
        self.left = False
        self.stopped = False
        self._clock, self._closing = clock, closing

    @property
    def at(self) -> int:
        """Now, in microseconds."""
        return self._clock()

    def progress(self, done: int, total: int, note: str = "") -> None:
        """Report and renew the lease. Raises LeaseLost."""
        renew(self.id, self.owner, at=self._clock(), progress_done=done, progress_total=total, note=note)

    def give_way(self) -> bool:
        """True when other work than of this name is due: return soon, and this one goes on after it."""
        if lease.due(self._clock()).exclude(name=self.name).exists():
            self.left = True
        return self.left

    def should_stop(self) -> bool:
        """True when this job was asked to end or the worker is shutting down: return soon."""
        if self._closing():
            self.left = True
        elif Job.objects.filter(id=self.id, state=State.RUNNING, stop_asked=True).exists():
            self.stopped = True
        return self.left or self.stopped
