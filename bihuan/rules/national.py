"""The national calendar as rows: each release that knows a new notice seeds it by one more migration."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from bihuan.core.time.holidays_cn import NOTICES

SOURCE: Final = "国务院办公厅关于{year}年部分节假日安排的通知"


def seed(apps: Any, schema_editor: Any) -> None:
    """Every day of every notice that is not there yet; what an organisation entered itself is left alone."""
    database = schema_editor.connection.alias
    days = apps.get_model("rules", "CalendarDay").objects.using(database)
    years = apps.get_model("rules", "PublishedYear").objects.using(database)
    for year in NOTICES:
        if years.filter(org=None, year=year).exists():
            continue
        days.bulk_create([days.model(org=None, **row) for row in days_of(year)])
        years.create(org=None, year=year, source=SOURCE.format(year=year))


def days_of(year: int) -> Iterator[dict[str, Any]]:
    """The days of a year's notice, by the columns in which they stand."""
    for run in NOTICES[year]:
        for kind, found in (("holiday", run.days()), ("makeup", run.makeup)):
            for day in found:
                known = {"name": run.name.zh, "name_en": run.name.en, "from_on": date(year, 1, 1)}
                yield {"day": day, "kind": kind} | known
