"""The lines of a ledger: matters and their words, read piece by piece, cut to what their reader may see."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import connection

from bihuan.core.acts.stakes import face
from bihuan.core.sql import marks
from bihuan.core.state.faces import FULL, PUBLIC
from bihuan.core.state.lamps import LATE
from bihuan.core.state.lives import DONE
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.describing import EVERY, lamp_said, life_said
from bihuan.matters.saying.naming import Names, joined
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import texts_of
from bihuan.matters.seeing.lists import Asked, listed
from bihuan.matters.seeing.sight import Sight
from bihuan.rules.calendar import calendar

AT_ONCE: Final = 500


@dataclass(slots=True)
class Line:
    """One line of the ledger: its cells, and the problem that it belongs to (0: to none)."""

    problem: int
    cells: list[str] = field(default_factory=list)


def lines(sight: Sight, asked: Asked, language: str) -> Iterator[Line]:
    """Every line that the question asks for, problem by problem; five hundred matters at a time."""
    ids = listed(sight, asked)
    for start in range(0, len(ids), AT_ONCE):
        yield from _piece(sight, asked, ids[start : start + AT_ONCE], language)


Pair = tuple[State | None, State | None]


def _piece(sight: Sight, asked: Asked, ids: Sequence[int], language: str) -> Iterator[Line]:
    counted = kind_of(asked.kind).counted
    pairs = _with_children(sight, asked, ids, counted) if counted else _with_parents(sight, ids)
    words = _Words(sight, asked, [one for pair in pairs for one in pair if one], language)
    for problem, measure in pairs:
        yield Line(problem.id if problem else 0, words.cells(problem, measure))


def _with_children(sight: Sight, asked: Asked, ids: Sequence[int], kind: str) -> list[Pair]:
    """Each problem with each of its measures that may be seen; alone where it has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, m.parent_id FROM matters_matter m LEFT JOIN matters_listing l ON l.matter_id = m.id"
            " AND l.register_id = %s AND l.removed_seq IS NULL WHERE m.kind = %s"
            f" AND m.parent_id IN ({marks(ids)}) ORDER BY l.place, m.id",
            [asked.register, kind, *ids],
        )
        found = cursor.fetchall()
    states = {one.id: one for one in rows.states([*ids, *(measure for measure, _ in found)])}
    below: dict[int, list[State]] = {}
    for measure, parent in found:
        if sight.sees(states[measure]):
            below.setdefault(parent, []).append(states[measure])
    return [(states[one], measure) for one in ids if one in states for measure in below.get(one, [None])]


def _with_parents(sight: Sight, ids: Sequence[int]) -> list[Pair]:
    """Each measure with its problem, where that may be seen too."""
    states = {one.id: one for one in rows.states(ids)}
    above = rows.states(sorted({one.parent for one in states.values() if one.parent}))
    problems = {one.id: one for one in above if kind_of(one.kind).counted and sight.sees(one)}
    measures = [states[one] for one in ids if one in states]
    return [(problems.get(one.parent or 0), one) for one in measures]


class _Words:
    """Everything that a piece says, looked up together."""

    def __init__(self, sight: Sight, asked: Asked, states: Sequence[State], language: str) -> None:
        self.language, self.today = language, asked.today
        self.calendar = calendar(sight.org)
        whole = asked.register in sight.desks
        self.faces = {
            one.id: FULL if whole else face(sight.principals, one, kind_of(one.kind)) for one in states
        }
        self.placed = _placed(asked.register, list(self.faces))
        self.more: dict[int, dict[str, str]] = {one.id: {} for one in states} | texts_of([one.id for one in states])
        self.proofs = _proofs([one for one, shown in self.faces.items() if shown != PUBLIC])
        self.names = Names(sight.org).need(
            units=[unit for one in states for unit in (one.lead_unit, *one.supporting)],
            people=[person for one in states for person in (one.accountable, one.leader)],
        )

    def cells(self, problem: State | None, measure: State | None) -> list[str]:
        """The cells in the order of the columns."""
        about = problem or measure
        assert about is not None
        number, aspect = self.placed.get(about.id, (None, None))
        doing = measure or about
        more = self.more[doing.id]
        source = self.more[about.id].get("source") or more.get("source")
        return [
            number or about.number or "",
            aspect or "",
            (problem.title or "") if problem else "",
            source or "",
            (measure.title or "") if measure else "",
            self._lead(doing),
            self._supporting(doing),
            self._person(doing.leader),
            self._also(self._named(doing.accountable), doing, "contacts", "责任人"),
            self._due(doing),
            *(self._told(doing, name) for name in ("standard", "progress", "difficulty", "next_step")),
            self._state(doing),
            self._say(YES if life_of(doing.kind, doing.life).phase == DONE else NO),
            "\n".join(self.proofs.get(doing.id, ())),
        ]

    def _say(self, text: Text) -> str:
        return text.say(self.language)

    def _lead(self, state: State) -> str:
        if state.lead_group:
            return self._say(self.names.group(state.lead_group))
        return self._say(self.names.unit(state.lead_unit)) if state.lead_unit else ""

    def _person(self, one: int | None) -> str:
        return self._say(self._named(one))

    def _named(self, one: int | None) -> Text:
        return self.names.person(one) if one else Text("", "")

    def _supporting(self, state: State) -> str:
        units = joined(self.names.unit(one) for one in sorted(state.supporting))
        return self._also(units, state, "extra", "仅知会")

    def _also(self, first: Text, state: State, name: str, heading: str) -> str:
        """With the names that the ledger gave beside: groups that are only told, further persons."""
        kept = {} if self.faces[state.id] == PUBLIC else json.loads(self.more[state.id].get(name) or "{}")
        more = kept.get(heading) or ()
        names = [self._say(first), *([more] if isinstance(more, str) else more)]
        return Text("、", ", ").say(self.language).join(filter(None, names))

    def _told(self, state: State, name: str) -> str:
        return "" if self.faces[state.id] == PUBLIC else str(self.more[state.id].get(name) or "")

    def _state(self, state: State) -> str:
        word = self._say(life_said(state))
        colour, said = lamp_said(state, self.today, self.calendar)
        late = colour == LATE
        return f"{word}（{self._say(said)}）" if late else word

    def _due(self, state: State) -> str:
        """As the house writes dues, so that reading it back gives the same."""
        if state.due_kind == "immediate":
            return self._say(Text("立行立改", "at once"))
        if state.due_kind == "long_term":
            return self._say(Text("长期坚持", "for good"))
        if state.due_kind == "recurring":
            day = f"{state.due_day}日前" if state.due_day and self.language != "en" else ""
            return self._say(EVERY[state.due_every or "quarter"]) + day
        on = state.due_on.isoformat() if state.due_on else ""
        if on and state.due_then == "long_term":
            return self._say(Text(f"{on}前完成并长期坚持", f"{on}, then for good"))
        return on


YES, NO = Text("是", "yes"), Text("否", "no")


def _placed(register: int, ids: Sequence[int]) -> dict[int, tuple[str | None, str | None]]:
    """Number and aspect in this register."""
    found: dict[int, tuple[str | None, str | None]] = {}
    for some in _chunks(ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT matter_id, number, aspect FROM matters_listing WHERE register_id = %s"
                f" AND removed_seq IS NULL AND matter_id IN ({marks(some)})",
                [register, *some],
            )
            found |= {matter: (number, aspect) for matter, number, aspect in cursor.fetchall()}
    return found


def _proofs(ids: Sequence[int]) -> dict[int, list[str]]:
    """The names of the files that prove, in the order in which they came."""
    found: dict[int, list[str]] = {}
    for some in _chunks(ids):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.matter_id, f.value FROM ledger_event e JOIN ledger_facts f ON f.event_id = e.id"
                f" AND f.name = 'file_names' WHERE e.matter_id IN ({marks(some)}) AND f.value IS NOT NULL"
                " ORDER BY e.matter_id, e.seq",
                list(some),
            )
            for matter, value in cursor.fetchall():
                kept = found.setdefault(matter, [])
                kept += [str(name) for name in json.loads(value) if str(name) not in kept]
    return found


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
