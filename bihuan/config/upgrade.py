"""From one version's tables to the next's: snapshot, migrate, verify, else the old state stays."""

import sqlite3
import sys
import time
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.recorder import MigrationRecorder

from bihuan.exchange.verifying.scope import Scope
from bihuan.exchange.verifying.whole import begin, verify_whole
from bihuan.matters.writing.clock import now


class UpgradeFailed(OSError):
    """The new tables could not be made or the record does not verify on them; the old state stands."""


def unknown(executor: MigrationExecutor) -> list[str]:
    """Migrations that the database has had and this code does not know: it is newer."""
    applied = MigrationRecorder(connection).applied_migrations()
    known = executor.loader.disk_migrations
    replaced = {key for migration in known.values() for key in migration.replaces}
    return sorted(f"{app}.{name}" for app, name in set(applied) - set(known) - replaced)


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
    """SQLite: keep a whole copy beside the file and put it back if anything fails."""
    file = Path(settings.DATABASES["default"]["NAME"])
    kept = file.with_name(f"{file.stem}.before-{time.strftime('%Y%m%d-%H%M%S', time.gmtime())}.sqlite3")
    connection.close()
    copy_database(file, kept)
    try:
        migrate()
        check(tables)
    except Exception as error:
        connection.close()
        copy_database(kept, file)
        kept.unlink()
        raise UpgradeFailed(f"the upgrade failed and the old state was put back: {error}") from error
    sys.stderr.write(f"升级前的数据库已留存：{kept.name} The database before the upgrade is kept there.\n")


def copy_database(source: Path, target: Path) -> None:
    """A consistent copy through SQLite's backup, whatever is in the write-ahead log."""
    with sqlite3.connect(source) as one, sqlite3.connect(target) as other:
        one.backup(other)
    one.close()
    other.close()


def check(tables: frozenset[str] | None) -> None:
    """The record must verify on the new tables, and whatever was touched be what the record gives."""
    progress = begin(at=now())
    verify_whole(progress, Scope(tables))
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
