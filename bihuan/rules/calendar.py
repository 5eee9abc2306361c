"""The working calendar of an organisation, built from the database and remembered while it stands."""

import json
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from bihuan.core.time.workdays import Hours, Layer, WorkCalendar
from bihuan.rules.models import CalendarDay, CalendarLayer, PublishedYear, Rule
from bihuan.rules.stamp import Remembered, Stamp
from bihuan.rules.table import DEFAULTS

OWN: Final = "own"
"""The layer of the organisation's own entries, such as a notice that no upgrade has brought yet."""

_Rows = dict[str, dict[bool, set[date]]]


def calendar(org_id: int) -> WorkCalendar:
    """The organisation's calendar as it is known now: national days, then its own entries, then its layers in
    their order. One query for its stamp (none within `pinned`), the rest only after a change.
    """
    return _calendars.of(org_id)


def _load(org_id: int, now: Stamp) -> WorkCalendar:
    known = CalendarDay.objects.filter(Q(org_id=org_id) | Q(org=None), to_on=None)
    national: dict[bool, set[date]] = {True: set(), False: set()}
    own: _Rows = {}
    for row in known:
        worked = row.kind == CalendarDay.MAKEUP
        if row.org_id is None:
            national[worked].add(row.day)
        else:
            own.setdefault(row.layer or OWN, {True: set(), False: set()})[worked].add(row.day)
    published = PublishedYear.objects.filter(Q(org_id=org_id) | Q(org=None))
    return WorkCalendar(
        holidays=frozenset(national[False]),
        makeup=frozenset(national[True]),
        layers=tuple(_layers(org_id, own)),
        hours=tuple(_hours(org_id)),
        published=frozenset(published.values_list("year", flat=True)),
        zone=ZoneInfo(now.zone),
    )


def _layers(org_id: int, own: _Rows) -> list[Layer]:
    found = []
    if mine := own.get(OWN):
        found.append(Layer(OWN, frozenset(mine[False]), frozenset(mine[True])))
    for row in CalendarLayer.objects.filter(org_id=org_id):
        days = own.get(row.code, {True: set(), False: set()})
        off, on = (
            frozenset(
                day for day in days[worked] if row.from_on <= day and (not row.to_on or day <= row.to_on)
            )
            for worked in (False, True)
        )
        found.append(Layer(row.code, off, on, row.everyone))
    return found


def _hours(org_id: int) -> list[Hours]:
    """The default hours, and what the organisation wrote since: old spans are never reckoned by new hours."""
    rows = Rule.objects.filter(org_id=org_id, name="working_hours").order_by("from_on", "id")
    written = {row.from_on: json.loads(row.value) for row in rows}
    return [Hours.of(day, *spans) for day, spans in ({date.min: DEFAULTS["working_hours"]} | written).items()]


_calendars: Final = Remembered(_load)
