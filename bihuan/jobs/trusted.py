"""What the installation knows of the time, in one row, and whether the clock can be believed by it.

There is no row until the place is prepared; until then nothing is held against the clock. Lengths and
instants in microseconds.
"""

import logging

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Max

from bihuan.core.time import trust
from bihuan.core.time.trust import Doubt, Known, Reading
from bihuan.jobs import clock
from bihuan.jobs.models import Heartbeat, KnownTime

log = logging.getLogger(__name__)
ONLY = 1
"""The key of the one row."""


def known(database: BaseDatabaseWrapper | None = None) -> Known | None:
    """The row, or None where the place is not prepared yet. `database`: a connection of the caller's own."""
    with (database or connection).cursor() as cursor:
        cursor.execute("SELECT at, boot, uptime, forgiven FROM jobs_knowntime WHERE id = %s", (ONLY,))
        row = cursor.fetchone()
    return Known(Reading(*row[:3]), row[3]) if row else None


def doubt(*, head: int = 0, database: BaseDatabaseWrapper | None = None) -> Doubt | None:
    """Why the clock cannot be believed, or None while it can; `database` as above."""
    return trust.doubt(clock.reading(), known(database), head)


def begin(*, head: int) -> Doubt | None:
    """Where nothing is known yet: begin with the clock as it is, unless a head or a beat lies after it.

    `head`: the latest instant of any chain. A clock before it is in doubt from the first moment on.
    """
    if (found := known()) is not None:
        return trust.doubt(clock.reading(), found, head)
    now = clock.reading()
    beat = Heartbeat.objects.aggregate(last=Max("beat_at"))["last"] or 0
    latest = max(head, beat)
    stands = now if latest - now.at <= trust.TOLERANCE else Reading(latest)
    KnownTime.objects.get_or_create(pk=ONLY, defaults=_columns(stands))
    return trust.doubt(now, known(), head)


def seen() -> None:
    """The clock as it is becomes what is known, if it can be believed: called with every beat of the
    worker."""
    now, found = clock.reading(), known()
    if found and trust.doubt(now, found) is None:
        # A confirmation that came meanwhile is not undone.
        KnownTime.objects.filter(pk=ONLY, at=found.reading.at).update(**_columns(now))


def confirm(*, head: int) -> None:
    """A person says that the clock is right: what it says now is known, and a head after it is forgiven."""
    now, before = clock.reading(), known()
    values = {**_columns(now), "confirmed_at": now.at, "confirmed_from": before.reading.at if before else 0}
    if head > now.at:
        values["forgiven"] = head
    KnownTime.objects.update_or_create(pk=ONLY, defaults=values)
    log.warning("the clock was confirmed by hand; before it was believed at %s", values["confirmed_from"])


def _columns(now: Reading) -> dict[str, int | str]:
    return {"at": now.at, "boot": now.boot, "uptime": now.uptime}
