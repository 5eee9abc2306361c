"""From one version's tables to the next's."""

import sqlite3
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
from bihuan.config.health import found
from bihuan.config.place import Unready
from bihuan.jobs.models import Job
from bihuan.jobs.queue import enqueue
from bihuan.ledger import triggers
from bihuan.matters.models import Matter
from bihuan.people.models import User
from tests.world import registered_measure, world


@pytest.fixture
def behind(fresh_database: str) -> str:
    """A database to which one migration of the queue has not been applied yet, with a job in it."""
    enqueue("write", at=1)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE jobs_heartbeat")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")
    return fresh_database


def test_a_newer_database_is_refused_and_left_alone(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('jobs', '0999_of_tomorrow', '2030-01-01 00:00:00+00:00')"
        )
    with pytest.raises(Unready, match=r"newer version.*jobs\.0999_of_tomorrow"):
        prepare.main([])


def test_a_database_of_this_version_has_nothing_pending(fresh_database: str) -> None:
    executor = MigrationExecutor(connection)
    assert not upgrade.unknown(executor)
    assert not upgrade.pending(executor)


def test_an_upgrade_makes_the_tables_and_keeps_what_was_there(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        for table in ("heartbeat", "recurring", "job", "installation", "knowntime"):
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
    assert guard.name in (found().trouble or "")
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


def test_while_somebody_has_the_database_open_it_is_not_upgraded_and_nothing_is_put_back(
    behind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve acts of 26 that were answered with success were gone: to put back takes along what came since.

    PostgreSQL undoes only what the upgrade itself did.
    """
    if connection.vendor != "sqlite":  # nothing is put back there
        return
    file = connection.settings_dict["NAME"]
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.2)
    monkeypatch.setattr(upgrade, "migrate", lambda: pytest.fail("it migrates"))
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("SELECT count(*) FROM jobs_job").fetchone()
    with pytest.raises(upgrade.UpgradeFailed, match="nothing was upgraded or changed"):
        upgrade.upgrade(MigrationExecutor(connection))
    other.execute("UPDATE jobs_job SET note = 'written meanwhile'")
    other.close()
    assert Job.objects.get().note == "written meanwhile"
    assert not list(Path(file).parent.glob(f"{Path(file).stem}.before-*"))


def test_nobody_else_reads_or_writes_from_the_copy_to_the_end_of_an_upgrade(
    behind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":  # nothing is put back there
        return
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None, timeout=0.1)
    tried = []

    def fails() -> None:
        for statement in ("SELECT count(*) FROM jobs_job", "DELETE FROM jobs_job"):
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                other.execute(statement)
            tried.append(statement)
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(upgrade, "migrate", fails)
    with pytest.raises(upgrade.UpgradeFailed, match="the disk is full"):
        upgrade.upgrade(MigrationExecutor(connection))
    assert len(tried) == 2
    assert other.execute("SELECT count(*) FROM jobs_job").fetchone() == (1,)
    other.close()


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


def test_what_earlier_versions_had_of_others_makes_a_database_no_newer(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        for app in ("axes", "sessions"):
            cursor.execute(
                "INSERT INTO django_migrations (app, name, applied) "
                f"VALUES ('{app}', '0001_initial', '2026-01-01 00:00:00+00:00')"
            )
    assert not upgrade.unknown(MigrationExecutor(connection))


def as_before(*names: str) -> None:
    """The tables of 0.2.0, with users of these names: nothing folded, other tables for sign-ins."""
    MigrationExecutor(connection).migrate([("people", "0001_initial"), ("web", None)])
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE axes_accessattempt (id integer, username varchar(255))")
        cursor.execute("INSERT INTO axes_accessattempt VALUES (1, 'somebody')")
        for name in names:
            cursor.execute(
                "INSERT INTO people_user (username, password, is_active, must_change_password)"
                f" VALUES ('{name}', 'x', TRUE, TRUE)"
            )


def test_an_upgrade_from_0_2_0_folds_names_and_drops_what_was_kept_of_sign_ins(
    fresh_database: str,
) -> None:
    as_before("QinJianWei", "zou")
    assert prepare.main(["--empty"]) == 0
    assert {user.folded for user in User.objects.all()} == {"qinjianwei", "zou"}
    tables = set(connection.introspection.table_names())
    assert {"web_session", "web_trace"} <= tables and not {"axes_accessattempt", "django_session"} & tables
    _no_copies()


def test_two_names_that_differ_in_case_alone_stop_it_kindly(
    fresh_database: str,
) -> None:
    as_before("QinJianWei", "qinjianwei")
    with pytest.raises(OSError, match="QinJianWei / qinjianwei") as stopped:
        upgrade.upgrade(MigrationExecutor(connection))
    assert "只差大小写" in str(stopped.value) and "Nothing was changed" in str(stopped.value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT username FROM people_user ORDER BY id")
        assert [name for (name,) in cursor.fetchall()] == ["QinJianWei", "qinjianwei"]


def _no_copies() -> None:
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        for kept in file.parent.glob(f"{file.stem}.before-*.sqlite3"):
            kept.unlink()
