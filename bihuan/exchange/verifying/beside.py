"""The tables beside the matters, each as a whole: units, people, posts, desks, registers, rules, calendars.

They are put by few matters (the standing ones and the registers), whose events are folded for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

from django.db import connection

from bihuan.core.acts.puts import Call
from bihuan.core.chain.ids import row_origin
from bihuan.core.sql import marks
from bihuan.exchange.verifying import covered
from bihuan.exchange.verifying.comparing import (
    STRANGE,
    Difference,
    Row,
    differences,
    one_moment,
    standing,
)
from bihuan.exchange.verifying.matterwise import NOT_UNDERSTOOD, table_of
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import Scope
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_between
from bihuan.matters.kinds import kinds
from bihuan.matters.writing.from_record import FromRecord, Made, put_rows
from bihuan.matters.writing.gathering import plain_value
from bihuan.rules.from_record import TOLD, RuleTables


def tables_beside(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step, in one piece."""
    if progress.after:
        return
    own = {model._meta.db_table for model in covered.beside()}
    if not scope.has(*own, *covered.RULES, covered.ORGANISATIONS):
        return
    with one_moment():
        made = _made()
        should = _rows(made) | {table: _plain(rows, table) for table, rows in _rules(made, progress).items()}
        for table in sorted(own | covered.RULES):
            if scope.has(table):
                found = differences(table, should.get(table, []), standing(table))
                progress.take([replace(one, matter=_matter_of(one)) for one in found])
        if scope.has(covered.ORGANISATIONS):
            progress.take(_organisations())
    progress.after = "done"
    yield


def _made() -> list[Made]:
    """What every matter that puts rows beside the matters put, in the order of the record."""
    found: list[Made] = []
    for matter in _putting():
        found += _put_by(events_between(matter - 1, matter))
    return sorted(found, key=itemgetter(0))  # what one event put keeps its order


def _put_by(story: Iterator[Event]) -> list[Made]:
    found: FromRecord | None = None
    try:
        for event in story:
            found = found or FromRecord(event)
            found.take(event)
    except NOT_UNDERSTOOD:
        pass  # told where the matter itself is proved
    return found.puts if found else []


def _putting() -> list[int]:
    """The matters of the kinds that put rows into tables beside, told by the events that opened them."""
    names = {
        act.event for kind in kinds().values() if kind.effects or kind.lists for act in kind.acts if act.opens
    }
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ledger_event WHERE id = matter_id AND name IN ({marks(names)}) ORDER BY id",
            sorted(names),
        )
        return [one for (one,) in cursor.fetchall()]


def _rows(made: list[Made]) -> dict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for (model, one), values in put_rows(made).items():
        table, whole = table_of(model), {"id": one} | values
        found[table].append(tuple(whole.get(name) for name in covered.columns(table)))
    return found


def _rules(made: list[Made], progress: Progress) -> Mapping[str, list[dict[str, Any]]]:
    tables = RuleTables()
    for event, call in made:
        if isinstance(call, Call):
            try:
                TOLD[call.function](tables, *call.arguments, **call.named)
            except NOT_UNDERSTOOD:
                progress.take([Difference(STRANGE, "ledger_event", 0, f"id={event}")])
    return tables.rows


def _plain(rows: list[dict[str, Any]], table: str) -> list[Row]:
    return [tuple(plain_value(row.get(name)) for name in covered.columns(table)) for row in rows]


def _organisations() -> list[Difference]:
    """Every organisation has a chain under its own name, and every chain an organisation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug FROM people_organisation")
        stands = cursor.fetchall()
        cursor.execute("SELECT org_id, slug FROM ledger_head")
        return differences(covered.ORGANISATIONS, cursor.fetchall(), stands)


def _matter_of(one: Difference) -> int:
    """The matter whose event made the row, by the number in its place: the event's, or made of it."""
    name, _, number = one.place.partition("=")
    if name != "id" or not number.lstrip("-").isdigit():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matter_id FROM ledger_event WHERE id IN (%s, %s) ORDER BY id DESC LIMIT 1",
            (int(number), row_origin(int(number))[0]),
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0
