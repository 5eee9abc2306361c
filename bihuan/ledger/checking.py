"""Checking the record in the background, and what the last check found."""

import json
from dataclasses import dataclass
from typing import Any, Final

from bihuan.core.words.text import Text
from bihuan.jobs.models import Job, State
from bihuan.jobs.queue import enqueue
from bihuan.jobs.run import Run
from bihuan.ledger.verify import heads_today, verify

JOB: Final = "ledger.verify"
LOOKED_AT: Final = 50


@dataclass(frozen=True, slots=True)
class Checked:
    """The last check of one chain. `at`: microseconds; `broken`: a sentence for the first broken event."""

    at: int
    events: int
    head: str
    broken: Text | None


def ask_for_check(org: str, *, at: int) -> int:
    """Queue a check of the chain of `org` (its slug); asked twice it is done once. The job's id."""
    return enqueue(JOB, at=at, key=f"{JOB}:{org}", org=org)


def check(run: Run) -> None:
    """Job: walk the chain named in the argument, or every chain, and keep what was found in its note."""
    slugs = [run.argument["org"]] if run.argument.get("org") else [head.org for head in heads_today()]
    found: dict[str, Any] = {}
    for done, slug in enumerate(slugs, 1):
        report = verify(slug)
        found[slug] = {
            "events": report.events,
            "head": str(report.heads[0]) if report.heads else "",
            "broken": list(report.breaks[0].sentence()) if report.breaks else None,
        }
        run.progress(done, len(slugs), json.dumps(found, ensure_ascii=False))


def last_check(org: str) -> Checked | None:
    """What the last finished check of a chain found; None where there is none on record."""
    for job in Job.objects.filter(name=JOB, state=State.DONE).order_by("-id")[:LOOKED_AT]:
        found = json.loads(job.note or "{}").get(org)
        if found:
            broken = Text(*found["broken"]) if found["broken"] else None
            return Checked(job.finished_at or job.created_at, found["events"], found["head"], broken)
    return None


def being_checked(org: str) -> bool:
    """Whether a check of the chain waits or runs."""
    open_jobs = Job.objects.filter(name=JOB, state__in=(State.QUEUED, State.RUNNING))
    return any(json.loads(job.argument).get("org") in (None, org) for job in open_jobs)
