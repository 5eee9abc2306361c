"""Days and instants."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def day_of(at: int, zone: str = "Asia/Shanghai") -> date:
    """The business day of an instant."""
    return datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(ZoneInfo(zone)).date()
