"""Is the worker alive? It writes a row every few seconds; whoever asks looks at the newest."""

from django.db.models import Max

from bihuan.jobs.models import Heartbeat

BEAT_EVERY = 5 * 1_000_000
SILENT_AFTER = 30 * 1_000_000


def beat(worker: str, *, at: int) -> None:
    """Write this worker's sign of life and forget workers that fell silent an hour ago."""
    if not Heartbeat.objects.filter(worker=worker).update(beat_at=at):
        Heartbeat.objects.filter(beat_at__lt=at - 3600 * 1_000_000).delete()
        Heartbeat.objects.create(worker=worker, beat_at=at)


def quit_beating(worker: str) -> None:
    """A worker that ends in good order takes its row along: a restart is not judged by an old beat."""
    Heartbeat.objects.filter(worker=worker).delete()


def silence(*, at: int) -> str | None:
    """Why the worker counts as dead, for operators; None while it beats."""
    last = Heartbeat.objects.aggregate(last=Max("beat_at"))["last"]
    if last is None:
        return "the worker has not started"
    if at - last > SILENT_AFTER:
        return f"the worker has been silent for {(at - last) // 1_000_000} seconds"
    return None
