"""Single rows in plain SQL, as models.

For what every page asks: to put a query set together costs several times what the database takes to answer.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BooleanField, DateTimeField, Field, Model

Made = TypeVar("Made", bound=Model)


def first(sql: str, params: Sequence[Any]) -> Sequence[Any] | None:
    """The first row of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row: Sequence[Any] | None = cursor.fetchone()
        return row


@cache
def fields(model: type[Model]) -> "tuple[Field[Any, Any], ...]":
    """All but moments, which SQLite keeps as text: read when somebody asks for one, which no page does."""
    return tuple(one for one in model._meta.concrete_fields if not isinstance(one, DateTimeField))


@cache
def columns(model: type[Model], alias: str) -> str:
    """What to select for `made`."""
    return ", ".join(f"{alias}.{one.column}" for one in fields(model))


def made(model: type[Made], row: Sequence[Any]) -> Made:
    """The model of a row; SQLite keeps yes and no as numbers."""
    names, answers = _named(model)
    values = list(row)
    for place in answers:
        values[place] = bool(values[place])
    return model.from_db("default", names, values)


@cache
def _named(model: type[Model]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """(the names of a model's fields, the places of those that are yes or no)."""
    answers = (place for place, one in enumerate(fields(model)) if isinstance(one, BooleanField))
    return tuple(one.attname for one in fields(model)), tuple(answers)
