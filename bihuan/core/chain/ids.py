"""Ids: every id is that of the event that made the thing, and names its organisation."""

from typing import Final

_GREATEST: Final = 2**53
SEQ_BITS: Final = 40
"""An event's id is `org_id << 40 | seq`: unique in the database, and in the order of the chain."""


def event_id(org_id: int, seq: int) -> int:
    """The id of event number `seq` of an organisation; ValueError outside what the format can number."""
    if not 0 < org_id < _GREATEST >> SEQ_BITS or not 0 < seq < 1 << SEQ_BITS:
        raise ValueError(f"no event id for organisation {org_id}, event {seq}")
    return org_id << SEQ_BITS | seq
