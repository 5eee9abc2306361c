"""The rows of a register as every list shows them: a matter, its place here, what is under it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import connection

from bihuan.core.acts.stakes import face
from bihuan.core.sql import marks
from bihuan.core.state.faces import FULL
from bihuan.core.state.lives import DONE, GOES_ON, IN_CHECK, OPEN_PHASES, OVER, WORKED_ON, Life, asked_to
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.describing import due_said, fact_said, lamp_said, stamp_said
from bihuan.matters.saying.naming import Names
from bihuan.matters.seeing import rows
from bihuan.matters.seeing.facts import Kept, facts_of
from bihuan.matters.seeing.sight import Sight
from bihuan.rules.calendar import calendar


@dataclass(frozen=True, slots=True)
class Progress:
    """The children by which one matter is done, counted. `waiting`: how many wait in each life of a check."""

    done: int = 0
    owed: int = 0
    late: int = 0
    continuing: int = 0
    waiting: tuple[tuple[Life, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register: the matter, its place here, what is under it, and the words for it."""

    state: State
    number: str
    aspect: str
    below: Progress
    gathers: bool  # it is done by its children
    led: bool  # a unit leads it
    facts: tuple[Text | str, ...]  # what its kind's own columns say
    unit: Text
    person: Text | None
    lamp: str
    said: Text
    due: Text | date | None
    now: Text
    stamp: Text | None

    @property
    def ended(self) -> bool:
        """Over without having been done: declined, withdrawn, merged."""
        return life_of(self.state.kind, self.state.life).phase == OVER


def rows_of(sight: Sight, register: int, ids: Sequence[int], *, today: date) -> list[Row]:
    """The rows of these matters in this order; six statements, however many rows, and one more for whoever
    does not sit at the register's desk.
    """
    placed = _placed(register, ids)
    below = _progress([state for state, _, _ in placed], today, None if register in sight.desks else sight)
    names = Names(sight.org, sight).need(
        units=[state.lead_unit for state, _, _ in placed],
        people=[state.accountable for state, _, _ in placed],
    )
    shown = [state.id for state, _, _ in placed if kind_of(state.kind).columns]
    said = _Said(names, calendar(sight.org), today, facts_of(shown) if shown else {})
    return [
        said.row(state, number, aspect, below.get(state.id, Progress())) for state, number, aspect in placed
    ]


def _placed(register: int, ids: Sequence[int]) -> list[tuple[State, str, str]]:
    """(state without its stakes, number, aspect) in the order of `ids`. One statement."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {rows.SELECT}, l.number, l.aspect FROM matters_matter m LEFT JOIN matters_listing l"
            " ON l.matter_id = m.id AND l.register_id = %s AND l.to_seq IS NULL"
            f" WHERE m.id IN ({marks(ids)})",
            [register, *ids],
        )
        found = {row[0]: row for row in cursor.fetchall()}
    kept = [found[one] for one in ids if one in found]
    states = [(rows.state_of(row[:-2], frozenset()), row[-2], row[-1]) for row in kept]
    return [(state, number or state.number or "", aspect or "") for state, number, aspect in states]


def _progress(states: Sequence[State], today: date, eyes: Sight | None) -> dict[int, Progress]:
    """What stands under those that are done by their children. One statement.

    `eyes`: of somebody who sees of some only the public face, and of what stands under those what they may
    open, as on the matter's own page.
    """
    kinds = {counted for state in states if (counted := kind_of(state.kind).counted)}
    wholes = [state.id for state in states if kind_of(state.kind).counted]
    if not wholes:
        return {}
    seen, params = _of_those_seen(eyes, wholes) if eyes else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parent_id, kind, life, CASE WHEN clock = 'running' AND red_on <= %s THEN 1 ELSE 0 END,"
            f" count(*) FROM matters_matter m WHERE parent_id IN ({marks(wholes)})"
            f" AND kind IN ({marks(kinds)}){seen} GROUP BY 1, 2, 3, 4",
            [today.isoformat(), *wholes, *kinds, *params],
        )
        found: dict[int, list[tuple[Life, int, int]]] = {}
        for parent, kind, life, late, count in cursor.fetchall():
            found.setdefault(parent, []).append((life_of(kind, life), late, count))
    return {parent: _counted(below) for parent, below in found.items()}


def _of_those_seen(eyes: Sight, wholes: Sequence[int]) -> tuple[str, list[int]]:
    """Which of the children count, as SQL: all under what the reader handles, else those in sight."""
    mine = [one.id for one in rows.states(wholes) if handled(eyes, one)]
    sees, params = eyes.clause()
    return f" AND (parent_id IN ({marks(mine)}) OR {sees})", [*mine, *params]


def _counted(found: Sequence[tuple[Life, int, int]]) -> Progress:
    def of(*phases: str) -> int:
        return sum(count for life, _, count in found if life.phase in phases)

    waiting: dict[Life, int] = {}
    for life, _, count in found:
        if life.phase == IN_CHECK and life.filter:
            waiting[life] = waiting.get(life, 0) + count
    return Progress(
        done=of(DONE, GOES_ON),
        owed=sum(count for life, _, count in found if life.phase != OVER),
        late=sum(count for life, late, count in found if late and life.phase in WORKED_ON),
        continuing=of(GOES_ON),
        waiting=tuple(waiting.items()),
    )


class _Said:
    """The words of rows, everything that they need looked up together."""

    def __init__(
        self, names: Names, days: WorkCalendar, today: date, facts: Mapping[int, Mapping[str, Kept]]
    ) -> None:
        self.names, self.days, self.today, self.facts = names, days, today, facts

    def row(self, state: State, number: str, aspect: str, below: Progress) -> Row:
        """One row."""
        lamp, said = lamp_said(state, self.today, self.days)
        unit = self.names.unit(state.lead_unit) if state.lead_unit else Text("", "")
        if state.lead_group:
            unit = self.names.group(state.lead_group)
        kind = kind_of(state.kind)
        kept = self.facts.get(state.id, {})
        return Row(
            state=state,
            number=number,
            aspect=aspect,
            below=below,
            gathers=kind.counted is not None,
            led=kind.led,
            facts=tuple(fact_said(kind, name, kept.get(name), self.names) for name in kind.columns),
            unit=unit,
            person=self.names.person(state.accountable) if state.accountable else None,
            lamp=lamp,
            said=said,
            due=due_said(state),
            now=now_said(state, said, below),
            stamp=stamp_said(state, part_continuing=below.continuing > 0),
        )


def now_said(state: State, said: Text, below: Progress) -> Text:
    """眼下: where it stands, what under it needs somebody, whether help is asked."""
    phase = life_of(state.kind, state.life).phase
    parts = [said]
    if phase in WORKED_ON:
        if below.late:
            zh, (one, many) = child_words(state.kind)
            parts.append(_n(below.late, f"条{zh}超期", f"{many if below.late > 1 else one} late"))
        for life, count in below.waiting:
            if life.filter:
                parts.append(_n(count, f"条{life.filter.zh}", life.filter.en.lower()))
        if state.help_asked:
            parts.append(Text("已提请协调", "asked for help"))
    if phase == IN_CHECK and (who := _who_decides(state)):
        parts.append(who)
    if phase in OPEN_PHASES and (closed := _closed_before(state)):
        parts.append(closed)
    if phase in (DONE, GOES_ON) and state.closed_on:
        parts = [Text(state.closed_on.isoformat(), state.closed_on.isoformat())]
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))


CHECKED_BY = {
    "fallback": Text("由兜底核验人核验", "the fallback verifier checks"),
    "outsider": Text("请门外核验人核验", "an outside checker checks"),
    "cross": Text("由两个处室的核验人交叉核验", "two checkers of different offices check together"),
    "nobody": Text("暂无人可核验", "nobody may check"),
}
SIGNED_BY = {
    "above": Text("处室无负责人，由上级审签", "no head: countersigned from above"),
    "office": Text("处室无负责人，由督查办公室审签", "no head: the office countersigns"),
}
APPROVED_BY = {
    "outsider": Text("请门外核验人审定", "an outside checker approves"),
    "nobody": Text("暂无人可审定", "nobody may approve"),
}


DECIDED_BY = {"sign": SIGNED_BY, "check": CHECKED_BY, "approve": APPROVED_BY}


def _who_decides(state: State) -> Text | None:
    """Who must sign, check or approve, where it is not the usual ones."""
    asked = asked_to(life_of(state.kind, state.life), state)
    by = {"sign": state.sign_by, "check": state.check_by, "approve": state.approve_by}
    return DECIDED_BY[asked].get(by[asked]) if asked else None


def _closed_before(state: State) -> Text | None:
    """What came in as closed, and waits to be asked for or to be confirmed; nothing once it lives here."""
    if not state.said_closed or state.lived or state.entries:
        return None
    asked = kind_of(state.kind).by_name.get(state.waits_for)
    if state.pending and asked and asked.as_signed:
        return Text("补录待确认", "back-fill to be confirmed")
    return Text("原表已销号，待补录", "signed off in the sheet, to be back-filled")


def child_words(kind: str) -> tuple[str, tuple[str, str]]:
    """What a kind is done by: 措施, (measure, measures)."""
    below = kind_of(kind_of(kind).counted or kind)
    return below.label.zh, (below.label.en.lower(), (below.plural or below.label).en.lower())


def _n(count: int, zh: str, en: str) -> Text:
    return Text(f"{count} {zh}", f"{count} {en}")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `above` where that is a problem of its own which the reader may open."""

    label: Text
    above: int | None
    rows: list[Row]


def grouped(found: Sequence[Row], sight: Sight) -> list[Group]:
    """Rows in their place under headings: by aspect, or by what they stand under."""
    if not any(row.aspect or _under(row) for row in found):
        return ungrouped(found)
    wholes = {one for row in found if (one := _under(row))}
    names = Names(sight.org, sight).need(matters=wholes)
    names.tell(_under(row) for row in found if handled(sight, row.state))

    def heading(row: Row) -> tuple[Text, int | None]:
        if (above := _under(row)) and names.says(above):
            return names.matter(above), above if names.opens(above) else None
        return Text(row.aspect, row.aspect) if row.aspect else Text("未分方面", "No aspect"), None

    return [Group(*key, list(those)) for key, those in groupby(found, key=heading)]


def handled(sight: Sight, state: State) -> bool:
    """Whether the reader has a part in it that shows him all of it."""
    return face(sight.principals, state, kind_of(state.kind)) == FULL


def above_said(state: State, names: Names) -> Text | None:
    """What it stands under in its register, where the reader is told of that."""
    apart = state.parent is not None and state.parent != state.register
    return names.matter(state.parent) if apart and names.says(state.parent) else None


def _under(row: Row) -> int | None:
    """What it helps to be done, if it stands under something in the register."""
    return row.state.parent if row.state.parent != row.state.register else None


def ungrouped(found: Sequence[Row]) -> list[Group]:
    """The same rows under no heading."""
    return [Group(Text("", ""), None, list(found))]
