"""Half an hour of an office at work: what the server weighs and how long it takes, from first to last.

Ten people report, open and remark, a form every second or so each. BIHUAN_BENCH_SOAK_SECONDS (1,800): in six
parts; flat means that the last part is like the second. BIHUAN_BENCH_SOAK_PAUSE: seconds between two forms of
one person (1).
"""

import os
import statistics
import time
from collections.abc import Callable, Iterable

import psutil

from benchmarks.figure import Figure
from benchmarks.office import Seen, office, together
from benchmarks.slow_lines import family, weight
from benchmarks.writers import eight_writers

SECONDS = float(os.environ.get("BIHUAN_BENCH_SOAK_SECONDS", "1800"))
PARTS = 6
PAUSE = float(os.environ.get("BIHUAN_BENCH_SOAK_PAUSE", "1"))


def run() -> Iterable[Figure]:
    """For each part: memory, open files and threads of all processes, median and 95th of sending, failed."""
    with office() as (at, process):
        writers = [_unhurried(write) for write in eight_writers(at)]
        second = 0.0
        for part in range(1, PARTS + 1):
            writing, heavy = together(writers, SECONDS / PARTS), weight(process)
            second = heavy if part == 2 else second
            ratio = heavy / second if second else None
            yield Figure(f"part {part}: memory", heavy, "MB", "part 2" if ratio else None, ratio)
            yield Figure(f"part {part}: open files", _total(family(process), "num_fds"), "")
            yield Figure(f"part {part}: threads", _total(family(process), "num_threads"), "")
            yield Figure(f"part {part}: sending, median", statistics.median(writing.times), "ms")
            yield Figure(f"part {part}: sending, 95th", writing.p95, "ms", n=len(writing.times))
            yield Figure(f"part {part}: failed", writing.failed, "forms", n=writing.done)


def _unhurried(write: Callable[[Seen], None]) -> Callable[[Seen], None]:
    def do(seen: Seen) -> None:
        write(seen)
        time.sleep(PAUSE)

    return do


def _total(processes: list[psutil.Process], what: str) -> float:
    return float(sum(getattr(one, what)() for one in processes))
