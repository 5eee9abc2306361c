"""A book over the store in memory with the small cast, for tests of what a book does."""

from typing import Any

import pytest

from bihuan.core.acts.book import Book, HalfDone
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM, Actor
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Refused
from tests.memory import MemoryStore
from tests.theorem.cast import APPROVER, CHECKER, DOER, HEAD, PLAIN, REGISTER, START, A, Cast, store

PROOF = ["ab" * 32]
DUE = {"kind": "date", "on": "2026-06-30"}


class Shop:
    """Matters and the acts of the cast, refused or done."""

    def __init__(self, cast: Cast = PLAIN, **rules: Any) -> None:
        self.store: MemoryStore = store(cast, **rules)
        self.today = START

    @property
    def book(self) -> Book:
        return Book(self.store, org=1, today=self.today)

    def actor(self, who: int | None) -> Actor:
        return self.store.actors[who] if who else SYSTEM

    def open(self, kind: str, act: str | None = "register", parent: int | None = None, **facts: Any) -> State:
        how = Mandate(SYSTEM, within=True)
        book = self.book
        state = book.open(kind, how, act=act, register=REGISTER, parent=parent, title="事项", **facts)
        book.end()
        return state

    def do(self, name: str, matter: int | State, who: int | None, /, **facts: Any) -> State:
        identity = matter.id if isinstance(matter, State) else matter
        how = Mandate(
            self.actor(who), facts.pop("for_whom", None), facts.pop("basis", None), facts.pop("seen", None)
        )
        book = self.book
        state = book.perform(name, identity, how, **facts)
        book.end()
        return state

    def why(self, name: str, matter: int | State, who: int | None, /, **facts: Any) -> str:
        """Why it is refused; fails if it is not."""
        with pytest.raises((Refused, HalfDone)) as caught:
            self.do(name, matter, who, **facts)
        return caught.value.reason.code

    def now(self, matter: int | State) -> State:
        state = self.store.state(matter.id if isinstance(matter, State) else matter)
        assert state is not None
        return state

    def claimed(self, parent: int | None = None, **facts: Any) -> State:
        """A measure of unit A, claimed with proof and countersigned."""
        measure = self.open("measure", parent=parent)
        self.do("assign", measure, CHECKER, **({"lead_unit": A, "due": DUE} | facts))
        self.do("receive", measure, DOER)
        self.do("claim", measure, DOER, result="完成", evidence=PROOF)
        return self.do("countersign", measure, HEAD)

    def monthly(self) -> State:
        """A month of a measure of unit A, still to be shown."""
        measure = self.open("measure")
        self.do("assign", measure, CHECKER, lead_unit=A, due={"kind": "recurring", "every": "month"})
        self.do("receive", measure, DOER)
        self.do("open_instalment", measure, DOER, period="2026-03")
        (shown,) = [one for one in self.store.children(measure.id) if one.period]
        return shown

    def verified(self, **facts: Any) -> State:
        """The same, verified and with its hearing waived."""
        measure = self.claimed(**facts)
        self.do("verify", measure, CHECKER, finding="属实")
        return self.do("waive_hearing", measure, CHECKER, reason="匿名", sample="抽查")

    def closed(self) -> State:
        return self.do("sign_off", self.verified(), APPROVER)
