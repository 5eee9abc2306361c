"""What was recorded is not answered with an error: should the machine fail between the commit and the page
that tells of it, a page that needs nothing says that it is done.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from bihuan.matters.writing.recorded import watching
from bihuan.web.causes import cause_of
from bihuan.web.drafts import taken
from bihuan.web.refusals import done_all_the_same

log = logging.getLogger(__name__)
RECORDED = "bihuan.recorded"
"""Of the environ: how many events each committed book wrote."""


class RecordedMiddleware:
    """Watches what each request records."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with watching() as recorded:
            request.META[RECORDED] = recorded
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None leaves everything else to whoever stands further out."""
        cause = cause_of(exception)
        if not cause or not request.META.get(RECORDED):
            return None
        log.error("recorded, but its page could not be shown (%s): %s", cause, type(exception).__name__)
        taken(request)
        return done_all_the_same(request)
