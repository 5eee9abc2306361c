"""What the rule tables hold after a row of acts: the same as `write.py` writes, made in memory.

`TOLD` names for each function of `write.py` what it comes to here, called with the same arguments.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from bihuan.core.chain.chain import Json, canonical
from bihuan.core.time.holidays_cn import NOTICES
from bihuan.core.words.text import Text
from bihuan.rules.national import SOURCE, days_of
from bihuan.rules.write import DAY, NO_NAME

Row = dict[str, Any]


class RuleTables:
    """Rows by table, each a dict of its columns; days as dates."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {
            "rules_rule": [], "rules_calendarday": [], "rules_calendarlayer": [], "rules_publishedyear": [],
        }  # fmt: skip
        for year in NOTICES:
            for day in days_of(year):
                self.rows["rules_calendarday"].append({"layer": "", **day})
            self.rows["rules_publishedyear"].append({"year": year, "source": SOURCE.format(year=year)})

    def rule(self, org: int, name: str, value: Json, from_on: date) -> None:
        own = [row for row in self.rows["rules_rule"] if (row["org_id"], row["name"]) == (org, name)]
        later = min((row["from_on"] for row in own if row["from_on"] > from_on), default=None)
        for row in own:
            if row["from_on"] <= from_on and (row["to_on"] is None or row["to_on"] >= from_on):
                row["to_on"] = from_on - DAY
        made = {"org_id": org, "name": name, "value": canonical(value), "from_on": from_on}
        self.rows["rules_rule"].append(made | {"to_on": later - DAY if later else None})

    def day(
        self, org: int, day: date, kind: str | None, *, from_on: date, name: Text = NO_NAME, layer: str = ""
    ) -> None:
        self._end("rules_calendarday", {"org_id": org, "day": day, "layer": layer}, from_on - DAY)
        if kind:
            made = {"org_id": org, "day": day, "kind": kind, "layer": layer, "from_on": from_on}
            self.rows["rules_calendarday"].append(made | {"name": name.zh, "name_en": name.en})

    def layer(
        self, org: int, code: str, name: Text, from_on: date, *, everyone: bool = True, place: int = 0
    ) -> None:
        self.layer_ended(org, code, from_on - DAY)
        made = {"org_id": org, "code": code, "name": name.zh, "name_en": name.en, "everyone": everyone}
        self.rows["rules_calendarlayer"].append(made | {"place": place, "from_on": from_on})

    def layer_ended(self, org: int, code: str, to_on: date) -> None:
        self._end("rules_calendarlayer", {"org_id": org, "code": code}, to_on)

    def year(self, org: int, year: int, source: str) -> None:
        key = {"org_id": org, "year": year}
        for row in self._open("rules_publishedyear", key):
            row["source"] = source
            return
        self.rows["rules_publishedyear"].append(key | {"source": source})

    def _open(self, table: str, key: Row) -> Iterator[Row]:
        for row in self.rows[table]:
            if row.get("to_on") is None and all(row.get(name) == value for name, value in key.items()):
                yield row

    def _end(self, table: str, key: Row, to_on: date) -> None:
        for row in self._open(table, key):
            row["to_on"] = to_on


TOLD: Final[Mapping[str, Callable[..., None]]] = {
    "bihuan.rules.write.write_rule": RuleTables.rule,
    "bihuan.rules.write.write_calendar_day": RuleTables.day,
    "bihuan.rules.write.write_calendar_layer": RuleTables.layer,
    "bihuan.rules.write.end_calendar_layer": RuleTables.layer_ended,
    "bihuan.rules.write.publish_year": RuleTables.year,
}
