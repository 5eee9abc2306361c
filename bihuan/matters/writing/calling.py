"""Work that an act calls for beside itself: queued with it, in the same transaction, and done afterwards."""

from collections.abc import Collection
from typing import Final, Protocol

from bihuan.core.acts.act import Act
from bihuan.jobs.queue import enqueue
from bihuan.matters.seeing.waiting import somebody_is_asked

RECKON: Final = "matters.reckon"
NAME_ANEW: Final = "matters.name_anew"
WHILE_TYPED: Final = 5 * 60 * 1_000_000
"""A notice of ten days is ten acts: what was entered within these minutes is reckoned once."""


class Call(Protocol):
    """Queues a job for an organisation; `at`: now."""

    def __call__(self, org: int, /, *, at: int) -> None: ...


def called_for(act: Act) -> Collection[Call]:
    """What follows from an act for many matters at once."""
    found: list[Call] = [naming] if act.moves_posts else []
    return [*found, reckoning] if act.moves_calendar else found


def naming(org: int, /, *, at: int) -> None:
    """Posts or units have changed: who is asked now is named anew, where anybody is."""
    if somebody_is_asked(org):
        enqueue(NAME_ANEW, at=at, key=f"name_anew:{org}", org=org)


def reckoning(org: int, /, *, at: int) -> None:
    """The calendar has changed: the open dates are reckoned anew, once for all that changes meanwhile."""
    enqueue(RECKON, at=at, run_at=at + WHILE_TYPED, key=f"{RECKON}:{org}", org=org)
