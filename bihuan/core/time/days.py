"""The day at an instant, where somebody is."""

from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

HOME_ZONE: Final = "Asia/Shanghai"
"""The zone of an organisation that names none when it is founded, and of pages for nobody in particular."""


def day_of(at: int, zone: str) -> date:
    """The day in `zone` at an instant (microseconds since the epoch)."""
    return datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(zone)).date()
