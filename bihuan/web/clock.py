"""Now, in microseconds since the epoch: the one place where the frame reads a clock."""

import time


def now() -> int:
    """The present instant."""
    return time.time_ns() // 1000
