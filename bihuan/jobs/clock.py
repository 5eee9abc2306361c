"""The one place where a process outside the core reads the clock."""

import time


def now() -> int:
    """Microseconds since the epoch, UTC: the unit of every `_at` column."""
    return time.time_ns() // 1000
