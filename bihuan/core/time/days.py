"""The day at an instant, and the instant at which a day is over, where somebody is."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

HOME_ZONE: Final = "Asia/Shanghai"
"""The zone of an organisation that names none when it is founded, and of pages for nobody in particular."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def day_of(at: int, zone: str) -> date:
    """The day in `zone` at an instant (microseconds since the epoch)."""
    return datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> int:
    """The first instant after a day in `zone`."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return (midnight - _EPOCH) // timedelta(microseconds=1)
