"""Loading whole tables: without their indexes, which are sorted once afterwards, and with room to work in.

Row after row each index is looked into at another place; from a size on that its pages are not all in memory
the time grows much faster than the rows.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

_ROOM: Final = {"sqlite": "PRAGMA cache_size = -262144", "postgresql": "SET maintenance_work_mem = '256MB'"}
_INDEXES: Final = {
    "sqlite": (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s"
    ),
    "postgresql": (
        "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = current_schema()"
        " AND i.tablename = %s AND NOT EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class k"
        " ON k.oid = c.conindid WHERE k.relname = i.indexname)"
    ),
}


@contextmanager
def in_bulk() -> Iterator[None]:
    """Outside any transaction: whoever loads here has memory to sort in, and its references are looked at as
    a whole (`whole_references`) instead of row by row."""
    as_before = _as_before()
    _run(_ROOM[connection.vendor])
    connection.disable_constraint_checking()
    try:
        yield
    finally:
        if connection.connection is not None:
            connection.enable_constraint_checking()
            _run(as_before)


@contextmanager
def without_indexes(tables: list[str]) -> Iterator[None]:
    """Inside a transaction: these tables have no indexes but their keys, until the block ends well."""
    made = [one for table in tables for one in _indexes(table)]
    for name, _ in made:
        _run(f'DROP INDEX "{name}"')
    yield
    whole_references()
    for _, statement in made:
        _run(statement)
    if connection.vendor == "postgresql":
        for table in tables:
            _run(f"ANALYZE {table}")


def whole_references() -> None:
    """IntegrityError where a row refers to one that is not there."""
    connection.check_constraints()


def _as_before() -> str:
    if connection.vendor == "postgresql":
        return "RESET maintenance_work_mem"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        return f"PRAGMA cache_size = {int(cursor.fetchone()[0])}"


def _indexes(table: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES[connection.vendor], (table,))
        return list(cursor.fetchall())


def _run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)
