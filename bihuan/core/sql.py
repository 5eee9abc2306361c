"""What statements in plain SQL share."""

from collections.abc import Iterator, Sequence, Sized
from typing import Final, TypeVar

Item = TypeVar("Item")
AT_ONCE: Final = 500
"""How many ids one statement asks for."""


def marks(items: Sized) -> str:
    """A placeholder for each of the items, as they stand in `IN (…)` and `VALUES (…)`.

    None of them: `IN (NULL)` finds nothing, where PostgreSQL refuses `IN ()`.
    """
    return ", ".join(["%s"] * len(items)) or "NULL"


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """As many at a time as one statement asks for."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
