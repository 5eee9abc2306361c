"""An effect: what an event puts into a room's own table. Pure, so that every table can be rebuilt."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bihuan.core.acts.happened import Happened
from bihuan.core.state.state import State


@dataclass(frozen=True, slots=True)
class Put:
    """One row to be written: `new` inserts it with this id, else the named columns are set.

    `match` names other columns by which the rows to set are found; `id` is then the event's, and only rows
    made before it are set.
    """

    table: str
    id: int
    values: Mapping[str, Any]
    new: bool = False
    match: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A table of layer 1 is written by its own function, named by its dotted path."""

    function: str
    arguments: tuple[Any, ...]
    named: Mapping[str, Any] = field(default_factory=dict)


Effect = Callable[[Happened, State], Iterable[Put | Call]]
