"""What the fields of an act can be chosen from: units, groups, people and posts, in 机构序列 and 职务排序."""

from datetime import date

from django.db.models import Q

from bihuan.core.words.text import Text
from bihuan.matters.models import Desk, Matter
from bihuan.people.models import Appointment, Person, Post, Unit, UnitGroup

Options = list[tuple[str, Text]]


def _open(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def units(org: int, on: date, *, answerable: bool = True) -> Options:
    """Units by their place; only offices and branches where a matter is handed out."""
    found = Unit.objects.filter(_open(on), org_id=org)
    if answerable:
        found = found.filter(kind__in=Unit.ANSWERABLE)
    return [(str(one), Text(zh, en or zh)) for one, zh, en in found.values_list("id", "name", "name_en")]


def groups(org: int) -> Options:
    """Groups of units by their place."""
    found = UnitGroup.objects.filter(org_id=org).values_list("id", "name", "name_en")
    return [(str(one), Text(zh, en or zh)) for one, zh, en in found]


def people(org: int, on: date) -> Options:
    """People in the order of their posts, each with the unit, so that namesakes are told apart."""
    units_of: dict[int, Text] = {}
    held = Appointment.objects.filter(_open(on), person__org_id=org).order_by(
        "post__unit__place", "post__place"
    )
    for person, zh, en in held.values_list("person_id", "post__unit__name", "post__unit__name_en"):
        units_of.setdefault(person, Text(zh, en or zh))
    place = {person: index for index, person in enumerate(units_of)}
    rows = list(Person.objects.filter(org_id=org, erased=False).values_list("id", "name", "note"))
    rows.sort(key=lambda row: place.get(row[0], len(place)))
    return [(str(one), _named(name, note, units_of.get(one, Text("", "")))) for one, name, note in rows]


def posts(org: int) -> Options:
    """Posts by unit and place."""
    found = Post.objects.filter(org_id=org).order_by("unit__place", "place")
    return [
        (str(one), Text(f"{unit} {name}", f"{unit_en or unit} {name_en or name}"))
        for one, name, name_en, unit, unit_en in found.values_list(
            "id", "name", "name_en", "unit__name", "unit__name_en"
        )
    ]


def registers(org: int) -> Options:
    """The registers that take matters, in the order of opening."""
    taking = Desk.objects.filter(org_id=org, open=True).values("id")
    found = Matter.objects.filter(org_id=org, id__in=taking).order_by("id").values_list("id", "title")
    return [(str(one), Text(title or "—", title or "—")) for one, title in found]


def _named(name: str, note: str, unit: Text) -> Text:
    """Note and unit tell namesakes apart; the note is written in Chinese, so English takes the unit alone."""
    zh = note if unit.zh and note.startswith(unit.zh) else "，".join(filter(None, (unit.zh, note)))
    en = unit.en or note
    return Text(f"{name}（{zh}）" if zh else name, f"{name} ({en})" if en else name)
