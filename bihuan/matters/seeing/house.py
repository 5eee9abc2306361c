"""An organisation's units and groups on a day, and what is still open with them (core/state/house.py)."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from bihuan.core.loop.spine_kinds import REQUEST
from bihuan.core.sql import marks
from bihuan.core.state.house import Belongs, Stands
from bihuan.core.state.lives import OPEN_PHASES, OVER
from bihuan.matters.kinds import kinds


class HouseOf:
    """What the core asks of units and groups; each question is one statement."""

    def __init__(self, org: int) -> None:
        self._org = org

    def units(self) -> Mapping[int, Stands]:
        """All units that there are or were."""
        sql = "SELECT id, name, parent_id, from_on, to_on FROM people_unit WHERE org_id = %s ORDER BY id"
        rows = _rows(sql, self._org)
        return {one: Stands(one, name, above, str(since), _day(end)) for one, name, above, since, end in rows}

    def groups(self) -> Mapping[int, str]:
        """The names of all groups."""
        return dict(_rows("SELECT id, name FROM people_unitgroup WHERE org_id = %s", self._org))

    def memberships(self, group: int) -> Mapping[int, Belongs]:
        """Which units belong or belonged to a group."""
        rows = _rows(_MEMBERS.format("g.id"), group, self._org)
        return {one: Belongs(of, unit, str(since), _day(end)) for one, of, unit, since, end in rows}

    def membership(self, one: int) -> Belongs | None:
        """One of them, by its own id."""
        rows = _rows(_MEMBERS.format("m.id"), one, self._org)
        return next((Belongs(of, unit, str(since), _day(end)) for _, of, unit, since, end in rows), None)

    def post_unit(self, post: int) -> int | None:
        """The unit of a post of this organisation."""
        rows = _rows("SELECT unit_id FROM people_post WHERE id = %s AND org_id = %s", post, self._org)
        return next((unit for (unit,) in rows), None)

    def held_after(self, person: int, day: str) -> list[int]:
        """The appointments of somebody that run on past a day."""
        sql = "SELECT id FROM people_appointment WHERE person_id = %s AND (to_on IS NULL OR to_on > %s)"
        return [one for (one,) in _rows(sql, person, day)]

    def held_in(self, unit: int, day: str) -> list[int]:
        """Whoever holds a post of a unit past a day, or comes into one later, once for each appointment."""
        sql = (
            "SELECT a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
            " WHERE p.unit_id = %s AND p.org_id = %s AND (a.to_on IS NULL OR a.to_on > %s)"
            " AND (a.to_on IS NULL OR a.to_on >= a.from_on) ORDER BY p.place, a.id"
        )
        return [one for (one,) in _rows(sql, unit, self._org, day)]

    def groups_with(self, unit: int, day: str) -> list[int]:
        """The groups to which a unit belongs past a day."""
        sql = (
            "SELECT DISTINCT m.group_id FROM people_groupmember m"
            " JOIN people_unitgroup g ON g.id = m.group_id WHERE m.unit_id = %s AND g.org_id = %s"
            " AND (m.to_on IS NULL OR m.to_on > %s) ORDER BY m.group_id"
        )
        return [one for (one,) in _rows(sql, unit, self._org, day)]

    def desks_naming(self, unit: int) -> list[int]:
        """The registers in use at whose desk a post of the unit stands."""
        return self._registers(
            "EXISTS (SELECT 1 FROM matters_deskpost dp JOIN people_post p ON p.id = dp.post_id"
            " WHERE dp.register_id = d.id AND dp.to_seq IS NULL AND p.unit_id = %s)",
            unit,
        )

    def left_without(self, appointment: int) -> list[tuple[int, str]]:
        """(register in use, role) where nobody but this appointment holds a post of that role at the desk."""
        held = "SELECT post_id FROM people_appointment WHERE id = %s"
        others = (
            "SELECT 1 FROM people_appointment a JOIN matters_deskpost dp ON dp.post_id = a.post_id"
            " WHERE dp.register_id = d.id AND dp.role = mine.role AND dp.to_seq IS NULL AND a.id <> %s"
            " AND a.to_on IS NULL"
        )
        roles = (
            "SELECT DISTINCT mine.register_id, mine.role FROM matters_deskpost mine JOIN matters_desk d"
            f" ON d.id = mine.register_id WHERE mine.to_seq IS NULL AND mine.post_id IN ({held})"
            f" AND d.org_id = %s AND NOT EXISTS ({others}) ORDER BY mine.register_id, mine.role"
        )
        found = _rows(roles, appointment, self._org, appointment)
        used = set(self._registers("1 = 1"))
        return [(register, role) for register, role in found if register in used]

    def administrators(self, day: str) -> list[tuple[int, int]]:
        """The appointments without a last day, begun by a day, of those who administer and sign in."""
        sql = (
            "SELECT a.id, a.person_id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
            " JOIN people_person who ON who.id = a.person_id WHERE p.org_id = %s AND p.role = 'admin'"
            " AND a.to_on IS NULL AND a.from_on <= %s AND who.user_id IS NOT NULL ORDER BY a.id"
        )
        return [(one, person) for one, person in _rows(sql, self._org, day)]

    def open_with_unit(self, unit: int) -> list[int]:
        """The matters not yet over that a unit leads, in the order of opening."""
        return self._open("m.lead_unit_id = %s", unit)

    def open_with_person(self, person: int) -> list[int]:
        """The same that somebody answers for, or is in charge of."""
        return self._open("(m.accountable_id = %s OR m.leader_id = %s)", person, person)

    def _open(self, whose: str, *values: int) -> list[int]:
        """A request is not counted beside what it is about."""
        open_in = {kind.name: kind.lives_of(*OPEN_PHASES) for kind in kinds().values() if kind != REQUEST}
        some = {name: lives for name, lives in open_in.items() if lives}
        of_kinds = " OR ".join(f"(m.kind = %s AND m.life IN ({marks(lives)}))" for lives in some.values())
        given = [one for name, lives in some.items() for one in (name, *lives)]
        sql = f"SELECT m.id FROM matters_matter m WHERE m.org_id = %s AND {whose} AND ({of_kinds})"
        return [one for (one,) in _rows(f"{sql} ORDER BY m.id", self._org, *values, *given)]

    def looks_after(self, unit: int) -> list[int]:
        """The registers in use whose office a unit is."""
        return self._registers("d.office_id = %s", unit)

    def _registers(self, which: str, *values: int) -> list[int]:
        over = [str(life) for kind in kinds().values() if kind.lists for life in kind.lives_of(OVER)]
        sql = (
            "SELECT d.id FROM matters_desk d JOIN matters_matter m ON m.id = d.id WHERE d.org_id = %s"
            f" AND {which} AND m.life NOT IN ({marks(over)}) ORDER BY d.id"
        )
        return [one for (one,) in _rows(sql, self._org, *values, *over)]


_MEMBERS = (
    "SELECT m.id, m.group_id, m.unit_id, m.from_on, m.to_on FROM people_groupmember m"
    " JOIN people_unitgroup g ON g.id = m.group_id WHERE {} = %s AND g.org_id = %s"
)


def _day(value: Any) -> str | None:
    return str(value) if value else None


def _rows(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
