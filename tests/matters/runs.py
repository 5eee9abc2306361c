"""Jobs run by hand: an instant, an argument, and a place that may stop them."""

from collections.abc import Callable
from typing import Any


class Run:
    """Stands in for bihuan.jobs.run.Run: `stops` says after how many questions it is to stop."""

    def __init__(self, at: int, argument: dict[str, Any] | None = None, *, stops: int | None = None) -> None:
        self.at = at
        self.argument = argument or {}
        self.reports: list[tuple[int, int]] = []
        self.asked = 0
        self._stops = stops
        self.on_progress: Callable[[], None] = lambda: None

    def progress(self, done: int, total: int, note: str = "") -> None:
        self.reports.append((done, total))
        self.on_progress()

    def should_stop(self) -> bool:
        self.asked += 1
        return self._stops is not None and self.asked >= self._stops
