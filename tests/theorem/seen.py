"""What the witness keeps: who a person was on a day, who touched something, what was seen of a matter."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple


class Who(NamedTuple):
    """A person on a day: oneself and all whose place one takes, and every post that any of them ever held.

    `seats`: (unit, from, to or None); `offices`: the units of the day that are no branch, since everybody is
    in some branch, whose members' support is not the branch's.
    """

    people: frozenset[int]
    seats: frozenset[tuple[int, date, date | None]]
    offices: frozenset[int]
    on: date = date.max


class Touched(NamedTuple):
    """Who had a hand in something: people who did, and units that led or supported by an act, since a day."""

    people: frozenset[int] = frozenset()
    units: frozenset[tuple[int, date]] = frozenset()

    def excludes(self, one: Who) -> bool:
        """Whether that person may decide nothing about it."""
        sat = any(
            seat == unit and max(begun, since) <= one.on and (ended is None or ended >= since)
            for unit, since in self.units
            for seat, begun, ended in one.seats
        )
        return bool(one.people & self.people) or sat


LISTED = ("hearers", "said_yes", "passed_over")
GROUPED = ("said_together", "word_by")
"""Where many stand one by one, and where several stand together."""


class Word(NamedTuple):
    """What one raiser said: by which record, whether it is solved, which record or paper answered that."""

    seq: int
    person: int
    solved: bool
    answered: int = 0


class Seen(NamedTuple):
    """What the raw events say of one matter.

    A tuple and no dataclass: every event makes one, and a frozen dataclass sets each field by a call.
    """

    kind: str
    parent: int | None = None
    end: str = ""  # "", closed, continuing, withdrawn, merged, declined, lapsed
    into: int | None = None  # what it was merged into
    stood_under: tuple[int, ...] = ()  # what it was moved away from
    worked: bool = False  # somebody did something on it
    people: frozenset[int] = frozenset()
    units: frozenset[tuple[int, date]] = frozenset()
    # (record, people, units) of what was recorded for somebody: hands by hearsay, until they say so
    hearsay: tuple[tuple[int, frozenset[int], frozenset[int]], ...] = ()
    lead: int | None = None
    supporting: frozenset[int] = frozenset()
    uninvolved: frozenset[int] = frozenset()  # of the supporting: those that said they did none of the work
    raisers: frozenset[int] = frozenset()
    swallowed: tuple[int, ...] = ()
    origin: int | None = None
    steps: tuple[tuple[str, str], ...] = ()  # of a request: (who answers, how many), those to come
    papers: tuple[tuple[int, str, int], ...] = ()  # (record, act, whose) of what was entered from paper
    said_yes: tuple[Who, ...] = ()  # each alone
    said_together: tuple[tuple[Who, ...], ...] = ()  # one after another, of a step that asks several
    behind: frozenset[int] = frozenset()  # of a request: who stands behind the asking, and each step so far
    behind_this: frozenset[int] = frozenset()  # the same of the present step
    doing_side: bool = False  # the last yes was that of the side that asks
    claimed: bool = False
    proof: bool = False
    proof_by: frozenset[int] = frozenset()  # the records that cite it
    lost: bool = False  # some of it was erased since the claim
    unseen: frozenset[int] = frozenset()  # proofs kept elsewhere, which nobody who checked has seen
    checker: Who | None = None
    begun: Who | None = None  # who checked first, where two checked it together
    brought: frozenset[int] = frozenset()  # who brought that check in, from paper too
    gathered: bool = False  # claimed by its parts, each of which was checked for itself
    role: str | None = None  # of a part
    let_off: Who | None = None  # who said of it, or of a period, that nothing is owed
    hearers: tuple[Who, ...] = ()
    heard: str = ""
    asked: frozenset[int] = frozenset()  # the raisers whom it was put to
    asked_on: date | None = None
    asked_at: int = 0  # the record by which it was put to them, or a sample stood in
    words: tuple[Word, ...] = ()  # of every hearing of this matter, in order
    word_by: tuple[tuple[Who, ...], ...] = ()  # who brought each of them in
    passed_over: tuple[Who, ...] = ()  # who raised it and was not asked when it closed: they had a hand
    alone: bool = False  # it goes on under a problem that was given up, and is heard by itself
    long: bool = False
    period: str | None = None  # of an instalment
    due_on: str | None = None
    since: date | None = None  # the day of what the next act rests on
    ended_on: date | None = None
    opened_on: date | None = None
    handed_on: date | None = None  # the day on which it was first handed out
    shown_from: date | None = None  # the day on which somebody opened it again
    rebound: bool = False  # it was looked back at, and did not hold
    came_in: bool = False  # an import brought it
    came_closed: bool = False  # what brought it in said that it was closed before
    lived: bool = False  # such a one was claimed, checked, sent back or re-opened here
    noted: bool = False  # such a one bears an entry that nobody corrected away
    carriers: frozenset[int] = frozenset()  # who brought in a file that speaks of it

    @property
    def unsolved(self) -> frozenset[int]:
        """Whose last word is that it is not solved, and has no answer."""
        last = {word.person: word for word in self.words}
        return frozenset(one for one, word in last.items() if not word.solved and not word.answered)

    @property
    def answered(self) -> frozenset[int]:
        """Who has said something since it was put to the raisers."""
        return frozenset(word.person for word in self.words if self.asked_at and word.seq > self.asked_at)

    def at_work(self) -> "Seen":
        """Nothing that was proved, checked and heard counts any longer."""
        return self._replace(
            end="",
            claimed=False,
            proof=False,
            proof_by=frozenset(),
            lost=False,
            unseen=frozenset(),
            checker=None,
            begun=None,
            gathered=False,
            hearers=(),
            heard="",
            asked=frozenset(),
            asked_on=None,
            asked_at=0,
            passed_over=(),
            ended_on=None,
            rebound=False,
            let_off=None,
        )

    @property
    def shown_since(self) -> date:
        """From which day on its periods show something: what did not hold is shown anew, and what a ledger
        brought in may have been worked on for a year.
        """
        owed = self.handed_on or self.opened_on
        leap = owed is not None and (owed.month, owed.day) == (2, 29)
        back = owed and owed.replace(year=owed.year - 1, day=28 if leap else owed.day)
        return self.shown_from or back or date.min

    def seated(self, seats_of: Callable[[frozenset[int]], frozenset[Any]]) -> "Seen":
        """The same with every post that these people held until now."""

        def anew(one: Who | None) -> Who | None:
            return one and one._replace(seats=seats_of(one.people))

        one_by_one = {name: anew(getattr(self, name)) for name in ("checker", "begun", "let_off")}
        each = {name: tuple(map(anew, getattr(self, name))) for name in LISTED}
        both = {name: tuple(tuple(map(anew, some)) for some in getattr(self, name)) for name in GROUPED}
        return self._replace(**one_by_one, **both, **each)
