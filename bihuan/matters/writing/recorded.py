"""Whether a request has recorded something by now: known once its transaction is committed, not before."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_recorded: ContextVar[list[int] | None] = ContextVar("recorded", default=None)


@contextmanager
def watching() -> Iterator[list[int]]:
    """Within the block: how many events each committed book wrote, in a list that grows."""
    found: list[int] = []
    token = _recorded.set(found)
    try:
        yield found
    finally:
        _recorded.reset(token)


def noted(*, events: int) -> None:
    """Called in a book's transaction; counts when the outermost one has committed."""
    found = _recorded.get()
    if found is not None and events:
        transaction.on_commit(lambda: found.append(events))
