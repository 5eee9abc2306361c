"""Bringing a backup back into an empty database: all of it, its chains verified, or none.

Tables are loaded in one transaction, every chain is walked before it commits, and what was erased after the
backup was made is erased again. The evidence lies on the disk before the rows that name it are there. What
stands is then held against the record as a whole: a row that was wrong in the backup is told, but is no cause
to bring back nothing.
"""

import os
import secrets
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from bihuan.core.words.text import Text
from bihuan.exchange import backup_format as form
from bihuan.exchange.backup_format import Manifest, Unfit
from bihuan.exchange.backup_tables import index_anew, load, numbers_go_on, read_rows, tables
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.files.store import path_of
from bihuan.ledger import erase, journal
from bihuan.ledger.verify import verify
from bihuan.matters.upkeep.replaying import replay
from bihuan.search import upkeep


class NotEmpty(OSError):
    """There is something in the database already, and a restore overwrites nothing."""

    def __init__(self) -> None:
        super().__init__(
            "数据库里已有内容，恢复只能进入空数据库：请移走 var/bihuan.sqlite3，或用 DATABASE_URL 指定新库。"
            "The database is not empty; restore into a new one (DATABASE_URL). Nothing was changed."
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What stands now: the heads, how many personal facts had come back and were erased again, and what is
    `wrong`, not as the record gives it."""

    heads: list[str]
    erased: int
    wrong: list[Text]


def restore(path: Path, *, at: int, erasures: Path | None = None) -> Restored:
    """Restore the file `path`. `erasures`: a journal newer than the backup, else that of this installation.

    Unfit: the file or what it holds does not verify, or a newer version made it; NotEmpty: the database has
    content. In both cases nothing stays behind.
    """
    form.check(path)
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = form.manifest_of(archive)
            _require_known(manifest)
            _require_empty()
            known = _journal(archive, erasures)
            with _files_in_place(archive, manifest):
                erased = _tables(archive, manifest, known, at)
    except zipfile.BadZipFile as error:
        raise Unfit("这不是备份文件。This is not a backup.") from error
    upkeep.merge()
    if erased:
        erase.scrub()
    progress = begin(at=at)
    verify_whole(progress)
    return Restored(progress.heads, erased, progress.sentences())


def _require_known(manifest: Manifest) -> None:
    known = set(MigrationLoader(None).disk_migrations)
    newer = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if newer:
        raise Unfit(
            f"备份由更新的版本（{manifest.version}）制作，本版本不能恢复。"
            f"A newer version ({manifest.version}) made this backup: {newer[0]} is not known here."
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


def _journal(archive: zipfile.ZipFile, newer: Path | None) -> list[journal.Erasure]:
    """Every erasure that is known, from the backup and the newer journal; this installation keeps both."""
    own = journal.path()
    inside = own.with_name(f".{own.name}.{secrets.token_hex(4)}")
    try:
        inside.write_bytes(archive.read(form.JOURNAL))
        found = dict.fromkeys([*journal.read(inside), *journal.read(newer or own)])
    finally:
        inside.unlink(missing_ok=True)
    here = set(journal.read(own))
    if missing := [one for one in found if one not in here]:
        journal.append(missing)
    return list(found)


def _tables(archive: zipfile.ZipFile, manifest: Manifest, known: list[journal.Erasure], at: int) -> int:
    """Load, verify, erase again, index, commit; how many facts were erased again.

    An older backup is loaded into the tables of its time, which are then made into today's.
    """
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


def _migrate(manifest: Manifest) -> None:
    """Tables as they were when the backup was made."""
    then = {(app, name) for app, name in manifest.migrations}
    executor = MigrationExecutor(connection)
    if set(executor.loader.applied_migrations) - then:
        raise NotEmpty
    graph = executor.loader.graph
    executor.migrate([node for node in then if not {*graph.node_map[node].children} & then])


def _waiting() -> bool:
    """Whether this version has tables that the backup did not know."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _load(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    here = {model._meta.db_table for model in tables()}
    _defer_references()
    for table in manifest.tables:
        if table.name not in here:
            raise Unfit(f"备份中有本版本没有的表 {table.name}。Table {table.name} is not known here.")
        with archive.open(form.table_member(table.name)) as lines:
            load(table, read_rows(table, lines))
    numbers_go_on()
    _require_whole(manifest.heads)


def _finish(known: list[journal.Erasure], at: int) -> int:
    erased = replay(known, at=at)
    index_anew()
    return erased


def _defer_references() -> None:
    """Rows may come before those that they refer to; all are checked at the end."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA defer_foreign_keys = ON")


def _require_whole(heads: list[str]) -> None:
    """Every chain verifies and ends where the backup says that it ended."""
    report = verify()
    if report.breaks:
        sentence = report.breaks[0].sentence()
        raise Unfit(f"备份中的办理记录核验不通过，没有恢复。{sentence.zh} {sentence.en}")
    if [str(head) for head in report.heads] != heads:
        raise Unfit("备份中的链头与清单不符。The heads are not those of the manifest.")


@contextmanager
def _files_in_place(archive: zipfile.ZipFile, manifest: Manifest) -> Iterator[None]:
    """The evidence on the disk; taken away again if what follows fails."""
    new: list[Path] = []
    try:
        for org, digest in manifest.files:
            place = path_of(org, digest)
            if not place.exists():
                _unpack(archive, form.file_member(org, digest), digest, place)
                new.append(place)
        yield
    except BaseException:
        for place in new:
            place.unlink(missing_ok=True)
        raise


def _unpack(archive: zipfile.ZipFile, member: str, digest: str, place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    rough = place.with_name(f".{digest}.{secrets.token_hex(4)}")
    found = sha256()
    try:
        with (
            archive.open(member) as source,
            os.fdopen(os.open(rough, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file,
        ):
            for block in form.blocks(source):
                found.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if found.hexdigest() != digest:
            raise Unfit(f"备份中的文件 {digest} 与其摘要不符。File {digest} is not what its name says.")
        os.replace(rough, place)
    except KeyError as error:
        raise Unfit(f"备份中缺少文件 {digest}。File {digest} is missing.") from error
    finally:
        rough.unlink(missing_ok=True)
