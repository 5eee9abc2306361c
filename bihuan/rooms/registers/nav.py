"""The rail: each register with how many it lists. The first page: how one's own registers stand."""

from django.http import HttpRequest
from django.urls import reverse

from bihuan.core.state.lives import CLOSED as DONE
from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.rooms.registers.indicators import Figures, total
from bihuan.rooms.registers.kind import CLOSED
from bihuan.rooms.registers.queries import Shelf, figures_of, shelves
from bihuan.rules.stamp import pinned
from bihuan.web.pieces import Figure, Glance, NavItem

GROUP = Text("台账", "Registers")
SHOWN = 8
GLANCES = 4
STRUCK = {"problem": Text("问题已销号", "problems signed off"), "measure": Text("措施已销号", "signed off")}
SETTLED = Text("措施办结（含常态化）", "measures closed, continuing ones too")


def items(request: HttpRequest) -> list[NavItem]:
    """The registers in use that the person may see, and the list of all of them."""
    found = []
    in_use = [one for one in shelves(request) if one.life != CLOSED]
    for shelf in in_use[:SHOWN]:
        count = total(sight_of(request), shelf.id, seal=shelf.seal)
        found.append(NavItem(GROUP, shelf.name, reverse("register", args=[shelf.id]), count))
    every = NavItem(GROUP, Text("全部台账", "All registers"), reverse("registers"), foot=True, short=GROUP)
    return [*found, every]


def glances(request: HttpRequest) -> list[Glance]:
    """The registers at whose desk the person sits, in a few numbers; empty ones are left out."""
    found = []
    with pinned():
        for shelf in [one for one in shelves(request) if one.desk and one.life != CLOSED][:GLANCES]:
            figures = figures_of(request, shelf)
            if figures.kinds:
                found.append(_glance(request, shelf, figures))
    return found


def _glance(request: HttpRequest, shelf: Shelf, figures: Figures) -> Glance:
    """Every number with the address of what it counts; what is late or stuck comes before what is done."""
    at = f"/r/{shelf.id}/"
    said = shelf.version.said(today_of(request))
    return Glance(shelf.name, at, said, (*_waiting(figures, at), *_done(figures, at)))


def _waiting(figures: Figures, at: str) -> list[Figure]:
    kind = "measure" if figures.of("measure").all else "problem"
    counts, of = figures.of(kind), f"{at}?kind={kind}&state="
    return [
        Figure(Text("超期", "late"), counts.late, f"{of}late", lamp="late"),
        Figure(Text("临期", "due soon"), counts.near, f"{of}near", lamp="near"),
        Figure(Text("提请协调", "ask for help"), figures.help.get(kind, 0), f"{of}help"),
        Figure(Text("待核验", "to verify"), counts.of("countersigned"), f"{of}verify"),
        Figure(Text("待审定", "to approve"), counts.of("verified"), f"{of}approve"),
    ]


def _done(figures: Figures, at: str) -> list[Figure]:
    main, measures = figures.of(figures.main), figures.of("measure")
    struck = Figure(
        STRUCK[figures.main], main.of("signed_off"), f"{at}?kind={figures.main}&state=closed", of=main.all
    )
    if figures.main == "measure" or not measures.all:
        return [struck]
    return [struck, Figure(SETTLED, measures.of(*DONE), f"{at}?kind=measure&state=all", of=measures.all)]
