"""The heads that are to leave the machine: a row for the last event of each day, signed as soon as can be."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from bihuan.core.chain.breaks import Published
from bihuan.core.time.days import day_of, end_of
from bihuan.ledger.batch import Batch
from bihuan.ledger.models import DayHead
from bihuan.ledger.outside import signed
from bihuan.ledger.signing import own_key

_ROWS = "ledger_dayhead (org_id, slug, day, seq, seal, at, line)"
_ONCE = "ON CONFLICT (org_id, seq, seal) DO NOTHING"


class Chain(NamedTuple):
    """An organisation's chain: where it stands, and the last of its heads that was taken."""

    org: int
    slug: str
    zone: str
    seq: int
    seal: str
    at: int
    taken: int | None


def take(*, at: int) -> None:
    """A row for every day that has ended and on which something happened.

    The first time the head as it stands now: what came before it is sealed with it.
    """
    rows = [row for chain in chains() for row in _due(chain, at)]
    batch = Batch()
    batch.insert(_ROWS, rows, _ONCE)
    batch.run()


def sign() -> None:
    """Sign the rows that wait for it. NoKey where that cannot be done."""
    waiting = list(DayHead.objects.filter(line=""))
    key = own_key() if waiting else None
    for row in waiting:
        assert key
        row.line = signed(Published(row.slug, row.seq, row.seal), day=row.day, at=row.at, key=key)
        row.save(update_fields=["line"])


def chains() -> list[Chain]:
    """Every chain on which something happened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT h.org_id, h.slug, o.zone, h.seq, h.seal, h.at,"
            " (SELECT max(d.at) FROM ledger_dayhead d WHERE d.org_id = h.org_id)"
            " FROM ledger_head h JOIN people_organisation o ON o.id = h.org_id"
            " WHERE h.seq > 0 ORDER BY h.org_id"
        )
        return [Chain(*row) for row in cursor.fetchall()]


def latest(database: BaseDatabaseWrapper | None = None) -> int:
    """The instant of the latest event of any chain, 0 where there is none."""
    with (database or connection).cursor() as cursor:
        cursor.execute("SELECT max(at) FROM ledger_head")
        return int(cursor.fetchone()[0] or 0)


def _due(chain: Chain, at: int) -> Iterator[tuple[int | str, ...]]:
    today = day_of(at, chain.zone)
    if chain.taken is None:
        yield _row(chain, day_of(chain.at, chain.zone), (chain.seq, chain.seal, chain.at))
        return
    taken = chain.taken
    while (following := _first_after(chain.org, taken)) and (day := day_of(following, chain.zone)) < today:
        last = _last_before(chain.org, end_of(day, chain.zone))
        yield _row(chain, day, last)
        taken = last[2]


def _row(chain: Chain, day: date, head: tuple[int, str, int]) -> tuple[int | str, ...]:
    seq, seal, at = head
    return chain.org, chain.slug, day.isoformat(), seq, seal, at, ""


def _first_after(org: int, at: int) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(at) FROM ledger_event WHERE org_id = %s AND at > %s", (org, at))
        found: int | None = cursor.fetchone()[0]
        return found


def _last_before(org: int, at: int) -> tuple[int, str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq, seal, at FROM ledger_event WHERE org_id = %s AND at < %s"
            " ORDER BY at DESC, seq DESC LIMIT 1",
            (org, at),
        )
        seq, seal, when = cursor.fetchone()
        return seq, seal, when
