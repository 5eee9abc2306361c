"""The triggers that keep the record from being changed behind its back, on both databases.

Migrations that rebuild a table on SQLite drop its triggers silently; therefore they are made again after
every `migrate`, and `missing()` compares the text that stands in the database with the text here, not only
the names. They hold off mistakes and curious hands; whoever owns the database can remove them, and is found
by `verify`.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.core.checks import CheckMessage, Warning
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("ledger_event", "ledger_facts", "ledger_head", "ledger_journalline")


class Guard(NamedTuple):
    """One trigger: refuses `action` on `table` where `when` (over OLD and NEW) holds; no `when` is always."""

    name: str
    table: str
    action: str
    when: str
    reason: str


_ONLY_ERASING = """
    NEW.event_id <> OLD.event_id OR NEW.name <> OLD.name OR NEW.digest <> OLD.digest
    OR NEW.value IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.erased_by IS NULL OR OLD.erased_by IS NOT NULL
"""
_ONLY_FORWARD = """
    NEW.org_id <> OLD.org_id OR NEW.slug <> OLD.slug OR NEW.at < OLD.at OR NEW.seq < OLD.seq
    OR (NEW.seq = OLD.seq AND NEW.seal <> OLD.seal)
"""

GUARDS = (
    Guard("ledger_event_update", "ledger_event", "UPDATE", "", "an event is never changed"),
    Guard("ledger_event_delete", "ledger_event", "DELETE", "", "an event is never deleted"),
    Guard(
        "ledger_facts_update", "ledger_facts", "UPDATE", _ONLY_ERASING, "a fact is never changed, only erased"
    ),
    Guard("ledger_facts_delete", "ledger_facts", "DELETE", "", "a fact is never deleted, only erased"),
    Guard("ledger_head_update", "ledger_head", "UPDATE", _ONLY_FORWARD, "a head only moves on"),
    Guard("ledger_head_delete", "ledger_head", "DELETE", "", "a head is never deleted"),
    Guard("ledger_journalline_update", "ledger_journalline", "UPDATE", "", "the journal is never changed"),
    Guard("ledger_journalline_delete", "ledger_journalline", "DELETE", "", "the journal is never cut"),
)

# SQLite deletes without asking a DELETE trigger when INSERT OR REPLACE meets a row, and has no TRUNCATE.
_TAKEN_EVENT = """EXISTS (
    SELECT 1 FROM ledger_event WHERE id = NEW.id OR (org_id = NEW.org_id AND seq = NEW.seq)
)"""
_TAKEN_FACT = "EXISTS (SELECT 1 FROM ledger_facts WHERE event_id = NEW.event_id AND name = NEW.name)"
_TAKEN_HEAD = "EXISTS (SELECT 1 FROM ledger_head WHERE org_id = NEW.org_id OR slug = NEW.slug)"
SQLITE_GUARDS = (
    Guard("ledger_event_insert", "ledger_event", "INSERT", _TAKEN_EVENT, "an event is never replaced"),
    Guard("ledger_facts_insert", "ledger_facts", "INSERT", _TAKEN_FACT, "a fact is never replaced"),
    Guard("ledger_head_insert", "ledger_head", "INSERT", _TAKEN_HEAD, "a head is never replaced"),
)
POSTGRESQL_GUARDS = tuple(
    Guard(f"{table}_truncate", table, "TRUNCATE", "", "the record is never emptied") for table in TABLES
)


def after_migrations(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make whatever is missing; called when `migrate` has ended (also for the migrations of other apps)."""
    create(using)


def create(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the triggers stand. Does nothing where they stand already or the tables are not there (yet)."""
    database = connections[using]
    present, absent = _tables_of(using), missing(using)
    with database.cursor() as cursor:
        for guard in _guards(database):
            if guard.table in present and guard.name in absent:
                for statement in _statements(database, guard):
                    cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of the triggers that do not stand, or stand with another text or disabled."""
    return missing_in(connections[using])


def missing_in(database: BaseDatabaseWrapper) -> list[str]:
    """The same, asked through a connection of the caller's own."""
    standing = (
        _standing_postgresql(database) if database.vendor == "postgresql" else _standing_sqlite(database)
    )
    return [guard.name for guard in _guards(database) if standing.get(guard.name) != _text(database, guard)]


def check(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Django's system check (`check --database`): a warning, so that `migrate` can still mend it."""
    absent = [name for using in databases or () if _tables_of(using) for name in missing(using)]
    if not absent:
        return []
    hint = "Find out who removed them, verify the record, then run `bihuan django migrate`."
    return [
        Warning(f"The record is unguarded, triggers are missing: {', '.join(absent)}", hint, id="ledger.W001")
    ]


def _tables_of(using: str) -> set[str]:
    """The tables of the record that are there."""
    with connections[using].cursor() as cursor:
        return set(TABLES) & set(connections[using].introspection.table_names(cursor))


def _guards(database: BaseDatabaseWrapper) -> tuple[Guard, ...]:
    return GUARDS + (POSTGRESQL_GUARDS if database.vendor == "postgresql" else SQLITE_GUARDS)


def _text(database: BaseDatabaseWrapper, guard: Guard) -> str:
    """What the database must show for this guard, spaces apart."""
    if database.vendor == "postgresql":
        return _plain(f"{_body(guard)} on {guard.table} {guard.action}")
    return _plain(_sqlite(guard))


def _statements(database: BaseDatabaseWrapper, guard: Guard) -> list[str]:
    if database.vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger"
            f" LANGUAGE plpgsql AS $guard${_body(guard)}$guard$",
            f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
            f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table}"
            f" FOR EACH {_level(guard)} EXECUTE FUNCTION {guard.name}()",
            f"ALTER TABLE {guard.table} ENABLE ALWAYS TRIGGER {guard.name}",
        ]
    return [f"DROP TRIGGER IF EXISTS {guard.name}", _sqlite(guard)]


def _sqlite(guard: Guard) -> str:
    when = f" WHEN {guard.when}" if guard.when else ""
    return (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.action} ON {guard.table} FOR EACH ROW{when}"
        f" BEGIN SELECT RAISE(ABORT, 'the record: {guard.reason}'); END"
    )


def _body(guard: Guard) -> str:
    """The PostgreSQL function of a guard: without a condition it always refuses."""
    refuse = f"RAISE EXCEPTION 'the record: {guard.reason}' USING ERRCODE = 'integrity_constraint_violation';"
    return (
        f"BEGIN IF {guard.when} THEN {refuse} END IF; RETURN NEW; END"
        if guard.when
        else f"BEGIN {refuse} END"
    )


def _level(guard: Guard) -> str:
    return "STATEMENT" if guard.action == "TRUNCATE" else "ROW"


def _standing_sqlite(database: BaseDatabaseWrapper) -> dict[str, str]:
    with database.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return {name: _plain(sql) for name, sql in cursor.fetchall()}


def _standing_postgresql(database: BaseDatabaseWrapper) -> dict[str, str]:
    """Triggers that fire before their action, for every role, with the text of their function."""
    with database.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.tgname, p.prosrc, c.relname, t.tgtype, t.tgenabled
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid
            WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND c.relnamespace = current_schema()::regnamespace
            """
        )
        rows = cursor.fetchall()
    return {
        name: _plain(f"{source} on {table} {_POSTGRESQL_TYPES.get(kind, kind)}")
        for name, source, table, kind, enabled in rows
        if enabled == "A"
    }


# pg_trigger.tgtype: 1 row, 2 before, 4 insert, 8 delete, 16 update, 32 truncate.
_POSTGRESQL_TYPES = {1 | 2 | 16: "UPDATE", 1 | 2 | 8: "DELETE", 2 | 32: "TRUNCATE"}


def _plain(text: str) -> str:
    return " ".join(text.split())
