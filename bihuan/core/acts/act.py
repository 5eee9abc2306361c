"""A row of a kind's table: who may do what, when, what it asks for, what it makes of the matter, who is told.

Everything about an act stands in its row, and everything about a fact in its field. What is misspelt there is
refused when the row is made, with a sentence.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bihuan.core.acts.puts import Effect
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.faces import FACES, FULL
from bihuan.core.state.lives import IN_CHECK, WORKED_ON, Life
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Guard = Callable[[Snapshot], Reason | None]
Foretells = Callable[[Snapshot], Text | None]
Upcast = Callable[[Mapping[str, Any]], Mapping[str, Any]]
Fold = Callable[[State, Any], Mapping[str, Any]]
Test = Callable[[State], bool]

TYPES = frozenset(
    """text long date due unit units group person people posts choice evidence names lines matter matters
    register id int yes json asked originals cited paper""".split()  # noqa: SIM905
)
SETTABLE = frozenset(State._fields) - {"id", "org", "kind", "seq", "life_seq", "turn"}
STALE = ("life", "any", "never")
CLOCKS = (None, "running", "paused")
NO_CARRIER = (None, "does", "records")
TIED = frozenset({"person", "people", "unit", "units"})
FILTERED = frozenset({"text", "choice", "int", "date", "unit", "person", "yes"})
"""The types that a person can type, or choose, above a list."""
NAME = 40
"""How long the name of a fact can be where it is kept."""


class Misspelt(ValueError):
    """A table of acts says something that nobody knows."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act settles beside what was typed: plain facts, of which `settles` become the state's."""

    decide: Callable[[Snapshot, Mapping[str, Any]], Mapping[str, Any]]
    settles: tuple[str, ...]

    def __call__(self, snap: Snapshot, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        return self.decide(snap, facts)


def settles(*names: str) -> Callable[[Callable[..., Mapping[str, Any]]], Decision]:
    """Marks a decision with the fields of the state that it sets. Misspelt for a field that there is not."""
    if unknown := set(names) - SETTABLE:
        raise Misspelt(f"a decision settles {sorted(unknown)}, which no state has")
    return lambda decide: Decision(decide, names)


@dataclass(frozen=True, slots=True)
class Field:
    """One fact that an act asks for. `personal` facts can be erased; all that rules read is plain."""

    name: str
    kind: str  # one of TYPES
    label: Text
    required: bool = False
    personal: bool = False
    choices: tuple[tuple[str, Text], ...] = ()
    help: Text | None = None
    hidden: bool = False  # filled by the program (an import, a grant), never asked on a page
    by_page: bool = False  # hidden, and worked out by the page itself
    face: str = FULL  # a personal fact is shown on this face and on all that see more
    sets: bool = False  # becomes the field of the state that has its name
    ties: str = ""  # these persons or units stand in this relation of the kind's own from now on
    keeps: bool = False  # the newest stands with the matter, in the one place for facts
    among: Callable[[State], Sequence[int]] | None = None  # of a paper: which of those of a matter
    own: Callable[[Snapshot], Collection[int]] | None = None  # of those: which are whoever's does the act
    filters: bool = False  # lists can be filtered by what is kept
    seldom: bool | Test = False  # folded away while it is empty (for matters of which this is so)
    on_behalf: bool = False  # asked for only where the act is recorded for somebody
    quiet: bool = False  # not quoted where the act is told
    under: Text | None = None  # folded away under this heading, apart from what else is seldom
    words: bool = False  # a unit's own words in its file: who alters them in an import has a hand
    note: Text | None = None  # how people read a hidden fact where the act is told
    least: int | None = None  # of a number: none below it

    def __post_init__(self) -> None:
        if self.kind not in TYPES:
            raise Misspelt(f"the fact {self.name!r} is of the type {self.kind!r}; there are {sorted(TYPES)}")
        if self.face not in FACES:
            raise Misspelt(f"the fact {self.name!r} is shown on {self.face!r}; there are {FACES}")
        if len(self.name) > NAME:
            raise Misspelt(f"the fact {self.name!r} has a name of more than {NAME} letters")
        if self.kind == "choice" and not self.choices:
            raise Misspelt(f"the fact {self.name!r} is a choice, and there is nothing to choose")
        if self.ties and (self.kind not in TIED or self.personal):
            raise Misspelt(f"the fact {self.name!r} ties nobody: only plain persons and units can be tied")
        if self.sets and self.name not in SETTABLE:
            raise Misspelt(f"the fact {self.name!r} sets a field that no state has")
        if self.filters and (self.personal or not self.keeps):
            raise Misspelt(f"lists can be filtered only by what is plain and kept, not by {self.name!r}")
        if self.filters and self.kind not in FILTERED:
            raise Misspelt(f"lists can be filtered by {sorted(FILTERED)}, and {self.name!r} is {self.kind!r}")


@dataclass(frozen=True, slots=True)
class Act:
    """One row of a kind's table."""

    name: str  # imperative
    event: str  # past: what the record says for ever
    label: Text  # what the button says
    done: Text  # what the inbox and the message after sending say
    when: tuple[str, ...]
    by: tuple[str, ...]
    then: Life | None = None
    clock: str | None = None  # the clock it needs ("running"), None: any
    then_clock: str | None = None
    never_by: str | None = None  # "hands": it decides; "step": it does unless the step is the doing side's
    no_carrier: str | None = (
        None  # who carried the file in neither "does" nor records it; or never "records" it
    )
    needs: tuple[Guard, ...] = ()
    foretells: tuple[Foretells, ...] = ()  # what its form says first of what it takes away
    fields: tuple[Field, ...] = ()
    stale: str = "life"  # life | any | never
    hand: bool = False  # the actor has had a hand in the matter from now on
    checks: bool = False  # it is a finding on the present claim
    behalf: bool = False  # may be recorded for somebody else (代填/代录)
    testimony: bool = False  # what somebody concerned says, no decision of the house: a call may carry it
    signs: bool = False  # a signature of the doing side: recorded for somebody, it comes with its sheet
    hinders: Callable[[Snapshot], bool] | None = None  # when it only keeps open: no hand bars that
    decides_if: Callable[[Snapshot], bool] | None = None  # where it decides only sometimes: when
    recalled: bool = False  # what it says is asked for again, in the same book too
    opens: bool = False  # it opens the matter
    tells: tuple[str, ...] = ()  # relations to which a notice is kept
    tells_if: Callable[[State | None, State], bool] | None = None  # … where what changed is worth it
    decides: tuple[Decision, ...] = ()  # pure: plain facts that the act settles (dates, whose turn)
    folds: Fold | None = None  # what it makes of the state beyond the facts that it sets
    restarts: bool = False  # forms drawn before it are stale, although the life is the same
    follows: Callable[..., None] | None = None  # what follows in the same transaction
    puts: tuple[Effect, ...] = ()  # rows of the spine's own tables
    renews: bool = False  # kept facts that are not given this time are there no more
    erases: bool = False  # it takes personal facts away
    names_anew: bool = False  # it says who is asked now to check, to approve or to sign
    moves_posts: bool = False  # who holds which post, or which unit stands where, may be another after it
    moves_calendar: bool = False  # what is a working day may be another after it
    gathers: bool = False  # the book itself does it, when the earliest dates of what it closes by change
    # a request that it opens
    asks: str | None = None  # the name of the request
    asking: Callable[..., State] | None = None  # how it is opened
    grants: str = ""  # the act that the last yes performs
    steps: tuple[tuple[str, str, bool], ...] = ()  # (by, quorum, never by hands) where no rule says otherwise
    first: str = ""  # whose yes comes first whatever the rule says, unless they ask themselves
    last: str = ""  # whose yes comes last whatever the rule says, and never by hands
    own_unit: bool = False  # it asks for somebody else of the same unit: the doing side may grant it alone
    answered_at: str = ""  # the name of the page on which a yes to its request is given, if it has one
    many: bool = False  # one request over many matters of a register
    beside: bool = False  # its request holds nothing up: others may be open, and the matter may end
    ends_request: bool = False  # of what was asked for: the matter waits for it no longer
    shares: tuple[str, ...] = ()  # of a batch: facts that come with each granted act
    apart: bool = False  # whoever answers sits in another 处室 than who asks
    takes: tuple[Guard, ...] = ()  # a batch takes only matters that these let pass
    as_signed: bool = False  # it is entered as it was signed, and may lie before the matter came in
    dated_by: str = (
        ""  # a granted one happened on the day in this field of the state, or shared under its name
    )
    instead: tuple[str, Test] | None = None  # in a batch, for such a matter, that act in its place
    opposite: str = ""  # the act that answers the same otherwise; the form of each leads to the other's
    # how it is offered
    next_in: tuple[str, ...] = ()  # in these lives it is the next thing, for whom `by` allows it
    next_while: Test | None = None  # … while this is so
    seldom: bool | Test = False  # offered apart (for matters of which this is so)
    likely_for: tuple[str, ...] = ()  # not apart for whoever stands in one of these relations
    prefilled: bool = False  # its form begins with what the matter says already
    weighty: bool = False  # stands out in the timeline
    shows_change: bool = False  # the page shows what it changed: the old words beside the new
    swept: bool = False  # the daily sweep tries it
    each_period: bool = False  # the daily sweep does it for each period that has begun (`period`)
    page: str = ""  # the name of an address of its own, in place of the form that every act has
    minutes: int = 1
    upcasts: tuple[Upcast, ...] = ()  # from version 1 to 2, from 2 to 3 …: old events are read as new ones
    sets: frozenset[str] = field(init=False, repr=False, compare=False)
    """The plain facts of its event that become fields of the state."""

    def __post_init__(self) -> None:
        mine = {one.name for one in self.fields if one.sets and not one.personal}
        object.__setattr__(self, "sets", frozenset(mine.union(*(one.settles for one in self.decides))))
        if self.no_carrier not in NO_CARRIER:
            raise Misspelt(
                f"the act {self.name!r} bars carriers as {self.no_carrier!r}; it can be {NO_CARRIER}"
            )
        plain = [life for life in (*self.when, *filter(None, (self.then,))) if not isinstance(life, Life)]
        if plain:
            raise Misspelt(f"the act {self.name!r} names {plain}, which are no lives")
        if strange := set(self.next_in) - set(self.when):
            raise Misspelt(f"the act {self.name!r} is next in {sorted(strange)}, where it cannot be done")
        if strange := set(self.likely_for) - set(self.by):
            raise Misspelt(f"the act {self.name!r} is likely for {sorted(strange)}, who cannot do it")
        if self.stale not in STALE:
            raise Misspelt(f"the act {self.name!r} is stale by {self.stale!r}; there are {STALE}")
        if self.clock not in CLOCKS or self.then_clock not in CLOCKS:
            raise Misspelt(f"the act {self.name!r} has the clock {self.clock or self.then_clock!r}")
        if self.never_by not in (None, "hands", "step"):
            raise Misspelt(f"the act {self.name!r} is never done by {self.never_by!r}; only hands are barred")
        if bool(self.asks) != bool(self.asking) or bool(self.asks) != bool(self.grants):
            raise Misspelt(f"the act {self.name!r} says only half of what it asks for (asks, asking, grants)")
        names = [field.name for field in self.fields]
        if twice := {name for name in names if names.count(name) > 1}:
            raise Misspelt(f"the act {self.name!r} asks twice for {sorted(twice)}")
        if self.signs and self.behalf and not self.field("evidence"):
            raise Misspelt(f"the act {self.name!r} is a signature, and nothing can be attached to it")
        if self.takes_back and self.behalf and not self.field("evidence"):
            raise Misspelt(f"the act {self.name!r} takes a claim back, and nothing can be attached to it")
        if self.dated_by and self.dated_by not in SETTABLE:
            raise Misspelt(f"the act {self.name!r} is dated by {self.dated_by!r}, which no state has")

    @property
    def closes(self) -> bool:
        """Whether it is a signature of a closing: a claim, a countersignature, or what decides."""
        claims = self.hand and self.then is not None and self.then.phase == IN_CHECK
        return bool(self.never_by) or claims

    def granted_on(self, named: "Mapping[str, Act]", about: State) -> "Act | None":
        """Of a row that asks: what a yes does with one matter, of whose kind these are the acts by name."""
        found = named.get(self.grants)
        if found and self.many and found.instead and found.instead[1](about):
            return named[found.instead[0]]
        return found

    @property
    def takes_back(self) -> bool:
        """Whether it takes what was claimed back to work."""
        claimed = any(life.phase == IN_CHECK for life in self.when if isinstance(life, Life))
        return claimed and self.then is not None and self.then.phase in WORKED_ON

    @property
    def version(self) -> int:
        """The version in which the act writes its event today."""
        return 1 + len(self.upcasts)

    def field(self, name: str) -> Field | None:
        """The field of that name, if the act asks for it."""
        return next((one for one in self.fields if one.name == name), None)
