"""Who is signed in from where, and what was wrongly tried. All instants are microseconds since the epoch.

Nothing here outlives its use: tidying.py forgets it by the days of a setting.
"""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """One sign-in. `used_at` is coarse: written anew after some minutes of use, not by each page.

    `device`: browser and system in two words, as the browser names itself (`devices.py`).
    """

    user_id = models.BigIntegerField(null=True, db_index=True)
    begun_at = models.BigIntegerField()
    used_at = models.BigIntegerField(db_index=True)
    device = models.CharField(max_length=40, default="")

    @classmethod
    def get_session_store_class(cls) -> Any:
        """What reads and writes it."""
        return import_module(settings.SESSION_ENGINE).SessionStore

    class Meta:
        app_label = "web"
        db_table = "web_session"


class Trace(models.Model):
    """Wrong passwords for a name from one place, or names tried from one address; keyed digests alone.

    `wrong`: how many in a row. Nothing is tried again before `until`. `before`: when one was counted before
    the last, which a right password brings back.
    """

    key = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=64, db_index=True, default="")
    wrong = models.IntegerField()
    at = models.BigIntegerField(db_index=True)
    until = models.BigIntegerField()
    before = models.BigIntegerField(default=0)


class KnownBrowser(models.Model):
    """A browser, or an address, where somebody has signed in under a name: nobody else slows it there."""

    key = models.CharField(max_length=64, primary_key=True)
    at = models.BigIntegerField(db_index=True)
