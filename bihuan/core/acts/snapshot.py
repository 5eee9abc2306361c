"""All that a verdict reads of the world at one moment."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import APPROVES, CHECKS, HOLDERS, Hands, Seat, barred, first_free, foreign
from bihuan.core.state.lives import Life
from bihuan.core.state.posts import NO_POSTS, Posts
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text


class Traits(Protocol):
    """What guards and decisions may ask of a kind, so that none of them needs to know its name."""

    @property
    def lives(self) -> Mapping[str, Life]: ...
    @property
    def lists(self) -> bool: ...
    @property
    def counted(self) -> str | None: ...
    @property
    def by_name(self) -> Mapping[str, Any]: ...
    def takes(self, kind: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a verdict reads. Children and hands are asked for only by acts that read them."""

    state: State
    desk: Desk
    actor: Actor
    today: date
    rules_of: Callable[[], Mapping[str, Any]]
    kind_of: Callable[[str], Traits]
    for_whom: Actor | None = None
    basis: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None
    granted: bool = False  # an approved request performs it
    within: bool = False
    subject: State | None = None  # of a request: what it is about; of what is opened: what stands above it
    children: Callable[[], Sequence[State]] = tuple
    parent: Callable[[], State | None] = lambda: None
    siblings: Callable[[int], State | None] = lambda matter: None  # any matter of the organisation
    unit_kind: Callable[[int], str] = lambda unit: "unknown"
    leading: Callable[[int], Sequence[int]] = lambda register: ()  # the units that lead what it lists
    calendar_of: Callable[[], WorkCalendar | None] = lambda: None
    hands_in: Callable[[int], Hands] = lambda matter: Hands()
    seats_of: Callable[[frozenset[int]], Sequence[Seat]] = lambda people: ()
    holders_in: Callable[[], Mapping[str, frozenset[int]]] = dict  # by role of the register's desk, today
    granting: State | None = None  # the request that performs it
    posts: Posts = NO_POSTS
    matters_of: Callable[[Sequence[int]], Collection[int]] = tuple  # of which matters events tell
    on_paper: bool = False  # a paper carries it that two persons have read
    compared_by: Actor | None = None
    actor_of: Callable[[int], Actor] = Actor
    comparers_in: Callable[[], Mapping[str, frozenset[int]]] = dict  # office and auditors of today
    trying: bool = False  # only asking what may be done: facts are not there yet

    @property
    def rules(self) -> Mapping[str, Any]:
        """The organisation's rules of the day; most acts never ask."""
        return self.rules_of()

    @property
    def calendar(self) -> WorkCalendar | None:
        """The organisation's calendar; most acts never ask."""
        return self.calendar_of()

    @property
    def kind(self) -> Traits:
        """What the matter's own kind says of itself."""
        return self.kind_of(self.state.kind)

    @property
    def life_said(self) -> Text:
        """Where the matter stands, in a word."""
        return self.kind.lives[self.state.life].text

    @property
    def counted(self) -> Sequence[State]:
        """The children by which the matter is done: a problem's measures."""
        return [one for one in self.children() if one.kind == self.kind.counted]

    @property
    def principal(self) -> Actor:
        """In whose right the act is done."""
        return self.for_whom or self.actor

    def hands(self) -> Hands:
        """Everybody who had a hand in the matter and in what hangs together with it: below it at any depth,
        merged into it, split from it (for a request: in what it is about). Asked for only when it is needed.
        """
        return self.hands_in((self.subject or self.state).id)

    def why_barred(self, actor: Actor) -> Reason | None:
        """Why somebody may decide nothing about it: had a hand, or sits where one was had."""
        return foreign(actor, self.seats_of(actor.people), self.hands(), self.desk, self.today)

    def who_checks(self) -> str:
        """Who is asked to check: the first of those of whom somebody had no hand, by the persons of today."""
        return first_free(CHECKS, self._somebody_free)

    def who_approves(self, but: Collection[int]) -> str:
        """Who is asked to approve: the same, and other people than these, who checked."""
        return first_free(APPROVES, lambda role: self._somebody_free(role, but))

    def _somebody_free(self, role: str, but: Collection[int] = ()) -> bool:
        held = self.holders_in()
        every = frozenset().union(*held.values())
        seats, hands = self.seats_of(every), self.hands()
        mine = held.get(HOLDERS[role], frozenset()) - frozenset(but)
        return any(not barred([one], seats, hands, self.today) for one in mine)

    def free(self, people: Collection[int], on: date | None = None) -> bool:
        """Whether none of these people had a hand, nor sat where one was had by a day (today)."""
        return not barred(people, self.seats_of(frozenset(people)), self.hands(), on or self.today)
