"""How everything stood at the end of a day: counts by life, lamp and unit, and the rows that they count.

Statistics, the wall chart and lamps of past days read this and nothing else. It is what the record knew on
that day, and no fold: one stretch of an index over spells (docs/decisions/0016). It knows nobody's sight, so
whoever asks sees the whole register, or the whole organisation, anyway.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from bihuan.core.sql import marks
from bihuan.core.state.lamps import GO, IDLE, LATE, NEAR, STEADY, lamp
from bihuan.core.state.lives import GOES_ON, WAITING, WORKED_ON, Phase
from bihuan.matters.kinds import life_of
from bihuan.people.read import end_of_day

# Of what stands on the day, for each group in the order of `spell_standing`: all, late, near, paused.
_COUNTED = (
    "s.kind, s.life, s.lead_unit_id, count(*),"
    " count(*) FILTER (WHERE s.clock = 'running' AND s.red_on <= %s),"
    " count(*) FILTER (WHERE s.clock = 'running' AND s.yellow_on <= %s AND s.red_on > %s),"
    " count(*) FILTER (WHERE s.clock = 'paused')"
)
_STOOD = "{0}.from_at < %s AND ({0}.to_at IS NULL OR {0}.to_at >= %s)"
_LISTED_BESIDE = (
    f"matters_listing l JOIN matters_spell s ON s.matter_id = l.matter_id AND {_STOOD.format('s')}"
    f" WHERE l.beside AND l.register_id = %s AND {_STOOD.format('l')}"
)
_ROW = (
    "s.matter_id, s.kind, s.life, s.clock, s.lead_unit_id, s.holder, s.holder_unit_id, s.holder_person_id,"
    " s.due_kind, s.due_on, s.yellow_on, s.red_on, s.from_at"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which day, and of what: the whole organisation or what one register lists; no kinds are all."""

    org: int
    on: date
    register: int | None = None
    kinds: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()


class Count(NamedTuple):
    """How many matters of a kind, of a unit that leads, stood in a life with a lamp."""

    kind: str
    life: str
    phase: Phase
    lamp: str
    lead_unit: int | None
    matters: int


class Stood(NamedTuple):
    """How one matter stood. `number` is that of the register that was asked for."""

    matter: int
    kind: str
    life: str
    clock: str
    lead_unit: int | None
    holder: int | None  # the principal whose turn it was
    holder_unit: int | None
    holder_person: int | None
    due_kind: str | None  # of the due that decided
    due_on: date | None
    yellow_on: date | None
    red_on: date | None
    since: int  # the instant from which it stood so
    number: str | None = None

    @property
    def phase(self) -> Phase:
        """What its life counted as."""
        return life_of(self.kind, self.life).phase

    def lamp(self, on: date) -> str:
        """Its lamp on that day."""
        return lamp(self.phase, self.clock, self.yellow_on, self.red_on, on)


def counts(asked: Asked) -> list[Count]:
    """How many stood how, in the order of kind, life and unit. Two statements, three for a register."""
    found: dict[tuple[str, str, int | None], list[int]] = {}
    for kind, life, unit, *numbers in _counted(asked):
        kept = found.setdefault((kind, life, unit), [0, 0, 0, 0])
        found[kind, life, unit] = [one + int(more) for one, more in zip(kept, numbers, strict=True)]
    return [
        Count(kind, life, phase, colour, unit, matters)
        for (kind, life, unit), numbers in sorted(
            found.items(), key=lambda one: (*one[0][:2], one[0][2] or 0)
        )
        for phase in (life_of(kind, life).phase,)
        for colour, matters in _by_lamp(phase, *numbers)
        if matters
    ]


def rows(asked: Asked, *, limit: int | None = None, offset: int = 0) -> list[Stood]:
    """The matters themselves: in the order of the register, or as they were opened. Two statements.

    A page of a register costs as much as its rows; all of an organisation's 100,000 take a second to read.
    """
    until = end_of_day(asked.org, asked.on)
    where, params = _of(asked)
    if asked.register is None:
        sql = f"SELECT {_ROW}, NULL FROM matters_spell s WHERE s.org_id = %s AND {_STOOD.format('s')}"
        params, order = [asked.org, until, until, *params], "s.matter_id"
    else:
        sql = (
            f"SELECT {_ROW}, l.number FROM matters_listing l"
            f" JOIN matters_spell s ON s.matter_id = l.matter_id AND {_STOOD.format('s')}"
            f" WHERE l.register_id = %s AND {_STOOD.format('l')}"
        )
        params, order = [until, until, asked.register, until, until, *params], "l.place, l.matter_id"
    page = f" LIMIT {int(limit)} OFFSET {int(offset)}" if limit is not None else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql}{where} ORDER BY {order}{page}", params)
        return [_stood(row) for row in cursor.fetchall()]


def _counted(asked: Asked) -> Iterator[Sequence[Any]]:
    """What is at home in the register, or anywhere; and what is listed there too, which is little."""
    until, day = end_of_day(asked.org, asked.on), asked.on.isoformat()
    where, params = _of(asked)
    home = " AND s.register_id = %s" if asked.register is not None else ""
    given = [asked.org, *([asked.register] if home else []), until, until, *params]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_COUNTED} FROM matters_spell s WHERE s.org_id = %s{home}"
            f" AND {_STOOD.format('s')}{where}"
            " GROUP BY s.register_id, s.kind, s.life, s.lead_unit_id",
            [day, day, day, *given],
        )
        yield from cursor.fetchall()
        if home:
            cursor.execute(
                f"SELECT {_COUNTED} FROM {_LISTED_BESIDE}{where} GROUP BY s.kind, s.life, s.lead_unit_id",
                [day, day, day, until, until, asked.register, until, until, *params],
            )
            yield from cursor.fetchall()


def _of(asked: Asked) -> tuple[str, list[Any]]:
    """The kinds and lives that were asked for."""
    some = [(name, value) for name, value in (("kind", asked.kinds), ("life", asked.lives)) if value]
    where = "".join(f" AND s.{name} IN ({marks(values)})" for name, values in some)
    return where, [one for _, values in some for one in values]


def _by_lamp(phase: Phase, matters: int, late: int, near: int, paused: int) -> Iterator[tuple[str, int]]:
    """The same as `lamp` says of each: dates count while somebody is to work on it and the clock runs."""
    if phase not in WORKED_ON:
        yield STEADY if phase == GOES_ON else GO, matters
        return
    on_time = matters - late - near - paused
    not_begun = on_time if phase == WAITING else 0
    yield LATE, late
    yield NEAR, near
    yield IDLE, paused + not_begun
    yield GO, on_time - not_begun


def _stood(row: Sequence[Any]) -> Stood:
    days = (date.fromisoformat(day) if isinstance(day, str) else day for day in row[9:12])
    return Stood(*row[:9], *days, *row[12:])
