"""Everything that the record gives for a matter, in one fold of its events.

Erasing writes it anew, and verifying holds the tables against it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from bihuan.core.acts.folding import fold, recast
from bihuan.core.acts.puts import Call, Put
from bihuan.core.acts.stakes import seen_rows, stakes_of
from bihuan.core.state.state import State
from bihuan.ledger.event import Event
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.facts import Kept, kept_by
from bihuan.matters.writing.gathering import (
    WRITTEN,
    citation_rows,
    fact_row,
    found_by,
    matter_row,
    plain_value,
    spell_key,
    spell_row,
)
from bihuan.matters.writing.tables import effects_of

Row: TypeAlias = tuple[Any, ...]
Made: TypeAlias = tuple[int, Put | Call]
"""The event that put it, and what it put."""
FILE_NAMES = "file_names"
"""The personal fact with which the files of its event go (erasing.py)."""
_TO_AT, _TO_SEQ = (WRITTEN["matters_spell"].index(name) for name in ("to_at", "to_seq"))


class FromRecord:
    """What one matter's events give, taken one by one in their order."""

    __slots__ = ("cited", "facts", "kind", "puts", "spells", "state")

    def __init__(self, first: Event) -> None:
        self.kind = kind_of(first.kind)
        self.state: State | None = None
        self.spells: list[list[Any]] = []
        self.puts: list[Made] = []
        self.facts: dict[str, Kept] = {}
        self.cited: list[Row] = []

    def take(self, event: Event) -> None:
        """One event more."""
        kind, before = self.kind, self.state
        act, now = kind.by_event[event.name], recast(kind, event)
        state = self.state = fold(kind, before, event)
        if before is None or spell_key(before) != spell_key(state):
            if self.spells:
                self.spells[-1][_TO_AT], self.spells[-1][_TO_SEQ] = event.at, event.seq
            self.spells.append(spell_row(state, event, event.at))
        for effect in effects_of(kind, act):
            self.puts += [(event.id, put) for put in effect(now, state)]
        self.facts |= kept_by(act, now)
        if "evidence" in event.plain and event.personal.get(FILE_NAMES, True) is not None:
            self.cited += citation_rows(event)

    @property
    def searched(self) -> str:
        """What search finds it by; empty for what it does not find."""
        assert self.state
        return found_by(self.state) if self.kind.searched else ""

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Every row of the tables in `WRITTEN`, with its table, in the order of its columns."""
        state = self.state
        assert state
        yield "matters_matter", matter_row(state)
        for principal, relation in stakes_of(state, self.kind):
            yield "matters_stake", (state.id, principal, relation)
        plain: dict[Row, Row] = {}
        for key, row in seen_rows(state, self.kind).items():  # the same for nearly all who see it
            if row not in plain:
                plain[row] = tuple(map(plain_value, row))
            yield "matters_seen", (state.id, *key, *plain[row])
        for spell in self.spells:
            yield "matters_spell", tuple(spell)
        for name, fact in self.facts.items():
            yield "matters_keptfact", (state.id, name, *fact_row(fact))
        for cited in self.cited:
            yield "matters_citation", cited


def from_record(events: Iterable[Event]) -> Iterator[FromRecord]:
    """What stands of each matter; its events come one after another."""
    for _, story in groupby(events, attrgetter("matter")):
        found: FromRecord | None = None
        for event in story:
            found = found or FromRecord(event)
            found.take(event)
        assert found
        yield found


def put_rows(puts: Iterable[Made]) -> dict[tuple[str, int], dict[str, Any]]:
    """What these leave to stand in the tables beside the rows: columns by (model, id).

    In the order of their events, since what sets several rows sets those that stand already.
    """
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for _, put in puts:
        if isinstance(put, Call):
            continue
        values = {name: plain_value(value) for name, value in put.values.items()}
        if not put.match:
            found.setdefault((put.table, put.id), {}).update(values)
            continue
        for (table, identity), row in found.items():
            met = table == put.table and identity < put.id
            if met and all(row.get(column) == value for column, value in put.match):
                row.update(values)
    return found
