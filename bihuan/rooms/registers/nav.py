"""The rail: each register with how many it lists. The first page: how one's own registers stand."""

from bihuan.core.acts.kind import Kind
from bihuan.core.state.lives import DONE, GOES_ON, OPEN_PHASES
from bihuan.core.state.turns import OF_A_DESK
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.rooms.registers.forms import LOOK_BACK_LATE, asks_for_help
from bihuan.rooms.registers.indicators import Figures, total
from bihuan.rooms.registers.kind import CLOSED
from bihuan.rooms.registers.queries import Shelf, figures_of, shelves
from bihuan.rules.stamp import pinned
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Figure, Glance, NavItem

GROUP = labels.REGISTERS
SHOWN = 8
GLANCES = 4


def items(request: SignedInRequest) -> list[NavItem]:
    """The registers in use that the person may see, and the list of all of them."""
    found = []
    in_use = [one for one in shelves(request) if one.life != CLOSED]
    for shelf in in_use[:SHOWN]:
        count = total(sight_of(request), shelf.id, seal=shelf.seal)
        found.append(NavItem(GROUP, shelf.name, address_of("register", shelf.id), count))
    every = NavItem(GROUP, Text("全部台账", "All registers"), address_of("registers"), foot=True, short=GROUP)
    return [*found, every]


def glances(request: SignedInRequest) -> list[Glance]:
    """The registers at whose desk the person sits, in a few numbers; empty ones are left out."""
    found = []
    with pinned():
        for shelf in [one for one in shelves(request) if one.desk and one.life != CLOSED][:GLANCES]:
            figures = figures_of(request, shelf)
            if figures.kinds:
                found.append(_glance(request, shelf, figures))
    return found


def _glance(request: SignedInRequest, shelf: Shelf, figures: Figures) -> Glance:
    """Every number with the address of what it counts; what is late or stuck comes before what is done."""
    at = f"/r/{shelf.id}/"
    said = shelf.version.said(today_of(request))
    return Glance(shelf.name, at, said, (*_waiting(figures, at), *_done(figures, at)))


def _waiting(figures: Figures, at: str) -> list[Figure]:
    """Of what is worked on: the children by which it is done, where there are any."""
    counted = kind_of(figures.main).counted
    kind = counted if counted and figures.of(counted).all else figures.main
    counts, of = figures.of(kind), f"{at}?kind={kind}&state="
    closed = figures.said_closed.get(kind, 0)
    lives, helped = kind_of(kind).lives.values(), asks_for_help(kind_of(kind))
    waiting = [one for one in lives if one.filter and one.phase in OPEN_PHASES and one.turn in OF_A_DESK]
    return [
        Figure(_lower(labels.OVERDUE), counts.late, f"{of}late", lamp="late"),
        Figure(_lower(labels.DUE_SOON), counts.near, f"{of}near", lamp="near"),
        *([Figure(_lower(labels.HELP_ASKED), figures.help.get(kind, 0), f"{of}help")] if helped else []),
        *(Figure(_lower(one.filter or one.text), counts.of(one), f"{of}{one}") for one in waiting),
        *([Figure(_lower(labels.SAID_CLOSED), closed, f"{of}said_closed")] if closed else []),
    ]


def _done(figures: Figures, at: str) -> list[Figure]:
    kind = kind_of(figures.main)
    main, lives = figures.of(kind.name), kind.lives_of(DONE)
    word = kind.life(lives[0]).text if lives else labels.CLOSED
    plural = kind.plural or kind.label
    said = Text(f"{kind.label.zh}{word.zh}", f"{plural.en.lower()} {word.en}")
    struck = Figure(said, main.of(*lives), f"{at}?kind={kind.name}&state=closed", of=main.all)
    below = figures.of(kind.counted or "")
    if not kind.counted or not below.all:
        return [struck, *_look_backs(figures, kind, at)]
    child = kind_of(kind.counted)
    settled = Text(
        f"{child.label.zh}办结（含常态化）",
        f"{(child.plural or child.label).en.lower()} closed, continuing ones too",
    )
    done = below.of(*child.lives_of(DONE, GOES_ON))
    return [
        struck,
        Figure(settled, done, f"{at}?kind={child.name}&state=all", of=below.all),
        *_look_backs(figures, child, at),
    ]


def _look_backs(figures: Figures, kind: Kind, at: str) -> list[Figure]:
    """What should have been looked at again, where there is any."""
    late, shows = figures.look_back.get(kind.name, 0), LOOK_BACK_LATE
    of = f"{at}?kind={kind.name}&state={shows.code}"
    return [Figure(_lower(shows.label), late, of, lamp="late")] if late else []


def _lower(text: Text) -> Text:
    return Text(text.zh, text.en.lower())
