"""What a book reads from and writes to: a store in the database, or one in memory."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.kind import Kind
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.hands import Hands, Seat
from bihuan.core.state.house import House
from bihuan.core.state.posts import Posts
from bihuan.core.state.state import State
from bihuan.core.time.workdays import WorkCalendar


class Store(Protocol):
    """Where a book reads from and writes to. Every read sees what the same book has already done."""

    def kind(self, name: str) -> Kind: ...
    def counts(self, kind: str) -> bool: ...  # whether something is done by its children of that kind
    def state(self, matter: int) -> State | None: ...
    def children(self, matter: int) -> Sequence[State]: ...
    def below(self, matters: tuple[int, ...]) -> Sequence[State]: ...  # the children of all of them
    def broken(self, digests: frozenset[str]) -> frozenset[str]: ...  # files that are missing or not whole
    def hands(self, matter: int) -> Hands: ...  # in it, below it, merged into it or split from it
    def hands_apart(  # in it without these, then in each of these
        self, matter: int, parts: Sequence[int]
    ) -> Sequence[Hands]: ...
    def split_off(self, matter: int) -> Sequence[int]: ...  # what was split from it
    def expect(self, matters: Sequence[int]) -> None: ...  # many will be judged: read them at once
    def seats(self, people: frozenset[int]) -> Sequence[Seat]: ...  # the posts that they hold or ever held
    def desk(self, register: int | None) -> Desk: ...
    def holders(self, register: int | None) -> Mapping[str, frozenset[int]]: ...
    def signs(self, unit: int) -> tuple[str, int | None]: ...  # head | above, and where | office
    def posts(self) -> Posts: ...
    def files_of(self, event: int) -> Sequence[tuple[str, str]]: ...  # digest and name of what it cites
    def citing(self, digest: str) -> Collection[tuple[int, int]]: ...  # (event, matter) that cite a content
    def matters_of(self, events: Sequence[int]) -> Collection[int]: ...  # of which these events tell
    def actor(self, person: int) -> Actor: ...
    def unit_kind(self, unit: int) -> str: ...
    def members(self, group: int) -> Sequence[int]: ...
    def leading(self, register: int) -> Sequence[int]: ...  # the units that lead what it lists
    def kept(self, matter: int) -> Mapping[str, str]: ...  # the facts that stand with it
    def unit_names(self) -> Collection[str]: ...
    def ours(self, one: int) -> bool: ...  # an id of this organisation's, not of another's
    def seen(self, actor: Actor, matters: Collection[int]) -> frozenset[int]: ...  # which he may see
    def there(self, parts: Mapping[str, Collection[int]]) -> bool: ...  # units, people, … of ours
    def house(self) -> House: ...
    def number(self, prefix: str) -> str: ...
    def rules(self) -> Mapping[str, Any]: ...
    def calendar(self) -> WorkCalendar: ...
    def comparers(self, register: int | None) -> Mapping[str, frozenset[int]]: ...  # office, auditors
    def words(self, event: int) -> Mapping[str, Any]: ...  # the personal facts of an event that is recalled
    def records(self, seqs: Sequence[int]) -> Sequence[Happened]: ...  # the events of these numbers
    def coming(self) -> int: ...  # the id of a matter opened now
    def seal(self, entry: "Sealing") -> Happened: ...
    def put(self, before: State | None, after: State, event: Happened, act: Act) -> None: ...


@dataclass(frozen=True, slots=True)
class Sealing:
    """What a book hands over to be sealed as the next event."""

    matter: int | None
    kind: str
    act: Act
    actor: int | None
    hat: int | None
    for_whom: int | None
    basis: str | None
    occurred_on: date
    plain: Mapping[str, Any]
    personal: Mapping[str, Any]
