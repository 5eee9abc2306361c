"""Sessions in a table of our own, read in plain SQL: every page reads one.

A session ends `SESSION_COOKIE_AGE` after it began whatever is done in it, and `SESSION_IDLE` after it was
last used. That it is used is written at most every few minutes: looking at pages costs no statement more.
Settings name `SESSION_ENGINE = "bihuan.web.sessions"` and the middleware of this file in place of Django's.
No act writes the session: what was done is told by the address and by a cookie (`MESSAGE_STORAGE`), so that
what was recorded is not answered with an error because a session could not be written.
"""

import contextlib
import logging
from datetime import timedelta
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.auth import SESSION_KEY as USER
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware as Django
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bihuan.core.time.trust import TOLERANCE
from bihuan.web import clock
from bihuan.web.devices import device_of
from bihuan.web.models import Session

SECOND: Final = 1_000_000
COARSE: Final = 5 * 60 * SECOND
_SELECT: Final = (
    "SELECT session_data, used_at FROM web_session"
    " WHERE session_key = %s AND expire_date > %s AND used_at > %s AND begun_at > %s AND begun_at < %s"
)
"""One that began in the future began under a clock that ran ahead: nobody knows when."""
_BEGUN, _DEVICE = "begun", "device"
log = logging.getLogger(__name__)


class SessionStore(Kept):
    """Django's own, with an end that does not move, and one for those that nobody uses."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing for one that is over, never was, or has a key that cannot be."""
        if not (self.session_key or "").isalnum():  # a zero byte in a cookie is refused by PostgreSQL
            self._session_key = None
            return {}
        at = clock.now()
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            bounds = (idle_since(at), at - settings.SESSION_COOKIE_AGE * SECOND, at + TOLERANCE)
            cursor.execute(_SELECT, [self.session_key, now, *bounds])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        if at - row[1] > COARSE:
            self._used(at)
        found: dict[str, Any] = self.decode(row[0])
        return found

    def _used(self, at: int) -> None:
        """That it was used; while the database is busy the next page says so."""
        with contextlib.suppress(Error), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE web_session SET used_at = %s WHERE session_key = %s", [at, self.session_key]
            )

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """The row of what is to be kept."""
        at = clock.now()
        data.setdefault(_BEGUN, at)
        made = cast(Session, super().create_model_instance(data))
        made.user_id = int(data[USER]) if USER in data else None
        made.begun_at, made.used_at, made.device = data[_BEGUN], at, data.get(_DEVICE, "")
        return made

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Seconds until it is over: reckoned from its beginning, not from when it was last changed."""
        begun = self.get(_BEGUN)
        gone = 0 if begun is None else (clock.now() - begun) // SECOND
        return max(0, settings.SESSION_COOKIE_AGE - gone)

    def get_expiry_date(self, **kwargs: Any) -> Any:
        """When it is over."""
        return timezone.now() + timedelta(seconds=self.get_expiry_age())

    @classmethod
    def clear_expired(cls) -> None:
        """Forget those that are over."""
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
        Session.objects.filter(used_at__lte=idle_since(clock.now())).delete()


def idle_since(at: int) -> int:
    """What was last used then or before is over."""
    return at - int(settings.SESSION_IDLE) * SECOND


def begin(request: HttpRequest) -> None:
    """Somebody has signed in: the session begins now, on this device."""
    request.session[_BEGUN] = clock.now()
    request.session[_DEVICE] = device_of(request.headers.get("User-Agent", ""))


class SessionMiddleware(Django):
    """Django's own; by the time it writes, the view has answered, and that answer stands.

    What is lost is a choice that is made anew; who could not be signed in is asked to sign in again.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer of the view, with the session's cookie where it could be written."""
        try:
            answer: HttpResponse = super().process_response(request, response)
        except (Error, SessionInterrupted) as error:
            log.warning("a session could not be written: %s", type(error).__name__)
            return response
        return answer
