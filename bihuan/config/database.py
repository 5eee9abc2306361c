"""DATABASE_URL → Django's DATABASES entry. Two engines, nothing else."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL lets readers go on while one writes; FULL because an act that was answered with success must
# survive a power cut; foreign_keys is switched on by Django itself. Each thread of each process has a cache
# of its own (4 MB); what it lacks is in the system's, which they share.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA temp_store=MEMORY;"
    "PRAGMA cache_size=-4000;PRAGMA mmap_size=0"
)

PREPARED = {"server_side_binding": True, "prepare_threshold": 3}
"""A statement that comes for the third time on a connection is read by the server once and kept.

It is still planned for its values each time (`force_custom_plan`): what one person may see differs from what
another may by factors of thousands, and one plan for all of them was four times slower where that counts.
"""

STATEMENTS = 512
"""So many compiled statements each connection keeps; the pages of one round need more than Python's 128."""


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
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
            "cached_statements": STATEMENTS,
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """A server reached through psycopg 3 and its pool; a host that starts with / is a socket's folder."""
    parts = urlsplit(url)
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    options |= PREPARED
    options["options"] = f"{options.get('options', '')} -c plan_cache_mode=force_custom_plan".strip()
    options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 20}
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


def let_go() -> None:
    """Close every connection and its pool, threads and all: none may be carried into another process."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if close_pool := getattr(connection, "close_pool", None):
            close_pool()
