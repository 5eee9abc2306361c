"""What the pages of administration show: the tree of units with posts and holders, people, absences."""

from calendar import Calendar, month_name
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import Http404

from bihuan.core.acts.act import Act
from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.chain import Json
from bihuan.core.state.actor import Actor
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words import labels
from bihuan.core.words.folding import in_one
from bihuan.core.words.reasons import Refused
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.forms import facts_from
from bihuan.matters.pages.reader import sight_of
from bihuan.matters.saying.naming import Names, joined, relation_said
from bihuan.matters.saying.seconding import Waits, waiting_for_second
from bihuan.matters.seeing.house import HouseOf
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing.acts import reading
from bihuan.people.models import Absence, Appointment, GroupMember, Person, Post, Unit, UnitGroup
from bihuan.people.words import ROLES, UNIT_KINDS
from bihuan.rules.calendar import calendar
from bihuan.rules.defaults import RULES, Declared
from bihuan.rules.models import CalendarDay, CalendarLayer, PublishedYear, Rule
from bihuan.rules.table import ruleset
from bihuan.web.acting import SignedInRequest

ROLE = dict(ROLES)
KIND = dict(UNIT_KINDS)
MONDAYS, SATURDAY = Calendar(), 5


def in_force(on: date) -> Q:
    """Begun by a day and not ended before it."""
    return Q(from_on__lte=on) & (Q(to_on=None) | Q(to_on__gte=on))


def not_over(on: date) -> Q:
    """Running on a day, or still to come."""
    return Q(from_on__gt=on) | in_force(on)


@dataclass(slots=True)
class Seat:
    """A post with whoever holds it."""

    post: Post
    role: Text
    holders: list[Appointment] = field(default_factory=list)


@dataclass(slots=True)
class Node:
    """A unit with its posts and the units under it."""

    unit: Unit
    kind: Text
    seats: list[Seat] = field(default_factory=list)
    below: list["Node"] = field(default_factory=list)


def tree(org: int, on: date) -> list[Node]:
    """The units in force in 机构序列, each with its posts in 职务排序; three statements."""
    nodes = {
        unit.pk: Node(unit, KIND.get(unit.kind, Text(unit.kind, unit.kind)))
        for unit in Unit.objects.filter(Q(to_on=None) | Q(to_on__gte=on), org_id=org)
    }
    seats = {post.pk: Seat(post, ROLE[post.role]) for post in Post.objects.filter(org_id=org)}
    held = Appointment.objects.filter(in_force(on), person__org_id=org).select_related("person")
    for appointment in held.order_by("person__place", "id"):
        seats[appointment.post_id].holders.append(appointment)
    for seat in seats.values():
        if seat.post.unit_id in nodes:
            nodes[seat.post.unit_id].seats.append(seat)
    roots: list[Node] = []
    for node in nodes.values():
        above = nodes.get(node.unit.parent_id or 0)
        (above.below if above else roots).append(node)
    return roots


def unit_node(org: int, unit: int, on: date) -> Node:
    """One unit with its posts and holders, and the units directly under it. Http404 for another's."""
    found = Unit.objects.filter(org_id=org, pk=unit).select_related("parent").first()
    if found is None:
        raise Http404
    node = Node(found, KIND.get(found.kind, Text(found.kind, found.kind)))
    node.seats = [Seat(post, ROLE[post.role]) for post in Post.objects.filter(unit_id=unit)]
    held = Appointment.objects.filter(in_force(on), post__unit_id=unit).select_related("person")
    for appointment in held.order_by("person__place", "id"):
        next(seat for seat in node.seats if seat.post.pk == appointment.post_id).holders.append(appointment)
    below = Unit.objects.filter(Q(to_on=None) | Q(to_on__gte=on), parent_id=unit)
    node.below = [Node(one, KIND.get(one.kind, Text(one.kind, one.kind))) for one in below]
    return node


@dataclass(frozen=True, slots=True)
class Known:
    """A person in a list: the posts held, and whether the name alone tells who it is."""

    person: Person
    held: tuple[Appointment, ...]
    namesake: bool


def people(org: int, on: date) -> list[Known]:
    """Everybody in the order of their posts; those without one last. Namesakes are marked."""
    held: dict[int, list[Appointment]] = {}
    rows = Appointment.objects.filter(in_force(on), person__org_id=org).select_related("post__unit")
    for row in rows.order_by("post__unit__place", "post__place", "id"):
        held.setdefault(row.person_id, []).append(row)
    place = {person: index for index, person in enumerate(held)}
    found = list(Person.objects.filter(org_id=org, erased=False).select_related("user"))
    found.sort(key=lambda one: (place.get(one.pk, len(place)), one.place, one.pk))
    names = Counter(in_one(one.name) for one in found)
    return [Known(one, tuple(held.get(one.pk, ())), names[in_one(one.name)] > 1) for one in found]


def groups(org: int, on: date) -> list[tuple[UnitGroup, list[GroupMember]]]:
    """Groups of units with the members of a day, in 机构序列."""
    members: dict[int, list[GroupMember]] = {}
    rows = GroupMember.objects.filter(in_force(on), group__org_id=org).select_related("unit")
    for row in rows.order_by("unit__place", "id"):
        members.setdefault(row.group_id, []).append(row)
    return [(group, members.get(group.pk, [])) for group in UnitGroup.objects.filter(org_id=org)]


def person_or_404(org: int, person: int) -> Person:
    """A person of this organisation."""
    found = Person.objects.filter(org_id=org, pk=person, erased=False).select_related("user").first()
    if found is None:
        raise Http404
    return found


def appointments(person: int) -> Sequence[Appointment]:
    """Every appointment, present ones first."""
    rows = Appointment.objects.filter(person_id=person).select_related("post__unit", "serves")
    return sorted(rows, key=lambda one: (one.to_on is not None, -one.from_on.toordinal()))


def absences(person: int, on: date) -> Sequence[Absence]:
    """Absences that run or are still to come, those that were called off among them."""
    rows = Absence.objects.filter(not_over(on), person_id=person)
    return list(rows.select_related("stand_in").order_by("from_on", "id"))


def standing_in(person: int, on: date) -> Sequence[Absence]:
    """Absences in which a person stands in for somebody, today or later."""
    rows = Absence.objects.filter(not_over(on), stand_in_id=person)
    return list(rows.select_related("person").order_by("from_on", "id"))


def own_absence_or_404(person: int, absence: int) -> Absence:
    """An absence of somebody, or in which that person stands in."""
    rows = Absence.objects.filter(Q(person_id=person) | Q(stand_in_id=person), pk=absence)
    found = rows.select_related("person").first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month: "rest", "off" (a holiday), "on" (a make-up day) or "" (worked as usual)."""

    day: int
    css: str
    name: Text | None
    today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month as weeks of seven cells (None outside it), and its special days in words."""

    number: int
    weeks: list[list[Cell | None]]
    told: list[Text]

    @property
    def name(self) -> Text:
        """一月 is 1 月; January in English."""
        return Text(f"{self.number} 月", month_name[self.number])


def months(org: int, year: int, today: date) -> list[Month]:
    """The twelve months of a year as the organisation works them, with the names of what is special."""
    days = calendar(org)
    named = _named_days(org, year)
    found = []
    for month in range(1, 13):
        weeks = [
            [_cell(date(year, month, day), days, named, today) if day else None for day in week]
            for week in MONDAYS.monthdayscalendar(year, month)
        ]
        told = _runs([(day, *named[day]) for day in sorted(named) if day.month == month])
        found.append(Month(month, weeks, told))
    return found


def _named_days(org: int, year: int) -> dict[date, tuple[str, Text]]:
    """The kind and the name of each special day; the organisation's own entry over the national one."""
    rows = CalendarDay.objects.filter(Q(org_id=org) | Q(org=None), to_on=None, day__year=year)
    found: dict[date, tuple[str, Text]] = {}
    for row in sorted(rows, key=lambda one: (one.org_id is not None, one.layer)):
        found[row.day] = row.kind, Text(row.name, row.name_en or row.name)
    return found


def _cell(day: date, days: WorkCalendar, named: dict[date, tuple[str, Text]], today: date) -> Cell:
    works, usual = days.is_workday(day), day.weekday() < SATURDAY
    css = ("on" if works else "off") if works != usual else "" if works else "rest"
    kind, name = named.get(day, ("", None))
    if kind and css == "rest" and kind != CalendarDay.MAKEUP:
        css = "off"
    return Cell(day.day, css, name, day == today)


def _runs(days: Sequence[tuple[date, str, Text]]) -> list[Text]:
    """Days of one kind and name in a row are told together: 5-1 至 5-5 劳动节放假."""
    found: list[Text] = []
    for (kind, name, _), run in groupby(
        days, key=lambda one: (one[1], one[2], one[0].toordinal() - days.index(one))
    ):
        those = [day for day, *_ in run]
        first, last = (f"{day.month}-{day.day}" for day in (those[0], those[-1]))
        zh, en = (first, first) if len(those) == 1 else (f"{first} 至 {last}", f"{first} to {last}")
        what = Text("上班", "worked") if kind == CalendarDay.MAKEUP else term("holiday", "facts").text
        found.append(Text(f"{zh} {name.zh}{what.zh}", f"{en} {name.en} {what.en}".replace("  ", " ")))
    return found


def own_days(org: int, year: int) -> list[CalendarDay]:
    """What the organisation entered itself for a year."""
    return list(CalendarDay.objects.filter(org_id=org, to_on=None, day__year=year).order_by("day", "layer"))


def layers(org: int) -> list[CalendarLayer]:
    """The local layers, ended ones last."""
    return sorted(
        CalendarLayer.objects.filter(org_id=org), key=lambda one: (one.to_on is not None, one.place)
    )


def published(org: int, year: int) -> PublishedYear | None:
    """The holiday notice of a year; None while the year is provisional (暂估)."""
    return PublishedYear.objects.filter(Q(org_id=org) | Q(org=None), year=year).order_by("-org").first()


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the table shows it."""

    declared: Declared
    value: Json
    own: bool
    since: date | None

    @property
    def basis(self) -> Text:
        """Where the default comes from, in a word."""
        return basis_of(self.declared)


def basis_of(declared: Declared) -> Text:
    """Where a rule's default comes from, in a word; the code quotes its source."""
    if "[S" in declared.source:
        return Text("参照公开文本", "a published text")
    if "[M]" in declared.source:
        return Text("通行做法", "usual practice")
    return Text("系统默认", "set by the system")


def asked_of_two(act: Act, org: int, on: date) -> Act | None:
    """The act that asks for this one, once a register of the organisation has been confirmed."""
    found = next((one for one in kind_of("people").acts if one.grants == act.name), None)
    return found if found and reading(org, today=on).store.posts().second(()) is not None else None


def takes_two(act: Act, org: int, actor: Actor, on: date, given: Mapping[str, Any], **more: Any) -> bool:
    """Whether the core refuses it to one person alone, with these facts."""
    try:
        reading(org, today=on).judge(
            act.name, standing_matter(org, "people"), Mandate(actor), **facts_from(act, given), **more
        )
    except Refused as refused:
        return refused.reason.code == "needs_second"
    return False


def waits(request: SignedInRequest, org: int, on: date, *, person: int | None = None) -> list[Waits]:
    """What waits for a second person about posts and stand-ins; of one person, if given."""
    book, me = reading(org, today=on), request.person.pk
    return waiting_for_second(
        book, standing_matter(org, "people"), Names(org, sight_of(request)), me=me, person=person
    )


LEFT_WITHOUT = Text(
    "免职后无人在岗：{seats}。请尽快另行任职，或由督查办公室调整台账岗位。",
    "Nobody is left in these seats then: {seats}. Appoint somebody soon, or let the office change the desk.",
)


def left_without(appointment: int, names: Names) -> Text | None:
    """What the end of an appointment leaves without anybody, in a sentence."""
    house = HouseOf(names.org)
    seats = [
        Text(f"{names.matter(register).zh} {said.zh}", f"{names.matter(register).en}: {said.en}")
        for register, role in house.left_without(appointment)
        for said in [relation_said(role)]
    ]
    if not seats:
        return None
    said = joined(seats)
    return Text(LEFT_WITHOUT.zh.format(seats=said.zh), LEFT_WITHOUT.en.format(seats=said.en))


HEADINGS = {
    "immediate_workdays": Text("时限规则", "Deadlines"),
    "wrong_unit_return_workdays": Text("交办与签收", "Assigning and receiving"),
    "countersign_required": Text("报结、核验、听取意见", "Claim, verification, hearing"),
    "extension_steps": labels.REQUESTS,
    "verified_cycles": Text("常态化与回头看", "Continuing and looking back"),
    "same_browser_minutes": Text("监督", "Oversight"),
    "number_digits": Text("编号与作息", "Numbers and hours"),
}
NOT_IN_FORCE = Text("尚未启用", "Not in force yet")


def rules(org: int, on: date) -> list[tuple[Text, list[RuleLine]]]:
    """Every rule with its value of a day, under headings, those not in force last; three statements."""
    values, since = ruleset(org, on=on), {}
    for row in Rule.objects.filter(in_force(on), org_id=org):
        since[row.name] = row.from_on
    found: list[tuple[Text, list[RuleLine]]] = []
    waiting: list[RuleLine] = []
    for name, declared in RULES.items():
        line = RuleLine(declared, values[name], name in since, since.get(name))
        if name in HEADINGS:
            found.append((HEADINGS[name], []))
        (found[-1][1] if declared.in_force else waiting).append(line)
    return [*found, (NOT_IN_FORCE, waiting)] if waiting else found
