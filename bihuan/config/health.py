"""GET /healthz: does the house stand? 200 {"status": "ok"}, else 503 with the reason, within two seconds.

What will become trouble and is none yet stands under "notes", with 200: a load balancer goes on sending
people. It looks through a connection of its own with short patience, never one of the pool, in a thread of
its own: a database that hangs holds up nobody who asks.
"""

import threading
from concurrent.futures import Future
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from django.db import Error, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend
from django.http import HttpRequest, JsonResponse

from bihuan.config import disk
from bihuan.config.database import limits
from bihuan.jobs import clock, trusted
from bihuan.jobs.heartbeat import silence
from bihuan.ledger import day_heads, publishing, triggers
from bihuan.web.causes import AWAY, BUSY, CLOCK, DISK, FILES, FULL, MEMORY, READ_ONLY, cause_of

DEADLINE = 1.5
"""Seconds after which an answer is given without the database."""
SAID: Final = {
    FULL: "the disk is full",
    READ_ONLY: "the database is read-only",
    DISK: "the disk does not read or write",
    MEMORY: "out of memory",
    FILES: "too many open files",
    AWAY: "the database does not answer",
    BUSY: "the database is busy",
    CLOCK: "the clock is in doubt",
}


class Found(NamedTuple):
    """What one look found: the first thing that is wrong, or None; and what is to be seen to."""

    trouble: str | None
    notes: list[str]


def healthz(request: HttpRequest) -> JsonResponse:
    """Asked by supervisors and load balancers; needs no sign-in and shows no data."""
    found = look()
    said: dict[str, Any] = {"notes": found.notes} if found.notes else {}
    if found.trouble:
        answer = JsonResponse({"status": "error", "reason": found.trouble, **said}, status=503)
    else:
        answer = JsonResponse({"status": "ok", **said})
    answer["Cache-Control"] = "no-store"
    return answer


_asking = threading.Lock()
_under_way: "Future[Found] | None" = None


def look() -> Found:
    """What is found within DEADLINE. Whoever asks while somebody looks is told what that one finds."""
    global _under_way
    with _asking:
        if _under_way is None or _under_way.done():
            _under_way = Future()
            try:
                threading.Thread(target=_look, args=(_under_way,), name="healthz", daemon=True).start()
            except RuntimeError:  # no more threads
                _under_way.set_result(Found(SAID[MEMORY], []))
        asked = _under_way
    try:
        return asked.result(DEADLINE)
    except TimeoutError:
        return Found(disk.trouble() or f"{SAID[AWAY]} within {DEADLINE} seconds", [])


def _look(answer: "Future[Found]") -> None:
    try:
        answer.set_result(found())
    except Exception as error:  # whatever it is, whoever asked must be told
        answer.set_result(Found(_said(error), []))


def found() -> Found:
    """One look, through one connection: English sentences, for operators."""
    notes = disk.notes()
    if full := disk.trouble():
        return Found(full, notes)
    database = own_connection()
    try:
        return Found(_of_database(database), [*notes, *_of_heads(database)])
    except (Error, OSError, MemoryError) as error:
        return Found(_said(error), notes)
    finally:
        database.close()


def _of_database(database: BaseDatabaseWrapper) -> str | None:
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only")
            if cursor.fetchone() == ("on",):
                return SAID[READ_ONLY]
    if missing := triggers.missing_in(database):
        return f"the ledger is unprotected, triggers are missing: {', '.join(missing)}"
    if differing := publishing.differing(database):
        heads = ", ".join(differing)
        return f"the record is behind or other than the heads kept outside, run bin/bihuan verify: {heads}"
    if doubted := trusted.doubt(head=day_heads.latest(database), database=database):
        return doubted.sentence.en
    return silence(at=clock.now(), database=database)


def _of_heads(database: BaseDatabaseWrapper) -> list[str]:
    said = []
    if (since := publishing.failing_since(database)) is not None:
        said.append(
            f"heads do not reach the place outside since {_moment(since)}; they wait and follow in order"
        )
    if gone := publishing.gone_from_outside(database):
        said.append(
            f"{gone[0]} heads that had been sent stood in the place outside no more, seen {_moment(gone[1])};"
            " they were added again: find out why, then run bin/bihuan acknowledge-heads"
        )
    return said


def _moment(at: int) -> str:
    return datetime.fromtimestamp(at // 1_000_000, UTC).isoformat()


def _said(error: BaseException) -> str:
    return f"{SAID[cause_of(error) or AWAY]}: {type(error).__name__}"


def own_connection() -> BaseDatabaseWrapper:
    """One that shares nothing with the pages and waits for a second at most; to be closed by the caller."""
    found = deepcopy(connections.settings["default"])
    options = found["OPTIONS"]
    options.pop("pool", None)
    if "options" in options:
        options |= {"options": f"{options['options']} {limits(1, 1, 1)}", "connect_timeout": 2}
    else:
        options["timeout"] = 1
    made: BaseDatabaseWrapper = load_backend(found["ENGINE"]).DatabaseWrapper(found, "healthz")
    return made
