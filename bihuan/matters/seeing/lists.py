"""Lists of matters: a few entries of an index for each of one's principals, however many matters there are.

`Seen` holds a row for each principal and register. Whoever belongs to a register's desk sees all of it
by that one principal; others are found by their units and themselves, and rows found twice fall together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from bihuan.core.chain.ids import bounds
from bihuan.core.loop.fields import PROOF_HOW
from bihuan.core.sql import marks
from bihuan.core.state.lives import DONE, GOES_ON, OPEN_PHASES, WORKED_ON
from bihuan.core.state.papers import COMPARED_BY
from bihuan.core.state.principals import DESK, ORG, PERSON, UNIT, principal, principal_kind
from bihuan.matters.kinds import circles_of_lists, kind_of, life_of, raising
from bihuan.matters.seeing import numbers
from bihuan.matters.seeing.sight import Sight
from bihuan.search import index
from bihuan.search.bigrams import phrases

SORTS = {"place": "place", "-place": "place DESC", "due": "due_on", "-due": "due_on DESC"}
# Rows of `Seen` carry days only while somebody is to work on the matter (acts/stakes.py); the lives
# of such matters are named all the same, since the index that finds what is lit begins with them.
LATE = "clock = 'running' AND red_on <= %s"
NEAR = "clock = 'running' AND yellow_on <= %s AND red_on > %s"
# The organisation's matters of which a fact says this: a stretch of one index. `EXISTS` for each row of a
# list was as quick where a value is common, and read all that a person sees where it is rare.
_OF_FACT = (
    "SELECT f.matter_id FROM matters_keptfact f"
    " WHERE f.name = %s AND f.key = %s AND f.matter_id > %s AND f.matter_id <= %s"
)
SAID_CLOSED = ("said_closed", "True")
"""The fact, and its key, by which a list finds what came in as signed off (补录)."""
_HELP = "matter_id IN (SELECT h.id FROM matters_matter h WHERE h.org_id = %s AND h.help_asked)"
_LOOK_BACK = "matter_id IN (SELECT h.id FROM matters_matter h WHERE h.org_id = %s AND h.look_back_on < %s)"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list was asked for. `lamp` is "late" or "near"; `lives` empty: all; `help`: 提请协调 only.

    `look_back`: only what should have been looked at again before today.
    """

    register: int
    kind: str
    today: date
    lives: tuple[str, ...] = ()
    lamp: str = ""
    text: str = ""
    unit: int | None = None
    help: bool = False
    look_back: bool = False
    facts: tuple[tuple[str, str], ...] = ()  # (name, key) of kept facts by which the list is filtered
    sort: str = "place"
    offset: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are by life, and how many of those being worked on are near or late."""

    by_life: dict[str, int] = field(default_factory=dict)
    near: int = 0
    late: int = 0
    paused: int = 0

    def of(self, *lives: str) -> int:
        """The sum over some lives."""
        return sum(self.by_life.get(life, 0) for life in lives)

    @property
    def all(self) -> int:
        """All of them."""
        return sum(self.by_life.values())


def worked_on(*kinds: str) -> tuple[str, ...]:
    """The lives of these kinds in which somebody is to work on a matter."""
    return tuple(dict.fromkeys(life for kind in kinds for life in kind_of(kind).lives_of(*WORKED_ON)))


def eyes(sight: Sight, register: int) -> list[int]:
    """The principals by which a person finds the matters of a register, as few as will do."""
    whole = principal(DESK, register)
    if whole in sight.principals:
        return [whole]
    finding = {PERSON, UNIT, DESK, ORG} | circles_of_lists()
    return [one for one in sight.principals if principal_kind(one) in finding]


def listed(sight: Sight, asked: Asked) -> list[int]:
    """The ids of one page of a list, in order. One statement."""
    order = SORTS[asked.sort]
    column = order.split()[0]
    direction = " DESC" if order.endswith("DESC") else ""
    where, params = _where(asked, sight.org)
    upto = asked.offset + asked.limit
    inner = (
        f"SELECT * FROM (SELECT matter_id, {column} AS k FROM matters_seen"
        f" WHERE principal = %s AND register_id = %s AND kind = %s{where}"
        f" ORDER BY {column}{direction}, matter_id LIMIT {upto}) AS one"
    )
    branches: list[str] = []
    given: list[Any] = []
    for one in eyes(sight, asked.register):
        branches.append(inner)
        given += [one, asked.register, asked.kind, *params]
    sql = f"SELECT matter_id FROM ({' UNION '.join(branches)}) AS every ORDER BY k{direction}, matter_id"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {asked.limit} OFFSET {asked.offset}", given)
        return [matter for (matter,) in cursor.fetchall()]


def counted(sight: Sight, asked: Asked) -> Counts:
    """Counts of a whole list by life and lamp. Two statements, over an index alone."""
    return counted_kinds(sight, asked.register, (asked.kind,), asked.today).get(asked.kind, Counts())


def counted_kinds(sight: Sight, register: int, kinds: Sequence[str], today: date) -> Mapping[str, Counts]:
    """The same for several kinds of a register at once; a kind of which there is nothing is left out.

    By life first, in the order of an index; then the lamps of those worked on, which read only what is lit.
    """
    by_life: dict[str, dict[str, int]] = {}
    for kind, life, count in _grouped(sight, register, kinds, "life"):
        by_life.setdefault(kind, {})[life] = count
    lit: dict[str, dict[str, int]] = {}
    for kind, lamp, count in _grouped(sight, register, kinds, _LAMP, today):
        lit.setdefault(kind, {})[lamp] = count
    return {
        kind: Counts(lives, *(lit.get(kind, {}).get(lamp, 0) for lamp in ("near", "late", "paused")))
        for kind, lives in by_life.items()
    }


_LAMP = "CASE WHEN clock = 'paused' THEN 'paused' WHEN red_on <= %s THEN 'late' ELSE 'near' END"
_LIT = ("clock = 'paused'", "clock = 'running' AND yellow_on <= %s")


def _grouped(
    sight: Sight, register: int, kinds: Sequence[str], by: str, today: date | None = None
) -> Sequence[tuple[str, str, int]]:
    """(kind, by what, how many) of what a person sees of a register; whatever is seen twice counts once.

    With a day, only what is worked on and paused, near or late on it.
    """
    found, given = eyes(sight, register), by.count("%s") * [today.isoformat()] if today else []
    distinct = "" if len(found) == 1 else "DISTINCT matter_id, "
    inner = (
        f"SELECT {distinct}kind, {by} AS c FROM matters_seen WHERE principal IN ({marks(found)})"
        f" AND register_id = %s AND kind IN ({marks(kinds)})"
    )
    branches: list[str] = [inner]
    params: list[Any] = [*given, *found, register, *kinds]
    if today:
        lives = worked_on(*kinds)
        branches = [f"{inner} AND life IN ({marks(lives)}) AND {lit}" for lit in _LIT]
        params = [*params, *lives, *params, *lives, today.isoformat()]
    sql = f"SELECT kind, c, count(*) FROM ({' UNION ALL '.join(branches)}) AS every GROUP BY kind, c"
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def totals(sight: Sight, register: int, kinds: Sequence[str]) -> Mapping[str, int]:
    """How many there are of each kind in a register, and nothing more: what the rail shows."""
    found = eyes(sight, register)
    count = "count(*)" if len(found) == 1 else "count(DISTINCT matter_id)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, {count} FROM matters_seen WHERE principal IN ({marks(found)})"
            f" AND register_id = %s AND kind IN ({marks(kinds)}) GROUP BY kind",
            [*found, register, *kinds],
        )
        return dict(cursor.fetchall())


def help_counted(sight: Sight, register: int) -> Mapping[str, int]:
    """How many matters of each kind wait for help (提请协调). One statement, over the few that ask."""
    found = eyes(sight, register)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, life, count(DISTINCT matter_id) FROM matters_seen WHERE {_HELP} AND principal IN"
            f" ({marks(found)}) AND register_id = %s GROUP BY kind, life",
            [sight.org, *found, register],
        )
        rows = cursor.fetchall()
    waiting: dict[str, int] = {}
    for kind, life, count in rows:
        if life_of(kind, life).phase in OPEN_PHASES:
            waiting[kind] = waiting.get(kind, 0) + count
    return waiting


def said_closed_counted(sight: Sight, register: int) -> Mapping[str, int]:
    """How many open matters of each kind the sheet that brought them in calls signed off. One statement."""
    found = eyes(sight, register)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT kind, life, count(DISTINCT matter_id) FROM matters_seen WHERE matter_id IN ({_OF_FACT})"
            f" AND principal IN ({marks(found)}) AND register_id = %s GROUP BY kind, life",
            [*SAID_CLOSED, *bounds(sight.org), *found, register],
        )
        rows = cursor.fetchall()
    waiting: dict[str, int] = {}
    for kind, life, count in rows:
        if life_of(kind, life).phase in OPEN_PHASES:
            waiting[kind] = waiting.get(kind, 0) + count
    return waiting


def look_backs_counted(sight: Sight, register: int, today: date) -> Mapping[str, int]:
    """How many closed or continuing matters of each kind wait for a look-back whose day is past."""
    found = eyes(sight, register)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, life, count(DISTINCT matter_id) FROM matters_seen"
            f" WHERE {_LOOK_BACK} AND principal IN ({marks(found)}) AND register_id = %s GROUP BY kind, life",
            [sight.org, today.isoformat(), *found, register],
        )
        rows = cursor.fetchall()
    waiting: dict[str, int] = {}
    for kind, life, count in rows:
        if life_of(kind, life).phase in (DONE, GOES_ON):
            waiting[kind] = waiting.get(kind, 0) + count
    return waiting


def proofs_counted(sight: Sight, register: int) -> Mapping[str, Mapping[str, int]]:
    """Of what is closed, how many of each kind rest on what is seen offline, and on what was erased since."""
    found = eyes(sight, register)
    apart = ("offline", "erased")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.kind, s.life, f.key, count(DISTINCT s.matter_id) FROM matters_keptfact f"
            " JOIN matters_seen s ON s.matter_id = f.matter_id"
            f" WHERE f.name = %s AND f.key IN ({marks(apart)}) AND s.principal IN ({marks(found)})"
            " AND s.register_id = %s GROUP BY s.kind, s.life, f.key",
            [PROOF_HOW.name, *apart, *found, register],
        )
        rows = cursor.fetchall()
    counted: dict[str, dict[str, int]] = {}
    for kind, life, how, count in rows:
        if life_of(kind, life).phase in (DONE, GOES_ON):
            mine = counted.setdefault(kind, {})
            mine[how] = mine.get(how, 0) + count
    return counted


def _where(asked: Asked, org: int) -> tuple[str, list[Any]]:
    parts: list[str] = []
    params: list[Any] = []
    day = asked.today.isoformat()
    if asked.lives:
        parts.append(f"life IN ({marks(asked.lives)})")
        params += asked.lives
    if asked.lamp:
        lives = worked_on(asked.kind)
        parts.append(f"life IN ({marks(lives)})")
        parts.append(LATE if asked.lamp == "late" else NEAR)
        params += [*lives, *([day] if asked.lamp == "late" else [day, day])]
    if asked.help:
        parts.append(_HELP)
        params.append(org)
    if asked.look_back:
        parts.append(_LOOK_BACK)
        params += [org, day]
    if asked.unit:
        parts.append("matter_id IN (SELECT s.matter_id FROM matters_seen s WHERE s.principal = %s)")
        params.append(principal(UNIT, asked.unit))
    for name, key in asked.facts:
        parts.append(f"matter_id IN ({_OF_FACT})")
        params += [name, key, *bounds(org)]
    if asked.text:
        found = [one for one in (index.clause(asked.text), numbers.exactly(org, asked.text)) if one]
        some = " UNION ".join(f"SELECT * FROM ({sql}) AS hits" for sql, _ in found)
        parts.append(f"matter_id IN ({some})" if found else "1 = 0")  # nothing to search finds nothing
        params += [value for _, values in found for value in values]
    return "".join(f" AND {part}" for part in parts), params


def turns(sight: Sight, *, limit: int = 50, offset: int = 0) -> list[int]:
    """The matters whose turn it is to be acted on by this person, by due, undated last. One statement.

    Dated and undated ones are read apart, since the databases put NULL at opposite ends of an index.
    """
    inner = (
        "SELECT * FROM (SELECT id, due_on, {undated} AS undated FROM matters_matter"
        f" WHERE turn = %s AND due_on IS {{null}} ORDER BY due_on, id LIMIT {limit + offset}) AS one"
    )
    branches = [inner.format(undated=0, null="NOT NULL"), inner.format(undated=1, null="NULL")]
    found = sight.own
    sql = " UNION ALL ".join(branch for _ in found for branch in branches)
    params = [one for one in found for _ in branches]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM ({sql}) AS every ORDER BY undated, due_on, id LIMIT {limit} OFFSET {offset}",
            params,
        )
        return [matter for (matter,) in cursor.fetchall()]


def to_compare(sight: Sight, *, limit: int = 50) -> list[int]:
    """The matters with which a decision on paper waits for this person's eyes, or for its minutes."""
    asked = [one for one in sight.own if principal_kind(one) in COMPARED_BY.values()]
    if not asked:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT matter_id FROM matters_seen WHERE principal IN ({marks(asked)})"
            f" ORDER BY matter_id LIMIT {limit}",
            asked,
        )
        return [matter for (matter,) in cursor.fetchall()]


def turn_count(sight: Sight, *, most: int = 1000) -> int:
    """How many there are, counted up to `most`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM matters_matter WHERE turn IN ({marks(sight.own)})"
            f" LIMIT {most}) AS few",
            list(sight.own),
        )
        return int(cursor.fetchone()[0])


def raised(sight: Sight, *, limit: int = 30) -> list[int]:
    """What this person raised, the newest first. One statement.

    The spine's raisers have an index of their own; those of other kinds are found among what the person sees.
    """
    people = [principal(PERSON, one) for one in sight.actor.people]
    sql = f"SELECT matter_id FROM matters_stake WHERE principal IN ({marks(people)}) AND relation = 'raiser'"
    params: list[Any] = [*people]
    if own := raising():
        sql += (
            " UNION SELECT s.matter_id FROM matters_seen s JOIN matters_stake k ON k.matter_id = s.matter_id"
            f" AND k.principal = s.principal AND k.relation IN ({marks(own)})"
            f" WHERE s.principal IN ({marks(people)})"
        )
        params += [*own, *people]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY matter_id DESC LIMIT {limit}", params)
        return [matter for (matter,) in cursor.fetchall()]


def found_by_text(sight: Sight, text: str, *, limit: int = 50) -> list[int]:
    """The matters that may be seen and contain a text, that of this number first, then the newest."""
    held = marks(sight.principals)
    visible = f"SELECT s.matter_id FROM matters_seen s WHERE s.principal IN ({held})"
    newest = index.newest(text, (visible, list(sight.principals)), limit=limit, org=sight.org)
    if (numbered := numbers.exactly(sight.org, text)) is None:
        return newest
    sql = f"SELECT id FROM ({numbered[0]}) AS numbered WHERE id IN ({visible}) ORDER BY id DESC"
    with connection.cursor() as cursor:
        cursor.execute(sql, [*numbered[1], *sight.principals])
        first = [matter for (matter,) in cursor.fetchall()]
    return list(dict.fromkeys((*first, *newest)))[:limit]


def says_nothing(text: str) -> bool:
    """Whether a text holds nothing to search: signs, pictures."""
    return bool(text.strip()) and not phrases(text)
