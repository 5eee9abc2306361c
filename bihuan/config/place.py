"""What a command finds where it is called: nothing, an older or a newer database, another place's, a server.

Asked once, before any command does anything. What only reads never makes a file; what writes prepares an
empty place; nothing touches a database that is newer than the code.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from enum import Enum
from pathlib import Path

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bihuan.config import installation, upgrade
from bihuan.config.hold import PREPARES, Hold, held
from bihuan.core.words.text import Text
from bihuan.jobs import trusted
from bihuan.ledger import day_heads

NOTHING = Text("这里还没有数据，请先运行 bin/run。", "There is nothing here yet: run bin/run first.")
OLDER = Text(
    "数据库由较早的版本建立，请先运行 bin/run 升级。",
    "This database was made by an older version: run bin/run first, which upgrades it.",
)
NEWER = Text(
    "数据库由更新的版本建立，本版本不能打开，未作任何改动。",
    "This database was made by a newer version; nothing was changed.",
)


class Need(Enum):
    """What a command needs of the place. ALONE: nobody else may be there, and it makes the tables itself."""

    ITSELF = "asks for itself"
    READS = "what is there already"
    WRITES = "tables, beside a server or without"
    FILLS = "tables, and nobody else"
    ALONE = "nobody else"
    DEVELOPS = "no newer database"


class Unready(OSError):
    """The command cannot work here; the message says why in one sentence."""

    def __init__(self, sentence: Text, named: str = "") -> None:
        super().__init__(f"{sentence.zh}{sentence.en}" + (f" ({named})" if named else ""))


@contextmanager
def ready(need: Need) -> Iterator[None]:
    """For as long as the command works. Raises Unready, Elsewhere or Held."""
    if need in (Need.ITSELF, Need.DEVELOPS):
        if need is Need.DEVELOPS:
            require_no_newer()
        yield
    elif need is Need.READS or (need is Need.WRITES and exists()):
        require_ready(reading=need is Need.READS)
        yield
    else:
        with alone():
            if need is not Need.ALONE:
                make_tables()
            else:
                require_no_newer()
            if need is Need.FILLS or need is Need.ALONE:
                yield
        if need is Need.WRITES:
            yield


def alone() -> AbstractContextManager[Hold]:
    """With nobody else in the place. Raises Held."""
    return held(PREPARES)


def make_tables() -> None:
    """Make the tables of an empty place; what is there already must be of this version and ours."""
    if not exists():
        upgrade.migrate()
        installation.claim()
        trusted.begin(head=day_heads.latest())
    require_ready()


def exists() -> bool:
    """Whether anything is there; looking makes no file."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return False
    return "django_migrations" in connection.introspection.table_names()


def require_ready(*, reading: bool = False) -> None:
    """Unready unless the tables are those of this version; Elsewhere unless they are ours."""
    if not exists():
        raise Unready(NOTHING)
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    if upgrade.pending(executor):
        raise Unready(OLDER)
    installation.require_ours(reading=reading)


def require_no_newer() -> None:
    """Unready where the database is newer than the code."""
    if exists():
        _refuse_newer(MigrationExecutor(connection))


def _refuse_newer(executor: MigrationExecutor) -> None:
    if newer := upgrade.unknown(executor):
        raise Unready(NEWER, newer[0])
