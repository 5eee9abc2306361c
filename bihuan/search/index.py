"""The index for searching: what is written with an act, and what a list asks.

Only the common face of a matter belongs in it, since whoever may see a matter at all finds it by this text.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from bihuan.core.chain.ids import bounds
from bihuan.search.bigrams import Phrase, bigrams, phrases
from bihuan.search.dialects import fts5, sorted_tsvector, tsquery, tsvector

Sql = tuple[str, list[Any]]
"""A statement or condition with its parameters."""

_PUT: Final = {
    "sqlite": "INSERT OR REPLACE INTO search_text (rowid, body) VALUES (%s, %s)",
    "postgresql": (
        "INSERT INTO search_text (matter_id, body) VALUES (%s, %s::tsvector)"
        " ON CONFLICT (matter_id) DO UPDATE SET body = EXCLUDED.body"
        " WHERE search_text.body IS DISTINCT FROM EXCLUDED.body"
    ),
}
_ID: Final = {"sqlite": "rowid", "postgresql": "matter_id"}
_HITS: Final = {"sqlite": "search_text MATCH %s", "postgresql": "body @@ %s::tsquery"}
_COMMON: Final = 2_000
"""Hits from which it is quicker to walk a list and ask of each row whether it is one."""


def put(rows: Sequence[tuple[int, str]]) -> None:
    """Index (matter id, text), in place of what was indexed for the matter; one statement for all rows.

    Fields are joined by line ends. Of a long text the first 16,000 characters can be found.
    """
    if not rows:
        return
    cut = tsvector if connection.vendor == "postgresql" else str
    with connection.cursor() as cursor:
        cursor.executemany(_PUT[connection.vendor], [(matter, cut(bigrams(text))) for matter, text in rows])


def indexed(text: str) -> str:
    """What the index shows of a text that was put (`entries`)."""
    cut = bigrams(text)
    return sorted_tsvector(cut) if connection.vendor == "postgresql" else cut


def entries(above: int, upto: int) -> list[tuple[int, str]]:
    """(matter id, what the index shows of it) for the ids above one and up to another."""
    own, body = _ID[connection.vendor], "body::text" if connection.vendor == "postgresql" else "body"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {own}, {body} FROM search_text WHERE {own} > %s AND {own} <= %s", (above, upto)
        )
        return list(cursor.fetchall())


def drop(matter_ids: Sequence[int]) -> None:
    """Take matters out of the index.

    For an erasure: drop, put what may still be read, and let the job that follows `scrub` (upkeep.py).
    """
    if not matter_ids:
        return
    delete = f"DELETE FROM search_text WHERE {_ID[connection.vendor]} = %s"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA secure_delete = ON")  # what is freed in a page is overwritten
        cursor.executemany(delete, [(matter,) for matter in matter_ids])


def clause(query: str, *, within: Sql | None = None, org: int | None = None) -> Sql | None:
    """A `SELECT` of the ids of the matters in which all of `query` occurs, with its parameters.

    None when the query has nothing that can be searched (a list then shows what it shows without a search, or
    says so). `within`: a `SELECT` of the ids that may be seen, of which only those that hit are left. `org`
    leaves out the other organisations' matters before they are looked at (ids carry their organisation).

    For a page in any order write `WHERE matter.id IN (<clause within the visible ones>)` and nothing more
    about sight: the database starts from what both hits and is visible, however common the word. SQLite, with
    100,000 texts and 10,000 visible, first 50 by due date, CPU time: 13 ms for a word in four fifths of the
    texts, 3 ms in an eighth, 1 ms for a rare one. Not to be written on SQLite: `EXISTS (… rowid = matter.id)`
    or `rowid IN (<visible>)` without the plus sign set below; both open the phrase again for every row
    (200–2,000 ms). For a list that walks an index of its own see `condition`, for the newest `newest`.
    """
    asked = phrases(query)
    if not asked:
        return None
    sql, params = _select(asked, org)
    if within is None:
        return sql, params
    return f"{sql} AND {_id_not_sought()} IN ({within[0]})", params + within[1]


def condition(query: str, column: str = "matter.id", *, org: int | None = None) -> Sql | None:
    """A condition on `column` for a list that has filters and an order of its own; None as in `clause`.

    Where few texts hit, `column IN (…)`, from which the database may start. Where many do, `+column IN (…)`:
    the plus sign keeps SQLite from walking through 80,000 hits, so that the list's own index leads and every
    row is asked whether it is among the hits (10 ms to set them up for a word in four fifths of 100,000).
    Telling one from the other costs a statement of 0.1–0.7 ms on SQLite; PostgreSQL knows by its statistics.
    """
    found = clause(query, org=org)
    if found is None:
        return None
    sql, params = found
    sign = "+" if connection.vendor == "sqlite" and _is_common(found) else ""
    return f"{sign}{column} IN ({sql})", params


def newest(
    query: str, visible: Sql, *, limit: int, before: int | None = None, org: int | None = None
) -> list[int]:
    """The latest opened matters that hit and are among `visible` (a `SELECT` of ids), ids descending.

    `before`: go on after this id. `org` as in `clause`. 1–5 ms at 100,000 on both databases, however common
    the word: hits come in the order of their ids and the rest is never read.
    """
    found = clause(query, within=visible, org=org)
    if found is None:
        return []
    sql, params = found
    if before is not None:
        sql, params = f"{sql} AND {_ID[connection.vendor]} < %s", [*params, before]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {_ID[connection.vendor]} DESC LIMIT %s", [*params, limit])
        return [matter for (matter,) in cursor.fetchall()]


def _id_not_sought() -> str:
    """The id as a value to be compared, not one by which FTS5 should look rows up singly."""
    return "+rowid" if connection.vendor == "sqlite" else _ID["postgresql"]


def _select(asked: Sequence[Phrase], org: int | None) -> Sql:
    vendor = connection.vendor
    write = tsquery if vendor == "postgresql" else fts5
    sql = f"SELECT {_ID[vendor]} FROM search_text WHERE {_HITS[vendor]}"
    params: list[Any] = [write(asked)]
    if org is not None:
        sql += f" AND {_ID[vendor]} BETWEEN %s AND %s"
        params += bounds(org)
    return sql, params


def _is_common(found: Sql) -> bool:
    sql, params = found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql} LIMIT %s)", [*params, _COMMON])
        return bool(cursor.fetchone()[0] == _COMMON)
