"""Why the machine could not do it: of any exception, the cause that a person can be told, or none.

Walks from an exception to those it came from. SQLite names its errors, PostgreSQL numbers them (SQLSTATE),
the system has errno; what has none of these is known by its type.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from django.db import InterfaceError, OperationalError

from bihuan.core.words.doubted import Doubted

FULL, READ_ONLY, DISK, MEMORY, FILES = "full", "read_only", "disk", "memory", "files"
AWAY, BUSY, CLOCK = "away", "503", "clock"
CAUSES: Final = (FULL, READ_ONLY, DISK, MEMORY, FILES, AWAY, BUSY, CLOCK)
"""Keys of `bihuan.web.reasons.REASONS`."""

_ERRNO: Final = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EROFS: READ_ONLY,
    errno.EIO: DISK,
    errno.EMFILE: FILES,
    errno.ENFILE: FILES,
    errno.ENOMEM: MEMORY,
}
_SQLITE: Final = {
    "SQLITE_FULL": FULL,
    "SQLITE_READONLY": READ_ONLY,
    "SQLITE_IOERR": DISK,
    "SQLITE_NOMEM": MEMORY,
    "SQLITE_BUSY": BUSY,
    "SQLITE_LOCKED": BUSY,
    "SQLITE_CANTOPEN": AWAY,
}
"""By the beginning of the name: SQLITE_IOERR_WRITE is one of SQLITE_IOERR."""
_SQLSTATE: Final = {
    "53100": FULL,
    "53200": MEMORY,
    "53300": BUSY,  # too many connections
    "25006": READ_ONLY,  # a standby, or a server set to read only
    "55P03": BUSY,  # lock_timeout
    "57014": BUSY,  # statement_timeout
    "25P03": BUSY,  # idle_in_transaction_session_timeout
    "40001": BUSY,
    "40P01": BUSY,
    "58030": DISK,
    "57P": AWAY,  # shut down, crashed, not up yet
    "08": AWAY,
}


def cause_of(error: BaseException | None) -> str | None:
    """The cause that an exception names, itself or through those it came from; None for a fault of ours."""
    for one in _chain(error):
        if found := _own(one):
            return found
    if any(isinstance(one, OperationalError | InterfaceError) for one in _chain(error)):
        return _by_words(str(error))
    return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The exception that was meant comes first: what it was raised from, then what was being handled."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _own(error: BaseException) -> str | None:
    if isinstance(error, MemoryError):
        return MEMORY
    if isinstance(error, Doubted):
        return CLOCK
    name = getattr(error, "sqlite_errorname", None)
    if isinstance(name, str):
        found = next((cause for start, cause in _SQLITE.items() if name.startswith(start)), None)
        return FILES if found == AWAY and not _another_file() else found
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return next((cause for start, cause in _SQLSTATE.items() if state.startswith(start)), None)
    if isinstance(error, OSError) and error.errno in _ERRNO:
        return _ERRNO[error.errno]
    if isinstance(error, ConnectionError):
        return None  # whoever asked has gone; the database has errors of its own
    if type(error).__module__.startswith("psycopg") and isinstance(error, Exception):
        names = {one.__name__ for one in type(error).__mro__}
        return AWAY if names & {"OperationalError", "InterfaceError"} else None
    return None


def _another_file() -> bool:
    """SQLite says “unable to open” for a missing file and for a process that has too many open."""
    with suppress(OSError):
        os.close(os.open(os.devnull, os.O_RDONLY))
        return True
    return False


def _by_words(said: str) -> str:
    """An error of the database that came without the driver's own."""
    words = {"full": FULL, "readonly": READ_ONLY, "read-only": READ_ONLY, "unable to open": AWAY}
    return next((cause for word, cause in words.items() if word in said), BUSY)
