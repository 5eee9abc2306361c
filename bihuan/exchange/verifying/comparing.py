"""Rows as the record gives them against rows as they stand: sets, and what differs named by its place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, TypeAlias

from django.db import connection
from django.db.models import BooleanField, CharField, DateField, Model

from bihuan.core.chain.ids import org_of
from bihuan.core.words.text import Text
from bihuan.exchange.verifying.covered import SEARCH, columns, models_by_table
from bihuan.ledger.verify import consistent_view

Row: TypeAlias = tuple[Any, ...]

MISSING: Final = "missing"
EXTRA: Final = "extra"
CHANGED: Final = "changed"
WORDS: Final = "words"
LOST: Final = "lost"
ALTERED: Final = "altered"
STRANGE: Final = "strange"
NOT_KEPT: Final = "not_kept"
UNSOUND: Final = "unsound"
WHAT: Final = {
    MISSING: Text("缺少这一行", "the row is missing"),
    EXTRA: Text("多出这一行，没有哪条记录能说明它", "a row too many, which no event explains"),
    WORDS: Text("文字与记录不符（内容不示）", "the text is not the record's (not shown)"),
    LOST: Text("文件不在了", "the file is gone"),
    ALTERED: Text("文件内容与摘要不符，被改动过", "the file is not what its digest says: it was changed"),
    STRANGE: Text("不能折叠，本版本读不懂", "cannot be folded: this version does not understand it"),
    UNSOUND: Text("检索索引与其文字不符，应重建", "the index is not that of its texts and must be made anew"),
    NOT_KEPT: Text("备份里没有这张表，也没有说明理由", "not in the backup, and no reason is given"),
}
HIDDEN: Final = "…"
_SHORT = 20
_SHOWN = frozenset({"digest", "sha256"})
_KEYS: Final = {
    "matters_stake": ("matter_id", "principal", "relation"),
    "matters_seen": ("matter_id", "principal", "register_id"),
    "matters_keptfact": ("matter_id", "name"),
    "matters_citation": ("event_id", "digest"),
    "matters_series": ("org_id", "prefix", "year"),
    "rules_rule": ("org_id", "name", "from_on"),
    "rules_calendarlayer": ("org_id", "code", "from_on"),
    "rules_calendarday": ("org_id", "day", "layer", "from_on"),
    "rules_publishedyear": ("org_id", "year"),
    "people_organisation": ("id",),
    SEARCH: ("matter_id",),
}
"""By what a row of a table without a meaningful number is told from the others."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands otherwise than the record gives it. `said` and `should` never hold what people wrote."""

    what: str
    table: str
    matter: int  # 0: none is to be named
    place: str  # which of the matter's rows
    column: str = ""
    said: str = ""
    should: str = ""
    org: int = 0

    def sentence(self) -> Text:
        """Table, matter, column: what it says and what it should say."""
        at = " ".join(filter(None, (self.table, str(self.matter or ""), self.place, self.column)))
        if self.what in WHAT:
            return Text(f"{at}：{WHAT[self.what].zh}", f"{at}: {WHAT[self.what].en}")
        said, should = self.said, self.should
        return Text(f"{at}：为 {said}，应为 {should}", f"{at}: says {said}, should say {should}")


def differences(
    table: str, should: Sequence[Row], stands: Sequence[Row], matter_at: int | None = None
) -> list[Difference]:
    """What differs between two lists of rows in the order of `columns(table)`.

    `matter_at`: the place of the column that names the matter.
    """
    wanted, found = set(should), set(stands)
    if wanted == found and len(should) == len(stands) == len(found):
        return []
    missing, extra = Counter(should), Counter(stands)
    missing, extra = missing - extra, extra - missing
    names = named(table)
    key = tuple(names.index(name) for name in _KEYS.get(table, ("id",)))
    pairs: defaultdict[Row, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for side, rows in enumerate((missing, extra)):
        for row in rows.elements():
            pairs[tuple(row[place] for place in key)][side].append(row)
    return [
        one
        for _, (lacks, has) in sorted(pairs.items(), key=lambda pair: repr(pair[0]))
        for one in _of_a_place(table, names, key, lacks, has, matter_at)
    ]


def named(table: str) -> tuple[str, ...]:
    """The columns of a table, the index for searching included."""
    return ("matter_id", "body") if table == SEARCH else columns(table)


def _of_a_place(
    table: str,
    names: tuple[str, ...],
    key: tuple[int, ...],
    lacks: list[Row],
    has: list[Row],
    matter_at: int | None,
) -> Iterable[Difference]:
    """The differences of the rows that stand in one place."""
    some = (lacks or has)[0]
    matter = some[matter_at] if matter_at is not None else 0
    shown = [place for place in key if place != matter_at]
    place = " ".join(f"{names[one]}={shows(table, names[one], some[one])}" for one in shown)
    org = org_of(matter) if matter else _org(names, some)
    if len(lacks) == len(has) == 1:
        for name, should, said in zip(names, lacks[0], has[0], strict=True):
            if should != said:
                told = (shows(table, name, said), shows(table, name, should))
                what = CHANGED if told[0] != told[1] else WORDS
                yield Difference(what, table, matter, place, name, *told, org=org)
        return
    for what, rows in ((MISSING, lacks), (EXTRA, has)):
        for _ in rows:
            yield Difference(what, table, matter, place, org=org)


def _org(names: tuple[str, ...], row: Row) -> int:
    """Whose the row is: by its column, else by its number, which names the organisation."""
    if "org_id" in names:
        return int(row[names.index("org_id")] or 0)
    one = row[names.index("id")] if "id" in names else 0
    return org_of(one) if isinstance(one, int) else 0


def shows(table: str, column: str, value: Any) -> str:
    """A value as it may be told: numbers, days and codes; of what people write only that it is there."""
    if value is None:
        return "-"
    if isinstance(value, bool | int | date):
        return str(int(value) if isinstance(value, bool) else value)
    if column in _SHOWN or column in _codes(table):
        return str(value)
    return HIDDEN


@cache
def _codes(table: str) -> frozenset[str]:
    """The columns of a table that hold a short code or a day."""
    model = models_by_table().get(table)
    if model is None:
        return frozenset()
    return frozenset(
        field.column
        for field in model._meta.concrete_fields
        if field.column
        and (
            isinstance(field, DateField)
            or (isinstance(field, CharField) and (field.max_length or _SHORT + 1) <= _SHORT)
        )
    )


@cache
def select(table: str) -> str:
    """The columns as bare values: days as text on both databases, without the database's own conversions."""
    model = models_by_table()[table]
    fields = {field.column: field for field in model._meta.concrete_fields}
    return ", ".join(_bare(fields[name], name) for name in columns(table))


def _bare(field: Any, name: str) -> str:
    if connection.vendor == "postgresql":
        return f"{name}::text" if isinstance(field, DateField) else name
    # an expression has no declared type, so that nothing is made of its value
    return f"+{name}" if isinstance(field, DateField | BooleanField) else name


@contextmanager
def one_moment() -> Iterator[None]:
    """Reads inside see one moment of the database; days read as they are written on both."""
    with consistent_view():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL datestyle TO 'ISO, YMD'")
        yield


def standing(table: str, where: str = "", params: Sequence[Any] = ()) -> list[Row]:
    """Rows as they stand."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {select(table)} FROM {table}{where}", params)
        return list(cursor.fetchall())


def in_table(model: type[Model], values: dict[str, Any]) -> Row:
    """The row that these columns make; what nobody gave is empty."""
    return tuple(values.get(name) for name in columns(model._meta.db_table))
