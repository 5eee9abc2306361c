"""Reads the rhythm of a recurring due: its cycle, and where in each period it is due.

“每季度首月10日前”, “每月最后一个工作日”, “每年6月底和12月底”, “每两个月一次”, “每年两次”. What no cycle says
(“每四个月”, “每周一和周四”, “每年春节前”) has none, and is left to a person.
"""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final, NamedTuple

from bihuan.core.time.numerals import counted
from bihuan.core.time.places import LAST, SEVERAL, Place

MONTHS: Final = {"month": 1, "two_months": 2, "quarter": 3, "half_year": 6, "year": 12}


class Cycle(NamedTuple):
    """`every` is None where no cycle has this rhythm; `day` as in bihuan.core.time.places.

    `before` and `after`: what stands beside its clause, which may name the end; `clause` as it is written.
    """

    every: str | None
    day: str | None
    before: str
    clause: str
    after: str


_COUNT: Final = "[一两二三四五六七八九十]|\\d{1,2}"
_EVERY: Final = re.compile(
    rf"每隔?(?P<n>{_COUNT})?个?(?P<unit>半个?月|周|星期|礼拜|自?然?月|季度?|半年|年度?|学期|[天日](?!常)|工作日)"
    r"|(?:按|逐|一个?|1个?)(?P<plain>半个?月|双周|周|星期|礼拜|月|季度?|半年|年度?|学期|[3三]个月|[6六]个月)"
    r"|(?P<alone>半月|周|月|季|半年|年)(?:度)?(?:至少|不少于)?(?P<k>[一1两2二])(?:次|期|调度|通报|报)"
    r"|(?P<twice>双周|双月|隔周|隔月)|月月|^(?P<bare>月|季|半年|年)度$"
)
_UNITS: Final = {
    "半月": "half_month", "半个月": "half_month", "双周": "half_month", "隔周": "half_month", "周": "week",
    "星期": "week", "礼拜": "week", "月": "month", "自然月": "month", "月月": "month", "双月": "two_months",
    "隔月": "two_months", "季": "quarter", "季度": "quarter", "三个月": "quarter", "3个月": "quarter",
    "半年": "half_year", "学期": "half_year", "六个月": "half_year", "6个月": "half_year", "年": "year",
    "年度": "year",
}  # fmt: skip
_OF_SEVERAL: Final = {
    ("week", 2): "half_month", ("month", 2): "two_months", ("month", 3): "quarter", ("month", 6): "half_year",
    ("month", 12): "year", ("quarter", 2): "half_year", ("quarter", 4): "year",
}  # fmt: skip
_TIMES: Final = {
    ("year", 2): "half_year", ("year", 4): "quarter", ("year", 6): "two_months", ("year", 12): "month",
    ("half_year", 2): "quarter", ("half_year", 3): "two_months", ("half_year", 6): "month",
    ("quarter", 3): "month", ("month", 2): "half_month",
}  # fmt: skip
_CLAUSE: Final = re.compile(r"[^,;。)]*")
_N_TIMES: Final = re.compile(rf"({_COUNT})(?:至({_COUNT}))?次")


def read_cycle(plain: str) -> Cycle | None:
    """The rhythm that a due names, in the plain form of `phrases.plain_form`; None where there is none."""
    found = _EVERY.search(plain)
    if not found or (found[0][0] in "一1" and "次" not in plain[found.end() : found.end() + 3]):
        return None
    clause = _CLAUSE.match(plain, found.start())
    assert clause is not None
    tail = plain[found.end() : clause.end()]
    every = _every(found, tail)
    beside = (plain[: found.start()], clause[0], plain[clause.end() :])
    if every is None or _MOVING.search(tail) or (every != "week" and _WEEKS.search(tail)):
        return Cycle(None, None, *beside)
    try:
        return Cycle(*_within(every, _spelt_out(tail)), *beside)
    except ValueError:
        return Cycle(None, None, *beside)


def _every(found: "re.Match[str]", tail: str) -> str | None:
    unit = next((found[name] for name in ("unit", "plain", "alone", "twice", "bare") if found[name]), "月")
    every: str | None = _UNITS.get(unit)
    several = counted(found["n"] or "1")
    if every and several > 1:
        every = _OF_SEVERAL.get((every, several))
    times = _N_TIMES.search(f"{found['k'] or ''}次{tail}" if found["k"] else tail)
    return _TIMES.get((every or "", counted(times[1])), every) if times and not times[2] else every


# --- where in each period ------------------------------------------------------------------------

_MOVING: Final = re.compile(r"春节|除夕|端午|中秋|清明|两会|全会|会前|会后")
"""Days that lie otherwise each year."""
_WEEKS: Final = re.compile(
    r"(?:第[一二三四]|首|[最末]后?一?个?)个?(?:周|星期|礼拜)|(?:周|星期|礼拜)[一二三四五六日天]"
)
_AND: Final = r"(?:[、和与及/]|以及)"
_PART: Final = r"(?:月?[底末初]|[上中下]旬|中(?=[前旬]|$))"
_WORKDAY: Final = (
    rf"(?:(?:前|第|头)(?P<wn>{_COUNT})个?|(?P<wfirst>首个?|第一个)|(?P<wlast>最[后末]1?一?个?|末个?))工作日"
)
_SHARED: Final = re.compile(rf"((?:\d{{1,2}}月?{_AND})+)(\d{{1,2}})月(份?(?:\d{{1,2}}[日号]|{_PART})?)")
_SHARED_DAYS: Final = re.compile(rf"(?<![\d月])((?:\d{{1,2}}{_AND})+)(\d{{1,2}})([日号])")
_AFTER: Final = re.compile(
    rf"^度?(?:结束|终了|届满|期满|完结|末|底)?(?:之|以)?后(?:的|第)?(?P<n>{_COUNT})个?(?P<unit>工作日|[日天]|月)"
)
_NEXT: Final = re.compile(
    r"(?:次|下个?|翌)(?:月|季度?|年)(?:度)?(?:的)?(?:(?:首|第一个?)月)?(?:(?P<month>\d{1,2})月份?)?"
    rf"(?:(?P<day>\d{{1,2}})[日号]|(?P<part>{_PART})|前(?P<wn>{_COUNT})个?工作日)?"
)
_IN_MONTH: Final = re.compile(
    rf"(?:(?P<month>\d{{1,2}})月份?|(?P<nth>首|第[一二三四五六]个?|头一?个|末|最[后末]一?个)月)"
    rf"(?:(?P<day>\d{{1,2}})[日号]|(?P<part>{_PART})|{_WORKDAY})?"
    rf"|(?P<quarter>[一二三四])季度[末底]?|(?P<half>[上下])半年[末底]?"
    r"|(?P<feast>元旦|三八|五一|五四|六一|七一|八一|国庆)节?前"
    rf"|(?P<of>\d{{1,2}})[日号]|{_WORKDAY.replace('?P<w', '?P<o')}|^年?(?P<whole>{_PART})|(?P<end>月[底末])"
)
_WEEKDAY: Final = re.compile(r"(?:^|周|星期|礼拜|[、和与及])([一二三四五六日天])(?![次个项])")
_LEAP: Final = 2028
FEASTS: Final = {
    "元旦": (1, 1), "三八": (3, 8), "妇女节": (3, 8), "五一": (5, 1), "劳动节": (5, 1), "五四": (5, 4),
    "青年节": (5, 4), "六一": (6, 1), "儿童节": (6, 1), "七一": (7, 1), "建党节": (7, 1), "八一": (8, 1),
    "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1),
}  # fmt: skip
"""Month and day of those that lie on the same day each year."""


def _spelt_out(tail: str) -> str:
    """“3、6、9、12月底” as “3月底、6月底、9月底、12月底”, and days alike."""

    def each(found: "re.Match[str]", unit: str, rest: str) -> str:
        numbers = [*re.findall(r"\d+", found[1]), found[2]]
        return "、".join(f"{one}{unit}{rest}" for one in numbers)

    tail = _SHARED.sub(lambda found: each(found, "月", found[3]), tail)
    return _SHARED_DAYS.sub(lambda found: each(found, found[3], ""), tail)


def _within(every: str, tail: str) -> tuple[str, str | None]:
    """The cycle, shorter where the words name several days of it, and its day. ValueError: none says it."""
    if every == "week":
        days = [min("一二三四五六日天".index(one), 6) + 1 for one in _WEEKDAY.findall(tail)]
        if len(days) > 1:
            raise ValueError("several days of a week")
        return every, str(days[0]) if days else None
    if after := _AFTER.match(tail):
        number = counted(after["n"])
        return every, f"+{number}-{LAST}" if after["unit"] == "月" else _after(number, after["unit"])
    if (following := _NEXT.search(tail)) and following.end() > following.start() + 2:
        return every, _following(following)
    found = [_named(every, one) for one in _IN_MONTH.finditer(tail)]
    if every == "half_month":
        return _of_month(found) if found else (every, None)
    if every == "month":
        return _of_month(found) if len(found) > 1 else (every, _said(found, 1))
    return _of_months(every, found)


def _after(number: int, unit: str) -> str:
    return f"+{number}{'w' if unit == '工作日' else ''}"


def _following(found: "re.Match[str]") -> str:
    """In the month, or the year, after it."""
    if found["wn"]:
        return f"+{counted(found['wn'])}w"
    day = int(found["day"]) if found["day"] else _day(found["part"] or "底")
    if found["month"]:
        return f"+{int(found['month'])}-{day}"
    return f"+{day}" if day < LAST else f"+1-{LAST}"


def _named(every: str, found: "re.Match[str]") -> Place:
    """One day that the words name; its month counted within the year where it has a number of its own."""
    if found["feast"]:
        eve = date(_LEAP, *FEASTS[found["feast"]]) - timedelta(days=1)
        return Place(eve.day, eve.month)
    if found["quarter"]:
        return Place(LAST, 3 * counted(found["quarter"]))
    if found["half"]:
        return Place(LAST, 6 if found["half"] == "上" else 12)
    month = int(found["month"]) if found["month"] else _nth(every, found["nth"])
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    if found["wn"] or found["wfirst"] or found["on"] or found["ofirst"]:
        first = 1 if found["on"] or found["ofirst"] else month
        return Place(counted(found["wn"] or found["on"] or "1"), first, working=True)
    if found["wlast"] or found["olast"]:
        return Place(-1, month, working=True)
    if found["whole"]:
        return _whole(every, found["whole"])
    number = found["day"] or found["of"]
    longest = monthrange(_LEAP, month)[1] if month and every == "year" else LAST
    if number and not 1 <= int(number) <= longest:
        raise ValueError(f"no day {number}")
    return Place(int(number) if number else _day(found["part"] or "底"), month)


def _nth(every: str, word: str | None) -> int | None:
    if not word or word[0] in "末最":
        return None
    return "一二三四五六".index(word[1]) + 1 if word[0] == "第" else 1


def _whole(every: str, part: str) -> Place:
    """“每月中旬”, “每季度初”: of a month its part; of what is longer its first month, its middle, its end."""
    day = _day(part)
    if every in ("month", "half_month") or day == LAST:
        return Place(day)
    if day == _day("初"):
        return Place(LAST if every == "year" else day, 1)
    return Place(LAST, MONTHS[every] // 2)


def _day(part: str) -> int:
    if part == "上旬" or "初" in part:
        return 10
    return 20 if part.startswith("中") else LAST


def _of_month(found: list[Place]) -> tuple[str, str | None]:
    """Two days of a month are one of each half."""
    if len(found) == 1:
        return "half_month", None
    if len(found) != 2 or found[0].day > 15 or found[1].day < 16 or any(one.working for one in found):
        raise ValueError("not one day in each half of a month")
    first, second = found[0].day, min(found[1].day, LAST) - 15
    whole = first == 15 and second >= LAST - 16
    if whole:
        return "half_month", None
    return "half_month", str(first) if first == second else f"{first}{SEVERAL}{second}"


def _of_months(every: str, found: list[Place]) -> tuple[str, str | None]:
    """Months of the year become months of each period; as many as there are shorter periods shorten it."""
    if len(found) < 2:
        return every, _said(found, MONTHS[every])
    named = [one.month for one in found]
    if not all(named) or named != sorted(set(named), key=lambda month: month or 0):
        raise ValueError("not the months of a year in their order")
    length = next((one for one in (6, 3, 2, 1) if len(found) * one == 12), 0)
    shorter = next((name for name, months in MONTHS.items() if months == length), None)
    if shorter is None or (every != "year" and shorter != every):
        raise ValueError("as many months as no cycle has")
    within = []
    for nth, one in enumerate(found):
        month = (one.month or 0) - nth * length
        if not 1 <= month <= length:
            raise ValueError("two of them in one period")
        within.append(_short(one._replace(month=month), length))
    if len(set(within)) == 1:
        return shorter, within[0] or None
    return shorter, SEVERAL.join(one or str(LAST) for one in within)


def _said(found: list[Place], months: int) -> str | None:
    if not found:
        return None
    if (found[0].month or 1) > months:
        raise ValueError("no such month in this cycle")
    return _short(found[0], months) or None


def _short(place: Place, months: int) -> str:
    """The last month is not named, nor the last day of it."""
    if place.month == months:
        place = place._replace(month=None)
    return "" if place == Place(LAST) else str(place)
