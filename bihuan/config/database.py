"""DATABASE_URL → Django's DATABASES entry. Two engines, nothing else."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers go on while one writes; FULL because an act that was answered with success must
# survive a power cut; foreign_keys is switched on by Django itself. Each thread of each process has a cache
# of its own (4 MB); what it lacks is in the system's, which they share.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-4000;PRAGMA mmap_size=0"
)

PREPARED: Final = {"server_side_binding": True, "prepare_threshold": 3}
"""A statement that comes for the third time on a connection is read by the server once and kept.

It is still planned for its values each time (`force_custom_plan`): what one person may see differs from what
another may by factors of thousands, and one plan for all of them was four times slower where that counts.
"""
CUSTOM: Final = "-c plan_cache_mode=force_custom_plan"

STATEMENTS = 512
"""So many compiled statements each connection keeps; the pages of one round need more than Python's 128."""

WAIT: Final = 5
"""Seconds for which whoever looks at a page waits for a lock, a connection or the server, at most."""
STATEMENT: Final = 30
"""Seconds that one statement of a page may take."""
IDLE: Final = 20
"""Seconds in which a transaction of ours may ask nothing; then the server ends it, and its locks go."""
PATIENT: Final = 60
"""Seconds for which jobs and commands wait for a lock: longer than any stuck transaction of ours lives."""
CONNECTIONS: Final = 8
"""Of each process of pages, at most; each has no more threads than this."""
ALIVE: Final = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}
"""A server that is gone without a word (a cable, a firewall) is given up within half a minute."""


class BadDatabaseURL(ValueError):
    """The address is neither postgresql://… nor sqlite:///…; the message says so in one line."""


def database_from(url: str | None, *, var: Path) -> dict[str, Any]:
    """The settings of the one database.

    `url`: `postgresql://user:password@host:port/name?option=value`, `sqlite:///relative.sqlite3`,
    `sqlite:////absolute.sqlite3`, or nothing for the SQLite file in `var`.
    Raises BadDatabaseURL for anything else.
    """
    if not url:
        return sqlite(var / "bihuan.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return sqlite(Path(unquote(parts.path[1:])).absolute())
    if parts.scheme in ("postgresql", "postgres") and len(parts.path) > 1:
        return postgresql(url)
    raise BadDatabaseURL("DATABASE_URL must be postgresql://user@host/name or sqlite:///file")


def sqlite(file: Path) -> dict[str, Any]:
    """One file. IMMEDIATE: a transaction begins with the write lock, so it waits instead of failing."""
    return {
        "ENGINE": "bihuan.ledger.sqlite",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 2 * WAIT,  # writers do not queue here: a long import is met again and again
            "init_command": SQLITE_PRAGMAS,
            "cached_statements": STATEMENTS,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """A server reached through psycopg 3 and its pool; a host that starts with / is a socket's folder."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    options["options"] = " ".join((CUSTOM, limits(WAIT, IDLE, STATEMENT), options.get("options", ""))).strip()
    options = {**PREPARED, "connect_timeout": WAIT, **ALIVE, "tcp_user_timeout": 20_000, **options}
    options["pool"] = {
        "min_size": 1,
        "max_size": CONNECTIONS,
        "timeout": WAIT,
        "reconnect_timeout": 3,  # then the next who asks tries anew: no long pause once the server is back
    }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,  # the pool hands out no connection that a restarted server has cut
        "OPTIONS": options,
    }


def limits(lock: int, idle: int, statement: int) -> str:
    """Options of a PostgreSQL connection, in seconds; 0 is no limit. Those of the address come after them."""
    named = {
        "lock_timeout": lock,
        "idle_in_transaction_session_timeout": idle,
        "statement_timeout": statement,
    }
    return " ".join(f"-c {name}={seconds * 1000}" for name, seconds in named.items())


@contextmanager
def patient() -> Iterator[None]:
    """For jobs and commands: a statement takes as long as it takes, a lock is waited for longer.

    Holds for connections that are opened within the block; they end with it, for none of them is of the pool.
    """
    from django.db import connections

    found = connections.settings["default"]
    hurried = found["OPTIONS"]
    found["OPTIONS"] = dict(hurried)
    if "options" in hurried:
        quick, slow = limits(WAIT, IDLE, STATEMENT), limits(PATIENT, 0, 0)
        found["OPTIONS"]["options"] = hurried["options"].replace(quick, slow, 1)
        found["OPTIONS"].pop("pool", None)
    else:
        found["OPTIONS"]["timeout"] = PATIENT
    try:
        yield
    finally:
        let_go()
        found["OPTIONS"] = hurried


@contextmanager
def readable() -> Iterator[None]:
    """A SQLite file where nothing can be written is read from a copy in the system's temporary folder.

    SQLite cannot read what the file's log still holds without writing beside it, nor check the index.
    """
    from django.db import connections

    found = connections.settings["default"]
    file = Path(found["NAME"])
    if "options" in found["OPTIONS"] or not file.is_file() or _writable(file):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="bihuan-read-") as folder:
        for one in (file, file.with_name(f"{file.name}-wal")):
            if one.exists():
                shutil.copyfile(one, Path(folder) / one.name)
        found["NAME"] = str(Path(folder) / file.name)
        try:
            yield
        finally:
            connections.close_all()
            found["NAME"] = str(file)


def _writable(file: Path) -> bool:
    return os.access(file, os.W_OK) and os.access(file.parent, os.W_OK)


def let_go() -> None:
    """Close every connection and its pool, threads and all: none may be carried into another process."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
