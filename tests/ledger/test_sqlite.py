"""The SQLite engine turns statements as Django does, each text once."""

import sqlite3

import pytest
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from bihuan.ledger.sqlite.base import Cursor

STATEMENTS = (
    "SELECT 1",
    "SELECT id FROM t WHERE a = %s AND b IN (%s, %s)",
    "SELECT '100%%', '%%s' WHERE a LIKE '%%x%%' AND b = %s",
)


@pytest.fixture
def cursor() -> Cursor:
    return sqlite3.connect(":memory:").cursor(factory=Cursor)


@pytest.mark.parametrize("query", STATEMENTS)
def test_a_statement_is_what_django_makes_of_it_the_second_time_too(query: str, cursor: Cursor) -> None:
    djangos = SQLiteCursorWrapper.convert_query(cursor, query)
    assert [cursor.convert_query(query) for _ in range(2)] == [djangos] * 2


def test_names_and_percent_signs_reach_the_database_as_they_should(cursor: Cursor) -> None:
    cursor.execute("SELECT %(one)s, %(two)s", {"one": 1, "two": "百分之%s"})
    assert cursor.fetchone() == (1, "百分之%s")
    cursor.execute("SELECT %s, '5%%'", ["%s"])
    assert cursor.fetchone() == ("%s", "5%")
