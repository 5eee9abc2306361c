"""What goes into the record and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.core.chain.chain import Json


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be written: `matter` None opens a matter, whose id becomes the event's id."""

    matter: int | None
    kind: str
    name: str
    version: int
    actor: int | None
    hat: int | None
    for_whom: int | None
    basis: str | None
    occurred_on: date
    plain: Mapping[str, Json]
    personal: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Event:
    """What was sealed, and what reading yields. An erased personal fact reads None. `at` in microseconds."""

    id: int
    org: int
    seq: int
    matter: int
    kind: str
    name: str
    version: int
    actor: int | None
    hat: int | None
    for_whom: int | None
    basis: str | None
    at: int
    occurred_on: date
    plain: Mapping[str, Json]
    personal: Mapping[str, Json]
    seal: str
