"""Whether a clock can be believed: held against what the installation knew when it last looked.

Three witnesses: the last instant at which the clock was believed (the worker writes it every few seconds),
the machine's own count of time since it was started, which nobody sets, and the head of a chain, which is
never later than now. A machine that was off for days comes up without anybody's help; one whose clock moves
while it runs does not, and neither does one that seems to have slept for months. Instants and lengths in
microseconds.
"""

from dataclasses import dataclass
from typing import Final

from bihuan.core.words.text import Text

MINUTE: Final = 60 * 1_000_000
TOLERANCE: Final = 5 * MINUTE
"""A clock that is set right by less than this is not in doubt."""
LONGEST_GAP: Final = 45 * 24 * 60 * MINUTE
"""Longer than any holiday or repair: after that a person says whether nothing ran, or the clock is wrong."""
_UNITS: Final = (
    (24 * 60 * MINUTE, "天", "days"),
    (60 * MINUTE, "小时", "hours"),
    (MINUTE, "分钟", "minutes"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock says, and how long the machine has been up in the boot of that name (sleep included)."""

    at: int
    boot: str = ""
    uptime: int = 0

    def is_before(self, head: int) -> bool:
        """Whether a chain's last event lies in the future, as far as this clock knows."""
        return head - self.at > TOLERANCE


@dataclass(frozen=True, slots=True)
class Known:
    """The last reading that was believed; heads up to `forgiven` lie in the future by an old mistake."""

    reading: Reading
    forgiven: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """By how much the clock is ahead of what it should say; negative where it is behind."""

    ahead: int

    @property
    def sentence(self) -> Text:
        """For whoever looks after the server: what is wrong, and what to do."""
        much = abs(self.ahead)
        size, zh, en = next((unit for unit in _UNITS if much >= 2 * unit[0]), _UNITS[-1])
        side = ("快", "ahead of") if self.ahead > 0 else ("慢", "behind")
        number = much // size
        return Text(
            f"服务器时钟比应有的时间{side[0]}约 {number} {zh}，已停止办理。请校准时钟；"
            "确认时钟无误、间隔属实的，运行 bin/bihuan clock --confirm。",
            f"the clock is some {number} {en} {side[1]} what it should be, so nothing is written: set it"
            " right, or, if it is right and the gap is real, run bin/bihuan clock --confirm",
        )


def doubt(now: Reading, known: Known | None, head: int = 0) -> Doubt | None:
    """Why `now` cannot be believed, or None. `head`: the instant of the chain's last event.

    Nothing is held against a clock of which nothing is `known` yet.
    """
    if known is None:
        return None
    if off := _apart(now, known.reading):
        return Doubt(off)
    if now.is_before(head) and head > known.forgiven:
        return Doubt(now.at - head)
    return None


def _apart(now: Reading, then: Reading) -> int:
    """How far the clock is from where it should be; 0 where that can be."""
    passed = now.at - then.at
    if now.boot and now.boot == then.boot and now.uptime >= then.uptime:
        off = passed - (now.uptime - then.uptime)
        if abs(off) > TOLERANCE:
            return off
    return passed if passed < -TOLERANCE or passed > LONGEST_GAP else 0
