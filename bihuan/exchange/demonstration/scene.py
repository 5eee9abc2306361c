"""Where the demonstration is played: who is who, which matter has which number, the open book of a day."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.state import State
from bihuan.exchange.demonstration.content import DemoContent
from bihuan.exchange.demonstration.founding_of_demo import Cast
from bihuan.exchange.demonstration.shapes import DemoDue, DemoHistory, DemoMeasure, DemoProblem
from bihuan.exchange.demonstration.timeline import DemoTimeline

# On what basis something is recorded for somebody: the words of the histories, the codes of the spine.
BASES = {"电话": "call", "会议": "meeting", "批示摘要代录": "signed_paper"}
Deed = Callable[["Scene"], None]
Numbered = str  # “三-2.1”, or “三-2.1#2026-07” for one period of it


@dataclass
class Scene:
    """Everything that a deed needs. `book`, `on` and `at` are those of the day that is being played."""

    content: DemoContent
    told: DemoTimeline
    cast: Cast
    register: int = 0
    matters: dict[Numbered, int] = field(default_factory=dict)
    absent: dict[str, tuple[str, date]] = field(default_factory=dict)  # who -> (stand-in, since)
    book: Book = field(init=False)
    on: date = field(init=False)
    at: int = field(init=False)

    def person(self, key: str) -> int:
        """The id of one of the cast; while away, of whoever stands in."""
        stand_in, since = self.absent.get(key, ("", date.max))
        return self.cast.people[stand_in if self.on >= since else key]

    def how(self, by: str, for_whom: str | None = None, basis: str | None = None, **more: Any) -> Mandate:
        """The circumstances of an act of somebody."""
        actor, whose = self.person(by), self.cast.people[for_whom] if for_whom else None
        if whose is None or whose == actor:
            return Mandate(self.book.store.actor(actor), **more)
        return Mandate(self.book.store.actor(actor), whose, BASES[basis or ""], **more)

    def do(self, act: str, number: Numbered, how: Mandate, /, **facts: Any) -> State:
        """Somebody does an act to a matter of the listing."""
        return self.book.perform(act, self.matters[number], how, **facts)

    def open(self, kind: str, number: Numbered | None, how: Mandate, /, **facts: Any) -> State:
        """Somebody opens a matter in the register; it is known by its number from now on."""
        state = self.book.open(kind, how, register=self.register, **facts)
        if number:
            self.matters[number] = state.id
        return state

    def approve(self, number: Numbered, how: Mandate, **facts: Any) -> State:
        """Somebody says yes to the request that waits on a matter."""
        return self.book.perform("approve", self.now(number).pending or 0, how, **facts)

    def now(self, number: Numbered) -> State:
        """How a matter stands."""
        state = self.book.store.state(self.matters[number])
        if state is None:
            raise LookupError(number)
        return state

    def unit(self, name: str) -> int:
        """The id of a unit by its Chinese name or key."""
        return self.cast.units[self.content.unit(name).key]

    def units(self, names: tuple[str, ...]) -> list[int]:
        """The ids of units; a collective unit stands for its members."""
        keys: list[str] = []
        for name in names:
            group = self.content.group(name)
            keys += group.members if group else (self.content.unit(name).key,)
        return [self.cast.units[key] for key in dict.fromkeys(keys)]


@dataclass(frozen=True, slots=True)
class Item:
    """A problem, or one of its measures, with its history."""

    problem: DemoProblem
    measure: DemoMeasure | None
    history: DemoHistory
    place: int

    @property
    def number(self) -> str:
        return self.history.number

    @property
    def unit(self) -> str:
        return self.measure.unit if self.measure else self.problem.lead

    @property
    def reopened(self) -> bool:
        return self.history.state == "重新打开"


def due(found: DemoDue, *, keep_day: bool) -> Mapping[str, Any]:
    """The due as acts take it. At once is reckoned by the rule from the day of the act, unless kept."""
    given: dict[str, Any] = {"kind": found.kind, "text": found.text}
    if found.on and (keep_day or found.kind != "immediate"):
        given["on"] = found.on.isoformat()
    if found.every:
        given["every"] = found.every
    if found.then:
        given["then"] = found.then
    return given
