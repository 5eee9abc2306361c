"""Who can be chosen as B角: colleagues of the same unit first, and nobody whom the core would refuse.

The same as core/loop/absences.py and `stays_outside` say of one pair, for everybody at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.state.posts import GUARDED
from bihuan.core.words.text import Text
from bihuan.matters.pages import choices
from bihuan.matters.pages.choices import Options
from bihuan.matters.seeing.posts import PostsOf
from bihuan.people.models import Post, Unit

ONLY_LEADS = frozenset({Post.ADMIN, Post.AUDITOR, Post.LEADER})
"""Whoever holds no other posts confirms, perhaps, and neither checks nor approves."""
SAME_UNIT = Text("同处室", "same unit")
_HELD = """
SELECT a.person_id, p.unit_id, p.role, u.kind, a.from_on <= %s,
       EXISTS (SELECT 1 FROM matters_desk d
               WHERE d.org_id = p.org_id AND d.confirmed AND d.office_id = p.unit_id),
       EXISTS (SELECT 1 FROM matters_deskpost dp JOIN matters_desk d ON d.id = dp.register_id
               WHERE dp.post_id = p.id AND dp.to_seq IS NULL AND d.confirmed),
       EXISTS (SELECT 1 FROM matters_desk d WHERE d.org_id = p.org_id AND d.confirmed)
FROM people_appointment a JOIN people_post p ON p.id = a.post_id JOIN people_unit u ON u.id = p.unit_id
WHERE p.org_id = %s AND (a.to_on IS NULL OR a.to_on >= %s)"""


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody holds, today or later."""

    unit: int
    role: str
    kind: str
    today: bool
    guarded: bool  # it takes two to come into it

    @property
    def checks(self) -> bool:
        """Whether its holder checks or approves, and does not only lead, administer or oversee."""
        return self.guarded and self.role not in ONLY_LEADS


def stand_ins(org: int, on: date, person: int, *, own: bool, but: Collection[int] = ()) -> Options:
    """Whoever can stand in for somebody; `own`: the person says so alone; `but`: who does not.

    For somebody in a post that takes two an administrator asks, and a second person may say yes to anybody.
    """
    held = _held(org, on)
    mine = held[person]
    guarded, checks = any(one.guarded for one in mine), any(one.checks for one in mine)
    outside = any(one.kind == Unit.OUTSIDE for one in mine)
    barred = PostsOf(org, on).appointers(person) if own and guarded else frozenset[int]()

    def may(other: int) -> bool:
        theirs = held[other]
        if (outside or any(one.kind == Unit.OUTSIDE for one in theirs)) and _sits_inside(mine, theirs):
            return False
        if own or not guarded:
            if any(one.guarded for one in theirs) and not guarded:
                return False
            if any(one.checks for one in theirs) and not checks:
                return False
        return other not in barred

    offered = choices.people(org, on, but={person, *but})
    offered = [(value, said) for value, said in offered if held[int(value)] and may(int(value))]
    units = _units(mine)
    near = {
        value: choices.marked(said, SAME_UNIT) for value, said in offered if units & _units(held[int(value)])
    }
    return [*near.items(), *(pair for pair in offered if pair[0] not in near)]


def _held(org: int, on: date) -> dict[int, list[Held]]:
    day = on.isoformat()
    found: dict[int, list[Held]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_HELD, (day, org, day))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    for person, unit, role, kind, today, office, desk, confirmed in rows:
        guarded = bool(office or desk or (confirmed and role in GUARDED))
        found[person].append(Held(unit, role, kind, bool(today), guarded))
    return found


def _sits_inside(*all_of: Iterable[Held]) -> bool:
    """Whether one of these sits in a unit of ours that can lead something."""
    return any(one.kind in Unit.ANSWERABLE for held in all_of for one in held)


def _units(held: Iterable[Held]) -> set[int]:
    """The units in which somebody sits today; everybody is in some branch, which makes no colleagues."""
    return {one.unit for one in held if one.today and one.kind != Unit.BRANCH}
