"""What the cells of a list on paper say of matters, looked up together and cut to what a reader may see."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.db import connection

from bihuan.core.acts.act import Field
from bihuan.core.sql import chunks, marks
from bihuan.core.state.faces import PUBLIC, shows
from bihuan.core.state.lamps import LATE
from bihuan.core.state.principals import PERSON, UNIT, principal_kind, principal_number
from bihuan.core.state.proofs import CARRIED_BY
from bihuan.core.state.state import State
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.columns import Column, columns_of
from bihuan.matters.saying.describing import kept_said, lamp_said, life_said
from bihuan.matters.saying.naming import Names, joined
from bihuan.matters.saying.rhythm import in_chinese, rhythm_said
from bihuan.matters.seeing.facts import Kept, facts_of, fields_kept
from bihuan.rules.calendar import calendar

IMMEDIATE, FOR_GOOD = term("at_once", "facts").text, term("keep_up", "facts").text
PROOF_GONE = Text("（办结后佐证已删除）", "(erased after closing)")
OFFLINE_SAID = Text("《{title}》（线下查阅）", "“{title}” (seen offline)")
THEN_FOR_GOOD = Text("前完成并长期坚持", ", then long term")


class SheetWords:
    """The words for some matters of a register. `faces`: how much of each their reader sees."""

    def __init__(
        self,
        org: int,
        register: int,
        today: date,
        states: Sequence[State],
        faces: Mapping[int, str],
        language: str,
    ) -> None:
        self.language, self.today, self.faces = language, today, faces
        self.calendar = calendar(org)
        self._columns: dict[str, tuple[Column, ...]] = {}
        self._fields: dict[str, Mapping[str, Field]] = {}
        ids = [one.id for one in states]
        self.placed = _placed(register, ids)
        self.facts: dict[int, dict[str, Kept]] = {one: {} for one in ids} | facts_of(ids)
        self.proofs = proofs_of([one for one in ids if faces[one] != PUBLIC], language)
        self.names = Names(org, None).need(
            units=[
                unit
                for one in states
                for unit in (one.lead_unit, *one.supporting, *self._kept(one, "unit"), *_tied(one, UNIT))
            ],
            people=[
                person
                for one in states
                for person in (
                    *(one.accountable, one.leader, *one.raisers),
                    *self._kept(one, "person"),
                    *_tied(one, PERSON),
                )
            ],
        )

    def _kept(self, state: State, what: str) -> Iterator[int]:
        """The units or persons that the kept facts of a matter name."""
        types = {"unit": ("unit", "units"), "person": ("person", "people")}[what]
        for name, field in self._fields_of(state.kind).items():
            if field.kind in types and (kept := self.facts[state.id].get(name)):
                value = json.loads(kept.text)
                yield from value if isinstance(value, list) else [value]

    def cells(self, state: State) -> list[str]:
        """A matter's cells, in the order of its kind's columns."""
        if state.kind not in self._columns:
            self._columns[state.kind] = columns_of(kind_of(state.kind))
        return [self._cell(column, state) for column in self._columns[state.kind]]

    def _fields_of(self, kind: str) -> Mapping[str, Field]:
        if kind not in self._fields:
            self._fields[kind] = fields_kept(kind_of(kind))
        return self._fields[kind]

    def _cell(self, column: Column, state: State) -> str:
        match column.part:
            case "number":
                return self.number(state)
            case "title":
                return state.title or ""
            case "fact":
                return self.fact(state, column.name)
            case "state":
                return self._of_state(state, column.name)
            case "tie":
                return self._tied_as(state, column.name)
            case "due":
                return self.due(state)
            case "life":
                return self.life(state)
        return self.proof(state)

    def say(self, text: Text) -> str:
        """In the language of the sheet."""
        return text.say(self.language)

    def number(self, state: State) -> str:
        """Its number in this register, else its own."""
        return self.placed.get(state.id, (None, None))[0] or state.number or ""

    def aspect(self, state: State) -> str:
        """Under which aspect this register lists it."""
        return self.placed.get(state.id, (None, None))[1] or ""

    def fact(self, state: State, name: str) -> str:
        """One fact that stands with it, where the reader's face shows it."""
        field, kept = self._fields_of(state.kind)[name], self.facts[state.id].get(name)
        if kept is None or (field.personal and not shows(self.faces[state.id], field.face)):
            return ""
        said = kept_said(field, kept.text, self.names)
        return self.say(said) if isinstance(said, Text) else said

    def lead(self, state: State) -> str:
        """Who leads: a unit, or a group of units."""
        if state.lead_group:
            return self.say(self.names.group(state.lead_group))
        return self.units([state.lead_unit])

    def units(self, some: Iterable[int | None]) -> str:
        """Their names, joined."""
        return self.say(joined(self.names.unit(one) for one in some if one))

    def people(self, some: Iterable[int | None]) -> str:
        """Their names, joined."""
        return self.say(joined(self.names.person(one) for one in some if one))

    def _of_state(self, state: State, name: str) -> str:
        if name == "lead_unit":
            return self.lead(state)
        if name == "supporting":
            return self.units(sorted(state.supporting))
        return self.people(sorted(state.raisers) if name == "raisers" else [getattr(state, name)])

    def _tied_as(self, state: State, relation: str) -> str:
        """Who stands in a relation of the kind's own: units first, then people."""
        units, people = _tied(state, UNIT, relation), _tied(state, PERSON, relation)
        said = [self.names.unit(one) for one in units] + [self.names.person(one) for one in people]
        return self.say(joined(said))

    def life(self, state: State) -> str:
        """Where it stands, and how late it is."""
        word = self.say(life_said(state))
        colour, said = lamp_said(state, self.today, self.calendar)
        return f"{word}（{self.say(said)}）" if colour == LATE else word

    def due(self, state: State) -> str:
        """As the house writes dues, so that reading it back gives the same."""
        if state.due_kind == "immediate":
            return self.say(IMMEDIATE)
        if state.due_kind == "long_term":
            return self.say(FOR_GOOD)
        if state.due_kind == "recurring":
            said = rhythm_said(state.due_every or "quarter", state.due_within)
            return said.en if self.language == "en" and in_chinese(said.en) else said.zh
        own = state.own_days.due_on  # what is owed below stands in the rows of what is below
        on = own.isoformat() if own else ""
        return on + self.say(THEN_FOR_GOOD) if on and state.due_then == "long_term" else on

    def proof(self, state: State) -> str:
        """The names of the files that prove it; that it closed on one which was erased since."""
        gone = [self.say(PROOF_GONE)] if state.proof_erased else []
        return "\n".join((*self.proofs.get(state.id, ()), *gone))


def _tied(state: State, kind: int, relation: str = "") -> list[int]:
    """The units or persons tied to a matter, in a relation or in any."""
    return sorted(
        principal_number(who)
        for name, who in state.ties
        if principal_kind(who) == kind and relation in ("", name)
    )


def _placed(register: int, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """Number and aspect in this register."""
    found: dict[int, tuple[str | None, str | None]] = {}
    for some in chunks(ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT matter_id, number, aspect FROM matters_listing WHERE register_id = %s"
                f" AND to_seq IS NULL AND matter_id IN ({marks(some)})",
                [register, *some],
            )
            found |= {matter: (number, aspect) for matter, number, aspect in cursor.fetchall()}
    return found


def proofs_of(ids: Sequence[int], language: str = "zh") -> dict[int, list[str]]:
    """The names of the files that prove, and of what is seen offline, in the order in which they came."""
    found: dict[int, list[str]] = {}
    for some in chunks(ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.matter_id, f.value FROM ledger_event e JOIN ledger_facts f ON f.event_id = e.id"
                f" AND f.name IN ({marks(CARRIED_BY)}) WHERE e.matter_id IN ({marks(some)})"
                " AND f.value IS NOT NULL"
                " ORDER BY e.matter_id, e.seq, f.name",
                [*CARRIED_BY, *some],
            )
            for matter, value in cursor.fetchall():
                kept, told = found.setdefault(matter, []), json.loads(value)
                named = told if isinstance(told, list) else [OFFLINE_SAID.format(title=told).say(language)]
                kept += [str(name) for name in named if str(name) not in kept]
    return found
