"""A machine whose clock can be moved, and which counts on by itself."""

from dataclasses import dataclass

import pytest

from bihuan.core.time.trust import Reading
from bihuan.jobs import clock

NOW = 1_790_000_000_000_000
MINUTE = 60 * 1_000_000
DAY = 24 * 60 * MINUTE


@dataclass
class Machine:
    """`at`: what the clock says; `uptime`: how long it has been up; all in microseconds."""

    at: int = NOW
    boot: str = "one"
    uptime: int = 1_000_000_000

    def passes(self, time: int) -> None:
        """Time goes by."""
        self.at += time
        self.uptime += time

    def starts_again(self, after: int) -> None:
        """It was off for so long."""
        self.at += after
        self.boot, self.uptime = self.boot + "'", 0

    def reading(self) -> Reading:
        return Reading(self.at, self.boot, self.uptime)


def machine(patch: pytest.MonkeyPatch) -> Machine:
    """From now on everything here reads this clock."""
    made = Machine()
    patch.setattr(clock, "reading", made.reading)
    patch.setattr(clock, "now", lambda: made.at)
    patch.setattr("bihuan.matters.writing.acts.reading_of_clock", made.reading)
    return made
