"""All that a verdict reads of the world at one moment."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import Hands
from bihuan.core.state.lives import Life
from bihuan.core.state.posts import NO_POSTS, Posts
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar
from bihuan.core.words.text import Text


class Traits(Protocol):
    """What guards and decisions may ask of a kind, so that none of them needs to know its name."""

    @property
    def lives(self) -> Mapping[str, Life]: ...
    @property
    def lists(self) -> bool: ...
    @property
    def counted(self) -> str | None: ...
    def takes(self, kind: str) -> bool: ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a verdict reads. Children and hands below are loaded only for acts that read them."""

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
    children_of: Callable[[int], Sequence[State]] = lambda matter: ()  # of any matter of the organisation
    parent: Callable[[], State | None] = lambda: None
    siblings: Callable[[int], State | None] = lambda matter: None  # any matter of the organisation
    unit_kind: Callable[[int], str] = lambda unit: "unknown"
    leading: Callable[[int], Sequence[int]] = lambda register: ()  # the units that lead what it lists
    calendar_of: Callable[[], WorkCalendar | None] = lambda: None
    posts: Posts = NO_POSTS
    matters_of: Callable[[Sequence[int]], Collection[int]] = tuple  # of which matters events tell
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
        """Everybody who has had a hand in the matter itself (for a request: in what it is about)."""
        state = self.subject or self.state
        return Hands(state.hand_people, state.hand_units, state.led_units)

    def all_hands(self) -> Hands:
        """The same, and everybody who has had one in anything below it, however deep.

        While a page only asks what may be done, the matter's own hands do: a claim took over those below.
        """
        state = self.subject or self.state
        return self.hands() if self.trying else self.hands() | self._below(state.id)

    def _below(self, matter: int) -> Hands:
        found = Hands()
        for one in self.children_of(matter):
            found |= Hands(one.hand_people, one.hand_units, one.led_units) | self._below(one.id)
        return found
