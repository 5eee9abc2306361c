"""Django's SQLite engine, which turns each text of a statement into SQLite's own style once.

Django looks for `%s` in the whole text at every execution: a tenth of what one act costs.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

MOST = 1024
"""So many texts are kept; lists of different lengths make different ones."""


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor with a memory of what it has turned already."""

    def convert_query(self, query: str, *, param_names: Iterable[str] | None = None) -> str:
        """A statement with `?` instead of `%s`; with names, as Django does it."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _with_marks(query)


@lru_cache(MOST)
def _with_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    """Found by Django under this name."""

    def create_cursor(self, name: str | None = None) -> Any:
        """A cursor of ours."""
        return self.connection.cursor(factory=Cursor)
