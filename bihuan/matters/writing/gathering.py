"""What a book writes, gathered table by table and written with one statement each."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import connection
from django.utils.module_loading import import_string

from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.puts import Call, Put
from bihuan.core.acts.stakes import listed_as, seen_rows
from bihuan.core.chain.ids import id_of
from bihuan.core.state.principals import HEAD, SUPERIORS, UNIT, principal_kind, principal_number
from bihuan.core.state.state import COLUMNS, State, more_of
from bihuan.core.words.reasons import Reason, Refused
from bihuan.ledger.batch import Batch
from bihuan.matters.seeing.facts import Kept
from bihuan.matters.seeing.rows import COLUMN_OF, DATE_PLACES
from bihuan.notices import inbox
from bihuan.notices.who import may_be_told
from bihuan.search import index

_NAMES = [COLUMN_OF[name] for name in COLUMNS] + ["more"]
_MATTERS = f"matters_matter ({', '.join(_NAMES)})"
_UPDATE_MATTER = f"UPDATE matters_matter SET {', '.join(f'{n} = %s' for n in _NAMES[1:])} WHERE id = %s"
_STAKES = "matters_stake (matter_id, principal, relation)"
_DELETE_STAKE = "DELETE FROM matters_stake WHERE matter_id = %s AND principal = %s AND relation = %s"
_SEEN = (
    "matters_seen (matter_id, principal, register_id, kind, life, clock, due_on, yellow_on, red_on, place)"
)
_DELETE_SEEN = "DELETE FROM matters_seen WHERE matter_id = %s AND principal = %s AND register_id = %s"
_MOVE_SEEN = (
    "UPDATE matters_seen SET life = %s, clock = %s, due_on = %s, yellow_on = %s, red_on = %s"
    " WHERE matter_id = %s"
)
SPELL = (
    *("id", "org_id", "matter_id", "register_id", "kind", "life", "clock", "lead_unit_id"),
    *("holder", "holder_unit_id", "holder_person_id", "due_kind", "due_on", "yellow_on", "red_on"),
    *("from_at", "to_at", "from_seq", "to_seq"),
)
"""The columns of a spell, in the order of `spell_row`."""
_SPELLS = f"matters_spell ({', '.join(SPELL)})"
_TO_AT, _TO_SEQ = SPELL.index("to_at"), SPELL.index("to_seq")
_CLOSE_SPELL = "UPDATE matters_spell SET to_at = %s, to_seq = %s WHERE matter_id = %s AND to_at IS NULL"
_CITATIONS = "matters_citation (org_id, digest, matter_id, event_id)"
_MOVE_SERIES = "UPDATE matters_series SET last = %s WHERE org_id = %s AND prefix = %s AND year = %s"
_FACT = "matters_keptfact (matter_id, name, text, key, said_on)"
_NEWEST = (
    "ON CONFLICT (matter_id, name) DO UPDATE"
    " SET text = excluded.text, key = excluded.key, said_on = excluded.said_on"
)


Concerning = tuple[State, frozenset[tuple[int, str]]]
"""A state with its stakes."""


class Writing:
    """The rows of one book, written by `flush` in the order in which they depend on one another."""

    def __init__(self, org: int, at: int) -> None:
        self.org = org
        self.at = at
        self._new: dict[int, State] = {}
        self._changed: dict[int, State] = {}
        self._stakes: dict[tuple[int, int, str], bool] = {}
        self._sights: dict[tuple[int, int, int], tuple[Any, ...] | None] = {}
        self._back: set[tuple[int, int, int]] = set()  # taken away in this book and come again
        self._moved: dict[int, tuple[Any, ...]] = {}
        self._spells: list[list[Any]] = []
        self._open_spells: dict[int, list[Any]] = {}
        self._closed: list[tuple[int, int, int]] = []
        self._inserts: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self._updates: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[Any, ...]]] = {}
        self._numbers: dict[tuple[str, int], int] = {}
        self._texts: dict[int, str | None] = {}
        self._facts: dict[tuple[int, str], Kept] = {}
        self._calls: list[Call] = []
        self._citations: list[tuple[int, str, int, int]] = []
        self._notices: list[tuple[int, int, int, int, str, int]] = []

    def row(self, before: State | None, after: State) -> None:
        """The matter's own row: new, or changed."""
        if before is None or after.id in self._new:
            self._new[after.id] = after
        else:
            self._changed[after.id] = after

    def stakes(
        self, matter: int, before: frozenset[tuple[int, str]], after: frozenset[tuple[int, str]]
    ) -> None:
        """Stakes that came and went. One that came and went in the same book is not written at all."""
        for wanted, rows in ((True, after - before), (False, before - after)):
            for principal, relation in rows:
                key = (matter, principal, relation)
                if self._stakes.get(key) == (not wanted):
                    del self._stakes[key]
                else:
                    self._stakes[key] = wanted

    def sights(self, was: "Concerning | None", now: "Concerning", kind: Kind) -> None:
        """Rows of what each principal sees: added, taken away, or moved on as a whole."""
        before, after = was[0] if was else None, now[0]
        old, new = seen_rows(was[0], kind, was[1]) if was else {}, seen_rows(after, kind, now[1])
        if old == new:
            return
        for key in old.keys() - new.keys():
            full = (after.id, *key)
            if self._sights.pop(full, None) is None or full in self._back:
                self._sights[full] = None
        for key in new.keys() - old.keys():
            full = (after.id, *key)
            if full in self._sights:  # the row is still there, with the place that it had
                self._back.add(full)
            self._sights[full] = new[key]
        if before:
            self.moved(before, after, kind)

    def moved(self, before: State, after: State, kind: Kind) -> None:
        """What lists sort and filter by, the same for everybody who sees the matter."""
        listed = _listed_as(after, kind)
        if _listed_as(before, kind) != listed:
            self._moved[after.id] = listed

    def spell(self, before: State | None, after: State, event: Happened) -> None:
        """Close the spell that ended and open the next, when how it stands or who holds it has changed."""
        if before is not None and spell_key(before) == spell_key(after):
            return
        if after.id in self._open_spells:
            end_spell(self._open_spells[after.id], event, self.at)
        elif before is not None:
            self._closed.append((self.at, event.seq, after.id))
        row = spell_row(after, event, self.at)
        self._spells.append(row)
        self._open_spells[after.id] = row

    def put(self, put: Put | Call) -> None:
        """One row of a room's or the spine's own table."""
        if isinstance(put, Call):
            self._calls.append(put)
            return
        names = tuple(put.values)
        values = tuple(plain_value(value) for value in put.values.values())
        if put.new:
            self._inserts.setdefault((put.table, ("id", *names)), []).append((put.id, *values))
        elif names:
            columns = (*(f"{column} = %s" for column, _ in put.match), "id < %s" if put.match else "id = %s")
            key = (put.table, columns, names)
            self._updates.setdefault(key, []).append((*values, *(one for _, one in put.match), put.id))

    def next_number(self, prefix: str, year: int, digits: int) -> str:
        """The next number under a prefix (ZF-2026-016), in so many digits; gapless by the head's lock."""
        key = (prefix, year)
        if key not in self._numbers:
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO matters_series (org_id, prefix, year, last) VALUES (%s, %s, %s, 0)"
                    " ON CONFLICT (org_id, prefix, year) DO NOTHING",
                    (self.org, prefix, year),
                )
                cursor.execute(
                    "SELECT last FROM matters_series WHERE org_id = %s AND prefix = %s AND year = %s",
                    (self.org, prefix, year),
                )
                self._numbers[key] = cursor.fetchone()[0]
        self._numbers[key] += 1
        return f"{prefix}-{year}-{self._numbers[key]:0{digits}d}"

    def notices(self, event: Happened, principals: list[int]) -> None:
        """Who is to be told of the event."""
        own = id_of(event)
        self._notices += [
            (self.org, one, own, event.matter, event.name, self.at)
            for one in principals
            if may_be_told(principal_kind(one))
        ]

    def citations(self, event: Happened) -> None:
        """The evidence that the event cites."""
        self._citations += citation_rows(event)

    def text(self, before: State | None, after: State) -> None:
        """What search finds the matter by: its number and its text, the face that all who see it share."""
        if before is None or (before.number, before.title) != (after.number, after.title):
            self._texts[after.id] = found_by(after)

    def facts(self, matter: int, kept: Mapping[str, Kept]) -> None:
        """The facts that stand with a matter from now on, or no longer."""
        for name, fact in kept.items():
            self._facts[matter, name] = fact

    def flush(self, batch: Batch) -> None:
        """Add every row to `batch` and send it; then what other layers write for themselves."""
        self._flush_rows(batch)
        for (table, names), rows in self._inserts.items():
            batch.insert(f"{_table(table)} ({', '.join(names)})", rows)
        for (table, match, names), rows in self._updates.items():
            sets = ", ".join(f"{name} = %s" for name in names)
            batch.each(f"UPDATE {_table(table)} SET {sets} WHERE {' AND '.join(match)}", rows)
        numbers = [(last, self.org, prefix, year) for (prefix, year), last in self._numbers.items()]
        batch.each(_MOVE_SERIES, numbers)
        batch.insert(_CITATIONS, self._citations)
        self._flush_facts(batch)
        batch.run()
        for call in self._calls:
            _called(call)
        if self._texts:
            index.put([(matter, text) for matter, text in self._texts.items() if text])
            index.drop([matter for matter, text in self._texts.items() if not text])
        if self._notices:
            inbox.keep(self._notices)

    def _flush_rows(self, batch: Batch) -> None:
        batch.insert(_MATTERS, [matter_row(state) for state in self._new.values()])
        batch.each(_UPDATE_MATTER, [(*matter_row(s)[1:], s.id) for s in self._changed.values()])
        batch.insert(_STAKES, [key for key, wanted in self._stakes.items() if wanted])
        batch.each(_DELETE_STAKE, [key for key, wanted in self._stakes.items() if not wanted])
        self._flush_sights(batch)
        batch.each(_CLOSE_SPELL, self._closed)
        batch.insert(_SPELLS, self._spells)

    def _flush_facts(self, batch: Batch) -> None:
        rows = [(*key, *fact_row(fact)) for key, fact in self._facts.items()]
        batch.insert(_FACT, [row for row in rows if row[0] in self._new])
        batch.insert(_FACT, [row for row in rows if row[0] not in self._new], _NEWEST)

    def _flush_sights(self, batch: Batch) -> None:
        went = {key for key, row in self._sights.items() if row is None} | self._back
        batch.each(_DELETE_SEEN, [key for key in went if key[0] not in self._new])
        standing = [matter for matter in self._moved if matter not in self._new]
        batch.each(_MOVE_SEEN, [(*self._moved[matter], matter) for matter in standing])
        rows = []
        for key, row in self._sights.items():
            if row is not None:
                kind, life, clock, due_on, yellow_on, red_on, place = row
                moved = self._moved.get(key[0])
                life, clock, *dates = moved or (life, clock, due_on, yellow_on, red_on)
                rows.append((*key, kind, life, clock, *map(plain_value, dates), place))
        batch.insert(_SEEN, rows)


def _columns(into: str) -> tuple[str, tuple[str, ...]]:
    table, _, names = into.partition(" (")
    return table, tuple(names.removesuffix(")").split(", "))


WRITTEN: Final = dict(map(_columns, (_MATTERS, _STAKES, _SEEN, _SPELLS, _CITATIONS, _FACT)))
"""The columns of each table that is written here, in the order of the rows below."""


def _called(call: Call) -> None:
    try:
        import_string(call.function)(*call.arguments, **call.named)
    except ValueError as error:
        raise Refused(Reason("bad_value", {"field": call.arguments[1], "why": str(error)})) from error


def _listed_as(state: State, kind: Kind) -> tuple[Any, ...]:
    """What a list filters and sorts by, without the kind and the place, which stay."""
    return tuple(plain_value(one) for one in listed_as(state, kind))


def spell_row(after: State, event: Happened, at: int) -> list[Any]:
    """The spell that begins with `event`, in the order of `SPELL`."""
    of_unit = after.turn is not None and principal_kind(after.turn) in (UNIT, HEAD, SUPERIORS)
    unit = principal_number(after.turn) if after.turn is not None and of_unit else None
    return [
        id_of(event),
        after.org,
        after.id,
        after.register,
        after.kind,
        after.life,
        after.clock,
        after.lead_unit,
        after.turn,
        unit,
        after.accountable if unit else None,
        after.deciding_due_kind,
        plain_value(after.due_on),
        plain_value(after.yellow_on),
        plain_value(after.red_on),
        at,
        None,
        event.seq,
        None,
    ]


def end_spell(row: list[Any], event: Happened, at: int) -> None:
    """It ends with `event`."""
    row[_TO_AT], row[_TO_SEQ] = at, event.seq


def spell_key(state: State) -> tuple[Any, ...]:
    """What a spell says: where it differs, the next one begins."""
    dates = (state.deciding_due_kind, state.due_on, state.yellow_on, state.red_on)
    return state.life, state.clock, state.lead_unit, state.turn, state.accountable, *dates


def matter_row(state: State) -> tuple[Any, ...]:
    """A matter's own row, in the order of the table's columns."""
    more = more_of(state)
    text = json.dumps(more, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if more else "{}"
    values: list[Any] = list(state[: len(COLUMNS)])
    for place in DATE_PLACES:
        values[place] = plain_value(values[place])
    return (*values, text)


def citation_rows(event: Happened) -> list[tuple[int, str, int, int]]:
    """The evidence that an event cites, in the order of the table's columns."""
    digests: Any = event.plain.get("evidence", ())
    return [(event.org, str(digest), event.matter, id_of(event)) for digest in digests]


def found_by(state: State) -> str:
    """What search finds a matter by; each field on a line of its own."""
    return "\n".join(filter(None, (state.number, state.title)))


def fact_row(fact: Kept) -> tuple[Any, ...]:
    """A kept fact in the order of the table's columns."""
    return fact.text, fact.key, plain_value(fact.said_on)


def plain_value(value: Any) -> Any:
    """A value as a column of either database takes it."""
    return value.isoformat() if isinstance(value, date) else value


def _table(name: str) -> str:
    """A model's table by "app.Model"."""
    return str(apps.get_model(name)._meta.db_table)
