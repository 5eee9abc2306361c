"""Writing a table of PostgreSQL anew, so that nothing of what was taken out of it is left on the disk."""

import time
from typing import Final

from django.db import connection

PATIENCE: Final = 30.0
_OLDER = """
    SELECT count(*) FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND greatest(age(backend_xmin), age(backend_xid)) > age(%s::xid)
"""


def write_anew(table: str) -> None:
    """Outside any transaction; nobody else is let in meanwhile.

    PostgreSQL keeps what somebody who began before us may still read. So those are waited for first, whether
    they read or write, in all databases of the server, since making one holds up the others: half a minute at
    most, for the next erasure writes the table anew again.
    """
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        now = cursor.fetchone()[0]
        while _read_by_older(now) and time.monotonic() < until:
            time.sleep(0.05)
        cursor.execute(f"VACUUM FULL {table}")


def _read_by_older(now: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_OLDER, [str(int(now) % 2**32)])
        return bool(cursor.fetchone()[0])
