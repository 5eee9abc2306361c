"""Nightly: forget finished work."""

from bihuan.jobs.models import Job, State
from bihuan.jobs.run import Run

KEPT = 30 * 24 * 3600 * 1_000_000


def tidy(run: Run) -> None:
    """Drop done and stopped jobs after 30 days; failed ones stay."""
    old = Job.objects.filter(state__in=(State.DONE, State.STOPPED), finished_at__lt=run.at - KEPT)
    old.delete()
    run.progress(1, 1)
