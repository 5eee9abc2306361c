"""The rail: each register with how many it lists. The first page: how one's own registers stand."""

from bihuan.core.acts.kind import Kind
from bihuan.core.state.lives import DONE, GOES_ON, OPEN_PHASES
from bihuan.core.state.principals import OFFICE, principal
from bihuan.core.state.turns import OF_A_DESK
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.rooms.registers.forms import LOOK_BACK_LATE, asks_for_help
from bihuan.rooms.registers.indicators import Figures, total
from bihuan.rooms.registers.kind import CLOSED, REGISTER
from bihuan.rooms.registers.queries import Shelf, figures_of, setup_of, shelves
from bihuan.rules.stamp import pinned
from bihuan.web.acting import SignedInRequest
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Figure, Glance, NavItem, Step

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


SETTERS = frozenset({"admin", "supervisor"})
"""The roles of those who set an organisation up."""


def first_steps(request: SignedInRequest) -> list[Step]:
    """What is still to be set up, for whoever can do it, with what is done ticked off."""
    sight = sight_of(request)
    roles = {hat.role for hat in sight.actor.hats}
    if not roles & SETTERS:
        return []
    now = setup_of(sight.org, today_of(request))
    if now.done:
        return []
    people = address_of("admin_people") if "admin" in roles else ""
    about = address_of("register_about", now.register) if now.register in sight.desks else ""
    office = now.register is not None and principal(OFFICE, now.register) in sight.principals
    new = "" if now.register else address_of("register_new")
    takes = address_of("import_new", now.register) if now.register and now.open and office else ""
    done = (now.units, now.people, bool(now.register), now.desk, now.open, now.confirmed, now.listed)
    ways = (people, people, new, about, about, about, takes)
    first = done.index(False)
    return [
        Step(label, note, did, "" if did else way, next=place == first)
        for place, ((label, note), did, way) in enumerate(zip(FIRST_STEPS, done, ways, strict=True))
    ]


def _label(act: str) -> Text:
    """What the button says by which it is done."""
    return REGISTER.act(act).label


FIRST_STEPS = (
    (
        Text("增设单位和岗位", "Add units and posts"),
        Text(
            "承办的处室、督查办公室；处室负责人、核验岗、审定岗。",
            "The offices that do the work and the supervision office; heads, posts that verify and approve.",
        ),
    ),
    (
        Text("增加人员、任职、开通账号", "Add people, appoint them, give them sign-ins"),
        Text(
            "经办、核验、审定须是三个人，不能由一人兼办；另要一名监督人员或审定人，作第二人确认。"
            "办理的人各用自己的账号。",
            "Three persons do, check and approve; an auditor or an approver confirms as second person. "
            "Whoever works here has a sign-in of their own.",
        ),
    ),
    (
        _label("create"),
        Text("写明名称、编号前缀和督查办公室。", "Its title, the prefix of its numbers, the office."),
    ),
    (
        _label("set_desk"),
        Text("由谁核验、谁兜底、谁审定。", "Who verifies, who falls back, who approves."),
    ),
    (
        _label("open_register"),
        Text("启用后即可登记、导入、交办。", "From then on it takes matters, which can be handed out."),
    ),
    (
        Text("由第二人确认岗位", "Have a second person confirm the posts"),
        Text(
            "确认之前不能核验、审定，其他办理照常。",
            "Until then nothing is verified or approved; all other work goes on.",
        ),
    ),
    (
        Text("导入现用的表格", "Import the spreadsheet that you use now"),
        Text(
            "原样拖进来，先看预览，再入账；由督查办公室办理。",
            "As it is: a preview first, then it is taken over. The supervision office does this.",
        ),
    ),
)


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
