"""The lines of a list on paper: matters in words, read piece by piece, cut to what their reader may see.

What is done by its children walks out as a ledger: the whole, and each child beside it in a line of its own.
Every other kind walks out with the columns that it can fill (columns.py).
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import connection

from bihuan.core.acts.stakes import face
from bihuan.core.sql import chunks, marks
from bihuan.core.state.faces import FULL, PUBLIC
from bihuan.core.state.lives import DONE
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.columns import in_ledger
from bihuan.matters.saying.sheet_words import SheetWords
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.lists import Asked, listed
from bihuan.matters.seeing.sight import Sight

YES, NO = labels.YES, labels.NEGATIVE
Pair = tuple[State | None, State | None]


@dataclass(slots=True)
class Line:
    """One line: its cells, and the whole that it belongs to (0: to none)."""

    whole: int
    cells: list[str] = field(default_factory=list)


def lines(sight: Sight, asked: Asked, language: str) -> Iterator[Line]:
    """Every line that the question asks for, whole by whole, a chunk of matters at a time."""
    ids = listed(sight, asked)
    piece = _of_ledger if in_ledger(kind_of(asked.kind)) else _of_kind
    for some in chunks(ids):
        yield from piece(sight, asked, some, language)


def _words(sight: Sight, asked: Asked, states: Sequence[State], language: str) -> SheetWords:
    desk = asked.register in sight.desks
    faces = {one.id: FULL if desk else face(sight.principals, one, kind_of(one.kind)) for one in states}
    return SheetWords(sight.org, asked.register, asked.today, states, faces, language)


def _of_kind(sight: Sight, asked: Asked, ids: Sequence[int], language: str) -> Iterator[Line]:
    found = {one.id: one for one in rows.states(ids)}
    words = _words(sight, asked, list(found.values()), language)
    return (Line(0, words.cells(found[one])) for one in ids if one in found)


def _of_ledger(sight: Sight, asked: Asked, ids: Sequence[int], language: str) -> Iterator[Line]:
    counted = kind_of(asked.kind).counted
    pairs = _with_children(sight, asked, ids, counted) if counted else _with_parents(sight, ids)
    words = _words(sight, asked, [one for pair in pairs for one in pair if one], language)
    return (Line(whole.id if whole else 0, _cells(words, whole, child)) for whole, child in pairs)


def _with_children(sight: Sight, asked: Asked, ids: Sequence[int], kind: str) -> list[Pair]:
    """Each whole with each of its children that may be seen; alone where it has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.parent_id FROM matters_matter m LEFT JOIN matters_listing l ON l.matter_id = m.id"
            " AND l.register_id = %s AND l.to_seq IS NULL WHERE m.kind = %s"
            f" AND m.parent_id IN ({marks(ids)}) ORDER BY l.place, m.id",
            [asked.register, kind, *ids],
        )
        found = cursor.fetchall()
    states = {one.id: one for one in rows.states([*ids, *(child for child, _ in found)])}
    below: dict[int, list[State]] = {}
    for child, parent in found:
        if sight.sees(states[child]):
            below.setdefault(parent, []).append(states[child])
    return [(states[one], child) for one in ids if one in states for child in below.get(one, [None])]


def _with_parents(sight: Sight, ids: Sequence[int]) -> list[Pair]:
    """Each child with its whole, where that may be seen too."""
    states = {one.id: one for one in rows.states(ids)}
    above = rows.states(sorted({one.parent for one in states.values() if one.parent}))
    wholes = {one.id: one for one in above if kind_of(one.kind).counted and sight.sees(one)}
    return [(wholes.get(states[one].parent or 0), states[one]) for one in ids if one in states]


def _cells(words: SheetWords, whole: State | None, child: State | None) -> list[str]:
    """The cells in the order of a ledger's columns."""
    about = whole or child
    assert about is not None
    doing = child or about
    kept = words.facts
    source = kept[about.id].get("source") or kept[doing.id].get("source")
    return [
        words.number(about),
        words.aspect(about),
        (whole.title or "") if whole else "",
        source.text if source else "",
        (child.title or "") if child else "",
        words.lead(doing),
        _also(words, words.units(sorted(doing.supporting)), doing, "extra", "仅知会"),
        words.people([doing.leader]),
        _also(words, words.people([doing.accountable]), doing, "contacts", "责任人"),
        words.due(doing),
        *(_told(words, doing, name) for name in ("standard", "progress", "difficulty", "next_step")),
        words.life(doing),
        words.say(YES if life_of(doing.kind, doing.life).phase == DONE else NO),
        words.proof(doing),
    ]


def _also(words: SheetWords, first: str, state: State, name: str, heading: str) -> str:
    """With the names that the ledger gave beside: groups that are only told, further persons."""
    more = json.loads(_told(words, state, name) or "{}").get(heading) or ()
    return words.say(Text("、", ", ")).join(
        filter(None, [first, *([more] if isinstance(more, str) else more)])
    )


def _told(words: SheetWords, state: State, name: str) -> str:
    kept = words.facts[state.id].get(name)
    return kept.text if kept and words.faces[state.id] != PUBLIC else ""
