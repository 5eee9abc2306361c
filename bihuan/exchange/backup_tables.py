"""The tables of a backup as plain rows, read from one database and written to the other alike."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from hashlib import sha256
from types import NoneType
from typing import IO, Any, Final, TypeAlias

from django.apps import apps
from django.db import connection, models

from bihuan.core.sql import marks
from bihuan.core.words.text import Text
from bihuan.exchange.backup_bounds import Lines, Unfit
from bihuan.exchange.backup_format import Table
from bihuan.matters.kinds import kinds
from bihuan.search import index
from bihuan.search.table import SHADOWS

Row: TypeAlias = Sequence[Any]

APPS = ("people", "rules", "jobs", "ledger", "files", "notices", "matters", "exchange")
_DJANGO = Text("框架自用，建表时生成", "the framework's own, made with the tables")
_SIGNED_IN = Text("登录会话，恢复后重新登录", "who is signed in; after a restore one signs in again")
_SLOWED = Text(
    "登录失败的次数和用过的浏览器，过期即清理", "failed sign-ins and known browsers, gone with time"
)
_SCREENS = Text(
    "大屏口令，恢复后重新发放，以免已收回的又能用",
    "tokens of hall screens: made anew after a restore, lest one that was taken back works again",
)
_OUTSIDE = Text(
    "本机与外送链头是否相符，启动时重新核对", "how this machine stands to the place outside, looked at anew"
)
_INDEX = Text("检索索引，恢复时重建", "the index for searching, made anew")
LEFT_OUT: Final = {
    "jobs_heartbeat": Text("只表示后台进程还在", "says only that a worker is alive"),
    "ledger_outside": _OUTSIDE,
    "jobs_installation": Text("恢复到哪里，就用哪里的存放处和密钥", "a restore names the store where it is"),
    "jobs_knowntime": Text("本机时钟，恢复后重新开始", "this machine's clock, begun anew after a restore"),
    "django_migrations": Text("写在备份清单里", "stands in the manifest"),
    "web_session": _SIGNED_IN,
    "django_content_type": _DJANGO,
    "auth_group": _DJANGO,
    "auth_group_permissions": _DJANGO,
    "auth_permission": _DJANGO,
    "web_trace": _SLOWED,
    "web_knownbrowser": _SLOWED,
    "wall_screen": _SCREENS,
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


def read_rows(table: Table, lines: Lines) -> Iterator[Row]:
    """The rows of a member; Unfit where they are not those that the manifest counted and digested, or hold
    what the columns of the table do not."""
    fits, rows = Fitting(table), 0
    for line in lines:
        rows += 1
        if rows > table.rows or (row := fits(line)) is None:
            break
        yield row
    if rows != table.rows or lines.sha256 != table.sha256:
        raise Unfit(f"备份中的表 {table.name} 与清单不符。Table {table.name} is not what the manifest says.")


class Fitting:
    """Reads a row and sees whether its values are of the types of the columns: SQLite would take any."""

    def __init__(self, table: Table) -> None:
        fields = {field.column: field for field in _model(table)._meta.concrete_fields}
        self._types = [_types_of(fields[name]) if name in fields else _ANY for name in table.columns]
        self._days = [
            place
            for place, name in enumerate(table.columns)
            if isinstance(fields.get(name), models.DateField)
        ]
        self._seen: set[tuple[type, ...]] = set()

    def __call__(self, line: bytes) -> list[Any] | None:
        """The row; None for what is none of this table."""
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            return None
        if not isinstance(row, list):
            return None
        types = tuple(map(type, row))
        if types not in self._seen:
            if len(types) != len(self._types) or any(
                one not in (*may_be, NoneType) for one, may_be in zip(types, self._types, strict=True)
            ):
                return None
            self._seen.add(types)
        return row if all(row[place] is None or _is_moment(row[place]) for place in self._days) else None


_ANY: Final = (bool, int, float, str)


def _types_of(field: Any) -> tuple[type, ...]:
    while field.remote_field:
        field = field.target_field
    if isinstance(field, models.CharField | models.TextField | models.DateField):
        return (str,)
    if isinstance(field, models.BooleanField):
        return (bool, int)
    return (int,) if isinstance(field, models.IntegerField | models.AutoField) else _ANY


@lru_cache(1 << 14)
def _is_moment(text: str) -> bool:
    """Whether a text is a day or an instant as `_plain` writes it."""
    try:
        return bool(datetime.fromisoformat(text)) and text.isascii()
    except ValueError:
        return False


def _model(table: Table) -> type[models.Model]:
    """Unfit for a table that this version does not know."""
    for model in tables():
        if model._meta.db_table == table.name:
            return model
    raise Unfit(f"备份中有本版本没有的表 {table.name}。Table {table.name} is not known here.")


def load(table: Table, rows: Iterable[Row]) -> None:
    """Insert the rows into the table of that name, which is emptied of what migrations put there."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {table.name} LIMIT 1")
        if cursor.fetchone():
            cursor.execute(f"DELETE FROM {table.name}")
        if connection.vendor == "postgresql":
            copying = f"COPY {table.name} ({', '.join(table.columns)}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(copying) as copy:  # Django wraps no COPY itself
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
