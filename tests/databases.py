"""Test databases are copies of one migrated template: the ledger's triggers refuse to be emptied, rightly."""

import fcntl
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections

from tests.settings import SHARED

# Named after the run: two runs may share a server.
TEMPLATE = f"bihuan_template_{SHARED.name[-8:].lower()}"
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
    """The migrated template; made by whoever comes first, once a run."""
    with open(SHARED / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made().exists():
            if POSTGRES:
                on_server(f'DROP DATABASE IF EXISTS "{TEMPLATE}" WITH (FORCE)')
                on_server(f'CREATE DATABASE "{TEMPLATE}"')
            migrate(address(TEMPLATE))
            made().touch()
    return TEMPLATE


def migrate(url: str) -> None:
    """Build the tables in a process of its own, so that no connection keeps the template busy."""
    code = (
        "import django; django.setup()\n"
        "from django.core.management import call_command\n"
        "call_command('migrate', run_syncdb=True, verbosity=0)\n"
        "from django.db import connection\n"
        "if connection.vendor == 'sqlite': connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')\n"
        "connection.close()\n"
    )
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"the test database cannot be built:\n{done.stdout}{done.stderr}")


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
