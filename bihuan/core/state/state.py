"""What is known of one matter: the folded state, and who stands how towards it.

A `State` is the fold of a matter's events and equals its row (`fold(events) == row`, tested after
every act). Two regions, not one: `life` and `clock`; every combination has a meaning.
"""

from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from bihuan.core.state.answers import Answer
from bihuan.core.state.entry_sheets import EntrySheet, sheets_from
from bihuan.core.state.papers import Paper, Rest, rests_from
from bihuan.core.state.proofs import Piece, pieces
from bihuan.core.state.said import Said
from bihuan.core.state.voices import Hearing, Voice, heard_since, standing, unsolved_of, voices_from

HEARD = ("agreed", "silent", "waived", "overruled", "as_signed", "with_problem")
"""Outcomes of a hearing by which the people concerned count as heard."""


class Days(NamedTuple):
    """The dates that decide a lamp: the last day in time, when it turns yellow, when it turns red."""

    due_on: date | None = None
    yellow_on: date | None = None
    red_on: date | None = None


class State(NamedTuple):
    """One matter, folded. Ids are integers; dates are business dates; `seq` counts in the chain.

    A tuple and no dataclass: a list makes fifty of them, and a frozen dataclass sets each field by a call.
    """

    id: int
    org: int
    kind: str
    life: str = ""  # the name of one of the kind's lives
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
    look_back_on: date | None = None
    # kept in the row's `more` text
    due_every: str | None = None
    due_then: str | None = None
    due_day: int | None = None  # on which day of each period it is due
    due_place: str | None = None  # where in each, if more must be said (core.time.places)
    due_text: str | None = None
    due_reckoned: bool = False  # no day was written: a rule or the calendar gave it (推算)
    due_provisional: bool = False  # it rests on a year whose holiday notice is not out (暂估)
    # what closes by its children: their earliest dates, and beside them what it owes itself
    gathered_kind: str | None = None
    gathered_due_on: date | None = None
    gathered_yellow_on: date | None = None
    gathered_red_on: date | None = None
    own_due_on: date | None = None
    own_yellow_on: date | None = None
    own_red_on: date | None = None
    mode: str = "lead"  # lead | separate (every part answers for itself)
    triage: str | None = None
    proof: tuple[Piece, ...] = ()  # what proves the present claim, and is not erased
    proof_how: str | None = None  # of the last claim: files, seen offline in part, or erased since
    proof_erased: bool = False  # it closed on a proof that was erased since
    originals_seen: tuple[int, ...] = ()  # events that cite an offline proof whose original was seen
    claim_seq: int = 0
    finding: int = 0  # the seq of the verification of the present claim
    # who checked the present claim: (the person and those whose place was taken, day); two, where together
    checks: tuple[tuple[tuple[int, ...], str], ...] = ()
    # who heard people or agreed since: (event, people, day)
    deciders: tuple[tuple[str, tuple[int, ...], str], ...] = ()
    hearing_seq: int = 0  # the record from which the present hearing runs: it was asked, or waived
    hear_until: date | None = None
    sampled: bool = False  # in the present hearing a sample stands in for whoever cannot be asked
    voices: tuple[Voice, ...] = ()  # what the raisers said, of this claim and of those before
    rests_on: date | None = None  # the day of what the next act rests on, after its opening
    assigned_on: date | None = None
    paused_on: date | None = None
    cycles: tuple[str, ...] = ()  # the periods that stand verified, by their keys
    shown_from: date | None = None  # it was opened again on that day: periods are shown anew since
    rule_issued: bool = False
    looked_back: str | None = None
    merged_into: int | None = None
    stood_under: tuple[int, ...] = ()  # what it was moved away from
    imported: bool = False
    back_filled: bool = False
    said_closed: bool = False  # the row said so in the import that opened it
    said_closed_on: date | None = None  # on which day, where the row says that too
    lived: bool = False  # what said that it was closed was worked on, claimed, judged or re-opened here
    waits_for: str = ""  # of a batch in which it waits: the act that would be granted
    entries: tuple[int, ...] = ()  # of such a one: who entered something on which nothing rests yet
    carriers: tuple[
        int, ...
    ] = ()  # who brought in a file that speaks of it, and altered nothing of the doing
    request: str | None = None
    steps: tuple[tuple[str, str, bool], ...] = ()  # (by, quorum, never by hands)
    apart: bool = False  # whoever answers sits in another 处室 than who asked
    step: int = 0
    first_yes: tuple[int, ...] = ()  # who said the first yes by asking
    answers: tuple[Answer, ...] = ()  # every yes
    confirming: bool = False  # its step is complete without a further yes: one who gave it confirms
    subjects: tuple[int, ...] = ()
    asked: str = ""  # canonical text of what the request would do
    words: str | None = None  # the same of what is personal in it, which can be erased
    lead_group: int | None = None
    joint: tuple[int, ...] = ()
    units_from: tuple[tuple[int, str], ...] = ()  # units with a hand, each with the day of its hand-over
    split_from: int | None = None
    role: str | None = None  # of a part: lead | joint | separate
    period: str | None = None  # of an instalment
    check_by: str = "verifiers"  # who must check: the verifiers, the fallback, an outsider, or nobody can
    approve_by: str = "approvers"
    sign_by: str = "head"  # who signs for the lead: its head; where it has none, from above, or the office
    sign_unit: int | None = None  # the unit above whose head or leader signs
    papers: tuple[Paper, ...] = ()  # decisions entered from paper that nobody has compared yet
    rests: tuple[Rest, ...] = ()  # what was done on compared papers since it was last worked on
    said_of: tuple[Said, ...] = ()  # what was recorded for somebody, who has not confirmed it yet
    entry_sheets: tuple[EntrySheet, ...] = ()  # of a register: 代录事项确认单 that nobody has compared yet
    answers_asked: tuple[int, ...] = ()  # the raisers who were asked: whoever did the work is not
    listings: tuple[tuple[int, int], ...] = ()  # (register, place in it), the home register first
    uninvolved: tuple[int, ...] = ()  # of the supporting: those that said they did none of the work
    mended: tuple[int, ...] = ()  # the characters of its text that were corrected since the claim
    # kept as stakes
    supporting: frozenset[int] = frozenset()
    raisers: frozenset[int] = frozenset()
    hand_people: frozenset[int] = frozenset()
    hand_units: frozenset[int] = frozenset()
    led_units: frozenset[int] = frozenset()
    open_to_all: bool = False
    ties: frozenset[tuple[str, int]] = frozenset()  # (relation of the kind's own, principal)

    @property
    def unsolved(self) -> tuple[int, ...]:
        """The raisers who said that it is not solved, and were not answered since."""
        return unsolved_of(self.voices)

    @property
    def heard(self) -> tuple[int, ...]:
        """The raisers who have answered in the present hearing."""
        return heard_since(self.voices, self.hearing_seq)

    @property
    def silent(self) -> frozenset[int]:
        """The raisers who were asked, and have not answered."""
        return frozenset(self.answers_asked).difference(self.heard)

    def hearing_on(self, day: date) -> str | None:
        """How the hearing stands on a day, by what was said; a measure's with its problem as it stands."""
        if not self.hearing_seq:
            return self.hearing
        hearing = Hearing(self.hearing_seq, self.answers_asked, self.hear_until, self.sampled)
        return standing(self.voices, hearing, day)

    @property
    def checkers(self) -> frozenset[int]:
        """Who checked the present claim, and those whose place was taken."""
        return frozenset(one for people, _ in self.checks for one in people)

    @property
    def unseen(self) -> tuple[Piece, ...]:
        """Proofs that are kept elsewhere and that no checker of the present claim has seen there."""
        return tuple(one for one in self.proof if one.offline and one.seq not in self.originals_seen)

    @property
    def represented(self) -> Mapping[int, int]:
        """Whose decisions were entered here from paper, by the records of those papers."""
        waiting = {one.seq: one.person for one in self.papers}
        return waiting | {one.seq: one.person for one in self.rests}

    @property
    def spoken_for(self) -> frozenset[int]:
        """Whoever is said to have decided or done something here, and can object to it."""
        return frozenset(self.represented.values()).union(one.person for one in self.said_of)

    @property
    def comparing(self) -> frozenset[str]:
        """Who is asked to compare what was entered or filed here: the desk, an auditor, an outsider."""
        papers = (one.compare_by for one in self.papers)
        return frozenset(papers).union(one.compare_by for one in self.entry_sheets)

    @property
    def registers(self) -> tuple[int, ...]:
        """The registers in which the matter stands."""
        return tuple(register for register, _ in self.listings)

    @property
    def days(self) -> Days:
        """The dates that decide, which lists and lamps read: of its own and of those below, the earliest."""
        return Days(self.due_on, self.yellow_on, self.red_on)

    @property
    def due_within(self) -> str | None:
        """Where in each of its periods a recurring duty is due (core.time.places); None: its last day."""
        return self.due_place or (None if self.due_day is None else str(self.due_day))

    @property
    def own_days(self) -> Days:
        """What it owes itself, whatever is owed below."""
        if self.gathered_due_on is None:
            return self.days
        return Days(self.own_due_on, self.own_yellow_on, self.own_red_on)

    @property
    def decided_below(self) -> bool:
        """Whether its due is that of something below, not its own."""
        below, own = self.gathered_due_on, self.own_due_on
        return below is not None and (own is None or below < own)

    @property
    def deciding_due_kind(self) -> str | None:
        """The kind of the due that decides."""
        return self.gathered_kind if self.decided_below else self.due_kind


def with_changes(state: "State", changes: dict[str, Any]) -> "State":
    """The same state with some fields changed; `_replace` asks each of sixty fields for a change."""
    values: list[Any] = list(state)
    for name, value in changes.items():
        values[_PLACES[name]] = value
    return State._make(values)


_PLACES = {name: place for place, name in enumerate(State._fields)}


COLUMNS = State._fields[:26]
STAKED = ("supporting", "raisers", "hand_people", "hand_units", "led_units", "open_to_all", "ties")
MORE = tuple(name for name in State._fields if name not in COLUMNS and name not in STAKED)
_DEFAULTS = tuple(State._field_defaults[name] for name in MORE)
_more = attrgetter(*MORE)
GATHERED = ("gathered_due_on", "gathered_yellow_on", "gathered_red_on")
OWN = ("own_due_on", "own_yellow_on", "own_red_on")
_DATES = frozenset(
    {"hear_until", "assigned_on", "paused_on", "said_closed_on", "rests_on", "shown_from", *GATHERED, *OWN}
)
DATES = _DATES | {"due_on", "yellow_on", "red_on", "opened_on", "closed_on", "look_back_on"}


def more_of(state: State) -> dict[str, Any]:
    """What the row keeps as text: the fields of `MORE` that differ from their defaults, JSON-ready."""
    found = {}
    for name, value, default in zip(MORE, _more(state), _DEFAULTS, strict=True):
        if value is not default and value != default:  # most are the very default
            found[name] = value.isoformat() if name in _DATES else value
    return found


def more_from(kept: dict[str, Any]) -> dict[str, Any]:
    """The reverse of `more_of`: keyword arguments for `State`."""
    return {name: _BACK[name](value) if name in _BACK else value for name, value in kept.items()}


def _tuples(kept: list[list[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(map(tuple, kept))


_BACK: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_DATES, date.fromisoformat),
    **dict.fromkeys(
        (
            *("subjects", "joint", "cycles", "answers_asked", "stood_under", "mended"),
            *("uninvolved", "originals_seen", "entries", "carriers", "first_yes"),
        ),
        tuple,
    ),
    "proof": pieces,
    **dict.fromkeys(("listings", "steps", "units_from"), _tuples),
    "checks": lambda kept: tuple((tuple(people), day) for people, day in kept),
    "answers": lambda kept: tuple(
        Answer(place, tuple(people), tuple(beside), day) for place, people, beside, day in kept
    ),
    "papers": lambda kept: tuple(Paper._make(one)._replace(by=tuple(one[4])) for one in kept),
    "rests": rests_from,
    "voices": voices_from,
    "said_of": lambda kept: tuple(Said._make(one)._replace(grounds=tuple(one[4])) for one in kept),
    "entry_sheets": sheets_from,
    "deciders": lambda kept: tuple((event, tuple(people), day) for event, people, day in kept),
}
"""How what JSON keeps otherwise becomes a field's value again."""


def lasting(state: State) -> bool:
    """Recurring or long-term, at once or after a day."""
    return state.due_kind in ("recurring", "long_term") or state.due_then == "long_term"
