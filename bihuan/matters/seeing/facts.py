"""The facts that stand with a matter: the newest of each that an act keeps, of every kind, in one place.

`matters_keptfact` holds a line for each: its text, and for those by which lists are filtered a short key.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.sql import chunks, marks

KEY = 200
INT = 19
NUMBERS = ("int", "unit", "person")
YES = "yes"


class Kept(NamedTuple):
    """One fact as it stands: its text, its key for filters, the day on which it was said."""

    text: str
    key: str | None
    said_on: date


def kept_by(act: Act, event: Happened) -> dict[str, Kept]:
    """What an event leaves to stand with its matter; an empty text: it stands no longer."""
    found: dict[str, Kept] = {}
    for field in act.fields:
        if field.keeps:
            value = (event.personal if field.personal else event.plain).get(field.name)
            if value not in (None, "", [], {}):
                found[field.name] = Kept(text_of(value), key_of(field, value), event.occurred_on)
            elif act.renews or field.name in event.personal:
                found[field.name] = Kept("", None, event.occurred_on)
    return found


def text_of(value: Any) -> str:
    """How a value is kept: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)


def key_of(field: Field, value: Any) -> str | None:
    """By what a list finds it: numbers in the order of their size, everything else as it is written."""
    if not field.filters:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:020d}"
    return str(value)[:KEY]


def key_asked(field: Field, asked: str) -> str | None:
    """By what a list finds what somebody types or chooses above it."""
    if field.kind == "yes":
        return key_of(field, asked == YES)
    number = asked.removeprefix("-")
    whole = field.kind in NUMBERS and number.isascii() and number.isdecimal() and len(number) < INT
    return key_of(field, int(asked) if whole else asked)


def fields_kept(kind: Kind) -> Mapping[str, Field]:
    """The facts that a kind keeps, by name: as the first act that asks a person for one declares it."""
    found: dict[str, Field] = {}
    for act in kind.acts:
        for field in act.fields:
            if field.keeps and (field.name not in found or (found[field.name].hidden and not field.hidden)):
                found[field.name] = field
    return found


def facts_of(matters: Sequence[int]) -> dict[int, dict[str, Kept]]:
    """What stands with these matters, by name; one statement for five hundred."""
    found: dict[int, dict[str, Kept]] = {}
    for some in chunks(matters):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT matter_id, name, text, key, said_on FROM matters_keptfact"
                f" WHERE matter_id IN ({marks(some)}) AND text <> ''",
                some,
            )
            for matter, name, text, key, said_on in cursor.fetchall():
                day = date.fromisoformat(said_on) if isinstance(said_on, str) else said_on
                found.setdefault(matter, {})[name] = Kept(text, key, day)
    return found


def texts_of(matters: Sequence[int]) -> dict[int, dict[str, str]]:
    """The same, the texts alone."""
    return {
        one: {name: kept.text for name, kept in facts.items()} for one, facts in facts_of(matters).items()
    }
