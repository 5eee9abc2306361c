"""The calendar of the invented drive, moved so that today stands about two thirds through it.

The content is written for a drive of ten months, March to December, whose present month is September. Whole
months are shifted, so that “6月底前” becomes another month's end and stays a phrase that people write. Days
close to now are written `@-5`, `@+2`: working days before and after today.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from bihuan.core.time.phrases import read_due
from bihuan.core.time.workdays import WorkCalendar
from bihuan.exchange.demonstration.shapes import DemoDue

WRITTEN_YEAR, PRESENT_MONTH, FIRST_MONTH, LAST_MONTH = 2026, 9, 3, 12
IMMEDIATE_WORKDAYS = 5  # 立行立改: the default of the rule table (house.md)
MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(底|末|上旬|中旬|下旬|(\d{1,2})日)")
RELATIVE = re.compile(r"@([+-]\d+)$")
WHOLE = ("年底前", "全年")
TENS = {"上旬": 10, "中旬": 20}


@dataclass(frozen=True, slots=True)
class Drive:
    """The shifted drive. All days it gives are business days of `calendar` unless they are dues."""

    today: date
    calendar: WorkCalendar

    @property
    def shift(self) -> int:
        """By how many months what is written moves."""
        return self.today.year * 12 + self.today.month - (WRITTEN_YEAR * 12 + PRESENT_MONTH)

    @property
    def starts(self) -> date:
        """The first day of the drive; its year is the one that phrases without a year mean."""
        return date(*self._month(FIRST_MONTH), 1)

    @property
    def ends(self) -> date:
        """The last day of the drive."""
        year, month = self._month(LAST_MONTH)
        return date(year, month, monthrange(year, month)[1])

    def _month(self, written: int, year: int = WRITTEN_YEAR) -> tuple[int, int]:
        months = year * 12 + written - 1 + self.shift
        return months // 12, months % 12 + 1

    def workdays(self, n: int) -> date:
        """The n-th working day after today, or before it where n is negative."""
        if n >= 0:
            return self.calendar.add_workdays(self.today, n)
        return self.calendar.subtract(self.today, -n)

    def day(self, written: str) -> date:
        """The working day on which something written “4月24日” or “@-5” happened: on it or next before."""
        if relative := RELATIVE.match(written):
            return self.workdays(int(relative[1]))
        found = MONTH.match(written)
        if found is None:
            raise ValueError(f"not a day of the drive: {written}")
        return self.calendar.last_workday_on_or_before(self._end_of(found))

    def due(self, written: str, since: date | None = None) -> DemoDue:
        """The due that `written` means in the shifted drive; an immediate one counts from `since`."""
        text = self._rewritten(written)
        read = read_due(text, year=self.starts.year)
        on = read.on
        if read.kind == "immediate" and since:
            on = self.calendar.add_workdays(since, IMMEDIATE_WORKDAYS)
        return DemoDue(text, read.kind, on, read.every, read.then)

    def _rewritten(self, written: str) -> str:
        """The words that this drive would use: “6月底前” becomes “8月底前” two months later."""
        if relative := RELATIVE.match(written):
            day = self.workdays(int(relative[1]))
            return f"{self._named(day)}{day.day}日前"
        if self.shift and written.startswith(WHOLE):
            return re.sub("^(年底前|全年)", f"{self._named(self.ends)}底前", written)
        return MONTH.sub(lambda found: self._named(self._end_of(found)) + found[3], written)

    def _end_of(self, found: re.Match[str]) -> date:
        year, month = self._month(int(found[2]), int(found[1] or WRITTEN_YEAR))
        last = monthrange(year, month)[1]
        return date(year, month, min(int(found[4]) if found[4] else TENS.get(found[3], last), last))

    def _named(self, day: date) -> str:
        """“6月”, or “2027年1月” where the year is not the one in which the drive began."""
        return f"{day.month}月" if day.year == self.starts.year else f"{day.year}年{day.month}月"
