"""Mutants by the tables of acts: a row that asks for one thing less, or allows one thing more.

A row that several kinds share is changed in all of them, and called by the first of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any

from bihuan.core.acts.act import Act, Decision, Misspelt
from bihuan.core.acts.kind import Kind
from bihuan.core.loop.spine_kinds import PART, REQUEST
from bihuan.rooms.measures.kind import INSTALMENT, MEASURE
from bihuan.rooms.problems.kind import PROBLEM
from bihuan.rooms.registers.kind import REGISTER
from tests.mutation.mutant import Mutant

KINDS = (MEASURE, PROBLEM, INSTALMENT, PART, REQUEST, REGISTER)
IN_ORDER = """registered assigned received under_way claimed countersigned verified signed_off continuing
draft opened circulated version_approved issued register_closed""".split()  # noqa: SIM905
"""Lives in the order in which they follow one another."""
BESIDE = {
    "head": "lead",
    "lead": "supporting",
    "accountable": "supporting",
    "office": "lead",
    "verifier": "head",
    "approver": "office",
    "raiser": "office",
    "granted": "office",
    "step": "asker",
    "asker": "office",
    "leader": "lead",
    "admin": "office",
}
"""For who may do something, somebody nearby who may not."""


def by_table() -> Iterator[Mutant]:
    """Every mutant of every row, in the order of the tables."""
    for place, row in rows():
        for change, changed in of_row(row, next(kind for kind in KINDS if _has(kind, row))):
            yield Mutant(place, change, _putting(row, changed))


def rows() -> Iterator[tuple[str, Act]]:
    """Each row once, with its name."""
    met: set[int] = set()
    for kind in KINDS:
        for row in kind.acts:
            if id(row) not in met:
                met.add(id(row))
                yield f"{kind.name}.{row.name}", row


def places_of(place: str) -> frozenset[str]:
    """The same row under the names of all kinds that have it."""
    row = dict(rows())[place]
    return frozenset(f"{kind.name}.{row.name}" for kind in KINDS if _has(kind, row))


def _has(kind: Kind, row: Act) -> bool:
    return any(one is row for one in kind.acts)


def of_row(row: Act, kind: Kind) -> Iterator[tuple[str, dict[str, Any]]]:
    """(what is changed, the values that the row gets)."""
    for name in ("needs", "decides"):
        for one in getattr(row, name):
            left = tuple(other for other in getattr(row, name) if other is not one)
            yield f"{name}-without-{_said(one)}", {name: left}
    for name in ("never_by", "follows", "folds"):
        if getattr(row, name):
            yield f"{name}-none", {name: None}
    for name in ("hand", "restarts", "swept"):
        if getattr(row, name):
            yield f"{name}-false", {name: False}
    if row.clock:
        yield "clock-any", {"clock": None}
    if not row.behalf and not row.opens and row.never_by:
        yield "behalf-true", {"behalf": True}
    if more := next((BESIDE[by] for by in row.by if by in BESIDE and BESIDE[by] not in row.by), None):
        yield f"by-with-{more}", {"by": (*row.by, more)}
    if life := _nearby(row, kind):
        yield f"when-with-{life}", {"when": (*row.when, kind.lives[life])}


def _said(one: Any) -> str:
    function = one.decide if isinstance(one, Decision) else one
    return str(function.__name__)


def _nearby(row: Act, kind: Kind) -> str | None:
    """The life that follows the last in which it may be done; else the one before the first."""
    lives = [life for life in IN_ORDER if life in kind.lives]
    places = [lives.index(life) for life in row.when if life in lives]
    if not places or row.then_clock:
        return None
    around = [*lives[max(places) + 1 :][:1], *reversed(lives[: min(places)])]
    return next((life for life in around if life != row.then), None)


def _putting(row: Act, changed: dict[str, Any]) -> Callable[[], None]:
    def put() -> None:
        other = replace(row, **changed)
        for kind in KINDS:
            if _has(kind, row):
                acts = tuple(other if one is row else one for one in kind.acts)
                _become(kind, replace(kind, acts=acts))

    return put


def _become(kind: Kind, other: Kind) -> None:
    """The same object says something else from now on, wherever it is held."""
    for one in fields(kind):
        object.__setattr__(kind, one.name, getattr(other, one.name))


__all__ = ("KINDS", "Misspelt", "by_table", "places_of", "rows")
