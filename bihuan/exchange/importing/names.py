"""Whom the sheet's names mean in this organisation on this day, and what was decided where that is not plain.

A choice is one word: `unit:5`, `group:7:joint`, `group:7:inform`, `person:9`, `inform` (kept as text), `new`
(a placeholder is made at the commit) or `none`. Choices are kept by `lead:NAME`, `supporting:NAME`,
`person:NAME|UNIT` (a namesake is asked for each unit) or `person:NAME`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from bihuan.people.models import Appointment, GroupMember, Person, Unit, UnitGroup

ANSWERABLE = Unit.ANSWERABLE
SETS = ("各", "全体", "所有", "有关", "相关", "其他", "机关各")


class Found(NamedTuple):
    """What a name means. `kind`: unit, group, person, new, inform, none, or why not: unknown, ambiguous,
    not_answerable. `how`: joint or inform, for a group that supports."""

    kind: str
    id: int | None = None
    how: str = ""

    @property
    def open(self) -> bool:
        """Somebody has to decide."""
        return self.kind in ("unknown", "ambiguous", "not_answerable")


@dataclass(slots=True)
class NameBook:
    """The organisation's units, groups and people of a day, by name, with the choices that were made."""

    org: int
    on: date
    choices: Mapping[str, str] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)
    groups: dict[int, UnitGroup] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    _unit_names: dict[str, list[int]] = field(default_factory=dict)
    _group_names: dict[str, int] = field(default_factory=dict)
    _people: dict[str, list[int]] = field(default_factory=dict)
    _person_names: dict[int, str] = field(default_factory=dict)

    def lead(self, name: str) -> Found:
        """Who leads: an office or a branch, or a group that expands into separate parts."""
        chosen = self._chosen(f"lead:{name}") or self._chosen(f"supporting:{name}", only="unit")
        found = chosen or self._by_name(name)
        if found.kind == "unit" and self.units[found.id or 0].kind not in ANSWERABLE:
            return Found("not_answerable", found.id)
        return Found("unknown") if found.kind in ("inform", "none") else found

    def supporting(self, name: str) -> Found:
        """Who supports: a unit, a group that must answer (joint) or is only told (inform)."""
        chosen = self._chosen(f"supporting:{name}")
        if chosen:
            return chosen
        found = self._by_name(name)
        if found.kind == "unknown":
            return self._chosen(f"lead:{name}", only="unit") or found
        return Found("group", found.id, "joint") if found.kind == "group" else found

    def person(self, name: str, unit: str | None) -> Found:
        """A person by name; namesakes are never guessed."""
        for key in (f"person:{name}|{unit or ''}", f"person:{name}"):
            if chosen := self._chosen(key):
                return chosen
        found = self._people.get(name, [])
        if len(found) == 1:
            return Found("person", found[0])
        return Found("ambiguous" if found else "unknown")

    def unit_choice(self, name: str) -> str:
        """The choice that means the unit or group of this name; "" for none or several."""
        found = self._by_name(name)
        if found.kind == "unit":
            return f"unit:{found.id}"
        return f"group:{found.id}:joint" if found.kind == "group" else ""

    def namesakes(self, name: str) -> list[int]:
        """Everybody of that name."""
        return self._people.get(name, [])

    def unit_named(self, name: str) -> int | None:
        """The one unit that bears exactly this name."""
        found = self._unit_names.get(plain(name), [])
        return found[0] if len(found) == 1 else None

    def person_named(self, person: int) -> str:
        """The name of a person of the organisation; the bare number of nobody."""
        return self._person_names.get(person, str(person))

    def has_unit(self, name: str) -> bool:
        """Whether a unit or a group bears this name, so that no placeholder may."""
        return plain(name) in self._unit_names or plain(name) in self._group_names

    def _by_name(self, name: str) -> Found:
        found = self._unit_names.get(plain(name), [])
        if len(found) == 1:
            return Found("unit", found[0])
        if found:
            return Found("ambiguous")
        group = self._group_names.get(plain(name))
        return Found("group", group) if group else Found("unknown")

    def _chosen(self, key: str, only: str = "") -> Found | None:
        kind, _, rest = (self.choices.get(key) or "").partition(":")
        if not kind or (only and kind != only):
            return None
        number, _, how = rest.partition(":")
        if kind in ("new", "inform", "none"):
            return Found(kind)
        tables: dict[str, Collection[int]] = {"unit": self.units, "group": self.groups}
        known = tables.get(kind)
        if not number.isdecimal() or (known is not None and int(number) not in known):
            return None
        if kind == "person" and int(number) not in self._person_names:
            return None
        return Found(kind, int(number), how or "joint")


def plain(name: str) -> str:
    """A unit's name without what people add to it: spaces and brackets."""
    return "".join(name.split()).replace("（", "(").replace("）", ")")


def is_set(name: str) -> bool:
    """A name such as 各党支部 or 有关处室, which is nobody in particular."""
    return name.startswith(SETS)


def names_of(org: int, *, on: date, choices: Mapping[str, str] | None = None) -> NameBook:
    """Read them: four statements."""
    found = NameBook(org, on, choices or {})
    running = Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))
    found.units = {unit.pk: unit for unit in Unit.objects.filter(running, org_id=org)}
    for unit in found.units.values():
        above = found.units.get(unit.parent_id or 0)
        for name in (unit.name, f"{above.name}{unit.name}" if above else ""):
            if name and unit.pk not in found._unit_names.setdefault(plain(name), []):
                found._unit_names[plain(name)].append(unit.pk)
    found.groups = {group.pk: group for group in UnitGroup.objects.filter(org_id=org)}
    found._group_names = {plain(group.name): group.pk for group in found.groups.values()}
    for member in GroupMember.objects.filter(running, group__org_id=org).order_by("unit__place", "unit_id"):
        found.members.setdefault(member.group_id, []).append(member.unit_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, id FROM people_person WHERE org_id = %s AND name <> '' ORDER BY place, id", [org]
        )
        for name, person in cursor.fetchall():
            found._people.setdefault(name, []).append(person)
            found._person_names[person] = name
    return found


def where(people: list[int], *, on: date) -> dict[int, str]:
    """Of each of these people the units and what tells them from namesakes, for whoever must choose."""
    running = Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gte=on))
    seats: dict[int, list[str]] = {}
    held = Appointment.objects.filter(running, person_id__in=people).select_related("post__unit")
    for one in held.order_by("post__place"):
        seats.setdefault(one.person_id, []).append(f"{one.post.unit.name} {one.post.name}")
    return {
        person.pk: "；".join(filter(None, [*dict.fromkeys(seats.get(person.pk, [])), person.note]))
        for person in Person.objects.filter(pk__in=people)
    }
