"""The rail: what names an office as supporting, for whoever heads one."""

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem


def items(request: SignedInRequest) -> list[NavItem]:
    """One entry for heads of offices; nothing for others."""
    actor = sight_of(request).actor
    if not actor.heads & actor.offices:
        return []
    return [NavItem(labels.SEE, Text("配合事项", "Supporting"), address_of("supporting"), key="supporting")]
