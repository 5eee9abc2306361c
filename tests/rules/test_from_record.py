"""What is made in memory is what is written, whatever is written in whatever order."""

from datetime import date, timedelta
from random import Random

import pytest

from bihuan.core.words.text import Text
from bihuan.people.models import Organisation
from bihuan.rules import write
from bihuan.rules.from_record import RuleTables
from bihuan.rules.models import CalendarDay, CalendarLayer, PublishedYear, Rule

pytestmark = pytest.mark.django_db

MODELS = {
    "rules_rule": Rule,
    "rules_calendarday": CalendarDay,
    "rules_calendarlayer": CalendarLayer,
    "rules_publishedyear": PublishedYear,
}


def standing() -> dict[str, list[str]]:
    """The rows of the tables."""
    return {table: sorted(str(sorted(_bare(row).items())) for row in model.objects.values())
            for table, model in MODELS.items()}  # fmt: skip


def made(tables: RuleTables) -> dict[str, list[str]]:
    """The same of those in memory."""
    columns = {
        table: [field.attname for field in model._meta.concrete_fields] for table, model in MODELS.items()
    }
    return {
        table: sorted(
            str(sorted(_bare({name: row.get(name) for name in columns[table]}).items())) for row in rows
        )
        for table, rows in tables.rows.items()
    }


def _bare(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name != "id"}


def test_the_national_days_stand_from_the_beginning() -> None:
    assert made(RuleTables()) == standing()


@pytest.mark.parametrize("seed", range(5))
def test_in_whatever_order_it_is_written(seed: int) -> None:
    org, random, tables = Organisation.objects.create(slug="one", name="一").pk, Random(seed), RuleTables()
    for _ in range(40):
        on = date(2026, 1, 1) + timedelta(random.randrange(30))
        what = random.choice(("rule", "day", "layer", "ended", "year"))
        if what == "rule":
            given = (org, random.choice(("yellow_workdays", "receipt_workdays")), random.randrange(1, 9), on)
            write.write_rule(*given)
            tables.rule(*given)
        elif what == "day":
            day = date(2026, 7, random.randrange(1, 4))
            kind = random.choice(("holiday", "makeup", None))
            layer = random.choice(("", "zhou"))
            write.write_calendar_day(org, day, kind, from_on=on, layer=layer)
            tables.day(org, day, kind, from_on=on, layer=layer)
        elif what == "layer":
            write.write_calendar_layer(org, "zhou", Text("州", "Zhou"), on, place=seed)
            tables.layer(org, "zhou", Text("州", "Zhou"), on, place=seed)
        elif what == "ended":
            write.end_calendar_layer(org, "zhou", on)
            tables.layer_ended(org, "zhou", on)
        else:
            year = random.choice((2027, 2028))
            write.publish_year(org, year, str(on))
            tables.year(org, year, str(on))
        assert made(tables) == standing()
