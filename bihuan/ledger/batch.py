"""Statements that belong together: on PostgreSQL they travel in one round trip, on SQLite one by one.

An act writes half a dozen small rows; waiting for the server after each took longer than the writing.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db import connection

from bihuan.core.sql import marks

MOST_ROWS: Final = 500
"""Rows of one INSERT on PostgreSQL; more go in several."""
MOST_AT_ONCE: Final = 4_000
"""Values that travel together."""
BETWEEN: Final = ";\n"

Row = Sequence[Any]
Gathered = tuple[str, Sequence[Row], str | None]
"""A statement, its rows, and of an INSERT what comes after its values."""


class Batch:
    """Gathers statements in order and runs them."""

    def __init__(self) -> None:
        self._gathered: list[Gathered] = []

    def insert(self, into: str, rows: Sequence[Row], after: str = "") -> None:
        """`into`: a table with its columns in brackets; `after`: what to do with rows that stand already."""
        if rows:
            self._gathered.append((f"INSERT INTO {into} VALUES ", list(rows), f" {after}" if after else ""))

    def each(self, sql: str, rows: Sequence[Row]) -> None:
        """The same statement for each row of values."""
        if rows:
            self._gathered.append((sql, list(rows), None))

    def run(self) -> None:
        """Send everything that was gathered, in order."""
        if connection.vendor == "postgresql":
            _run_together(self._gathered)
        else:
            _run_each(self._gathered)
        self._gathered = []


def _run_together(gathered: Sequence[Gathered]) -> None:
    """Several statements in one text, with their values written into it: only single ones can be prepared."""
    from psycopg import ClientCursor

    here: Any = connection
    here.ensure_connection()
    with here._prepare_cursor(ClientCursor(here.connection)) as cursor:
        for sql, values in _journeys(gathered):
            cursor.execute(sql, values)


def _run_each(gathered: Sequence[Gathered]) -> None:
    with connection.cursor() as cursor:
        for sql, rows, after in gathered:
            whole = sql if after is None else sql + _places(rows[0]) + after
            if len(rows) == 1:
                cursor.execute(whole, rows[0])
            else:
                cursor.executemany(whole, rows)


def _journeys(gathered: Sequence[Gathered]) -> Iterator[tuple[str, list[Any]]]:
    """Statements joined until they carry enough values."""
    texts: list[str] = []
    values: list[Any] = []
    for sql, own in _statements(gathered):
        if texts and len(values) + len(own) > MOST_AT_ONCE:
            yield BETWEEN.join(texts), values
            texts, values = [], []
        texts.append(sql)
        values += own
    if texts:
        yield BETWEEN.join(texts), values


def _statements(gathered: Sequence[Gathered]) -> Iterator[tuple[str, list[Any]]]:
    for sql, rows, after in gathered:
        if after is None:
            yield from ((sql, list(row)) for row in rows)
            continue
        for start in range(0, len(rows), MOST_ROWS):
            some = rows[start : start + MOST_ROWS]
            places = ", ".join([_places(some[0])] * len(some))
            yield sql + places + after, [value for row in some for value in row]


def _places(row: Row) -> str:
    return f"({marks(row)})"
