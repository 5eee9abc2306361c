"""Sessions in the database, as Django keeps them, read in plain SQL: every page reads one.

Settings name `SESSION_ENGINE = "bihuan.web.sessions"`.
"""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.db import connection
from django.utils import timezone

_SELECT = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(Kept):
    """Django's own; only reading is quicker."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing for one that is over, never was, or has a key that cannot be."""
        if not (self.session_key or "").isalnum():  # a zero byte in a cookie is refused by PostgreSQL
            self._session_key = None
            return {}
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_SELECT, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row[0])
        return found
