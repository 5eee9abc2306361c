"""The tables of a backup as plain rows, read from one database and written to the other alike."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import IO, Any, Final, TypeAlias

from django.apps import apps
from django.db import connection, models

from bihuan.core.sql import marks
from bihuan.core.words.text import Text
from bihuan.exchange.backup_format import Table, Unfit
from bihuan.matters.kinds import kinds
from bihuan.search import index
from bihuan.search.table import SHADOWS

Row: TypeAlias = Sequence[Any]

APPS = ("people", "rules", "jobs", "ledger", "files", "notices", "matters", "exchange")
_DJANGO = Text("框架自用，建表时生成", "the framework's own, made with the tables")
_SIGNED_IN = Text("登录会话，恢复后重新登录", "who is signed in; after a restore one signs in again")
_LOCKED_OUT = Text("登录失败的次数，半小时后作废", "failed sign-ins, of no use after half an hour")
_INDEX = Text("检索索引，恢复时重建", "the index for searching, made anew")
LEFT_OUT: Final = {
    "jobs_heartbeat": Text("只表示后台进程还在", "says only that a worker is alive"),
    "django_migrations": Text("写在备份清单里", "stands in the manifest"),
    "django_session": _SIGNED_IN,
    "django_content_type": _DJANGO,
    "auth_group": _DJANGO,
    "auth_group_permissions": _DJANGO,
    "auth_permission": _DJANGO,
    "axes_accessattempt": _LOCKED_OUT,
    "axes_accessattemptexpiration": _LOCKED_OUT,
    "axes_accessfailurelog": _LOCKED_OUT,
    "axes_accesslog": _LOCKED_OUT,
    **dict.fromkeys(("search_text", *(f"search_text_{part}" for part in SHADOWS)), _INDEX),
}
"""Every table that is not in a backup, with the reason."""
_AT_ONCE = 2_000
_encode = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=lambda value: _plain(value)
).encode


def rooms() -> tuple[str, ...]:
    """Labels of the rooms' applications, in their order."""
    return tuple(config.label for config in apps.get_app_configs() if config.name.startswith("bihuan.rooms."))


def tables() -> list[type[models.Model]]:
    """Every table of the house but those of `LEFT_OUT`, those that others refer to first."""
    found = [model for label in (*APPS, *rooms()) for model in apps.get_app_config(label).get_models()]
    return [model for model in found if model._meta.db_table not in LEFT_OUT]


def not_kept(present: Iterable[str]) -> list[str]:
    """Which of these tables are neither in a backup nor named among those that are not."""
    return sorted(set(present) - {model._meta.db_table for model in tables()} - LEFT_OUT.keys())


def columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if field.column]


def write_table(model: type[models.Model], into: IO[bytes]) -> Table:
    """Write every row as a line of JSON, in the order of the primary key."""
    digest, rows = sha256(), 0
    names = columns(model)
    for row in _rows(model, names):
        line = _encode(list(row)).encode() + b"\n"
        digest.update(line)
        into.write(line)
        rows += 1
    return Table(model._meta.db_table, names, rows, digest.hexdigest())


def _rows(model: type[models.Model], names: list[str]) -> Iterator[Row]:
    key = model._meta.pk
    keys = getattr(key, "columns", None) or (key.column,)
    texts = {
        f.column for f in model._meta.concrete_fields if isinstance(f, models.CharField | models.TextField)
    }
    # Both databases must give the same order of texts.
    binary = ' COLLATE "C"' if connection.vendor == "postgresql" else ""
    order = ", ".join(f"{name}{binary if name in texts else ''}" for name in keys)
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(names)} FROM {model._meta.db_table} ORDER BY {order}")
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _plain(value: object) -> str:
    """Dates and instants as both databases read them; nothing else has no word in JSON here."""
    if isinstance(value, datetime):
        bare = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
        return bare.isoformat(" ", "microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no plain word for {type(value).__name__}")


def read_rows(table: Table, lines: Iterable[bytes]) -> Iterator[Row]:
    """The rows of a member; Unfit where they are not those that the manifest counted and digested."""
    digest, rows = sha256(), 0
    for line in lines:
        digest.update(line)
        rows += 1
        yield json.loads(line)
    if rows != table.rows or digest.hexdigest() != table.sha256:
        raise Unfit(f"备份中的表 {table.name} 与清单不符。Table {table.name} is not what the manifest says.")


def load(table: Table, rows: Iterable[Row]) -> None:
    """Insert the rows into the table of that name, which is emptied of what migrations put there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table.name} LIMIT 1")
        if cursor.fetchone():
            cursor.execute(f"DELETE FROM {table.name}")
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table.name} ({', '.join(table.columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = marks(table.columns)
        insert = f"INSERT INTO {table.name} ({', '.join(table.columns)}) VALUES ({places})"
        for chunk in _chunks(rows):
            cursor.executemany(insert, chunk)


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def numbers_go_on() -> None:
    """PostgreSQL: the next row of each table that numbers itself comes after those that were brought in."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in tables():
            key = model._meta.pk
            if isinstance(key, models.AutoField):
                table = model._meta.db_table
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence(%s, %s), coalesce(max({key.column}), 0) + 1,"
                    f" false) FROM {table}",
                    (table, key.column),
                )


def index_anew() -> None:
    """Make the search index of the matters that are there, as acts make it (matters/writing/gathering.py)."""
    last, searched = 0, [kind.name for kind in kinds().values() if kind.searched]
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, number, title FROM matters_matter WHERE id > %s AND kind IN ({marks(searched)})"
                f" ORDER BY id LIMIT {_AT_ONCE}",
                (last, *searched),
            )
            found = cursor.fetchall()
        if not found:
            return
        last = found[-1][0]
        texts = [(matter, "\n".join(filter(None, (number, title)))) for matter, number, title in found]
        index.put([(matter, text) for matter, text in texts if text])
