"""The one write path: `open_matter`, `perform`, `perform_many`, and `book` for what belongs together.

One transaction, one fixed order: the organisation's head is locked first, then matters are read, acts
decided, events sealed, and everything is written at the end. A refusal leaves nothing behind.
"""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from django.db import transaction

from bihuan.core.acts.book import Book, HalfDone
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM, Actor
from bihuan.core.state.state import State
from bihuan.core.time.days import day_of
from bihuan.core.time.trust import doubt
from bihuan.core.words.doubted import Doubted
from bihuan.core.words.reasons import Reason, Refused
from bihuan.files.whole import ReadFirst, broken
from bihuan.jobs.clock import reading as reading_of_clock
from bihuan.ledger.append import pen as lock_head
from bihuan.matters.writing.erasing import erase
from bihuan.matters.writing.once import Key, Sent, done_with, keyed, remember
from bihuan.matters.writing.recorded import noted
from bihuan.matters.writing.store import DatabaseStore
from bihuan.people.read import day_in
from bihuan.rules.stamp import pinned
from bihuan.web import security

CHUNK, CHUNK_SECONDS = 100, 0.5
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one row of a batch: the state after, or the reason why nothing happened."""

    matter: int | None
    state: State | None = None
    reason: Reason | None = None


@contextmanager
def book(org: int, *, at: int, today: date | None = None, hurried: bool = False) -> Iterator[Book]:
    """A book on the organisation's record: every act in it is written together, or none is.

    The day is the organisation's own at that instant, unless `today` says another, and never before what
    stands already; but a head that lies in the machine's future does not move it. `hurried`: whoever opens it
    can begin again, so that large files are read while nobody waits (`ReadFirst`). Raises Doubted while the
    machine's clock cannot be believed.
    """
    try:
        yield from _opened(org, at, today, hurried)
    except HalfDone as half:
        raise Refused(half.reason) from half


def _opened(org: int, at: int, today: date | None, hurried: bool) -> Iterator[Book]:
    with transaction.atomic(), pinned():
        pen = lock_head(org, at=at)
        clock = reading_of_clock()
        if doubt(clock, pen.known, pen.head):
            raise Doubted
        day = today or day_of(pen.now if clock.is_before(pen.head) else pen.at, pen.zone)
        begun, store = pen.seq, DatabaseStore(org, day, pen, hurried=hurried)
        open_book = Book(store, org=org, today=day)
        yield open_book
        open_book.end()
        store.flush()
        for event in store.erased:
            erase(event)
        if store.administered and not security.is_played():
            transaction.on_commit(partial(_tell, store.administered))
        noted(events=store.pen.seq - begun)


def _tell(administered: Sequence[Happened]) -> None:
    """What a person changed of people, rules and desks is a security event too; the system's own is not."""
    for event in administered:
        if event.actor is not None:
            security.event("administration", person=event.actor, org=event.org, act=event.name, seq=event.seq)


def reading(org: int, *, today: date) -> Book:
    """A book that only looks: for asking what may be done."""
    return Book(DatabaseStore(org, today), org=org, today=today)


def load(open_book: Book, matters: Sequence[int]) -> None:
    """Read many matters into a book at once."""
    assert isinstance(open_book.store, DatabaseStore)
    open_book.store.load(matters)


def know(open_book: Book, people: Collection[int]) -> None:
    """Read many persons into a book at once, before acts in their names are judged."""
    assert isinstance(open_book.store, DatabaseStore)
    open_book.store.know(people)


def meet(open_book: Book, matters: Iterable[int | None]) -> None:
    """Ask for the hands in many matters at once, before many decisions are judged."""
    assert isinstance(open_book.store, DatabaseStore)
    open_book.store.meet([one for one in matters if one])


def perform(
    name: str,
    matter: int,
    /,
    *,
    org: int,
    actor: int | None,
    at: int,
    today: date | None = None,
    for_whom: int | None = None,
    basis: str | None = None,
    seen: int | None = None,
    once: Key = None,
    **facts: Any,
) -> State:
    """The only way anything happens to a matter. Raises `Refused` with a reason a person can act on.

    `actor` is a person's id, None the system. `seen` is the seq at which the form was drawn, `once` its
    one-time key: a second click returns the state that the first one made, other content is refused.
    """
    sent = keyed(once, (name, matter, for_whom, basis), facts)

    def do() -> State:
        with book(org, at=at, today=today, hurried=True) as open_book:
            how = Mandate(_actor(open_book, actor), for_whom, basis, seen)
            return _once(sent, open_book, actor, partial(open_book.perform, name, matter, how, **facts))

    return _read_first(do)


def judge(
    name: str,
    matter: int,
    /,
    *,
    org: int,
    actor: int | None,
    at: int,
    today: date | None = None,
    for_whom: int | None = None,
    basis: str | None = None,
    seen: int | None = None,
    once: Key = None,
    **facts: Any,
) -> None:
    """Raise `Refused` as `perform` would now, with nothing written: asked before files are kept for it."""
    if not done_with(keyed(once, (name, matter, for_whom, basis), facts), actor):
        open_book = reading(org, today=today or day_in(org, at=at))
        how = Mandate(_actor(open_book, actor), for_whom, basis, seen)
        open_book.judge(name, matter, how, **facts)


def judge_opening(
    kind: str,
    /,
    *,
    org: int,
    actor: int | None,
    at: int,
    today: date | None = None,
    act: str | None = None,
    register: int | None = None,
    parent: int | None = None,
    once: Key = None,
    within: bool = False,
    **facts: Any,
) -> None:
    """Raise `Refused` as `open_matter` would now, with nothing written: asked before files are kept."""
    if not done_with(keyed(once, (kind, act, register, parent), facts), actor):
        open_book = reading(org, today=today or day_in(org, at=at))
        how = Mandate(_actor(open_book, actor), within=within)
        open_book.judge_opening(kind, how, act=act, register=register, parent=parent, **facts)


def open_matter(
    kind: str,
    /,
    *,
    org: int,
    actor: int | None,
    at: int,
    today: date | None = None,
    act: str | None = None,
    register: int | None = None,
    parent: int | None = None,
    once: Key = None,
    within: bool = False,
    **facts: Any,
) -> State:
    """Open a matter of a kind by its opening act. Raises `Refused`."""
    sent = keyed(once, (kind, act, register, parent), facts)
    with book(org, at=at, today=today) as open_book:
        how = Mandate(_actor(open_book, actor), within=within)
        opening = partial(open_book.open, kind, how, act=act, register=register, parent=parent, **facts)
        return _once(sent, open_book, actor, opening)


def perform_many(
    name: str,
    matters: Sequence[int],
    /,
    *,
    org: int,
    actor: int | None,
    at: int,
    today: date | None = None,
    for_whom: int | None = None,
    basis: str | None = None,
    **facts: Any,
) -> Iterator[Outcome]:
    """The same act on many matters, in chunks of at most 100 rows or half a second, a verdict for each."""
    left = list(matters)
    while left:
        try:
            some = partial(_chunk, name, left[:CHUNK], org, at, today, _Who(actor, for_whom, basis), facts)
            done = _read_first(some)
        except _Again as again:  # one of them was refused half way: the others are done anew without it
            left.remove(again.matter)
            yield Outcome(again.matter, reason=again.reason)
            continue
        left = left[len(done) :]
        yield from done


@dataclass(frozen=True, slots=True)
class _Who:
    actor: int | None
    for_whom: int | None
    basis: str | None


class _Again(Exception):
    def __init__(self, matter: int, reason: Reason) -> None:
        super().__init__(reason.code)
        self.matter = matter
        self.reason = reason


def _read_first(do: Callable[[], Done]) -> Done:
    """Begin again once the files are read for which nobody should wait: each time there are fewer left."""
    while True:
        try:
            return do()
        except ReadFirst as first:
            broken(first.org_id, first.digests)


def _chunk(
    name: str, matters: Sequence[int], org: int, at: int, today: date | None, who: _Who, facts: dict[str, Any]
) -> list[Outcome]:
    """As many of these as half a second allows, in one transaction."""
    begun, outcomes = time.monotonic(), list[Outcome]()
    with book(org, at=at, today=today, hurried=True) as open_book:
        how = Mandate(_actor(open_book, who.actor), who.for_whom, who.basis)
        load(open_book, matters)
        for matter in matters:
            if outcomes and time.monotonic() - begun > CHUNK_SECONDS:
                break
            outcomes.append(_tried(open_book, name, matter, how, facts))
    return outcomes


def _tried(open_book: Book, name: str, matter: int, how: Mandate, facts: dict[str, Any]) -> Outcome:
    try:
        return Outcome(matter, state=open_book.perform(name, matter, how, **facts))
    except Refused as refused:
        return Outcome(matter, reason=refused.reason)
    except HalfDone as half:
        raise _Again(matter, half.reason) from half


def _actor(open_book: Book, person: int | None) -> Actor:
    return open_book.store.actor(person) if person else SYSTEM


def _once(sent: Sent | None, open_book: Book, person: int | None, do: Callable[[], State]) -> State:
    """What the key did already, else what is done now, with the key remembered."""
    if done := done_with(sent, person):
        known = open_book.store.state(done)
        assert known is not None
        return known
    state, store = do(), open_book.store
    assert isinstance(store, DatabaseStore)
    remember(sent, org=open_book.org, person=person, event=id_of(state), matter=state.id, at=store.pen.at)
    return state
