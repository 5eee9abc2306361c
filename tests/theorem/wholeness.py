"""Whether everything that the database holds about a matter is what the record gives."""

from typing import Any

from django.apps import apps
from django.db import connection

from bihuan.matters.models import Matter
from bihuan.matters.seeing.facts import facts_of
from bihuan.matters.writing.gathering import SPELL, plain_value
from bihuan.matters.writing.rebuild import folded_state, kept_facts, row_state, spells, tables

_SPELLS = f"SELECT {', '.join(SPELL)} FROM matters_spell WHERE matter_id = %s ORDER BY from_seq"


def faults(matter: int) -> list[str]:
    """What differs between the record and the rows made from it (house.md: fold(events) == row)."""
    found = []
    folded, row = folded_state(matter), row_state(matter)
    if folded != row:
        found.append(f"row {matter}: {folded} != {row}")
    kept = [[plain_value(value) for value in line] for line in _rows(_SPELLS, matter)]
    rebuilt = [[plain_value(value) for value in line] for line in spells(matter)]
    if kept != rebuilt:
        found.append(f"spells of {matter}: {kept} != {rebuilt}")
    return found + _facts(matter) + _tables(matter)


def _facts(matter: int) -> list[str]:
    """The facts that stand with it, and what the record leaves to stand."""
    held = {
        name: kept._replace(said_on=str(kept.said_on))
        for name, kept in facts_of([matter]).get(matter, {}).items()
    }
    given = {
        name: kept._replace(said_on=str(kept.said_on))
        for name, kept in kept_facts(matter).items()
        if kept.text
    }
    return [] if held == given else [f"facts of {matter}: {held} != {given}"]


def _tables(matter: int) -> list[str]:
    """Rows found by their id, but for columns that a later act set on many rows at once."""
    found, cells = [], tables(matter)
    many = {
        (table, column)
        for (table, match), values in cells.items()
        if match[0][0] != "id"
        for column in values
    }
    for (table, match), values in cells.items():
        wanted = {name: value for name, value in values.items() if (table, name) not in many}
        if match[0][0] != "id" or not wanted:
            continue
        name = apps.get_model(table)._meta.db_table
        where = " AND ".join(f"{column} = %s" for column, _ in match)
        rows = _rows(f"SELECT {', '.join(wanted)} FROM {name} WHERE {where}", *(value for _, value in match))
        held = [tuple(_same(value) for value in row) for row in rows]
        if held != [tuple(_same(value) for value in wanted.values())]:
            found.append(f"{table} {match}: {wanted} != {held}")
    return found


def waiting(org: int) -> list[str]:
    """A matter waits for an open request that is about it; an open request for one matter holds it."""
    found = []
    states = {one: row_state(one) for one in Matter.objects.filter(org_id=org).values_list("id", flat=True)}
    for number, state in states.items():
        assert state is not None
        request = states.get(state.pending or 0)
        if state.pending and (request is None or request.life != "open" or number not in request.subjects):
            found.append(f"{number} waits for {request}")
        if state.request and state.life == "open":
            held = [one for one in state.subjects if (about := states[one]) and about.pending == number]
            if not held or (len(state.subjects) == 1 and held != list(state.subjects)):
                found.append(f"request {number} ({state.request}) is open, but none waits for it")
    return found


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _same(value: Any) -> Any:
    value = plain_value(value)
    return int(value) if isinstance(value, bool) else value
