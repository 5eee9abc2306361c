"""Is the worker alive? It writes a row every few seconds; whoever asks looks at the newest."""

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from bihuan.jobs.models import Heartbeat

BEAT_EVERY = 5 * 1_000_000
SILENT_AFTER = 30 * 1_000_000
_LATEST = "SELECT max(beat_at), max(CASE WHEN beat_at <= %s THEN beat_at END) FROM jobs_heartbeat"
_HOUR = 3600 * 1_000_000


def beat(worker: str, *, at: int) -> None:
    """Write this worker's sign of life and forget workers that fell silent an hour ago.

    So are those forgotten whose last sign lies in the future: the clock was ahead when they wrote it.
    """
    if not Heartbeat.objects.filter(worker=worker).update(beat_at=at):
        Heartbeat.objects.exclude(beat_at__range=(at - _HOUR, at + _HOUR)).delete()
        Heartbeat.objects.create(worker=worker, beat_at=at)


def quit_beating(worker: str) -> None:
    """A worker that ends in good order takes its row along: a restart is not judged by an old beat."""
    Heartbeat.objects.filter(worker=worker).delete()


def silence(*, at: int, database: BaseDatabaseWrapper | None = None) -> str | None:
    """Why the worker counts as dead, for operators; None while it beats.

    A beat that lies in the future is none: after a clock was set back it would keep a dead worker alive.
    `database`: a connection of the caller's own.
    """
    with (database or connection).cursor() as cursor:
        cursor.execute(_LATEST, (at + SILENT_AFTER,))
        latest, last = cursor.fetchone()
    if last is None:
        ahead = latest is not None
        return "the worker's last beat lies in the future" if ahead else "the worker has not started"
    if at - last > SILENT_AFTER:
        return f"the worker has been silent for {(at - last) // 1_000_000} seconds"
    return None
