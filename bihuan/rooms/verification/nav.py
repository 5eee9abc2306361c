"""The rail: the verification queue, for those who verify."""

from bihuan.core.words import labels
from bihuan.matters.pages.nav import TODAY
from bihuan.matters.pages.reader import sight_of
from bihuan.rooms.verification.queries import count, turns
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry with its count; nothing for those who do not check."""
    sight = sight_of(request)
    if not turns(sight):
        return []
    label = labels.TO_VERIFY
    return [NavItem(TODAY, label, address_of("queue"), count(sight), "queue", foot=True)]
