"""Numbers of matters as people type them: ZF-2026-012, zf-2026-12, ２０２６－０１２, 012, 12 are one number.

A number is a prefix, a year and a place in the year's series; how many zeros fill it up is the rules' affair,
and says nothing. They are looked up by an index.
"""

import re
import unicodedata
from typing import Final

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.words.cleaned import cleaned
from bihuan.search.index import Sql

_TYPED: Final = re.compile(r"(?:(?:(?P<prefix>.*?\D|)[-\s]*)(?P<year>\d{4})[-\s]+)?(?P<place>\d{1,9})")
_MOST_DIGITS: Final = 9


def exactly(org: int, text: str) -> Sql | None:
    """A `SELECT` of the matters that have this number; None for what is none."""
    names = written(org, text)
    if not names:
        return None
    sql = f"SELECT m.id FROM matters_matter m WHERE m.org_id = %s AND m.number IN ({marks(names)})"
    return sql, [org, *names]


def written(org: int, text: str) -> list[str]:
    """All numbers, as they may stand in the record, that can be meant by what was typed."""
    text = cleaned(text)
    typed = _narrow(text)
    return [*dict.fromkeys((*_of_series(org, typed), *_as_written(text, typed)))]


def _narrow(text: str) -> str:
    """Without width, case and the many kinds of strokes."""
    return re.sub("[\u2010-\u2015\u2212]", "-", unicodedata.normalize("NFKC", text).casefold().strip())


def _of_series(org: int, typed: str) -> list[str]:
    """How the organisation writes what was typed, in each of its series in which it can be."""
    found = _TYPED.fullmatch(typed)
    if found is None:
        return []
    prefix, year, place = (found["prefix"] or "").rstrip("- "), found["year"], int(found["place"])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prefix, year FROM matters_series WHERE org_id = %s AND last >= %s", [org, place]
        )
        series = cursor.fetchall()
    widths = range(len(str(place)), _MOST_DIGITS + 1)
    return [
        f"{name}-{of}-{place:0{width}d}"
        for name, of in series
        if (not prefix or _narrow(name) == prefix) and (not year or int(year) == of)
        for width in widths
    ]


def _as_written(text: str, typed: str) -> list[str]:
    """The ways in which it may have been written; of a plain number, with and without zeros."""
    plain = [str(int(typed))] if typed.isdecimal() and len(typed) <= _MOST_DIGITS else []
    return [one for one in (text.strip(), typed, typed.upper(), *plain) if any(map(str.isalnum, one))]
