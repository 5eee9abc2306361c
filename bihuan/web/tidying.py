"""Nightly: what is kept of signing in goes after the days of a setting (TRACE_DAYS), sessions when over.

What goes: sessions that ended, wrong tries, browsers in which nobody has signed in since, and the moment of a
user's last sign-in. The security log is a file of whoever runs the server, and turned over by them.
"""

from datetime import UTC, datetime
from typing import Protocol

from django.conf import settings
from django.contrib.auth import get_user_model

from bihuan.web import brake
from bihuan.web.sessions import SessionStore

DAY = 86_400_000_000


class Run(Protocol):
    """What a job is given."""

    @property
    def at(self) -> int:
        """Now, in microseconds."""

    def progress(self, done: int, total: int) -> None:
        """Say how far it is."""


def tidy(run: Run) -> None:
    """Forget what is older than the setting says."""
    SessionStore.clear_expired()
    run.progress(1, 2)
    before = run.at - settings.TRACE_DAYS * DAY
    brake.forget(before)
    moment = datetime.fromtimestamp(before / 1_000_000, UTC)
    get_user_model().objects.filter(last_login__lt=moment).update(last_login=None)
    run.progress(2, 2)
