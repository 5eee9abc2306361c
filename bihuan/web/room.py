"""Of the threads of a process one is always left for whoever looks, and for who asks how the house stands.

What is sent may have to wait for a lock; what is looked at never does. So fewer forms are taken at once than
there are threads: should somebody hold a lock for long, the next form is refused with what was typed.
"""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from bihuan.web.refusals import unavailable

PATIENCE = 1.0
"""Seconds after which a form is let in no more where those inside have not moved; in good times they take
hundredths, and where they are stuck nobody waits for them one after the other.
"""
SAFE = ("GET", "HEAD", "OPTIONS")
HELD = "bihuan.room"


class RoomMiddleware:
    """Stands inside the check of tokens, so that nothing from elsewhere is shown as typed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.room = threading.BoundedSemaphore(settings.FORMS_AT_ONCE)
        self.last_in = 0.0

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            if request.META.pop(HELD, False):
                self.room.release()

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """None lets it in."""
        if request.method in SAFE:
            return None
        if not self.room.acquire(timeout=max(0.0, self.last_in + PATIENCE - time.monotonic())):
            return unavailable(request)
        self.last_in = time.monotonic()
        request.META[HELD] = True
        return None
