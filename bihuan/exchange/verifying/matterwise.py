"""Matter by matter: rows, stakes, what is seen, spells, kept facts, citations, listings, links, the index.

Events are read in the order of matters and folded once. A piece takes every row of a span of matters, so that
a row of no matter is found as surely as one that is missing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from django.apps import apps

from bihuan.core.chain.ids import org_of
from bihuan.exchange.verifying.comparing import (
    STRANGE,
    Difference,
    Row,
    differences,
    named,
    one_moment,
    standing,
)
from bihuan.exchange.verifying.covered import OF_A_MATTER, SEARCH, columns
from bihuan.exchange.verifying.progress import Progress
from bihuan.exchange.verifying.scope import Scope
from bihuan.ledger.event import Event
from bihuan.ledger.read import LAST, events_between, matters_between, reach
from bihuan.matters.writing.from_record import FromRecord, put_rows
from bihuan.search import index

AT_ONCE: Final = 10_000
"""Events of one piece: about a thousand matters with all their rows are in memory, however many there are."""
FIRST: Final = -(2**63)
NOT_UNDERSTOOD: Final = (LookupError, TypeError, ValueError, AttributeError, AssertionError)
"""What folding a record that was tampered with can raise."""


def matters(progress: Progress, scope: Scope) -> Iterator[None]:
    """The step: span after span of matters."""
    tables = [table for table in OF_A_MATTER if scope.has(table)]
    if not tables and not scope.has(SEARCH):
        return
    above = int(progress.after or FIRST)
    while above < LAST:
        with one_moment():
            upto = reach(above, AT_ONCE)
            hold(progress, scope, tables, above, upto)
        above, progress.after = upto, str(upto)
        yield


def hold(progress: Progress, scope: Scope, tables: Iterable[str], above: int, upto: int) -> None:
    """Hold every row of the matters whose ids lie above one and up to another against the record."""
    should: defaultdict[str, list[Row]] = defaultdict(list)
    before = progress.events, progress.done, progress.matters
    try:
        for _, story in groupby(events_between(above, upto), attrgetter("matter")):
            if found := _folded(story, progress):
                progress.matters += 1
                _add(should, found)
    except NOT_UNDERSTOOD:  # a header that cannot even be read
        progress.events, progress.done, progress.matters = before
        _singly(progress, scope, tables, above, upto)
        return
    for table in tables:
        of = OF_A_MATTER[table]
        stands = standing(table, f" WHERE {of} > %s AND {of} <= %s", (above, upto))
        progress.take(differences(table, should[table], stands, columns(table).index(of)))
    if scope.has(SEARCH):
        stands = index.entries(above, upto)
        progress.take(differences(SEARCH, should[SEARCH], stands, named(SEARCH).index("matter_id")))


def _singly(progress: Progress, scope: Scope, tables: Iterable[str], above: int, upto: int) -> None:
    """Each matter of the span by itself, so that one that cannot be read hides no other."""
    ids = matters_between(above, upto)
    if len(ids) == 1:
        progress.take([Difference(STRANGE, "ledger_event", ids[0], "", org=org_of(ids[0]))])
        return
    for one in dict.fromkeys((*ids, upto)):
        hold(progress, scope, tables, above, one)
        above = one


def _folded(story: Iterator[Event], progress: Progress) -> FromRecord | None:
    """What the record gives; where it cannot be folded that is a difference, and the next one goes on."""
    found: FromRecord | None = None
    for event in story:
        progress.events += 1
        progress.done += 1
        try:
            found = found or FromRecord(event)
            found.take(event)
        except NOT_UNDERSTOOD:
            place = f"seq={event.seq}"
            progress.take([Difference(STRANGE, "ledger_event", event.matter, place, org=event.org)])
            return None
    return found


def _add(should: defaultdict[str, list[Row]], found: FromRecord) -> None:
    assert found.state
    for table, row in found.rows():
        should[table].append(row)
    for (model, one), values in put_rows(found.puts).items():
        if (table := table_of(model)) in OF_A_MATTER:
            should[table].append(tuple(({"id": one} | values).get(name) for name in columns(table)))
    if text := found.searched:
        should[SEARCH].append((found.state.id, index.indexed(text)))


@cache
def table_of(model: str) -> str:
    """The table of "app.Model"."""
    return str(apps.get_model(model)._meta.db_table)
