"""Bringing a backup back into an empty database: all of it, its chains verified, or none.

Tables are loaded in one transaction, every chain is walked before it commits, and what was erased after the
backup was made is erased again. The evidence lies on the disk before the rows that name it are there. What
stands is then held against the record as a whole: a row that was wrong in the backup is told, but is no cause
to bring back nothing. So is a head that left the machine after the backup was made and is not in it.
"""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.core.management import call_command
from django.db import (
    DataError,
    IntegrityError,
    InterfaceError,
    NotSupportedError,
    ProgrammingError,
    connection,
    transaction,
)
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bihuan.core.words.text import Text
from bihuan.exchange import backup_format as form
from bihuan.exchange.backup_bounds import Lines, Unfit, whole
from bihuan.exchange.backup_format import Manifest
from bihuan.exchange.backup_tables import index_anew, load, numbers_go_on, read_rows, tables
from bihuan.exchange.bulk import in_bulk, without_indexes
from bihuan.exchange.retired import but_retired
from bihuan.exchange.unpacking import files_in_place
from bihuan.exchange.verifying.matterwise import NOT_UNDERSTOOD
from bihuan.exchange.verifying.scope import Scope
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.exchange.version import later, ours
from bihuan.ledger import erase, journal
from bihuan.ledger.held import held
from bihuan.ledger.verify import verify
from bihuan.matters.upkeep.replaying import replay
from bihuan.search import upkeep

_NOT_TAKEN: Final = (
    *(DataError, IntegrityError, InterfaceError, NotSupportedError, ProgrammingError),
    *(OverflowError, RecursionError),
    *NOT_UNDERSTOOD,
)
"""What rows that nobody could have written make of a database, or of the code that reads them."""


class NotEmpty(OSError):
    """There is something in the database already, and a restore overwrites nothing."""

    def __init__(self) -> None:
        super().__init__(
            "数据库里已有内容，恢复只能进入空数据库：请移走 var/bihuan.sqlite3，或用 DATABASE_URL 指定新库。"
            "The database is not empty; restore into a new one (DATABASE_URL). Nothing was changed."
        )


class NoJournal(OSError):
    """The journal that was named is not there, or is none."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} 不是清除记录，或不存在，没有恢复任何内容；不指明 --erasures 则用本机的。"
            f"{path} is no journal of erasures, or is not there. Nothing was restored."
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now: the heads, how many personal facts came back and were erased again, what is `wrong`
    (not as the record gives it), which heads outside it is `behind`, and how many lines of a journal were
    `spoiled`, cut off while they were written."""

    heads: list[str]
    erased: int
    wrong: list[Text]
    behind: list[Text]
    spoiled: int


@dataclass(frozen=True, slots=True)
class Known:
    """The erasures that are known, and how many lines of the journals could not be read."""

    erasures: list[journal.Erasure]
    spoiled: int


def restore(path: Path, *, at: int, erasures: Path | None = None) -> Restored:
    """Restore the file `path`. `erasures`: a journal newer than the backup, else that of this installation.

    Unfit: the file or what it holds does not verify, or a newer version made it; NotEmpty: the database has
    content; NoJournal. In all cases nothing stays behind.
    """
    with form.opened(path) as archive:
        manifest = form.manifest_of(archive)
        _require_known(manifest)
        _require_empty()
        known = _journals(archive, erasures)
        with files_in_place(archive, manifest):
            erased = _tables(archive, manifest, known.erasures, at)
    journal.complete()
    upkeep.merge()
    if erased:
        erase.scrub()
    progress = begin(at=at)
    verify_whole(progress, Scope(outside=False))
    behind = [one.sentence() for one in held()[0]]
    return Restored(progress.heads, erased, progress.sentences(), behind, known.spoiled)


def _require_known(manifest: Manifest) -> None:
    known = set(MigrationLoader(None).disk_migrations)
    newer = [f"{app}.{name}" for app, name in sorted(but_retired(_then(manifest)) - known)]
    if newer or later(manifest.version, ours()):
        version = manifest.version[:40]
        raise Unfit(
            f"备份由更新的版本（{version!a}）制作，本版本（{ours()}）不能恢复，请先升级。"
            f"A newer version ({version!a}) made this backup, and this one ({ours()}) cannot restore it:"
            f" upgrade first.{f' ({newer[0]})' if newer else ''}"
        )


def _require_empty() -> None:
    """A database without tables, or with tables in which nobody has done anything."""
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in ("people_organisation", "people_user", "ledger_event"):
            if table in present:
                cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
                if cursor.fetchone():
                    raise NotEmpty


def _journals(archive: zipfile.ZipFile, newer: Path | None) -> Known:
    """Every erasure that is known, from the backup and the newer journal. NoJournal where that is none."""
    if newer and not newer.is_file():
        raise NoJournal(newer)
    file = newer or journal.path()
    outside, spoiled = list(journal.read(file)), journal.spoiled(file)
    if newer and spoiled and not outside:
        raise NoJournal(newer)
    inside = whole(archive, form.JOURNAL, most=form.LONGEST_JOURNAL).decode(errors="replace").split("\n")
    found = [one for one in map(journal.understood, filter(None, inside)) if one]
    return Known(list(dict.fromkeys([*found, *outside])), spoiled)


def _tables(archive: zipfile.ZipFile, manifest: Manifest, known: list[journal.Erasure], at: int) -> int:
    """Load, verify, erase again, index, commit; how many facts were erased again.

    An older backup is loaded into the tables of its time, which are then made into today's.
    """
    with _taken(), in_bulk():
        _migrate(manifest)
        today = not _waiting()
        with transaction.atomic():
            _load(archive, manifest)
            erased = _finish(known, at) if today else 0
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)  # puts the triggers up, too
        if not today:
            with transaction.atomic():
                erased = _finish(known, at)
    return erased


def _then(manifest: Manifest) -> list[tuple[str, str]]:
    return [(app, name) for app, name in manifest.migrations]


@contextmanager
def _taken() -> Iterator[None]:
    """Unfit where the rows are such as no version wrote."""
    try:
        yield
    except Unfit:
        raise
    except _NOT_TAKEN as error:
        raise Unfit(
            f"备份中的内容不能写入数据库，没有恢复（{type(error).__name__}）。"
            "What the backup holds cannot be taken into a database. Nothing was restored."
        ) from error


def _migrate(manifest: Manifest) -> None:
    """Tables as they were when the backup was made."""
    then = but_retired(_then(manifest))
    executor = MigrationExecutor(connection)
    if but_retired(executor.loader.applied_migrations) - then:
        raise NotEmpty
    graph = executor.loader.graph
    executor.migrate([node for node in then if not {*graph.node_map[node].children} & then])


def _waiting() -> bool:
    """Whether this version has tables that the backup did not know."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _load(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    _require_tables(manifest)
    with without_indexes([table.name for table in manifest.tables]):
        for table in manifest.tables:
            load(table, read_rows(table, Lines(archive, form.table_member(table.name))))
    numbers_go_on()
    _require_whole(manifest.heads)


def _require_tables(manifest: Manifest) -> None:
    """Every table is one of ours, and stands with these columns."""
    ours_here = {model._meta.db_table for model in tables()}
    with connection.cursor() as cursor:
        present = set(connection.introspection.table_names(cursor))
        for table in manifest.tables:
            if table.name not in ours_here & present:
                raise Unfit(f"备份中有本版本没有的表 {table.name}。Table {table.name} is not known here.")
            cursor.execute(f"SELECT * FROM {table.name} LIMIT 0")
            if not {one[0] for one in cursor.description} >= set(table.columns):
                raise Unfit(f"备份中的表 {table.name} 列不对。Table {table.name} has other columns here.")


def _finish(known: list[journal.Erasure], at: int) -> int:
    journal.keep(known)
    erased = replay(list(dict.fromkeys([*journal.kept(), *known])), at=at)
    index_anew()
    return erased


def _require_whole(heads: list[str]) -> None:
    """Every chain verifies and ends where the backup says that it ended."""
    report = verify()
    if report.breaks:
        sentence = report.breaks[0].sentence()
        raise Unfit(f"备份中的办理记录核验不通过，没有恢复。{sentence.zh} {sentence.en}")
    if [str(head) for head in report.heads] != heads:
        raise Unfit("备份中的链头与清单不符。The heads are not those of the manifest.")
