"""The rail: each register with how many it lists."""

from django.http import HttpRequest
from django.urls import reverse

from bihuan.core.words import Text
from bihuan.matters.moment import sight_of
from bihuan.rooms.registers.indicators import total
from bihuan.rooms.registers.kind import CLOSED
from bihuan.rooms.registers.queries import shelves
from bihuan.web.pieces import NavItem

GROUP = Text("台账", "Registers")
SHOWN = 8


def items(request: HttpRequest) -> list[NavItem]:
    """The registers in use that the person may see, and the list of all of them."""
    found = []
    in_use = [one for one in shelves(request) if one.life != CLOSED]
    for shelf in in_use[:SHOWN]:
        count = total(sight_of(request), shelf.id, seal=shelf.seal)
        found.append(NavItem(GROUP, shelf.name, reverse("register", args=[shelf.id]), count))
    every = NavItem(GROUP, Text("全部台账", "All registers"), reverse("registers"), foot=True, short=GROUP)
    return [*found, every]
