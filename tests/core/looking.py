"""A snapshot of one matter, for tests of what a guard or a decision reads off it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.reasons import Reason
from tests.memory import KINDS, RULES

TODAY = date(2026, 3, 2)
CALENDAR = WorkCalendar(published=frozenset(range(2020, 2060)))


def looking(kind: str = "measure", *, facts: Any = None, snap: Any = None, **state: Any) -> Snapshot:
    """Somebody looks at a matter with these fields; `snap` says more of the world around it."""
    given: dict[str, Any] = {
        "state": State(1, 1, kind, **({"life": "under_way"} | state)),
        "desk": Desk(register=9),
        "actor": Actor(1),
        "today": TODAY,
        "rules_of": lambda: RULES,
        "kind_of": KINDS.__getitem__,
        "facts": facts or {},
        "calendar_of": lambda: CALENDAR,
    }
    return Snapshot(**{**given, **(snap or {})})


def why(guard: Callable[[Snapshot], Reason | None], looked: Snapshot) -> str | None:
    """The code of why not."""
    reason = guard(looked)
    return reason.code if reason else None
