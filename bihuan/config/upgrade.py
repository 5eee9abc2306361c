"""From one version's tables to the next's: snapshot, migrate, verify, else the old state stays."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.recorder import MigrationRecorder

from bihuan.exchange.retired import but_retired
from bihuan.exchange.verifying.scope import Scope
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.ledger import journal
from bihuan.matters.writing.clock import now


class UpgradeFailed(OSError):
    """The new tables could not be made or the record does not verify on them; the old state stands."""


def unknown(executor: MigrationExecutor) -> list[str]:
    """Migrations that the database has had and this code does not know: it is newer."""
    applied = MigrationRecorder(connection).applied_migrations()
    known = executor.loader.disk_migrations
    replaced = {key for migration in known.values() for key in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in but_retired(applied) - set(known) - replaced)


def pending(executor: MigrationExecutor) -> bool:
    """Whether there are migrations to run."""
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def upgrade(executor: MigrationExecutor) -> None:
    """Migrate; on failure the database is as it was and UpgradeFailed says why."""
    fresh = not executor.loader.applied_migrations
    tables = touched(executor)
    if fresh:
        migrate()
    elif connection.vendor == "sqlite":
        on_a_snapshot(tables)
    else:
        with transaction.atomic():
            migrate()
            check(tables)


def migrate() -> None:
    """Django's own; afterwards post_migrate puts the ledger's triggers back."""
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)


def on_a_snapshot(tables: frozenset[str] | None) -> None:
    """SQLite: keep a whole copy beside the file and put it back if anything fails.

    Nobody else can read or write from before the copy until the end: what is put back is all that there was.
    """
    file = Path(settings.DATABASES["default"]["NAME"])
    kept = file.with_name(f"{file.stem}.before-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.sqlite3")
    with shut() as own:
        copy(own, kept)
        try:
            migrate()
            check(tables)
        except Exception as error:
            put_back(kept, own)
            kept.unlink()
            raise UpgradeFailed(f"the upgrade failed and the old state was put back: {error}") from error
    sys.stderr.write(f"升级前的数据库已留存：{kept.name} The database before the upgrade is kept there.\n")


@contextmanager
def shut() -> Iterator[sqlite3.Connection]:
    """The one connection that the database has meanwhile, which SQLite itself keeps all others out of.

    UpgradeFailed where somebody has it open: whoever that is could write what would be lost.
    """
    options = connection.settings_dict["OPTIONS"]
    usual = options.get("init_command", "")
    connection.close()
    options["init_command"] = f"PRAGMA locking_mode=EXCLUSIVE;{usual}"
    try:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN EXCLUSIVE")
            cursor.execute("COMMIT")
        yield connection.connection
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        raise UpgradeFailed(
            "数据库正被别的程序打开，没有升级，未作任何改动：请停止后再启动。"
            "Another program has the database open; nothing was upgraded or changed: stop it, start again."
        ) from error
    finally:
        options["init_command"] = usual
        connection.close()


def copy(own: sqlite3.Connection, target: Path) -> None:
    """A consistent copy through SQLite's backup, whatever is in the write-ahead log."""
    other = sqlite3.connect(target)
    try:
        own.backup(other)
    finally:
        other.close()


def put_back(source: Path, own: sqlite3.Connection) -> None:
    """The copy, over whatever the migrations have left."""
    own.rollback()
    other = sqlite3.connect(source)
    try:
        other.backup(own)
    finally:
        other.close()


def check(tables: frozenset[str] | None) -> None:
    """The record must verify on the new tables, and whatever was touched be what the record gives.

    What was erased before there was a journal in the database comes into it first.
    """
    journal.complete()
    progress = begin(at=now())
    verify_whole(progress, Scope(tables, outside=False))
    if not progress.whole:
        wrong = progress.sentences()[0]
        raise UpgradeFailed(f"the record does not verify after the migration: {wrong.en} {wrong.zh}")


def touched(executor: MigrationExecutor) -> frozenset[str] | None:
    """The tables that the waiting migrations change; None where one of them does what nobody can know."""
    found: set[str] = set()
    for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes()):
        for operation in migration.operations:
            name = getattr(operation, "model_name", None) or getattr(operation, "name", None)
            if not isinstance(operation, ModelOperation | FieldOperation | IndexOperation) or not name:
                return None
            found.add(_table(migration.app_label, name))
    return frozenset(found)


def _table(app: str, model: str) -> str:
    try:
        return str(apps.get_model(app, model)._meta.db_table)
    except LookupError:  # a model that this version has no more
        return f"{app}_{model.lower()}"
