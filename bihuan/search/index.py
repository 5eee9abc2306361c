"""The index for searching: what is written with an act, and what a list asks.

Only the common face of a matter belongs in it, since whoever may see a matter at all finds it by this text.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.db import connection

from bihuan.core.chain import SEQ_BITS
from bihuan.search.bigrams import Phrase, bigrams, phrases
from bihuan.search.dialects import fts5, tsquery, tsvector

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


def clause(query: str, *, org: int | None = None) -> Sql | None:
    """`SELECT` of the ids of the matters in which all of `query` occurs, with its parameters.

    To be used as `matter.id IN (<fragment>)`. None when the query has nothing that can be searched (a list
    then shows what it shows without a search, or says so). `org` leaves out the other organisations' matters
    before they are looked at (ids carry their organisation).

    On SQLite the fragment stands on its own and never reads the outer row: it is worked out once (10 ms where
    four fifths of 100,000 texts hit), while `EXISTS (… rowid = matter.id)` opens the phrase again for every
    row (200–2,000 ms), and so does `rowid IN (<visible>)` without a plus sign inside it. Prefer `condition`.
    """
    asked = phrases(query)
    return _select(asked, org) if asked else None


def condition(query: str, column: str = "matter.id", *, org: int | None = None) -> Sql | None:
    """A condition on `column`, shaped for what the query finds; None as in `clause`.

    Where few texts hit, `column IN (…)`, from which the database may start. Where many do, `+column IN (…)`:
    the plus sign keeps SQLite from walking through 80,000 hits when 10,000 rows are visible, so that the
    list's own index leads and every row is asked whether it is among the hits. Telling one from the other
    costs a statement of less than a millisecond on SQLite; PostgreSQL knows by its statistics.
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

    `before`: go on after this id. `org` as in `clause`. 1–4 ms at 100,000 on both databases, however common
    the word: hits come in the order of their ids and the rest is never read.
    """
    found = clause(query, org=org)
    if found is None:
        return []
    sql, params = found
    name = _ID[connection.vendor]
    sql += f" AND {'+' if connection.vendor == 'sqlite' else ''}{name} IN ({visible[0]})"
    params += visible[1]
    if before is not None:
        sql += f" AND {name} < %s"
        params.append(before)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {name} DESC LIMIT %s", [*params, limit])
        return [matter for (matter,) in cursor.fetchall()]


def _select(asked: Sequence[Phrase], org: int | None) -> Sql:
    vendor = connection.vendor
    write = tsquery if vendor == "postgresql" else fts5
    sql = f"SELECT {_ID[vendor]} FROM search_text WHERE {_HITS[vendor]}"
    params: list[Any] = [write(asked)]
    if org is not None:
        sql += f" AND {_ID[vendor]} BETWEEN %s AND %s"
        params += [org << SEQ_BITS, ((org + 1) << SEQ_BITS) - 1]
    return sql, params


def _is_common(found: Sql) -> bool:
    sql, params = found
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql} LIMIT %s)", [*params, _COMMON])
        return bool(cursor.fetchone()[0] == _COMMON)
