"""Test databases are copies of one migrated template: the ledger's triggers refuse to be emptied, rightly.

The template itself comes from the kept ones (tests/kept.py), or is migrated and kept.
"""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from tests import kept
from tests.settings import SHARED

# The name of a template that the server brings with it, else one made here and named after the run: two
# runs may share a server.
BROUGHT = os.environ.get("BIHUAN_TESTS_TEMPLATE", "")
TEMPLATE = BROUGHT or f"bihuan_template_{SHARED.name[-8:].lower()}"
POSTGRES = "postgresql" in settings.DATABASES["default"]["ENGINE"]
SERVER = os.environ.get("DATABASE_URL", "")


def address(name: str) -> str:
    """The DATABASE_URL of the test database `name`."""
    if not POSTGRES:
        return f"sqlite:///{SHARED / name}.sqlite3"
    head, _, tail = SERVER.partition("?")
    return f"{head.rpartition('/')[0]}/{name}" + (f"?{tail}" if tail else "")


def made() -> Path:
    """Stands when the template does."""
    return SHARED / f"template.{settings.DATABASES['default']['ENGINE']}"


def template() -> str:
    """The migrated template; provided by whoever comes first, once a run."""
    if BROUGHT:
        return TEMPLATE
    with open(SHARED / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made().exists():
            on_a_server() if POSTGRES else on_a_file()
            made().touch()
    return TEMPLATE


def on_a_server() -> None:
    """Migrated anew: a server that is not ours keeps nothing of us."""
    on_server(f'DROP DATABASE IF EXISTS "{TEMPLATE}" WITH (FORCE)')
    on_server(f'CREATE DATABASE "{TEMPLATE}"')
    kept.migrate(address(TEMPLATE))


def on_a_file() -> None:
    """The kept one, or one that is kept from now on."""
    file = SHARED / f"{TEMPLATE}.sqlite3"
    if not kept.take("sqlite", file):
        kept.migrate(address(TEMPLATE))
        kept.keep("sqlite", file)


def copy() -> str:
    """A new database like the template; returns its name."""
    source, name = template(), f"bihuan_{secrets.token_hex(6)}"
    if POSTGRES:
        on_server(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    else:
        shutil.copyfile(SHARED / f"{source}.sqlite3", SHARED / f"{name}.sqlite3")
    return name


def drop(name: str) -> None:
    """Remove a copy."""
    if POSTGRES:
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')
        return
    for end in (".sqlite3", ".sqlite3-wal", ".sqlite3-shm"):
        (SHARED / (name + end)).unlink(missing_ok=True)


@contextmanager
def pointed_at(name: str) -> Iterator[str]:
    """Inside, every connection of this process and DATABASE_URL lead to the copy `name`; yields its URL."""
    before = connections.settings["default"]["NAME"], os.environ.get("DATABASE_URL")
    connections["default"].close()
    connections.settings["default"]["NAME"] = name if POSTGRES else str(SHARED / f"{name}.sqlite3")
    os.environ["DATABASE_URL"] = address(name)
    try:
        yield address(name)
    finally:
        connections["default"].close()
        connections.settings["default"]["NAME"] = before[0]
        if before[1] is None:
            os.environ.pop("DATABASE_URL", None)
        else:
            os.environ["DATABASE_URL"] = before[1]


def forget_template() -> None:
    """The last thing a run does on a server that is not its own."""
    if POSTGRES:
        on_server(f'DROP DATABASE IF EXISTS "{TEMPLATE}" WITH (FORCE)')


def on_server(*statements: str) -> None:
    """Run statements that cannot stand in a transaction, from the server's own database."""
    import psycopg

    with psycopg.connect(address("postgres"), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def folder() -> Path:
    """Where this run keeps its files."""
    return SHARED
