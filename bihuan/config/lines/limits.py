"""How slow a line may be, and how many lines may linger: pure, with the time passed in.

A line is one connection. Limits are least rates over a window, never totals: 50 MB at 20 kB/s is an honest
42 minutes. Only a head, which is small, has a time in all. What comes and goes within `LINGERS` is never
counted: so whoever holds many slow lines takes nothing from the quick requests of the same address.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

LINGERS = 2.0
"""Seconds after which a line that is still sending or being read counts against its sign-in or address."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Each is set by the environment: BIHUAN_LINE_ and its name in capitals, whole numbers."""

    rate: int = 2000
    """Bytes a second that a body or an answer must move on average over `window`."""
    window: int = 30
    """Seconds over which the rate is taken."""
    head: int = 20
    """Seconds for a request's head from its first byte, or from the connection's beginning."""
    idle: int = 75
    """Seconds that a line may lie open between requests."""
    per_sign_in: int = 64
    """Lines of one sign-in that may linger at once."""
    per_address: int = 256
    """Lines of one address that may linger at once where nobody is signed in."""
    lines: int = 4000
    """Lines in all of one process, fewer where few files may be open; beyond it the idlest and slowest go."""
    body: int = 512
    """MB that one request may send; what a form takes of it is another matter."""

    @classmethod
    def from_environment(cls, given: Mapping[str, str] = os.environ) -> "Limits":
        """ValueError with the variable's name for what is no whole number above nothing."""
        found: dict[str, int] = {}
        for field in fields(cls):
            name = f"BIHUAN_LINE_{field.name.upper()}"
            if text := given.get(name):
                if not (text.isdecimal() and text.isascii() and int(text)):
                    raise ValueError(f"{name} 应为正整数。It must be a whole number above 0, not {text!r}.")
                found[field.name] = int(text)
        return cls(**found)


class Pace:
    """How much one line has moved since when, in one phase: measured from the window before this one, so
    that a window that has just begun says nothing false.
    """

    __slots__ = ("before", "begun", "mark")

    def __init__(self, now: float, moved: int) -> None:
        self.begun = now
        self.before = self.mark = (now, moved)

    def lingers(self, now: float) -> bool:
        """Whether it has lasted long enough to be counted."""
        return now - self.begun >= LINGERS

    def rate(self, now: float, moved: int) -> float:
        """Bytes a second of late."""
        since, then = self.before
        return (moved - then) / max(now - since, 1.0)

    def too_slow(self, now: float, moved: int, limits: Limits) -> bool:
        """Whether a whole window has passed with less than its least; else a full window gives way to the
        next.
        """
        since, then = self.mark
        if now - since < limits.window:
            return False
        if moved - then < limits.rate * (now - since):
            return True
        self.before, self.mark = self.mark, (now, moved)
        return False


def share(excess: int, ours: int, of_all: int) -> int:
    """How many of `excess` lines a process lets go that holds `ours` of all lines of the same party."""
    if excess <= 0 or not of_all:
        return 0
    return min(ours, -(-excess * ours // of_all))
