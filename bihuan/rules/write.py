"""How the rule tables are written.

Only the effects of the charter's acts call this (rooms/charter), inside the act's own transaction and under
the organisation's head lock; what may be written is the act's to decide first (`values.why_not`). Nothing is
overwritten: the row before is closed, the new one follows it.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db import transaction
from django.db.models import Q

from bihuan.core.chain.chain import Json, canonical
from bihuan.core.words.text import Text
from bihuan.rules.models import CalendarDay, CalendarLayer, PublishedYear, Rule
from bihuan.rules.stamp import renew
from bihuan.rules.values import why_not

DAY: Final = timedelta(days=1)
YEARS: Final = range(1990, 2101)
"""Years for which a calendar may hold days: a slip of the pen must not build a table of a million days."""
NO_NAME: Final = Text("", "")


class Entry(NamedTuple):
    """One day to be written. `kind` None or "" takes the entry away: the day is what the layers below say."""

    day: date
    kind: str | None
    name: Text = NO_NAME
    layer: str = ""


@transaction.atomic
def write_rule(org_id: int, name: str, value: Json, from_on: date) -> None:
    """The rule `name` is `value` from a day on, until the day before the next later row, if there is one.

    ValueError for a rule that is not declared or a value that it cannot have.
    """
    if reason := why_not(name, value):
        raise ValueError(f"rule {name}: {reason.en}")
    rows = Rule.objects.filter(org_id=org_id, name=name)
    later = rows.filter(from_on__gt=from_on).order_by("from_on").first()
    rows.filter(Q(to_on=None) | Q(to_on__gte=from_on), from_on__lte=from_on).update(to_on=from_on - DAY)
    to_on = later.from_on - DAY if later else None
    Rule.objects.create(org_id=org_id, name=name, value=canonical(value), from_on=from_on, to_on=to_on)
    renew(org_id)


@transaction.atomic
def write_calendar_days(org_id: int, entries: Iterable[Entry], *, from_on: date) -> None:
    """Enter many days at once, known from `from_on` on. ValueError for a kind or a year that cannot be."""
    for entry in entries:
        if entry.day.year not in YEARS or entry.kind not in (None, "", *dict(CalendarDay.KINDS)):
            raise ValueError(f"no such calendar day: {entry.day} {entry.kind}")
        open_rows = CalendarDay.objects.filter(org_id=org_id, day=entry.day, layer=entry.layer, to_on=None)
        open_rows.update(to_on=from_on - DAY)
        if entry.kind:
            CalendarDay.objects.create(
                org_id=org_id, day=entry.day, kind=entry.kind, layer=entry.layer,
                name=entry.name.zh, name_en=entry.name.en, from_on=from_on,
            )  # fmt: skip
    renew(org_id)


def write_calendar_day(
    org_id: int, day: date, kind: str | None, *, from_on: date, name: Text = NO_NAME, layer: str = ""
) -> None:
    """Enter one day: holiday, makeup, local_holiday, or None to take the entry away."""
    write_calendar_days(org_id, [Entry(day, kind, name, layer)], from_on=from_on)


@transaction.atomic
def write_calendar_layer(
    org_id: int, code: str, name: Text, from_on: date, *, everyone: bool = True, place: int = 0
) -> None:
    """Add a local layer, or change it from a day on. Its days are entered with `layer=code`."""
    end_calendar_layer(org_id, code, from_on - DAY)
    CalendarLayer.objects.create(
        org_id=org_id,
        code=code,
        name=name.zh,
        name_en=name.en,
        everyone=everyone,
        place=place,
        from_on=from_on,
    )
    renew(org_id)


@transaction.atomic
def end_calendar_layer(org_id: int, code: str, to_on: date) -> None:
    """The layer's days count up to and with `to_on` only."""
    CalendarLayer.objects.filter(org_id=org_id, code=code, to_on=None).update(to_on=to_on)
    renew(org_id)


@transaction.atomic
def publish_year(org_id: int, year: int, source: str) -> None:
    """The holiday notice of `year` is known, its days are entered apart: it is no longer provisional."""
    if year not in YEARS:
        raise ValueError(f"no such year: {year}")
    PublishedYear.objects.update_or_create(org_id=org_id, year=year, defaults={"source": source})
    renew(org_id)
