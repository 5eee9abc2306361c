"""The database itself refuses to change the record, after every migration too."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import override_settings

from bihuan.ledger import triggers
from bihuan.ledger.models import Event, Facts, Head
from bihuan.ledger.verify import verify
from tests.ledger.writing import begun, story, taking_off

CHANGES = [
    "UPDATE ledger_event SET name = 'signed_off'",
    "UPDATE ledger_event SET header = header || ' '",
    "UPDATE ledger_event SET matter_id = matter_id + 1 WHERE seq = 1",
    "DELETE FROM ledger_event WHERE seq = 6",
    "DELETE FROM ledger_facts",
    "UPDATE ledger_facts SET value = '\"x\"'",
    "UPDATE ledger_facts SET value = NULL, salt = NULL",
    "UPDATE ledger_facts SET value = NULL, salt = NULL, erased_by = 9, digest = 'x'",
    "UPDATE ledger_facts SET event_id = event_id + 9, value = NULL, salt = NULL, erased_by = 9",
    "UPDATE ledger_facts SET name = 'other', value = NULL, salt = NULL, erased_by = 9",
    "UPDATE ledger_head SET seq = 5",
    "UPDATE ledger_head SET seal = 'x'",
    "UPDATE ledger_head SET slug = 'x', seq = seq + 1",
    "UPDATE ledger_head SET at = at - 1, seq = seq + 1",
    "DELETE FROM ledger_head",
]
REPLACING = [
    "INSERT OR REPLACE INTO ledger_event SELECT * FROM ledger_event WHERE seq = 3",
    "INSERT OR REPLACE INTO ledger_event (id, org_id, seq, matter_id, name, at, header, seal)"
    " SELECT id, org_id, seq, 1, 'x', 1, 'x', 'x' FROM ledger_event WHERE seq = 3",
    "INSERT OR REPLACE INTO ledger_facts SELECT * FROM ledger_facts",
    "INSERT OR REPLACE INTO ledger_head SELECT * FROM ledger_head",
    "UPDATE OR REPLACE ledger_event SET seq = 1 WHERE seq = 2",
]
EMPTYING = [
    "TRUNCATE ledger_event",
    "TRUNCATE ledger_facts",
    "TRUNCATE ledger_head",
    "TRUNCATE people_organisation CASCADE",
]


def refused(sql: str) -> bool:
    """Whether the database would not do it, for the record's reason."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(sql)
    except DatabaseError as error:
        return "the record: " in str(error)
    return False


@pytest.mark.django_db
def test_the_database_refuses_every_change_of_the_record() -> None:
    story(begun().pk)
    others = REPLACING if connection.vendor == "sqlite" else EMPTYING
    done = [sql for sql in CHANGES + others if not refused(sql)]
    assert done == []
    assert verify().breaks == []


@pytest.mark.django_db
def test_the_database_lets_a_fact_be_erased_once() -> None:
    story(begun().pk)
    erasing = "UPDATE ledger_facts SET value = NULL, salt = NULL, erased_by = 99"
    assert not refused(erasing)
    assert refused(erasing)
    assert refused("UPDATE ledger_facts SET value = '1', salt = '2', erased_by = NULL")


@pytest.mark.django_db
def test_all_triggers_stand_after_migrating() -> None:
    assert triggers.missing() == []


@pytest.mark.django_db
def test_a_trigger_that_is_gone_is_named_and_made_again() -> None:
    story(begun().pk)
    names = []
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in taking_off():
            cursor.execute(statement)
            names.append(statement.split()[2])
            assert names[-1] in triggers.missing()
    assert sorted(triggers.missing()) == sorted(names)
    triggers.create()
    assert triggers.missing() == []
    assert refused("DELETE FROM ledger_event")


@pytest.mark.django_db
def test_the_system_check_warns_of_missing_triggers(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check", databases=["default"])
    assert "ledger.W001" not in capsys.readouterr().err
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(taking_off()[0])
    call_command("check", databases=["default"])
    assert "ledger.W001" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_trigger_of_the_right_name_and_the_wrong_content_is_named_and_made_again() -> None:
    story(begun().pk)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "CREATE OR REPLACE FUNCTION ledger_event_delete() RETURNS trigger LANGUAGE plpgsql AS"
                " $x$BEGIN RETURN OLD; END$x$"
            )
        else:
            cursor.execute("DROP TRIGGER ledger_event_delete")
            cursor.execute(
                "CREATE TRIGGER ledger_event_delete BEFORE DELETE ON ledger_event BEGIN SELECT 1; END"
            )
    assert triggers.missing() == ["ledger_event_delete"]
    triggers.create()
    assert triggers.missing() == []
    assert refused("DELETE FROM ledger_event")


@pytest.mark.django_db
def test_a_trigger_that_does_not_fire_for_everybody_is_named() -> None:
    """Disabled, or asleep in sessions that call themselves replicas: only PostgreSQL knows such."""
    story(begun().pk)
    if connection.vendor != "postgresql":
        assert triggers.missing() == []
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_event DISABLE TRIGGER ledger_event_update")
        cursor.execute("ALTER TABLE ledger_event ENABLE TRIGGER ledger_event_delete")
        assert triggers.missing() == ["ledger_event_update", "ledger_event_delete"]
        triggers.create()
        cursor.execute("SET session_replication_role = replica")
        assert refused("DELETE FROM ledger_event")
        cursor.execute("SET session_replication_role = origin")
    assert triggers.missing() == []


NEXT = """
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("ledger", "{last}")]
    operations = [
        migrations.AddField("event", "extra", models.IntegerField(default=0)),
        migrations.AlterField("event", "name", models.CharField(max_length=200)),
        migrations.AlterField("facts", "digest", models.CharField(max_length=64)),
        migrations.AlterField("head", "seal", models.CharField(max_length=64)),
    ]
"""


def test_a_migration_that_rebuilds_the_tables_leaves_the_triggers_standing(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story(begun().pk)
    folder = tmp_path / "ledger_of_the_next_release"
    shutil.copytree(Path(triggers.__file__).parent / "migrations", folder)
    last = max(file.stem for file in folder.glob("[0-9]*.py"))
    (folder / "9999_rebuild.py").write_text(NEXT.format(last=last), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with override_settings(MIGRATION_MODULES={"ledger": folder.name}):
        call_command("migrate", "ledger", verbosity=0)
    connection.close()  # this session's functions still know the old types
    with connection.cursor() as cursor:
        columns = [c.name for c in connection.introspection.get_table_description(cursor, "ledger_event")]
    assert "extra" in columns
    assert triggers.missing() == []
    assert [sql for sql in CHANGES if not refused(sql)] == []
    assert verify().breaks == []


def test_a_migration_of_another_part_puts_back_what_was_lost(fresh_database: str) -> None:
    story(begun().pk)
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in taking_off():
            cursor.execute(statement)
    call_command("migrate", "people", verbosity=0)
    assert triggers.missing() == []


@pytest.mark.django_db
def test_an_event_stands_where_its_id_says() -> None:
    story(begun().pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        Event.objects.create(id=5, org_id=1, seq=7, matter_id=1, name="x", at=1, header="{}", seal="")


@pytest.mark.django_db
def test_a_fact_is_whole_or_erased() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Facts.objects.create(event_id=5, name="x", value=None, salt="00", digest="")
    assert Head.objects.count() == 0
