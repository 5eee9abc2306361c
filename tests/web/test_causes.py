"""Of every error of the machine the cause that a person can be told."""

import errno
import os
import resource
import sqlite3
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from psycopg import errors
from psycopg_pool import PoolTimeout

from bihuan.core.words.doubted import Doubted
from bihuan.web.causes import AWAY, BUSY, CAUSES, CLOCK, DISK, FILES, FULL, MEMORY, READ_ONLY, cause_of
from bihuan.web.reasons import REASONS


def through_django(error: Exception, kind: type[DatabaseError] = OperationalError) -> DatabaseError:
    """As Django hands on what the driver raised."""
    made = kind(*error.args)
    made.__cause__ = error
    return made


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (OSError(errno.ENOSPC, "no space"), FULL),
        (OSError(errno.EDQUOT, "quota"), FULL),
        (OSError(errno.EROFS, "read-only"), READ_ONLY),
        (OSError(errno.EMFILE, "too many"), FILES),
        (OSError(errno.ENFILE, "too many"), FILES),
        (OSError(errno.ENOMEM, "no memory"), MEMORY),
        (OSError(errno.EIO, "input/output"), DISK),
        (MemoryError(), MEMORY),
        (Doubted(), CLOCK),
        (through_django(errors.LockNotAvailable("lock timeout")), BUSY),
        (through_django(errors.QueryCanceled("statement timeout")), BUSY),
        (through_django(errors.DiskFull("53100")), FULL),
        (through_django(errors.ReadOnlySqlTransaction("read only")), READ_ONLY),
        (through_django(errors.TooManyConnections("53300")), BUSY),
        (through_django(errors.AdminShutdown("57P01")), AWAY),
        (through_django(errors.CannotConnectNow("57P03")), AWAY),
        (through_django(psycopg.OperationalError("connection refused")), AWAY),
        (through_django(psycopg.InterfaceError("the connection is closed"), InterfaceError), AWAY),
        (through_django(PoolTimeout("no connection after 5 s")), AWAY),
        (OperationalError("database is locked"), BUSY),
    ],
)
def test_an_error_of_the_machine_has_a_cause(error: Exception, cause: str) -> None:
    assert cause_of(error) == cause
    outer = RuntimeError("while answering")
    outer.__context__ = error
    assert cause_of(outer) == cause


@pytest.mark.parametrize(
    "error",
    [
        RuntimeError("ours"),
        FileNotFoundError(errno.ENOENT, "gone"),
        IntegrityError("unique"),
        through_django(errors.UniqueViolation("unique"), IntegrityError),
        BrokenPipeError(errno.EPIPE, "whoever asked has gone"),
        None,
    ],
)
def test_a_fault_of_ours_has_none(error: Exception | None) -> None:
    assert cause_of(error) is None


def raised(work: object) -> sqlite3.Error:
    assert callable(work)
    with pytest.raises(sqlite3.Error) as found:
        work()
    return found.value


def test_what_sqlite_says_itself_is_understood(tmp_path: Path) -> None:
    file = tmp_path / "one.sqlite3"
    one = sqlite3.connect(file, timeout=0)
    one.execute("CREATE TABLE t (a)")
    one.commit()
    other = sqlite3.connect(file, timeout=0)
    one.execute("BEGIN IMMEDIATE")
    assert cause_of(raised(lambda: other.execute("BEGIN IMMEDIATE"))) == BUSY
    one.rollback()
    reader = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    assert cause_of(raised(lambda: reader.execute("INSERT INTO t VALUES (1)"))) == READ_ONLY
    (pages,) = one.execute("PRAGMA page_count").fetchone()
    one.execute(f"PRAGMA max_page_count={pages}")
    assert cause_of(raised(lambda: one.execute("INSERT INTO t VALUES (zeroblob(100000))"))) == FULL
    assert cause_of(raised(lambda: sqlite3.connect(tmp_path / "no" / "folder"))) == AWAY
    for connection in (one, other, reader):
        connection.close()


def test_a_process_without_descriptors_is_not_taken_for_a_missing_database(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    used = os.dup(0)
    os.close(used)
    resource.setrlimit(resource.RLIMIT_NOFILE, (used, hard))
    try:
        error = raised(lambda: sqlite3.connect(tmp_path / "one.sqlite3").execute("CREATE TABLE t (a)"))
        cause = cause_of(error)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert cause == FILES


def test_every_cause_has_its_words() -> None:
    assert set(CAUSES) <= REASONS.keys()
