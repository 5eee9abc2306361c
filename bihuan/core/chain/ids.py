"""Ids: every id is that of the event that made the thing, and names its organisation."""

from typing import Final, Protocol

_GREATEST: Final = 2**53
_SEQ_BITS: Final = 40
_PLACE_BITS: Final = 8

STEP: Final = 1 << _SEQ_BITS
"""From one organisation's ids to the next one's: what SQL multiplies and divides by."""
_SEQ: Final = STEP - 1
_PLACE: Final = (1 << _PLACE_BITS) - 1


class Placed(Protocol):
    """An event, or the state that it left behind."""

    @property
    def org(self) -> int: ...
    @property
    def seq(self) -> int: ...


def event_id(org_id: int, seq: int) -> int:
    """The id of event number `seq` of an organisation; ValueError outside what the format can number.

    It is unique in the database, and in the order of the chain.
    """
    if not 0 < org_id < _GREATEST >> _SEQ_BITS or not 0 < seq < STEP:
        raise ValueError(f"no event id for organisation {org_id}, event {seq}")
    return org_id << _SEQ_BITS | seq


def id_of(one: Placed) -> int:
    """The id of an event, and so of what it made; of a state, that of the last event it has seen."""
    return event_id(one.org, one.seq)


def org_of(identity: int) -> int:
    """The organisation that an id names."""
    return identity >> _SEQ_BITS


def seq_of(identity: int) -> int:
    """The number of the event in its organisation's chain."""
    return identity & _SEQ


def belongs(identity: int, org_id: int) -> bool:
    """Whether an id is one of the organisation's."""
    return identity >> _SEQ_BITS == org_id


def bounds(org_id: int) -> tuple[int, int]:
    """All ids of an organisation lie above the first number and not above the second."""
    return org_id << _SEQ_BITS, org_id << _SEQ_BITS | _SEQ


def row_id(identity: int, place: int) -> int:
    """The id of one of several rows that an event makes; ValueError where it would be another event's."""
    if not 0 <= place <= _PLACE:
        raise ValueError(f"an event makes at most {_PLACE + 1} rows of a kind, not {place + 1}")
    return identity << _PLACE_BITS | place


def row_origin(row: int) -> tuple[int, int]:
    """The reverse of `row_id`: the event's id and the place."""
    return row >> _PLACE_BITS, row & _PLACE
