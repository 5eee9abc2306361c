"""What the fields of an act can be chosen from: units, groups, people and posts, in 机构序列 and 职务排序."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from bihuan.core.acts.act import Field
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.models import Desk, Matter
from bihuan.matters.seeing.registers import registers_seen
from bihuan.matters.seeing.sight import Sight
from bihuan.people.models import Appointment, Person, Post, Unit, UnitGroup

MOST_UNITS = 2
"""By so many units, or posts, somebody is named who holds several."""
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


def people(
    org: int,
    on: date,
    *,
    working_here: bool = False,
    left: bool = False,
    also: int | None = None,
    but: Collection[int | None] = (),
    only: Collection[int] | None = None,
) -> Options:
    """People in the order of their posts, each with the units, so that namesakes are told apart.

    `working_here`: only whoever holds a post of ours that day or later, as the core asks of whom an act names
    (core/acts/naming.py): not who only raised something, nor who checks from outside; `also`: who is named;
    `but`: who is none of those that can be chosen; `only`: no others are, and nothing of others is read.
    Whoever held a post and holds none any more has left, and is offered only by name (`also`, `only`) or
    where somebody is appointed, or whose data are looked after (`left`).
    """
    seats = _seats(org, on, only)
    place = {person: index for index, person in enumerate(seats)}
    some = Person.objects.filter(org_id=org, erased=False)
    some = some if only is None else some.filter(id__in=only)
    rows = list(some.values_list("id", "name", "note"))
    if working_here:
        inside = {one for one, mine in seats.items() if any(seat.inside for seat in mine)} | {also}
        rows = [row for row in rows if row[0] in inside]
    elif only is None and not left:
        gone = _held_once(org) - seats.keys()
        rows = [row for row in rows if row[0] not in gone or row[0] == also]
    rows = [row for row in rows if row[0] not in but]
    rows.sort(key=lambda row: place.get(row[0], len(place)))
    return _told_apart([(one, name, note, seats.get(one, [])) for one, name, note in rows])


class Seat(NamedTuple):
    """A post that somebody holds, in words. `now`: today already; `inside`: in a unit of ours."""

    unit: Text
    post: Text
    now: bool
    inside: bool


Held = tuple[int, str, str, list[Seat]]


def _seats(org: int, on: date, only: Collection[int] | None = None) -> dict[int, list[Seat]]:
    """The posts that each holds that day or later, in 机构序列; those of today first."""
    held = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gte=on), person__org_id=org)
    held = held if only is None else held.filter(person_id__in=only)
    rows = held.order_by("post__unit__place", "post__unit_id", "post__place", "id").values_list(
        "person_id", "from_on", "post__unit__kind",
        "post__unit__name", "post__unit__name_en", "post__name", "post__name_en",
    )  # fmt: skip
    found: dict[int, list[Seat]] = {}
    for person, begins, kind, zh, en, post, post_en in sorted(rows, key=lambda row: row[1] > on):
        seat = Seat(Text(zh, en or zh), Text(post, post_en or post), begins <= on, kind != Unit.OUTSIDE)
        found.setdefault(person, []).append(seat)
    return found


def _held_once(org: int) -> set[int]:
    """Whoever holds a post, or ever held one."""
    return set(Appointment.objects.filter(person__org_id=org).values_list("person_id", flat=True).distinct())


def _told_apart(rows: Sequence[Held]) -> Options:
    """Each named by the units; namesakes of the same units by their posts too, and else by their place."""
    said = {one: _named(name, note, _units(seats)) for one, name, note, seats in rows}
    again = Counter(said.values())
    for one, name, note, seats in rows:
        if again[said[one]] > 1 and seats:
            said[one] = _named(name, note, _both([_post(seat) for seat in seats[:MOST_UNITS]]))
    met: Counter[Text] = Counter()
    for one, text in said.items():
        met[text] += 1
        if met[text] > 1:
            said[one] = Text(f"{text.zh} 之{met[text]}", f"{text.en}, no. {met[text]}")
    return [(str(one), text) for one, text in said.items()]


def marked(person: Text, mark: Text) -> Text:
    """What makes somebody likely, straight after the name: a narrow list cuts off what comes last."""
    zh, bracket, more = person.zh.partition("（")
    en, opens, rest = person.en.partition(" (")
    return Text(f"{zh} · {mark.zh}{bracket}{more}", f"{en} · {mark.en}{opens}{rest}")


def _units(seats: Sequence[Seat]) -> Text:
    """The first units of today, or of some later day where there is none."""
    today = [seat.unit for seat in seats if seat.now] or [seat.unit for seat in seats]
    return _both(list(dict.fromkeys(today))[:MOST_UNITS])


def _post(seat: Seat) -> Text:
    return Text(f"{seat.unit.zh} {seat.post.zh}", f"{seat.unit.en}, {seat.post.en}")


def _both(texts: Sequence[Text]) -> Text:
    return Text("、".join(one.zh for one in texts), ", ".join(one.en for one in texts))


def posts(org: int, on: date) -> Options:
    """Posts by unit and place, of the units that stand that day or later."""
    stands = Q(unit__to_on=None) | Q(unit__to_on__gte=on)
    found = Post.objects.filter(stands, org_id=org).order_by("unit__place", "place")
    return [
        (str(one), Text(f"{unit} {name}", f"{unit_en or unit} {name_en or name}"))
        for one, name, name_en, unit, unit_en in found.values_list(
            "id", "name", "name_en", "unit__name", "unit__name_en"
        )
    ]


def registers(eyes: Sight | None, field: Field, state: State | None) -> Options:
    """The registers that somebody sees, in the order of opening: those that take matters and do not list this
    one yet; or those among which the field has to choose.
    """
    if eyes is None:
        return []
    among = set(field.among(state)) if field.among and state else None
    desks = Desk.objects.filter(org_id=eyes.org)
    desks = desks.filter(open=True) if among is None else desks.filter(id__in=among)
    listing = set(state.registers) if state and among is None else set()
    seen = registers_seen(eyes, set(desks.values_list("id", flat=True)) - listing)
    found = Matter.objects.filter(org_id=eyes.org, id__in=seen).order_by("id").values_list("id", "title")
    return [(str(one), Text(title or "—", title or "—")) for one, title in found]


def _named(name: str, note: str, unit: Text) -> Text:
    """Note and unit tell namesakes apart; the note is written in Chinese, so English takes the unit alone."""
    zh = note if unit.zh and note.startswith(unit.zh) else "，".join(filter(None, (unit.zh, note)))
    en = unit.en or note
    return Text(f"{name}（{zh}）" if zh else name, f"{name} ({en})" if en else name)
