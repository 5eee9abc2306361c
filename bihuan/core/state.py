"""What is known of one matter: the folded state, and who stands how towards it.

A `State` is the fold of a matter's events and equals its row (`fold(events) == row`, tested after
every act). Two regions, not one: `life` and `clock`; every combination has a meaning.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from operator import attrgetter
from typing import Any, Literal

# life
REGISTERED, ASSIGNED, RECEIVED, UNDER_WAY = "registered", "assigned", "received", "under_way"
CLAIMED, COUNTERSIGNED, VERIFIED, SIGNED_OFF = "claimed", "countersigned", "verified", "signed_off"
CONTINUING, DECLINED, WITHDRAWN, MERGED = "continuing", "declined", "withdrawn", "merged"
# life of requests, parts, instalments and standing matters
OPEN, GRANTED, REFUSED, LAPSED = "open", "granted", "refused", "lapsed"
REPORTED, RETURNED, STANDING, ABANDONED = "reported", "returned", "standing", "abandoned"

DOING = (ASSIGNED, RECEIVED, UNDER_WAY)
CHECKING = (CLAIMED, COUNTERSIGNED, VERIFIED)
GOING = (REGISTERED, *DOING, *CHECKING)
CLOSED = (SIGNED_OFF, CONTINUING)
ENDED = (*CLOSED, DECLINED, WITHDRAWN, MERGED)

Clock = Literal["running", "paused"]

# principals: whoever a matter can belong to, as one integer (id * 16 + kind)
PERSON, UNIT, HEAD, VERIFIERS, FALLBACK, APPROVERS, OFFICE, DESK, ORG = range(1, 10)


def principal(kind: int, number: int) -> int:
    """One integer for a person, a unit, the head of a unit, or a desk of a register."""
    return number * 16 + kind


@dataclass(frozen=True, slots=True)
class State:
    """One matter, folded. Ids are integers; dates are business dates; `seq` counts in the chain."""

    id: int
    org: int
    kind: str
    life: str = ""
    clock: str = "running"
    number: str | None = None
    title: str | None = None
    register: int | None = None
    parent: int | None = None
    lead_unit: int | None = None
    accountable: int | None = None
    leader: int | None = None
    opened_by: int | None = None
    due_kind: str | None = None
    due_on: date | None = None
    yellow_on: date | None = None
    red_on: date | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    pending: int | None = None
    hearing: str | None = None
    help_asked: bool = False
    turn: int | None = None
    seq: int = 0
    life_seq: int = 0
    # kept in the row's `more` text
    due_every: str | None = None
    due_then: str | None = None
    due_day: int | None = None
    due_text: str | None = None
    due_reckoned: bool = False  # no day was written: a rule or the calendar gave it (推算)
    due_provisional: bool = False  # it rests on a year whose holiday notice is not out (暂估)
    mode: str = "lead"  # lead | separate (every part answers for itself)
    triage: str | None = None
    proof: int = 0  # pieces of evidence with the present claim
    claim_seq: int = 0
    finding: int = 0  # the seq of the verification of the present claim
    finder: int | None = None
    finder_people: tuple[int, ...] = ()  # the checker and those whose place the checker took, at that time
    finder_units: tuple[int, ...] = ()
    hear_until: date | None = None
    heard: tuple[int, ...] = ()  # the raisers who said that it is solved
    assigned_on: date | None = None
    paused_on: date | None = None
    cycles: int = 0
    rule_issued: bool = False
    look_back_on: date | None = None
    looked_back: str | None = None
    merged_into: int | None = None
    imported: bool = False
    back_filled: bool = False
    said_closed_on: date | None = None  # what an imported ledger says
    request: str | None = None
    steps: tuple[tuple[str, str, bool], ...] = ()  # (by, quorum, never by hands)
    step: int = 0
    yes: tuple[int, ...] = ()
    subjects: tuple[int, ...] = ()
    asked: str = ""  # canonical text of what the request would do
    lead_group: int | None = None
    joint: tuple[int, ...] = ()
    role: str | None = None  # of a part: lead | joint | separate
    period: str | None = None  # of an instalment
    check_by: str = "verifiers"  # who must check: the verifiers, or the fallback
    listings: tuple[tuple[int, int], ...] = ()  # (register, place in it), the home register first
    # kept as stakes
    supporting: frozenset[int] = frozenset()
    raisers: frozenset[int] = frozenset()
    hand_people: frozenset[int] = frozenset()
    hand_units: frozenset[int] = frozenset()
    led_units: frozenset[int] = frozenset()
    open_to_all: bool = False

    @property
    def registers(self) -> tuple[int, ...]:
        """The registers in which the matter stands."""
        return tuple(register for register, _ in self.listings)


def seen_rows(state: "State") -> dict[tuple[int, int], tuple[Any, ...]]:
    """What lists are made of: for each principal and register a row with all that lists sort and filter by.

    Keyed by (principal, register); the register is 0 for what stands in none.
    """
    row = (state.kind, *listed_as(state))
    principals = {who for who, _ in stakes_of(state)}
    places = state.listings or ((0, 0),)
    return {(who, register): (*row, place) for who in principals for register, place in places}


NEVER = date(9999, 12, 31)


def listed_as(state: "State") -> tuple[Any, ...]:
    """(life, clock, due, yellow, red): what has no day of its own comes last."""
    return (state.life, state.clock, state.due_on or NEVER, state.yellow_on or NEVER, state.red_on or NEVER)


def with_changes(state: "State", changes: dict[str, Any]) -> "State":
    """The same state with some fields changed; quicker than `dataclasses.replace` for so many fields."""
    values = list(_ALL(state))
    for name, value in changes.items():
        values[_PLACE[name]] = value
    return State(*values)


_NAMES = tuple(f.name for f in fields(State))
_ALL = attrgetter(*_NAMES)
_PLACE = {name: place for place, name in enumerate(_NAMES)}
COLUMNS = tuple(f.name for f in fields(State))[:25]
STAKED = ("supporting", "raisers", "hand_people", "hand_units", "led_units", "open_to_all")
SHOWN = attrgetter(
    *("kind", "life", "clock", "due_on", "yellow_on", "red_on", "listings"),
    *("lead_unit", "accountable", "leader", "opened_by", *STAKED),
)
"""Everything that `stakes_of` and `seen_rows` read: where it is the same, so are they."""
MORE = tuple(f.name for f in fields(State) if f.name not in COLUMNS and f.name not in STAKED)
_DEFAULTS = {f.name: f.default for f in fields(State) if f.name in MORE}
_DATES = frozenset({"hear_until", "assigned_on", "paused_on", "look_back_on", "said_closed_on"})
DATES = _DATES | {"due_on", "yellow_on", "red_on", "opened_on", "closed_on"}


def more_of(state: State) -> dict[str, Any]:
    """What the row keeps as text: the fields of `MORE` that differ from their defaults, JSON-ready."""
    found = {}
    for name in MORE:
        value = getattr(state, name)
        if value != _DEFAULTS[name]:
            found[name] = value.isoformat() if name in _DATES else value
    return found


def more_from(kept: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `more_of`: keyword arguments for `State`."""
    found = dict(kept)
    for name in _DATES & found.keys():
        found[name] = date.fromisoformat(found[name])
    for name in ("yes", "subjects", "joint", "heard", "finder_people", "finder_units"):
        if name in found:
            found[name] = tuple(found[name])
    if "listings" in found:
        found["listings"] = tuple((register, place) for register, place in found["listings"])
    if "steps" in found:
        found["steps"] = tuple((by, quorum, never) for by, quorum, never in found["steps"])
    return found


def stakes_of(state: State) -> frozenset[tuple[int, str]]:
    """(principal, relation) rows by which a matter is found by those whom it concerns."""
    found = {(principal(UNIT, unit), "supporting") for unit in state.supporting}
    found |= {(principal(UNIT, unit), "hand") for unit in state.hand_units}
    found |= {(principal(UNIT, unit), "led") for unit in state.led_units}
    found |= {(principal(PERSON, person), "hand") for person in state.hand_people}
    found |= {(principal(PERSON, person), "raiser") for person in state.raisers}
    found |= {(principal(DESK, register), "desk") for register in state.registers}
    if state.lead_unit:
        found.add((principal(UNIT, state.lead_unit), "lead"))
    if state.accountable:
        found.add((principal(PERSON, state.accountable), "accountable"))
    if state.leader:
        found.add((principal(PERSON, state.leader), "leader"))
    if state.opened_by:
        found.add((principal(PERSON, state.opened_by), "opened"))
    if state.open_to_all:
        found.add((principal(ORG, state.org), "all"))
    return frozenset(found)


def staked(rows: frozenset[tuple[int, str]]) -> dict[str, Any]:
    """The reverse of `stakes_of` for the fields that only the stakes keep."""

    def pick(relation: str, kind: int) -> frozenset[int]:
        return frozenset(number >> 4 for number, rel in rows if rel == relation and number & 15 == kind)

    return {
        "supporting": pick("supporting", UNIT),
        "raisers": pick("raiser", PERSON),
        "hand_people": pick("hand", PERSON),
        "hand_units": pick("hand", UNIT),
        "led_units": pick("led", UNIT),
        "open_to_all": any(rel == "all" for _, rel in rows),
    }


@dataclass(frozen=True, slots=True)
class Hat:
    """An appointment that somebody wears: their own, or that of the absent person they stand in for."""

    appointment: int
    post: int
    unit: int
    role: str
    person: int
    reach: frozenset[int] = frozenset()  # for a leader: the units below
    branch: bool = False  # worn in a branch (党建线), not in an office (行政线)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person with the hats of the day, or the system (`person` None)."""

    person: int | None
    hats: tuple[Hat, ...] = ()
    stands_for: frozenset[int] = frozenset()

    @property
    def people(self) -> frozenset[int]:
        """The person and all whose place the person takes."""
        return self.stands_for | ({self.person} if self.person else frozenset())

    @property
    def units(self) -> frozenset[int]:
        """Every unit in which one of the hats is worn."""
        return frozenset(hat.unit for hat in self.hats)

    @property
    def offices(self) -> frozenset[int]:
        """The same on the 行政线 only: a branch is not a 处室, and one person is in both."""
        return frozenset(hat.unit for hat in self.hats if not hat.branch)


SYSTEM = Actor(None)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who looks after a register: its office, verifier, fallback and approver posts with their units."""

    register: int | None = None
    office: int | None = None
    verifiers: tuple[tuple[int, int], ...] = ()  # (post, unit)
    fallbacks: tuple[tuple[int, int], ...] = ()
    approvers: tuple[tuple[int, int], ...] = ()
    rows: tuple[int, ...] = ()  # its posts' rows, to be closed when the desk is set anew
    prefix: str = ""
    open: bool = True
    open_to_all: bool = False
    holders: dict[str, frozenset[int]] = field(default_factory=dict, hash=False)
