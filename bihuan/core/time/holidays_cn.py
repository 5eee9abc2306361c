"""National holidays and make-up days by the State Council's yearly notices (国办通知), as our own data.

Each row is (name, first day off, last day off, make-up working days). A row stands under the year whose
notice announced it, so the days around New Year may lie in the year before.
`tests/core/time/test_workdays.py` checks every day against two independent packages; a new year is one
more entry here, and an
organisation need not wait for it: it can enter the notice itself.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from bihuan.core.words.text import Text

NEW_YEAR = Text("元旦", "New Year's Day")
SPRING = Text("春节", "Spring Festival")
TOMB = Text("清明节", "Tomb-sweeping Day")
LABOUR = Text("劳动节", "Labour Day")
DRAGON = Text("端午节", "Dragon Boat Festival")
AUTUMN = Text("中秋节", "Mid-autumn Festival")
NATIONAL = Text("国庆节", "National Day")
NATIONAL_AUTUMN = Text("国庆节、中秋节", "National Day and Mid-autumn Festival")


class DayOff(NamedTuple):
    """A run of days off, both ends included, and the days worked in exchange (调休)."""

    name: Text
    first_on: date
    last_on: date
    makeup: tuple[date, ...]

    def days(self) -> Iterable[date]:
        """Every day off of the run."""
        return (self.first_on + timedelta(n) for n in range((self.last_on - self.first_on).days + 1))


def _off(name: Text, first: str, last: str, *makeup: str) -> DayOff:
    return DayOff(name, date.fromisoformat(first), date.fromisoformat(last),
                  tuple(date.fromisoformat(day) for day in makeup))  # fmt: skip


NOTICES: dict[int, tuple[DayOff, ...]] = {
    2021: (
        _off(NEW_YEAR, "2021-01-01", "2021-01-03"),
        _off(SPRING, "2021-02-11", "2021-02-17", "2021-02-07", "2021-02-20"),
        _off(TOMB, "2021-04-03", "2021-04-05"),
        _off(LABOUR, "2021-05-01", "2021-05-05", "2021-04-25", "2021-05-08"),
        _off(DRAGON, "2021-06-12", "2021-06-14"),
        _off(AUTUMN, "2021-09-19", "2021-09-21", "2021-09-18"),
        _off(NATIONAL, "2021-10-01", "2021-10-07", "2021-09-26", "2021-10-09"),
    ),
    2022: (
        _off(NEW_YEAR, "2022-01-01", "2022-01-03"),
        _off(SPRING, "2022-01-31", "2022-02-06", "2022-01-29", "2022-01-30"),
        _off(TOMB, "2022-04-03", "2022-04-05", "2022-04-02"),
        _off(LABOUR, "2022-04-30", "2022-05-04", "2022-04-24", "2022-05-07"),
        _off(DRAGON, "2022-06-03", "2022-06-05"),
        _off(AUTUMN, "2022-09-10", "2022-09-12"),
        _off(NATIONAL, "2022-10-01", "2022-10-07", "2022-10-08", "2022-10-09"),
    ),
    2023: (
        _off(NEW_YEAR, "2022-12-31", "2023-01-02"),
        _off(SPRING, "2023-01-21", "2023-01-27", "2023-01-28", "2023-01-29"),
        _off(TOMB, "2023-04-05", "2023-04-05"),
        _off(LABOUR, "2023-04-29", "2023-05-03", "2023-04-23", "2023-05-06"),
        _off(DRAGON, "2023-06-22", "2023-06-24", "2023-06-25"),
        _off(NATIONAL_AUTUMN, "2023-09-29", "2023-10-06", "2023-10-07", "2023-10-08"),
    ),
    2024: (
        _off(NEW_YEAR, "2023-12-30", "2024-01-01"),
        _off(SPRING, "2024-02-10", "2024-02-17", "2024-02-04", "2024-02-18"),
        _off(TOMB, "2024-04-04", "2024-04-06", "2024-04-07"),
        _off(LABOUR, "2024-05-01", "2024-05-05", "2024-04-28", "2024-05-11"),
        _off(DRAGON, "2024-06-10", "2024-06-10"),
        _off(AUTUMN, "2024-09-15", "2024-09-17", "2024-09-14"),
        _off(NATIONAL, "2024-10-01", "2024-10-07", "2024-09-29", "2024-10-12"),
    ),
    2025: (
        _off(NEW_YEAR, "2025-01-01", "2025-01-01"),
        _off(SPRING, "2025-01-28", "2025-02-04", "2025-01-26", "2025-02-08"),
        _off(TOMB, "2025-04-04", "2025-04-06"),
        _off(LABOUR, "2025-05-01", "2025-05-05", "2025-04-27"),
        _off(DRAGON, "2025-05-31", "2025-06-02"),
        _off(NATIONAL_AUTUMN, "2025-10-01", "2025-10-08", "2025-09-28", "2025-10-11"),
    ),
    2026: (
        _off(NEW_YEAR, "2026-01-01", "2026-01-03", "2026-01-04"),
        _off(SPRING, "2026-02-15", "2026-02-23", "2026-02-14", "2026-02-28"),
        _off(TOMB, "2026-04-04", "2026-04-06"),
        _off(LABOUR, "2026-05-01", "2026-05-05", "2026-05-09"),
        _off(DRAGON, "2026-06-19", "2026-06-21"),
        _off(AUTUMN, "2026-09-25", "2026-09-27"),
        _off(NATIONAL, "2026-10-01", "2026-10-07", "2026-09-20", "2026-10-10"),
    ),
}

RUNS = tuple(run for year in sorted(NOTICES) for run in NOTICES[year])
HOLIDAYS = frozenset(day for run in RUNS for day in run.days())
MAKEUP = frozenset(day for run in RUNS for day in run.makeup)
PUBLISHED = frozenset(NOTICES)
