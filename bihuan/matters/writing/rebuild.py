"""Making rows from events again: what erasing uses to blank them, and what proves `fold(events) == row`."""

from typing import Any

from django.apps import apps
from django.db import connection

from bihuan.core.acts.folding import fold, folded, recast
from bihuan.core.acts.puts import Call
from bihuan.core.state.state import State
from bihuan.ledger.read import events_of
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import Kept, kept_by
from bihuan.matters.writing.gathering import end_spell, fact_row, plain_value, spell_key, spell_row
from bihuan.matters.writing.tables import effects_of
from bihuan.search import index

Cell = tuple[str, tuple[tuple[str, int], ...]]


def folded_state(matter: int) -> State | None:
    """The state that the record gives for a matter."""
    events = events_of(matter)
    return folded(kind_of(events[0].kind), events) if events else None


def row_state(matter: int) -> State | None:
    """The state that its row gives."""
    return next(iter(rows.states([matter])), None)


def spells(matter: int) -> list[list[Any]]:
    """The spells that the record gives, in the order of `SPELL`."""
    found: list[list[Any]] = []
    state: State | None = None
    for event in events_of(matter):
        after = fold(kind_of(event.kind), state, event)
        if state is None or spell_key(state) != spell_key(after):
            if found:
                end_spell(found[-1], event, event.at)
            found.append(spell_row(after, event, event.at))
        state = after
    return found


def tables(matter: int) -> dict[Cell, dict[str, Any]]:
    """What the record puts into the tables beside the row: values by (table, how the row is found).

    In the order in which they were put last: what sets several rows comes after the rows that it set.
    """
    found: dict[Cell, dict[str, Any]] = {}
    state: State | None = None
    for event in events_of(matter):
        kind = kind_of(event.kind)
        now = recast(kind, event)
        state = fold(kind, state, event)
        for effect in effects_of(kind, kind.by_event[event.name]):
            for put in effect(now, state):
                if not isinstance(put, Call):
                    key = (put.table, put.match or (("id", put.id),))
                    values = {name: plain_value(value) for name, value in put.values.items()}
                    found[key] = found.pop(key, {}) | values
    return found


def kept_facts(matter: int) -> dict[str, Kept]:
    """The facts that the record leaves to stand with a matter; those of empty text stand no longer."""
    found: dict[str, Kept] = {}
    for event in events_of(matter):
        kind = kind_of(event.kind)
        found |= kept_by(kind.by_event[event.name], recast(kind, event))
    return found


def blank(matter: int) -> None:
    """Write the row and its tables anew from the record, as after an erasure."""
    state = folded_state(matter)
    if state is None:
        return
    searched = kind_of(state.kind).searched
    text = "\n".join(filter(None, (state.number, state.title))) if searched else ""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE matters_matter SET title = %s WHERE id = %s", (state.title, matter))
        for (table, match), values in tables(matter).items():
            name = apps.get_model(table)._meta.db_table
            sets = ", ".join(f"{column} = %s" for column in values)
            where = " AND ".join(f"{column} = %s" for column, _ in match)
            if values:
                cursor.execute(
                    f"UPDATE {name} SET {sets} WHERE {where}",
                    [*values.values(), *(value for _, value in match)],
                )
        for name, fact in kept_facts(matter).items():
            cursor.execute(
                "UPDATE matters_keptfact SET text = %s, key = %s, said_on = %s"
                " WHERE matter_id = %s AND name = %s",
                (*fact_row(fact), matter, name),
            )
    if text:
        index.put([(matter, text)])
    else:
        index.drop([matter])
