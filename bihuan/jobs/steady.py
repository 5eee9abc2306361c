"""A clock that goes on evenly while a job is done, whatever happens to the machine's: for leases."""

from bihuan.core.time import trust
from bihuan.core.time.trust import Known, Reading
from bihuan.jobs import clock


class Steady:
    """The machine's clock while it can be believed, else the last reading that could and the time since."""

    def __init__(self) -> None:
        self._last: Reading | None = None

    def begin(self) -> None:
        """The clock is right at this moment: somebody has looked."""
        self._last = clock.reading()

    def now(self) -> int:
        """Microseconds since the epoch."""
        now = clock.reading()
        if self._last is None or trust.doubt(now, Known(self._last)) is None:
            self._last = now
            return now.at
        return self._last.at + max(0, now.uptime - self._last.uptime)
