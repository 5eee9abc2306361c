"""Who has the place: a running server holds its `var/` and its database until it ends, and whoever makes or
changes tables does while it works. The operating system lets go of a hold when its process dies.

`var/hold` is locked, and beside a SQLite database `FILE.hold`, wherever it lies. So is PostgreSQL, by an
advisory lock of a session of its own, which other machines see; it is taken anew once PostgreSQL was started
again. A server that is ending, and whoever only prepares, are waited for; a running one is not.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from select import select
from typing import Any, Final

from django.conf import settings
from django.db import Error, connection

from bihuan.config import database, installation
from bihuan.config.port import address
from bihuan.core.words.text import Text

SERVES, PREPARES = "serves", "prepares"
ENDING: Final = 8.0
"""Seconds for which the processes of a server that was killed may still live."""
LONGEST: Final = 900.0
"""Seconds for which somebody who prepares is waited for: a large database is proved when it is upgraded."""
BETWEEN: Final = 0.1
LOCK: Final = 0x6269_6875_616E  # "bihuan"; advisory locks are each database's own
HANDED_ON: Final = "BIHUAN_HELD"
"""The environment of a process that begins anew says which files it holds already."""
HELD = Text(
    "这里的服务正在运行（端口 {port}），请先停止它，再运行这条命令。",
    "A server is running here (port {port}): stop it first.",
)
ELSEWHERE = Text(
    "这个数据库正由另一个服务或命令使用，请先停止它。",
    "Another server or command is using this database: stop it first.",
)
TOO_LONG = Text(
    "另一条命令正在准备或恢复数据，请稍后再试。",
    "Another command is preparing or restoring here: try again later.",
)


class Held(OSError):
    """Somebody else has the place; the message says so in one sentence."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(f"{sentence.zh}{sentence.en}")


class Hold:
    """The locked files and, on PostgreSQL, the session that holds the lock. Kept alive by being referred
    to."""

    def __init__(self, files: list[int]) -> None:
        self.files = files
        self.session: Any = None

    def hand_on(self) -> None:
        """Let the program that takes this process over keep the files; PostgreSQL is asked anew by it."""
        for handle in self.files:
            os.set_inheritable(handle, True)
        os.environ[HANDED_ON] = ",".join(map(str, self.files))

    def line(self) -> list[int]:
        """What can be read once PostgreSQL has closed our session; none where there is none."""
        return [] if self.session is None else [self.session.fileno()]

    def keep(self) -> None:
        """Take PostgreSQL's lock anew where our session is gone, or as soon as it answers. Raises Held.

        For a supervisor, which leaves no connection open that its children would inherit.
        """
        if connection.vendor != "postgresql" or (self.session is not None and _stands_open(self.session)):
            return
        if self.session is not None:
            self.session.close()
            self.session = None
        with suppress(Error):
            self.session = _session()
        database.let_go()

    def let_go(self) -> None:
        """Somebody else may come."""
        for handle in self.files:
            os.close(handle)
        if self.session is not None:
            self.session.close()
        self.files, self.session = [], None


def serving() -> AbstractContextManager[Hold]:
    """The place of a server, to whose end it is held. Raises Held."""
    return held(SERVES, port=address()[1])


@contextmanager
def held(what: str, *, port: str = "") -> Iterator[Hold]:
    """Hold the place, whose folder is made, for as long as the block lasts. Raises Held."""
    installation.make_folder()
    hold = take(what, port=port)
    try:
        installation.take_key()
        yield hold
    finally:
        hold.let_go()


def take(what: str, *, port: str = "") -> Hold:
    """Hold the place, or go on holding what was handed on to this process. Raises Held."""
    given = os.environ.pop(HANDED_ON, "")
    hold = Hold([int(one) for one in given.split(",") if one])
    try:
        if not hold.files:
            for file in _files():
                hold.files.append(_locked(file, json.dumps({"what": what, "pid": os.getpid(), "port": port})))
        if connection.vendor == "postgresql":
            hold.session = _session()
    except BaseException:
        hold.let_go()
        raise
    return hold


def _files() -> list[Path]:
    """What is locked: the folder, and a SQLite database, which another folder's server may name too."""
    own = Path(settings.HOLD)
    if connection.vendor != "sqlite":
        return [own]
    database = Path(connection.settings_dict["NAME"]).resolve()  # whatever it is called by
    return [own, database.with_name(f"{database.name}.hold")]


def _locked(file: Path, said: str) -> int:
    """Lock the file and say in it who has it."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    begun = time.monotonic()
    try:
        while not _lock(handle):
            _wait_or_refuse(os.pread(handle, 400, 0), time.monotonic() - begun)
            time.sleep(BETWEEN)
        os.ftruncate(handle, 0)
        os.pwrite(handle, said.encode(), 0)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_or_refuse(said: bytes, waited: float) -> None:
    """Return where whoever has the place is worth waiting for; Held where not."""
    who: dict[str, Any] = {}
    with suppress(ValueError):
        who = json.loads(said)
    if who.get("what") == SERVES and (_lives(who.get("pid")) or waited > ENDING):
        raise Held(HELD.format(port=who.get("port", "")))
    if waited > LONGEST:
        raise Held(TOO_LONG)


def _lives(pid: object) -> bool:
    if not isinstance(pid, int):
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _session() -> Any:
    """A connection of PostgreSQL that has the lock, for as long as it stays open."""
    import psycopg

    with connection.wrap_database_errors:
        session = psycopg.connect(**connection.get_connection_params(), autocommit=True)
        begun = time.monotonic()
        try:
            while not _has(session):
                if time.monotonic() - begun > (ENDING if _stands() else LONGEST):
                    raise Held(ELSEWHERE)
                time.sleep(BETWEEN)
        except BaseException:
            session.close()
            raise
    return session


def _stands_open(session: Any) -> bool:
    """Whether PostgreSQL has said nothing on it: all that it says unasked is that it ends."""
    return not select([session.fileno()], [], [], 0)[0]


def _has(session: Any) -> bool:
    row = session.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone()
    return next(iter(row.values()) if isinstance(row, dict) else iter(row)) is True


def _stands() -> bool:
    """Whether the place is prepared: then whoever holds it serves, and does not merely begin."""
    return installation.named() is not None
