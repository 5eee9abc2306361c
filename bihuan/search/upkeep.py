"""Building the index anew beside running acts, merging its pieces, and leaving nothing of what was erased."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice

from django.db import DatabaseError, connection, transaction

from bihuan.jobs.rewriting import write_anew
from bihuan.search.index import drop, put

_ROWS = 100
_PAGES = 500


def rebuild(source: Iterable[tuple[int, str]], progress: Callable[[int], None]) -> int:
    """Index every (matter id, text) of `source`, drop what it no longer names; how many it named.

    Searching goes on meanwhile, and so do acts: 100 rows a transaction. `source` is read inside these
    transactions, while nobody else can write to the index; if it reads its texts as it goes (in pages, not
    from one long cursor) an act is never overwritten by an older text. `progress` is told the number done.
    """
    if connection.in_atomic_block:
        raise RuntimeError("the index is rebuilt in transactions of its own")
    before = _indexed()
    rows, done = iter(source), 0
    while chunk := _indexed_chunk(rows):
        before -= chunk
        done += len(chunk)
        progress(done)
    gone = sorted(before)
    for start in range(0, len(gone), _ROWS):
        with transaction.atomic():
            drop(gone[start : start + _ROWS])
    merge()
    return done


def merge() -> None:
    """Bring SQLite's pieces of the index together, in small transactions; PostgreSQL has none."""
    if connection.vendor != "sqlite":
        return
    pages = -_PAGES  # a negative number begins to merge even where few pieces wait
    while _merged(pages):
        pages = _PAGES


def scrub() -> None:
    """Remove what the database still holds of texts that were dropped; outside any transaction.

    SQLite's index marks what is deleted and keeps the words until its pieces are merged. PostgreSQL keeps
    them as keys of the index and in spare room until the table is written anew, during which nobody can
    search: seconds at 100,000, for the job that follows an erasure.
    """
    if connection.vendor == "postgresql":
        write_anew("search_text")
        return
    merge()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def sound() -> bool:
    """Whether words lead to the texts in which they stand. SQLite keeps both, and can be asked; it holds up
    whoever wants to write meanwhile, a third of a second at 100,000. PostgreSQL has no such question."""
    if connection.vendor != "sqlite":
        return True
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_text (search_text) VALUES ('integrity-check')")
    except DatabaseError:
        return False
    return True


def _indexed() -> set[int]:
    name = "matter_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM search_text")
        return {matter for (matter,) in cursor.fetchall()}


def _indexed_chunk(rows: Iterator[tuple[int, str]]) -> set[int]:
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:  # on SQLite the transaction itself is the writers' lock
                cursor.execute("LOCK TABLE search_text IN SHARE ROW EXCLUSIVE MODE")
        chunk = list(islice(rows, _ROWS))
        put(chunk)
    return {matter for matter, _ in chunk}


def _merged(pages: int) -> bool:
    """Do a piece of the merging; whether something was done (FTS5 counts fewer than two changes if not)."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("SELECT total_changes()")
        (before,) = cursor.fetchone()
        cursor.execute("INSERT INTO search_text (search_text, rank) VALUES ('merge', %s)", [pages])
        cursor.execute("SELECT total_changes()")
        return bool(cursor.fetchone()[0] - before >= 2)
