"""The rail: each register with how many it lists."""

from django.http import HttpRequest
from django.urls import reverse

from bihuan.core.words import Text
from bihuan.rooms.registers.queries import figures_of, shelves
from bihuan.web.pieces import NavItem

GROUP = Text("台账", "Registers")
SHOWN = 8


def items(request: HttpRequest) -> list[NavItem]:
    """The registers that the person may see, and the list of all of them."""
    found = []
    for shelf in shelves(request)[:SHOWN]:
        figures = figures_of(request, shelf)
        found.append(
            NavItem(GROUP, shelf.name, reverse("register", args=[shelf.id]), figures.of(figures.main).all)
        )
    every = NavItem(GROUP, Text("全部台账", "All registers"), reverse("registers"), foot=True, short=GROUP)
    return [*found, every]
