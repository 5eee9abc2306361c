"""The rail's first entries: what must I do, and what must I know."""

from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of, turn_count
from bihuan.notices import inbox
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import NavItem

TODAY = labels.TODAY


def items(request: SignedInRequest) -> list[NavItem]:
    """To-do and inbox with their counts."""
    sight = sight_of(request)
    if sight.actor.person is None:
        return []
    found = [
        NavItem(TODAY, labels.TO_DO, address_of("to_do"), turn_count(request), "to_do", foot=True),
        NavItem(TODAY, Text("收件", "Inbox"), address_of("inbox"),
                inbox.unread_count(sight.actor.person, sight.own), "inbox", foot=True),
    ]  # fmt: skip
    if sight.desks:
        found.append(NavItem(TODAY, Text("无人接手", "With nobody"), address_of("orphans"), None, "orphans"))
    return found
