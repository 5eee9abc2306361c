"""From one version's tables to the next's."""

from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations import AddField, AddIndex, DeleteModel, Migration, RunSQL
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.models import Index, IntegerField

from bihuan.config import prepare, upgrade
from bihuan.config.health import trouble
from bihuan.jobs.models import Job
from bihuan.jobs.queue import enqueue
from bihuan.ledger import triggers
from bihuan.matters.models import Matter
from tests.world import registered_measure, world


@pytest.fixture
def behind(fresh_database: str) -> str:
    """A database to which one migration of the queue has not been applied yet, with a job in it."""
    enqueue("write", at=1)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE jobs_heartbeat")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    return fresh_database


def test_a_newer_database_is_refused_and_left_alone(
    fresh_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('jobs', '0999_of_tomorrow', '2030-01-01 00:00:00+00:00')"
        )
    assert prepare.main([]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "jobs.0999_of_tomorrow" in said


def test_a_database_of_this_version_has_nothing_pending(fresh_database: str) -> None:
    executor = MigrationExecutor(connection)
    assert not upgrade.unknown(executor)
    assert not upgrade.pending(executor)


def test_an_upgrade_makes_the_tables_and_keeps_what_was_there(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        for table in ("heartbeat", "recurring", "job"):
            cursor.execute(f"DROP TABLE jobs_{table}")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    assert prepare.main(["--empty"]) == 0
    assert {"jobs_heartbeat", "jobs_recurring", "jobs_job"} <= set(connection.introspection.table_names())
    assert not triggers.missing()
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        (kept,) = file.parent.glob(f"{file.stem}.before-*.sqlite3")
        kept.unlink()


def test_triggers_that_are_gone_are_put_back_and_told(
    fresh_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    guard = triggers.GUARDS[0]
    with connection.cursor() as cursor:
        where = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {guard.name}{where}")
    assert guard.name in (trouble() or "")
    assert prepare.main(["--empty"]) == 0
    assert not triggers.missing()
    assert guard.name in capsys.readouterr().err


def test_a_failed_upgrade_leaves_the_old_state(behind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def half(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE jobs_recurring")
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(upgrade, "call_command", half)
    with pytest.raises((upgrade.UpgradeFailed, DatabaseError), match="the disk is full"):
        upgrade.upgrade(MigrationExecutor(connection))
    assert "jobs_recurring" in connection.introspection.table_names()
    assert Job.objects.count() == 1


def test_a_record_that_does_not_verify_stops_the_upgrade(
    behind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def migrate() -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE of_tomorrow (id integer)")

    def broken(tables: frozenset[str] | None) -> None:
        raise upgrade.UpgradeFailed("the record does not verify after the migration")

    monkeypatch.setattr(upgrade, "migrate", migrate)
    monkeypatch.setattr(upgrade, "check", broken)
    with pytest.raises(upgrade.UpgradeFailed, match="does not verify"):
        upgrade.upgrade(MigrationExecutor(connection))
    assert "of_tomorrow" not in connection.introspection.table_names()


def test_it_proves_what_the_migrations_touch_and_all_where_that_is_not_known(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    executor = MigrationExecutor(connection)

    def plan(*operations: Operation) -> None:
        migration = Migration("9999_of_tomorrow", "matters")
        migration.operations = list(operations)
        monkeypatch.setattr(executor, "migration_plan", lambda targets: [(migration, False)])

    plan(
        AddField("spell", "of_tomorrow", IntegerField(null=True)),
        AddIndex("matter", Index(fields=["due_on"], name="of_tomorrow")),
        DeleteModel("Yesterday"),
    )
    assert upgrade.touched(executor) == {"matters_spell", "matters_matter", "matters_yesterday"}
    plan(RunSQL("SELECT 1"))
    assert upgrade.touched(executor) is None


def test_a_row_that_a_migration_spoilt_stops_the_upgrade(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure = registered_measure(world())
    before = Matter.objects.get(pk=measure.id).life

    def spoils() -> None:
        Matter.objects.filter(pk=measure.id).update(life="signed_off")

    monkeypatch.setattr(upgrade, "migrate", spoils)
    monkeypatch.setattr(upgrade, "touched", lambda executor: frozenset({"matters_matter"}))
    with pytest.raises(upgrade.UpgradeFailed, match="should say assigned"):
        upgrade.upgrade(MigrationExecutor(connection))
    assert Matter.objects.get(pk=measure.id).life == before
    monkeypatch.setattr(upgrade, "touched", lambda executor: frozenset({"matters_link"}))
    upgrade.check(frozenset({"matters_link"}))


def test_static_files_are_gathered_when_they_change_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    gathered = StringIO()

    def command(*_: object, **__: object) -> None:
        gathered.write("x")
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(prepare, "call_command", command)
    assert prepare.collect_static()
    assert not prepare.collect_static()
    assert gathered.getvalue() == "x"
    monkeypatch.setattr(prepare, "static_digest", lambda: "another")
    prepare.collect_static()
    assert gathered.getvalue() == "xx"
