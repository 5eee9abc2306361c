"""What a process remembers of an organisation's rules, and how it knows that this still holds.

One query of one row tells the stamp of an organisation. An act that holds the organisation's head lock looks
once, with `pinned`: whoever writes rules needs the same lock, so nothing can change underneath.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Generic, NamedTuple, TypeVar

from django.db import connection

from bihuan.people.models import Organisation
from bihuan.rules.models import RulesVersion

T = TypeVar("T")

_SELECT = (
    "SELECT org.zone, version.stamp FROM people_organisation org "
    "LEFT JOIN rules_rulesversion version ON version.org_id = org.id WHERE org.id = %s"
)
_pins: ContextVar[dict[int, "Stamp"] | None] = ContextVar("rules_pins", default=None)


class Stamp(NamedTuple):
    """The zone of an organisation and the stamp of its rules (0: none was ever written)."""

    zone: str
    stamp: int


def stamp(org_id: int) -> Stamp:
    """The present stamp of an organisation; Organisation.DoesNotExist where there is none."""
    pins = _pins.get()
    if pins is not None and org_id in pins:
        return pins[org_id]
    with connection.cursor() as cursor:
        cursor.execute(_SELECT, [org_id])
        row = cursor.fetchone()
    if row is None:
        raise Organisation.DoesNotExist(f"no organisation {org_id}")
    found = Stamp(row[0], row[1] or 0)
    if pins is not None:
        pins[org_id] = found
    return found


@contextmanager
def pinned() -> Iterator[None]:
    """Look at most once at each organisation's stamp within the block. Own writes are seen all the same.

    For one act or one page, never for longer: what other processes write stays unseen.
    """
    outer = _pins.get()
    token = _pins.set({})
    try:
        yield
    finally:
        _pins.reset(token)
        if outer is not None:
            outer.clear()  # an act within a page may have written rules


def renew(org_id: int) -> None:
    """Give the organisation a new stamp, after its rules were written and in the same transaction."""
    RulesVersion.objects.update_or_create(org_id=org_id, defaults={"stamp": secrets.randbits(62) + 1})
    pins = _pins.get()
    if pins is not None:
        pins.pop(org_id, None)


class Remembered(Generic[T]):
    """The last loaded value per organisation, kept while its stamp is the same.

    The stamp is read before the rows: what is kept under it is at least as new as it says.
    """

    def __init__(self, load: Callable[[int, Stamp], T]) -> None:
        self.load = load
        self.kept: dict[int, tuple[Stamp, T]] = {}

    def of(self, org_id: int) -> T:
        """The value for an organisation, loaded anew only where its rules have changed."""
        now = stamp(org_id)
        kept = self.kept.get(org_id)
        if kept is None or kept[0] != now:
            kept = self.kept[org_id] = now, self.load(org_id, now)
        return kept[1]
