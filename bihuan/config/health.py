"""GET /healthz: does the house stand? 200 {"status": "ok"}, else 503 with the reason."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from bihuan.jobs import clock
from bihuan.jobs.heartbeat import silence
from bihuan.ledger import triggers


def healthz(request: HttpRequest) -> JsonResponse:
    """Asked by supervisors and load balancers; needs no sign-in and shows no data."""
    reason = trouble()
    if reason:
        return JsonResponse({"status": "error", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def trouble() -> str | None:
    """The first thing that is wrong, in English for operators, or None."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        missing = triggers.missing()
        quiet = silence(at=clock.now())
    except DatabaseError as error:
        return f"the database does not answer: {type(error).__name__}"
    if missing:
        return f"the ledger is unprotected, triggers are missing: {', '.join(missing)}"
    if quiet:
        return quiet
    return None
