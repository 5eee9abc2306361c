"""The counts of a register, each of which names a version and a day.

A process remembers them under the seal of the chain's head: while nothing has happened in the organisation,
no count can have changed; the first look after an act reckons anew.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from bihuan.core.chain.ids import event_id
from bihuan.core.sql import marks
from bihuan.matters.seeing.lists import Counts, counted_kinds, eyes, help_counted, totals
from bihuan.matters.seeing.sight import Sight

KINDS: Final = ("problem", "measure")
MOST_KEPT: Final = 512
_kept: dict[Hashable, tuple[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Figures:
    """A register in numbers, as one person sees it. `baseline`, `added`: only for those who see all of it."""

    kinds: dict[str, Counts]
    help: dict[str, int]
    baseline: int | None = None
    added: int | None = None
    part_continuing: int = 0

    def of(self, kind: str) -> Counts:
        """The counts of one kind."""
        return self.kinds.get(kind, Counts())

    def everywhere(self, life: str) -> int:
        """How many of all kinds are of that life."""
        return sum(one.of(life) for one in self.kinds.values())

    @property
    def main(self) -> str:
        """What the register mainly lists: problems, or measures where it has no problems."""
        return "problem" if self.of("problem").all or not self.of("measure").all else "measure"


def figures(sight: Sight, register: int, *, today: date, seal: str, version_seq: int, whole: bool) -> Figures:
    """All counts of a register; up to five statements, none if nothing has happened since."""

    def reckon() -> Figures:
        found = dict(counted_kinds(sight, register, KINDS, today))
        helps = dict(help_counted(sight, register))
        problems = found.get("problem", Counts())
        part = _part_continuing(sight, register) if problems.of("signed_off") else 0
        if not whole or not version_seq:
            return Figures(found, helps, part_continuing=part)
        bound, main = event_id(sight.org, version_seq), Figures(found, helps).main
        baseline = remembered(
            (register, version_seq, main), "", lambda: _baseline(register, bound, version_seq, main)
        )
        return Figures(found, helps, baseline, _added(register, bound, main), part)

    key = (sight.org, register, tuple(eyes(sight, register)), today, version_seq, whole)
    return remembered(key, seal, reckon)


def total(sight: Sight, register: int, *, seal: str) -> int:
    """How many problems it lists, or measures where it has no problems: the rail's number. One statement."""

    def reckon() -> int:
        found = totals(sight, register, KINDS)
        return found.get("problem") or found.get("measure") or 0

    return int(remembered((sight.org, register, tuple(eyes(sight, register)), "total"), seal, reckon))


def remembered(key: Hashable, seal: str, reckon: Callable[[], Any]) -> Any:
    """What was reckoned under this seal, else reckoned now. The oldest are forgotten."""
    kept = _kept.get(key)
    if kept is None or kept[0] != seal:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        kept = _kept[key] = seal, reckon()
    return kept[1]


def _baseline(register: int, bound: int, seq: int, kind: str) -> int:
    """What stood in the version. What was removed since still counts, so that it reconciles."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM matters_listing l JOIN matters_matter m ON m.id = l.matter_id"
            " AND m.kind = %s"
            " WHERE l.register_id = %s AND l.id <= %s AND (l.removed_seq IS NULL OR l.removed_seq > %s)",
            [kind, register, bound, seq],
        )
        return int(cursor.fetchone()[0])


def _added(register: int, bound: int, kind: str) -> int:
    """What was listed since. The plus sign makes it a walk over the newest listings alone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM matters_listing l JOIN matters_matter m ON m.id = l.matter_id"
            " AND m.kind = %s WHERE l.id > %s AND +l.register_id = %s AND l.removed_seq IS NULL",
            [kind, bound, register],
        )
        return int(cursor.fetchone()[0])


def _part_continuing(sight: Sight, register: int) -> int:
    """Problems signed off of which a measure continues: 已销号（含常态化）."""
    found = eyes(sight, register)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT m.parent_id) FROM matters_matter m WHERE m.org_id = %s"
            " AND m.kind = 'measure' AND m.life = 'continuing'"
            " AND m.parent_id IN (SELECT s.matter_id FROM matters_seen s"
            f" WHERE s.principal IN ({marks(found)}) AND s.register_id = %s AND s.kind = 'problem'"
            " AND s.life = 'signed_off')",
            [sight.org, *found, register],
        )
        return int(cursor.fetchone()[0])
