"""The one place where the clock is read."""

import time


def now() -> int:
    """This instant in microseconds: for the edges (pages, commands, jobs), which pass it on as `at`."""
    return time.time_ns() // 1_000
