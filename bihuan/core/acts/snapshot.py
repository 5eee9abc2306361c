"""All that a verdict reads of the world at one moment."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from bihuan.core.acts.happened import Happened
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import (
    APPROVES,
    CHECKED_BY,
    CHECKS,
    CHECKS_BELOW,
    CROSS,
    HOLDERS,
    Hands,
    Seat,
    barred,
    carries,
    first_free,
    foreign,
    sit_apart,
    together,
)
from bihuan.core.state.house import NO_HOUSE, House
from bihuan.core.state.lives import LAPSED, Life
from bihuan.core.state.posts import NO_POSTS, Posts
from bihuan.core.state.relations import relations
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


@dataclass(frozen=True)
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
    below: Callable[[tuple[int, ...]], Sequence[State]] = lambda matters: ()  # everything directly under them
    broken: Callable[[frozenset[str]], frozenset[str]] = lambda digests: frozenset()  # missing or not whole
    parent: Callable[[], State | None] = lambda: None
    siblings: Callable[[int], State | None] = lambda matter: None  # any matter of the organisation
    reached: Callable[[], Iterable[State]] = tuple  # it, and all in which a hand in it bars
    desk_of: Callable[[int | None], Desk] = lambda register: Desk()  # of any of its registers
    unit_kind: Callable[[int], str] = lambda unit: "unknown"
    members: Callable[[int], Sequence[int]] = lambda group: ()  # the units of a group, today
    leading: Callable[[int], Sequence[int]] = lambda register: ()  # the units that lead what it lists
    calendar_of: Callable[[], WorkCalendar | None] = lambda: None
    hands_in: Callable[[int], Hands] = lambda matter: Hands()
    hands_apart: Callable[[int, Sequence[int]], Sequence[Hands]] = lambda matter, parts: (Hands(),)
    seats_of: Callable[[frozenset[int]], Sequence[Seat]] = lambda people: ()
    holders_in: Callable[[], Mapping[str, frozenset[int]]] = dict  # by role of the register's desk, today
    signs_of: Callable[[int], tuple[str, int | None]] = lambda unit: ("head", None)
    granting: State | None = None  # the request that performs it
    actor_of: Callable[[int], Actor] = Actor
    kept: Callable[[], Mapping[str, str]] = dict  # the facts that stand with the matter, as they are written
    unit_names: Callable[[], Collection[str]] = tuple  # what the organisation's units are called
    posts: Posts = NO_POSTS
    house_of: Callable[[], House] = lambda: NO_HOUSE
    in_sight: Callable[[Collection[int]], Collection[int]] = lambda matters: matters  # of whoever does it
    matters_of: Callable[[Sequence[int]], Collection[int]] = tuple  # of which matters events tell
    files_of: Callable[[int], Sequence[tuple[str, str]]] = lambda event: ()  # digest and name of each
    records_of: Callable[[Sequence[int]], Sequence[Happened]] = lambda seqs: ()  # the events of these numbers
    on_paper: bool = False  # a paper carries it that two persons have read
    compared_by: Actor | None = None
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
    def house(self) -> House:
        """The organisation's units and groups; most acts never ask."""
        return self.house_of()

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

    @property
    def in_anothers_name(self) -> bool:
        """Whether it is recorded for somebody else, whose place nobody at the keyboard takes."""
        return self.for_whom is not None and self.for_whom.person not in self.actor.people

    @property
    def speaker(self) -> int | None:
        """The natural person by whom it is said: whoever signed the paper, else who sits at the keyboard."""
        own = self.for_whom is None or (not self.on_paper and self.for_whom.person in self.actor.people)
        return self.actor.person if own else self.principal.person

    @property
    def behind(self) -> tuple[int, ...]:
        """Who stands behind it: the speaker first, then those whose place is taken."""
        people = self.principal.people
        if self.speaker == self.actor.person:
            people |= self.actor.people
        return tuple(sorted(people, key=lambda one: (one != self.speaker, one)))

    @property
    def deciders(self) -> frozenset[int]:
        """Everybody by whom it is decided: at the keyboard, in whose right, and who compared the paper."""
        compared = self.compared_by.people if self.compared_by else frozenset()
        return self.actor.people | self.principal.people | compared

    @cached_property
    def held(self) -> Mapping[str, int | None]:
        """How whoever does it stands towards the matter, each relation with the appointment that gives it."""
        return relations(self.principal, self.state, self.desk)

    def hands(self) -> Hands:
        """Everybody who had a hand in the matter and in what hangs together with it: below it at any depth,
        merged into it, split from it (for a request: in what it is about). Asked for only when it is needed.
        """
        return self.hands_in((self.subject or self.state).id)

    def apart(self) -> tuple[Hands, Sequence[Hands]]:
        """The hands in the matter itself, and those in each measure below it: what 交叉核验 goes by."""
        itself, *parts = self.hands_apart(self.state.id, [one.id for one in self.counted])
        return itself, parts

    def gathered(self) -> Sequence[State]:
        """The parts that a matter gathers which has no finding of its own: each was checked, or let off."""
        return self._pieces_of(self.state) if self.state.mode == "separate" else ()

    @property
    def checkers(self) -> frozenset[int]:
        """Who checked it, or its pieces: the parts that it gathers, the periods that it goes over on."""
        return self.checkers_of(self.state)

    def checkers_of(self, about: State) -> frozenset[int]:
        """The same of another matter: of one that a request is about."""
        return about.checkers.union(*(one.checkers for one in self._pieces_of(about)))

    def _pieces_of(self, about: State) -> Sequence[State]:
        apart = about.mode == "separate" and not self.kind_of(about.kind).counted
        if not (apart or about.cycles):
            return ()
        below = self.children() if about is self.state else self.below((about.id,))
        mine = (one for one in below if (apart and one.role) or one.period in about.cycles)
        return [one for one in mine if one.finding or (one.life == LAPSED and one.checks)]

    def why_barred(self, actor: Actor, by: Collection[str] = CHECKED_BY) -> Reason | None:
        """Why somebody may decide nothing about it: had a hand, or sits where one was had. `by` are those who
        may do it, of whom the refusal names others.
        """
        return self._foreign_to(actor, self.hands(), by)

    def why_barred_apart(self, actor: Actor, by: Collection[str] = CHECKED_BY) -> Reason | None:
        """Why somebody may not check it even together with another: a hand in itself, or in each measure."""
        itself, parts = self.apart()
        if reason := self._foreign_to(actor, itself, by):
            return reason
        found = [self._foreign_to(actor, one, by) for one in parts]
        return found[0] if found and all(found) else None

    def _foreign_to(self, actor: Actor, hands: Hands, by: Collection[str]) -> Reason | None:
        return foreign(actor, self.seats_of(actor.people), hands, self.desk, self.today, by)

    def checked_together(self, checks: Sequence[tuple[Collection[int], date]]) -> bool:
        """Whether these checks are good: of one who is foreign to it all, or of two, as 交叉核验 asks."""
        if len(checks) == 1:
            return self.free(*checks[0])
        seats = self.seats_of(frozenset(one for people, _ in checks for one in people))
        return together(checks, seats, *self.apart())

    def why_carrier(self, actor: Actor) -> Reason | None:
        """Why somebody may not check it: carried in the file that says what was done."""
        return carries(actor, self.hands(), self.desk)

    def who_checks(self) -> str:
        """Who is asked to check: the first of those of whom somebody had no hand, by the persons of today."""
        roles = CHECKS_BELOW if self.kind.counted else CHECKS
        return first_free(roles, lambda role: self._somebody_free(role, self.hands().carriers))

    def who_approves(self, but: Collection[int]) -> str:
        """Who is asked to approve: the same, and other people than these, who checked."""
        return first_free(APPROVES, lambda role: self._somebody_free(role, but))

    def _somebody_free(self, role: str, but: Collection[int] = ()) -> bool:
        if role == CROSS:
            return any(self.partner_of([one]) for one in self._pairing())
        return any(self._unbarred(self.holding(role) - frozenset(but)))

    def who_may_check(self, role: str) -> frozenset[int]:
        """Of those who hold a post of this role today, who had no hand and carried no file that says it."""
        if role == CROSS:
            return frozenset(one for one in self._pairing() if self.partner_of([one]))
        return frozenset(self._unbarred(self.holding(role) - self.hands().carriers))

    def who_may_approve(self, role: str) -> frozenset[int]:
        """The same, other people than those who checked."""
        return frozenset(self._unbarred(self.holding(role) - self.checkers))

    def holding(self, role: str) -> frozenset[int]:
        """Whoever holds a post of this role at the desk today."""
        return self.holders_in().get(HOLDERS[role], frozenset())

    def _unbarred(self, people: Collection[int]) -> Iterator[int]:
        seats = self.seats_of(frozenset().union(*self.holders_in().values()))
        return (one for one in people if not barred([one], seats, self.hands(), self.today))

    def partner_of(self, people: Collection[int]) -> int | None:
        """Who sits elsewhere and can check it together with somebody."""
        may = self._pairing()
        seats = self.seats_of(may.union(people))
        for other in sorted(may - set(people)):
            both = [(people, self.today), ([other], self.today)]
            if sit_apart(people, [other], seats, self.today) and together(both, seats, *self.apart()):
                return other
        return None

    def _pairing(self) -> frozenset[int]:
        held = self.holders_in()
        return (held.get("verifier", frozenset()) | held.get("fallback", frozenset())) - self.hands().carriers

    def checked_by_free(self, parts: Sequence[State]) -> Mapping[int, bool]:
        """Of each of these, which stand below it, whether nobody who checked it had a hand in it, nor sat
        where one was had by the day of the check.
        """
        if not parts:
            return {}
        seats = self.seats_of(frozenset(one for part in parts for one in part.checkers))
        _, *each = self.hands_apart(self.state.id, [one.id for one in parts])
        return {
            part.id: not any(
                barred(people, seats, hands, date.fromisoformat(on)) for people, on in part.checks
            )
            for part, hands in zip(parts, each, strict=True)
        }

    def free(self, people: Collection[int], on: date | None = None) -> bool:
        """Whether none of these people had a hand, nor sat where one was had by a day (today)."""
        return not barred(people, self.seats_of(frozenset(people)), self.hands(), on or self.today)
