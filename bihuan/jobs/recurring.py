"""Work that comes back by itself: no cron, a table of our own that every worker may look at."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import transaction

from bihuan.jobs.models import Recurring
from bihuan.jobs.queue import enqueue


def next_moment(every: str, *, after: int) -> int:
    """The first moment later than `after` (microseconds) of "every:SECONDS" or "daily:HH:MM" (UTC)."""
    kind, _, value = every.partition(":")
    if kind == "every":
        return after + int(value) * 1_000_000
    if kind != "daily":
        raise ValueError(f"unknown recurrence {every!r}")
    hour, _, minute = value.partition(":")
    now = datetime.fromtimestamp(after / 1_000_000, UTC)
    moment = now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    if moment <= now:
        moment += timedelta(days=1)
    return int(moment.timestamp()) * 1_000_000


def register(*, at: int) -> None:
    """Make the table agree with settings.RECURRING; a changed rhythm starts anew, others go on."""
    wanted = dict(settings.RECURRING)
    Recurring.objects.exclude(name__in=wanted).delete()
    known = dict(Recurring.objects.values_list("name", "every"))
    for name, every in wanted.items():
        if known.get(name) != every:
            moment = next_moment(every, after=at)
            Recurring.objects.update_or_create(name=name, defaults={"every": every, "next_run_at": moment})


def queue_due(*, at: int) -> int:
    """Queue what has come due, each once whoever looks first; returns how many.

    Moments that were missed are made up by one run. One that lies further ahead than its rhythm was reckoned
    by a clock that was wrong, and is brought back.
    """
    queued = 0
    for row in Recurring.objects.all():
        coming = next_moment(row.every, after=at)
        if at < row.next_run_at <= coming:
            continue
        with transaction.atomic():
            mine = Recurring.objects.filter(name=row.name, next_run_at=row.next_run_at)
            if mine.update(next_run_at=coming) and row.next_run_at <= at:
                enqueue(row.name, at=at, key=f"recurring:{row.name}")
                queued += 1
    return queued
