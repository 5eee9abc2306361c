"""The rail: the record, for everybody."""

from bihuan.core.words import labels
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem

GROUP = labels.SEE


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry."""
    return [NavItem(GROUP, labels.RECORD, address_of("record"), key="record")]
