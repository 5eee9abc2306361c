"""An organisation in another zone has its own day, in everything that is written."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bihuan.core.time.dues import reckon
from bihuan.exchange import ledger_import
from bihuan.exchange.importing.start import ground_of
from bihuan.ledger.read import events_after
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import standing_matter
from bihuan.people.models import Appointment
from bihuan.rooms.registers.models import RegisterVersion
from bihuan.rules.calendar import calendar
from bihuan.rules.table import ruleset
from tests.exchange.importing import PLAIN, carried, matters, sheet
from tests.story.telling import now
from tests.world import World, registered_measure, world

pytestmark = pytest.mark.django_db

WEST = ("America/Los_Angeles", datetime(2026, 1, 1, 2, tzinfo=UTC), date(2025, 12, 31))
HOME = ("Asia/Shanghai", datetime(2026, 1, 1, 2, tzinfo=UTC), date(2026, 1, 1))
EAST = ("Pacific/Kiritimati", datetime(2025, 12, 31, 11, tzinfo=UTC), date(2026, 1, 1))
everywhere = pytest.mark.parametrize(
    ("zone", "instant", "day"), [WEST, HOME, EAST], ids=["west", "home", "east"]
)


def there(zone: str, instant: datetime) -> World:
    """The cast in that zone, at that instant."""
    return world(zone=zone, at=round(instant.timestamp()) * 1_000_000)


@everywhere
def test_what_is_opened_and_assigned_is_so_on_its_own_day(zone: str, instant: datetime, day: date) -> None:
    made = there(zone, instant)
    measure = registered_measure(made, due={"kind": "immediate"})
    assert (measure.number, measure.opened_on, measure.assigned_on) == (f"ZF-{day.year}-001", day, day)
    due = reckon(
        "immediate", start_on=day, calendar=calendar(made.org.pk), rules=ruleset(made.org.pk, on=day)
    )
    assert (measure.due_on, measure.yellow_on, measure.red_on) == (due.due_on, due.yellow_on, due.red_on)
    assert now(standing_matter(made.org.pk, "people")).opened_on == day
    assert {event.occurred_on for event in events_after(made.org.pk, 0, 1_000)} == {day}


@everywhere
def test_a_register_and_a_post_are_of_its_own_day(zone: str, instant: datetime, day: date) -> None:
    made = there(zone, instant)
    registered_measure(made)
    made.do("circulate", made.register, "邹小禾", document="征求意见稿")
    assert RegisterVersion.objects.get(register_id=made.register).made_on == day
    held = Appointment.objects.get(person_id=made.people["田稼轩"])
    made.charter("end_appointment", appointment=held.pk, to_on=day.isoformat())
    made.charter("appoint", person=made.people["田稼轩"], post=made.posts["邹小禾"], from_on=day.isoformat())
    assert made.open("problem", "田稼轩", title="一上任就能登记").opened_on == day


@everywhere
def test_what_is_imported_is_so_on_its_own_day(zone: str, instant: datetime, day: date) -> None:
    made = there(zone, instant)
    one = carried(made, sheet(*PLAIN), year=day.year)
    taken = matters(one)
    assert taken and {state.opened_on for state in [now(one.id), *taken]} == {day}
    assert {state.number.split("-")[1] for state in taken} == {str(day.year)}
    ground = ground_of(made.org.pk, made.register, year=day.year, at=made.at, choices={})
    assert ground.today == day


@everywhere
def test_a_ledger_that_names_no_year_is_of_the_year_there(
    zone: str, instant: datetime, day: date, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = there(zone, instant)
    monkeypatch.setattr(ledger_import, "now", made.tick)
    file = tmp_path / "台账.xlsx"
    file.write_bytes(sheet(("1", "问题", "措施", "秘书处", "", "殷若渔", "12月底前", "", "")))
    assert ledger_import.main([str(file), "--org", made.org.slug, "--commit"]) == 0
    measure = now(Matter.objects.get(kind="measure").pk)
    assert measure.due_on == date(day.year, 12, 31) and measure.opened_on == day
