"""The rows of a register as every list shows them: a matter, its place here, what is under it, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.lives import CLOSED, DOING, ENDED, REGISTERED
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.text import Text
from bihuan.matters.saying.describing import due_said, lamp_said
from bihuan.matters.saying.naming import Names
from bihuan.matters.seeing import rows
from bihuan.rules.calendar import calendar


@dataclass(frozen=True, slots=True)
class Below:
    """The measures under one problem, counted."""

    done: int = 0
    owed: int = 0
    late: int = 0
    countersign: int = 0
    check: int = 0
    approve: int = 0
    continuing: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a register: the matter, its place here, what is under it, and the words for it."""

    state: State
    number: str
    aspect: str
    below: Below
    unit: Text
    person: Text | None
    lamp: str
    said: Text
    due: Text | date | None
    now: Text
    stamp: str

    @property
    def ended(self) -> bool:
        """Over without having been done: declined, withdrawn, merged."""
        return self.state.life in ENDED and not self.stamp


def rows_of(org: int, register: int, ids: Sequence[int], *, today: date) -> list[Row]:
    """The rows of these matters in this order; five statements, however many rows."""
    placed = _placed(register, ids)
    below = _below([state.id for state, _, _ in placed if state.kind == "problem"], today)
    names = Names(org).need(
        units=[state.lead_unit for state, _, _ in placed],
        people=[state.accountable for state, _, _ in placed],
    )
    days = calendar(org)
    return [
        _row(state, number, aspect, below.get(state.id, Below()), names, today, days)
        for state, number, aspect in placed
    ]


def _placed(register: int, ids: Sequence[int]) -> list[tuple[State, str, str]]:
    """(state without its stakes, number, aspect) in the order of `ids`. One statement."""
    if not ids:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {rows.SELECT}, l.number, l.aspect FROM matters_matter m LEFT JOIN matters_listing l"
            " ON l.matter_id = m.id AND l.register_id = %s AND l.removed_seq IS NULL"
            f" WHERE m.id IN ({marks(ids)})",
            [register, *ids],
        )
        found = {row[0]: row for row in cursor.fetchall()}
    kept = [found[one] for one in ids if one in found]
    states = [(rows.state_of(row[:-2], frozenset()), row[-2], row[-1]) for row in kept]
    return [(state, number or state.number or "", aspect or "") for state, number, aspect in states]


def _below(problems: Sequence[int], today: date) -> dict[int, Below]:
    """What is under these problems. One statement."""
    if not problems:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parent_id, life, CASE WHEN clock = 'running' AND red_on <= %s THEN 1 ELSE 0 END, count(*)"
            f" FROM matters_matter WHERE parent_id IN ({marks(problems)}) AND kind = 'measure'"
            " GROUP BY 1, 2, 3",
            [today.isoformat(), *problems],
        )
        counted: dict[int, list[tuple[str, int, int]]] = {}
        for parent, life, late, count in cursor.fetchall():
            counted.setdefault(parent, []).append((life, late, count))
    return {parent: _counted(found) for parent, found in counted.items()}


def _counted(found: Iterable[tuple[str, int, int]]) -> Below:
    found = list(found)

    def of(*lives: str) -> int:
        return sum(count for life, _, count in found if life in lives)

    return Below(
        done=of(*CLOSED),
        owed=sum(count for life, _, count in found if life not in ("withdrawn", "merged")),
        late=sum(count for life, late, count in found if late and life in (REGISTERED, *DOING)),
        countersign=of("claimed"),
        check=of("countersigned"),
        approve=of("verified"),
        continuing=of("continuing"),
    )


def _row(
    state: State, number: str, aspect: str, below: Below, names: Names, today: date, days: WorkCalendar
) -> Row:
    lamp, said = lamp_said(state, today, days)
    unit = names.unit(state.lead_unit) if state.lead_unit else Text("", "")
    if state.lead_group:
        unit = names.group(state.lead_group)
    stamp = "with_continuing" if state.life == "signed_off" and below.continuing else state.life
    return Row(
        state=state,
        number=number,
        aspect=aspect,
        below=below,
        unit=unit,
        person=names.person(state.accountable) if state.accountable else None,
        lamp=lamp,
        said=said,
        due=due_said(state),
        now=now_said(state, said, below),
        stamp=stamp if state.life in CLOSED else "",
    )


def now_said(state: State, said: Text, below: Below) -> Text:
    """眼下: where it stands, what under it needs somebody, whether help is asked."""
    parts = [said]
    if state.life in (REGISTERED, *DOING):
        if below.late:
            parts.append(_n(below.late, "条措施超期", f"measure{'s' * (below.late > 1)} late"))
        if below.countersign:
            parts.append(_n(below.countersign, "条待处室审签", "to countersign"))
        if below.check:
            parts.append(_n(below.check, "条待核验", "to verify"))
        if below.approve:
            parts.append(_n(below.approve, "条待审定", "to approve"))
        if state.help_asked:
            parts.append(Text("提请协调", "help asked"))
    if state.life == "countersigned" and state.check_by == "fallback":
        parts.append(Text("由兜底核验人核验", "the fallback verifier checks"))
    if state.life in CLOSED and state.closed_on:
        parts = [Text(state.closed_on.isoformat(), state.closed_on.isoformat())]
    return Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))


def _n(count: int, zh: str, en: str) -> Text:
    return Text(f"{count} {zh}", f"{count} {en}")


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `url` where the heading is a problem of its own."""

    label: Text
    url: int | None
    rows: list[Row]


def grouped(found: Sequence[Row], org: int) -> list[Group]:
    """Rows in their place under headings: problems by aspect, measures by their problem."""
    if not any(row.aspect or (row.state.kind == "measure" and row.state.parent) for row in found):
        return ungrouped(found)
    names = Names(org).need(matters=[row.state.parent for row in found if row.state.kind == "measure"])

    def heading(row: Row) -> tuple[Text, int | None]:
        if row.state.kind == "measure" and row.state.parent:
            return names.matter(row.state.parent), row.state.parent
        return Text(row.aspect, row.aspect) if row.aspect else Text("未分方面", "No aspect"), None

    return [Group(*key, list(those)) for key, those in groupby(found, key=heading)]


def ungrouped(found: Sequence[Row]) -> list[Group]:
    """The same rows under no heading."""
    return [Group(Text("", ""), None, list(found))]
