"""Nightly: forget finished work and expired sign-ins."""

from importlib import import_module

from django.conf import settings

from bihuan.jobs.models import Job, State
from bihuan.jobs.run import Run

KEPT = 30 * 24 * 3600 * 1_000_000


def tidy(run: Run) -> None:
    """Drop done and stopped jobs after 30 days (failed ones stay) and old sessions."""
    old = Job.objects.filter(state__in=(State.DONE, State.STOPPED), finished_at__lt=run.at - KEPT)
    old.delete()
    run.progress(1, 2)
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    run.progress(2, 2)
