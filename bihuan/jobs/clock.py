"""The one place where a process outside the core reads the clock."""

import time
from functools import cache
from pathlib import Path

from bihuan.core.time.trust import Reading

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def now() -> int:
    """Microseconds since the epoch, UTC: the unit of every `_at` column."""
    return time.time_ns() // 1000


def reading() -> Reading:
    """The clock beside the machine's own count, which goes on while it sleeps and which nobody sets.

    Where the system has no such count, only how long ago the clock was last believed is looked at.
    """
    if not hasattr(time, "CLOCK_BOOTTIME"):
        return Reading(now())
    return Reading(now(), boot(), time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1000)


@cache
def boot() -> str:
    """The name of the machine's present run, from switching on to switching off; empty where it has none."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        return ""
