"""One matter's rows made from its events again: what erasing uses to blank them."""

from typing import Any

from django.apps import apps
from django.db import connection

from bihuan.core.state.state import State
from bihuan.ledger.read import events_of
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import Kept
from bihuan.matters.writing.from_record import FromRecord, from_record, put_rows
from bihuan.matters.writing.gathering import fact_row, matter_row
from bihuan.search import index


def rebuilt(matter: int) -> FromRecord | None:
    """All that the record gives for a matter; None for what never happened."""
    return next(from_record(events_of(matter)), None)


def folded_state(matter: int) -> State | None:
    """The state that the record gives for a matter."""
    found = rebuilt(matter)
    return found.state if found else None


def row_state(matter: int) -> State | None:
    """The state that its row gives."""
    return next(iter(rows.states([matter])), None)


def spells(matter: int) -> list[list[Any]]:
    """The spells that the record gives, in the order of the table's columns."""
    found = rebuilt(matter)
    return found.spells if found else []


def tables(matter: int) -> dict[tuple[str, int], dict[str, Any]]:
    """What the record puts into the tables beside the row: columns by (model, id)."""
    found = rebuilt(matter)
    return put_rows(found.puts) if found else {}


def kept_facts(matter: int) -> dict[str, Kept]:
    """The facts that the record leaves to stand with a matter; those of empty text stand no longer."""
    found = rebuilt(matter)
    return found.facts if found else {}


def blank(matter: int) -> None:
    """Write the row and its tables anew from the record, as after an erasure."""
    found = rebuilt(matter)
    if found is None or found.state is None:
        return
    with connection.cursor() as cursor:
        values = (found.state.title, matter_row(found.state)[-1], matter)
        cursor.execute("UPDATE matters_matter SET title = %s, more = %s WHERE id = %s", values)
        for (model, one), columns in put_rows(found.puts).items():
            if columns:
                sets = ", ".join(f"{column} = %s" for column in columns)
                table = apps.get_model(model)._meta.db_table
                cursor.execute(f"UPDATE {table} SET {sets} WHERE id = %s", [*columns.values(), one])
        for name, fact in found.facts.items():
            cursor.execute(
                "UPDATE matters_keptfact SET text = %s, key = %s, said_on = %s"
                " WHERE matter_id = %s AND name = %s",
                (*fact_row(fact), matter, name),
            )
    if found.searched:
        index.put([(matter, found.searched)])
    else:
        index.drop([matter])
