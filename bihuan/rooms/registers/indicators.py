"""The counts of a register, each of which names a version and a day.

A process remembers them under the seal of the chain's head: while nothing has happened in the organisation,
no count can have changed; the first look after an act reckons anew.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, TypeVar

from django.db import connection

from bihuan.core.acts.kind import Kind
from bihuan.core.chain.ids import event_id
from bihuan.core.loop.fields import CROSS
from bihuan.core.sql import marks
from bihuan.core.state.lives import DONE, GOES_ON
from bihuan.matters.kinds import kind_of, listed_kinds
from bihuan.matters.seeing.facts import key_of
from bihuan.matters.seeing.lists import (
    Counts,
    counted_kinds,
    eyes,
    help_counted,
    look_backs_counted,
    proofs_counted,
    said_closed_counted,
    totals,
)
from bihuan.matters.seeing.sight import Sight

Reckoned = TypeVar("Reckoned")
MOST_KEPT: Final = 512
_kept: dict[Hashable, tuple[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Figures:
    """A register in numbers, as one person sees it. `baseline`, `added`: for whoever sits at its desk."""

    kinds: dict[str, Counts]
    help: dict[str, int]
    baseline: int | None = None
    added: int | None = None
    part_continuing: int = 0
    crossed: int = 0  # of those closed, how many two checkers verified together
    look_back: Mapping[str, int] = field(default_factory=dict)  # overdue 回头看, by kind
    proofs: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # closed, by kind and how proved
    said_closed: Mapping[str, int] = field(default_factory=dict)  # in the sheet; open here; by kind

    def of(self, kind: str) -> Counts:
        """The counts of one kind."""
        return self.kinds.get(kind, Counts())

    def everywhere(self, life: str) -> int:
        """How many of all kinds are of that life."""
        return sum(one.of(life) for one in self.kinds.values())

    @property
    def main(self) -> str:
        """What the register mainly lists: the first kind of which it has any."""
        names = [kind.name for kind in listed_kinds()]
        return next((name for name in names if self.of(name).all), names[0])


def figures(sight: Sight, register: int, *, today: date, seal: str, version_seq: int, desk: bool) -> Figures:
    """All counts of a register; up to seven statements, none if nothing has happened since."""

    def reckon() -> Figures:
        found = dict(counted_kinds(sight, register, [kind.name for kind in listed_kinds()], today))
        helps = dict(help_counted(sight, register))
        main = Figures(found, helps).main
        gathers = kind_of(main).counted and main in found
        part = _part_continuing(sight, register, kind_of(main)) if gathers else 0
        crossed = _crossed(sight, register, kind_of(main)) if gathers else 0
        closed = any(counts.of(*kind_of(name).lives_of(DONE, GOES_ON)) for name, counts in found.items())
        backs = look_backs_counted(sight, register, today) if closed else {}
        proofs = proofs_counted(sight, register) if closed else {}
        sheet = said_closed_counted(sight, register)
        if not desk or not version_seq:
            return Figures(found, helps, None, None, part, crossed, backs, proofs, sheet)
        bound = event_id(sight.org, version_seq)
        baseline = remembered(
            (register, version_seq, main), "", lambda: _baseline(register, bound, version_seq, main)
        )
        added = _added(register, bound, main)
        return Figures(found, helps, baseline, added, part, crossed, backs, proofs, sheet)

    key = (sight.org, register, tuple(eyes(sight, register)), today, version_seq, desk)
    return remembered(key, seal, reckon)


def total(sight: Sight, register: int, *, seal: str) -> int:
    """How many of what it mainly lists there are: the rail's number. One statement."""

    def reckon() -> int:
        names = [kind.name for kind in listed_kinds()]
        found = totals(sight, register, names)
        return next((found[name] for name in names if found.get(name)), 0)

    return int(remembered((sight.org, register, tuple(eyes(sight, register)), "total"), seal, reckon))


def remembered(key: Hashable, seal: str, reckon: Callable[[], Reckoned]) -> Reckoned:
    """What was reckoned under this seal, else reckoned now. The oldest are forgotten."""
    kept = _kept.get(key)
    if kept is None or kept[0] != seal:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[key] = seal, reckon()
    found: Reckoned = kept[1]
    return found


def _baseline(register: int, bound: int, seq: int, kind: str) -> int:
    """What stood in the version. What was removed since still counts, so that it reconciles."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM matters_listing l JOIN matters_matter m ON m.id = l.matter_id"
            " AND m.kind = %s"
            " WHERE l.register_id = %s AND l.id <= %s AND (l.to_seq IS NULL OR l.to_seq > %s)",
            [kind, register, bound, seq],
        )
        return int(cursor.fetchone()[0])


def _added(register: int, bound: int, kind: str) -> int:
    """What was listed since. The plus sign makes it a walk over the newest listings alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM matters_listing l JOIN matters_matter m ON m.id = l.matter_id"
            " AND m.kind = %s WHERE l.id > %s AND +l.register_id = %s AND l.to_seq IS NULL",
            [kind, bound, register],
        )
        return int(cursor.fetchone()[0])


def _crossed(sight: Sight, register: int, kind: Kind) -> int:
    """Those closed which two checkers of different offices verified together (交叉核验)."""
    found, done = eyes(sight, register), kind.lives_of(DONE)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT k.matter_id) FROM matters_keptfact k"
            " JOIN matters_seen s ON s.matter_id = k.matter_id WHERE k.name = %s AND k.key = %s"
            f" AND s.principal IN ({marks(found)}) AND s.register_id = %s AND s.kind = %s"
            f" AND s.life IN ({marks(done)})",
            [CROSS.name, key_of(CROSS, True), *found, register, kind.name, *done],
        )
        return int(cursor.fetchone()[0])


def _part_continuing(sight: Sight, register: int, kind: Kind) -> int:
    """Those closed of which a child continues: 已销号（含常态化）."""
    found = eyes(sight, register)
    done, on = kind.lives_of(DONE), kind_of(kind.counted or "").lives_of(GOES_ON)
    if not done or not on:
        return 0
    seen = f" AND m.id IN (SELECT c.matter_id FROM matters_seen c WHERE c.principal IN ({marks(found)}))"
    some, mine = ("", []) if len(found) == 1 else (seen, found)  # at its desk one sees what stands below
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT m.parent_id) FROM matters_matter m WHERE m.org_id = %s"
            f" AND m.kind = %s AND m.life IN ({marks(on)}){some}"
            " AND m.parent_id IN (SELECT s.matter_id FROM matters_seen s"
            f" WHERE s.principal IN ({marks(found)}) AND s.register_id = %s AND s.kind = %s"
            f" AND s.life IN ({marks(done)}))",
            [sight.org, kind.counted, *on, *mine, *found, register, kind.name, *done],
        )
        return int(cursor.fetchone()[0])
