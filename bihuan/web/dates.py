"""Days, instants, counts and shares as people read them, in both languages.

Days are `datetime.date`; instants are microseconds since the epoch, UTC.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

NONE = "—"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS_ZH = "一二三四五六日"
WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def local(at: int, zone: str) -> datetime:
    """The instant `at` on the clocks of `zone`."""
    return (EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))


def day_said(on: date | None, language: str, style: str = "iso", today: date | None = None) -> str:
    """A day: "iso" 2026-11-24; "short" 11-24 in `today`'s year; "long" 11 月 24 日 星期二."""
    if on is None:
        return NONE
    if style == "long":
        return _long(on, language, today)
    if style == "short" and today is not None and on.year == today.year:
        return f"{on:%m-%d}"
    return on.isoformat()


def _long(on: date, language: str, today: date | None) -> str:
    if language == "en":
        return f"{WEEKDAYS_EN[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"
    year = "" if today is not None and on.year == today.year else f"{on.year} 年 "
    return f"{year}{on.month} 月 {on.day} 日 星期{WEEKDAYS_ZH[on.weekday()]}"


def instant_said(at: int | None, zone: str, today: date | None = None) -> str:
    """An instant to the minute: 2026-11-24 15:42, without the year when it is `today`'s."""
    if at is None:
        return NONE
    return clock_said(local(at, zone), today)


def clock_said(there: datetime, today: date | None = None) -> str:
    """The same of an instant on some clock already: digits and marks alone, nothing to escape."""
    if today is not None and there.year == today.year:
        return f"{there:%m-%d %H:%M}"
    return f"{there:%Y-%m-%d %H:%M}"


def number_said(count: int | None) -> str:
    """A count with thousands marked: 1,204; — for none."""
    return NONE if count is None else f"{count:,}"


def share_said(part: int, whole: int, language: str) -> str:
    """A rate with its raw counts beside it: 75%（3/4）; — for a zero denominator (rules.md §3)."""
    if not whole:
        return NONE
    open_, close = (" (", ")") if language == "en" else ("（", "）")
    return f"{part / whole:.0%}{open_}{part:,}/{whole:,}{close}"


def size_said(size: int) -> str:
    """A file's size in the unit that keeps it short: 940 B, 12 KB, 3.4 MB."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.0f} KB"
    return f"{size / 1_000_000:.1f} MB"
