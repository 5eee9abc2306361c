"""Security events: sign-ins, refusals, administration; one line of JSON each, for whoever watches the server.

The logger is `bihuan.security`; the settings send it to standard error, or to the file that
BIHUAN_SECURITY_LOG names. A line holds nothing personal but the id of a person: no name, no address, nothing
typed. `at` is UTC. docs/security.md lists the events.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest

from bihuan.web import clock

log = logging.getLogger("bihuan.security")
_played: ContextVar[bool] = ContextVar("played", default=False)


def event(name: str, *, person: int | None = None, org: int | None = None, **more: int | str) -> None:
    """Write one. `more` are ids, counts and words of the code, never what somebody typed."""
    at = datetime.fromtimestamp(clock.now() / 1_000_000, UTC).isoformat(timespec="milliseconds")
    line = {"at": at.replace("+00:00", "Z"), "event": name, "person": person, "org": org, **more}
    log.info("%s", json.dumps(line, ensure_ascii=True))


@contextmanager
def played() -> Iterator[None]:
    """What happens within is played (a demonstration, a filling for load): nobody did it, nobody is told."""
    before = _played.set(True)
    try:
        yield
    finally:
        _played.reset(before)


def is_played() -> bool:
    """Whether this is within `played`."""
    return _played.get()


def refused_page(request: HttpRequest, status: int, why: str) -> None:
    """A page or a form that was refused; the page by the name that the code has for it."""
    person: Any = getattr(request, "person", None)
    found = request.resolver_match
    page = (found.view_name if found else "") or ""
    by(person, "refused", status=status, page=page, why=why)


def by(person: Any, name: str, **more: int | str) -> None:
    """An event of whoever had signed in, if somebody had."""
    event(name, person=getattr(person, "pk", None), org=getattr(person, "org_id", None), **more)


def of_user(name: str, user: Any, **more: int | str) -> None:
    """An event of a sign-in: once for each person that the user is, so that no organisation misses it."""
    persons = list(user.persons.filter(erased=False).values_list("pk", "org_id")) if user else []
    for person, org in persons or [(None, None)]:
        event(name, person=person, org=org, **more)
