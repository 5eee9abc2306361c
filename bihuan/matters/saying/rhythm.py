"""A recurring due in words, as the house writes it: “每季度首月10日前”; read, they give the same again."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from bihuan.core.time import dues
from bihuan.core.time.cycles import MONTHS
from bihuan.core.time.places import LAST, SEVERAL, Place, places
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text

EVERY: Final = {every: term(every, "facts").text for every in dues.EVERY}
_DAYS: Final = (
    ("一", "Monday"), ("二", "Tuesday"), ("三", "Wednesday"), ("四", "Thursday"), ("五", "Friday"),
    ("六", "Saturday"), ("日", "Sunday"),
)  # fmt: skip
_NTH: Final = ("首月", "第二个月", "第三个月", "第四个月", "第五个月", "第六个月")
_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth")
_MONTH_NAMES: Final = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)


def rhythm_said(every: str | None, day: str | None) -> Text:
    """How often, and by which day of each period where that is not its last (bihuan.core.time.places)."""
    if every not in EVERY:
        return term("recurring", "facts").text
    often = EVERY[every]
    if not day:
        return often
    if every in ("half_month", "half_year") or len(found := places(day)) > 1:
        return _of_a_longer(every, places(day), often)
    zh, en = _by(every, found[0])
    return Text(f"{often.zh}{zh}", f"{often.en}, {en}")


def _by(every: str, place: Place) -> tuple[str, str]:
    if every == "week":
        zh, en = _DAYS[place.day - 1]
        return f"{zh}前", f"by {en}"
    if place.after:
        return _after(every, place)
    month_zh, month_en = _month(every, place)
    if place.working and place.day < 0:
        return f"{month_zh}最后一个工作日前", f"by the last working day{month_en}"
    if place.working:
        return f"{month_zh}前{place.day}个工作日内", f"within the first {_count(place.day)}{month_en}"
    if place.day == LAST:
        return f"{month_zh}底前", f"by the end{month_en}"
    return f"{month_zh}{place.day}日前", f"by day {place.day}{month_en}"


def _month(every: str, place: Place) -> tuple[str, str]:
    """The month of the period in which it is due, in both languages; nothing of a single month."""
    length = MONTHS[every]
    if length == 1:
        return "", ""
    month = place.month or length
    if every == "year":
        if place.month is None and place.working and place.day < 0:
            return "", ""
        return f"{month}月", f" of {_MONTH_NAMES[month - 1]}"
    if place.month is None:
        return ("", "") if place.working and place.day < 0 else ("末月", " of its last month")
    return _NTH[month - 1], f" of its {_ORDINALS[month - 1]} month"


def _after(every: str, place: Place) -> tuple[str, str]:
    if place.month is None:
        unit = "个工作日" if place.working else "日"
        of = _count(place.day) if place.working else f"{place.day} days"
        return f"结束后{place.day}{unit}内", f"within {of} after it ends"
    day = "底" if place.day == LAST else f"{place.day}日"
    by = "the end" if place.day == LAST else f"day {place.day}"
    if every == "year":
        return f"次年{place.month}月{day}前", f"by {by} of {_MONTH_NAMES[place.month - 1]} of the next year"
    return f"次月{day}前", f"by {by} of the month after it"


def _count(days: int) -> str:
    return f"{days} working days" if days > 1 else "working day"


def _of_a_longer(every: str, found: list[Place], often: Text) -> Text:
    """What has a day in each half, or each quarter, is said by the days of the month or the year."""
    if any(one.after or one.working for one in found):
        zh, en = _by(every, found[0])
        return Text(f"{often.zh}{zh}", f"{often.en}, {en}")
    if every == "half_month":
        first, second = found[0], found[-1]
        days = (min(first.day, 15), second.day + 15)
        last_zh = f"{days[1]}日" if days[1] < LAST else "月底"
        last_en = str(days[1]) if days[1] < LAST else "the last"
        return Text(f"每月{days[0]}日和{last_zh}前", f"every month, by days {days[0]} and {last_en}")
    length = MONTHS[every]
    turns = (found * (12 // length))[: 12 // length]
    year = [(nth * length + (one.month or length), one.day) for nth, one in enumerate(turns)]
    chinese = [f"{month}月{'底' if day == LAST else f'{day}日'}" for month, day in year]
    english = [
        f"{'the end' if day == LAST else f'day {day}'} of {_MONTH_NAMES[month - 1]}" for month, day in year
    ]
    joined = ("和" if len(year) == 2 else "、").join(chinese)
    return Text(f"每年{joined}前", f"every year, by {' and '.join(english)}")


def in_chinese(english: str) -> str | None:
    """The Chinese of what `rhythm_said` says in English; None for what it does not say in one place alone."""
    return _chinese().get(english)


@cache
def _chinese() -> Mapping[str, str]:
    said = [rhythm_said(every, day) for every in EVERY for day in _days(every)]
    return {one.en: one.zh for one in reversed(said)}


def _days(every: str) -> Iterator[str | None]:
    """Every single day of its periods; of two halves of a month each pair."""
    yield None
    if every == "half_month":
        yield from (f"{first}{SEVERAL}{second}" for first in range(1, 15) for second in range(1, 17))
        return
    months = [None, *range(1, MONTHS[every] + 1)] if MONTHS.get(every, 0) > 1 else [None]
    some = [Place(day, month) for month in months for day in range(1, 8 if every == "week" else LAST + 1)]
    if every != "week":
        some += [Place(day, month, working=True) for month in months for day in (-1, *range(1, 24))]
        some += [Place(day, working=working, after=True) for day in range(1, 91) for working in (False, True)]
        next_year = range(1, 13) if every == "year" else (1,)
        some += [Place(day, month, after=True) for month in next_year for day in (10, 15, 20, LAST)]
    yield from map(str, some)
