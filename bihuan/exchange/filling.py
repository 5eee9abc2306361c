"""One wave of synthetic matters: what is opened and what happens to each, by turns."""

from datetime import date, timedelta
from random import Random
from typing import Any

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.state import State
from bihuan.exchange import filling_words as words
from bihuan.exchange.filling_org import Filled

MEASURES = 4  # under each problem
# What happens to a measure. Made longer by reports before it is claimed, or by remarks at its end.
WAYS = (
    ("assign", "receive", "progress", "progress", "progress", "progress", "progress", "progress", "progress"),
    ("assign", "receive", "progress", "claim", "countersign", "verify", "sign_off"),
    ("assign", "receive", "progress", "claim", "countersign", "verify", "sign_off"),
    ("assign", "receive", "progress", "claim", "countersign"),
    ("assign", "receive", "progress", "claim"),
    ("assign", "receive", "progress", "urge", "progress", "progress", "urge", "progress", "progress"),
    ("assign", "urge", "urge"),
    (),
)
OF_PROBLEM = ("triage", "assign", "receive", "progress", "progress", "progress", "progress", "progress")


def made_long(way: tuple[str, ...], turns: int) -> tuple[str, ...]:
    """The way in just so many turns."""
    missing = max(0, turns - len(way))
    if "claim" in way:
        at = way.index("claim")
        return (*way[:at], *("progress",) * missing, *way[at:])[:turns]
    return (*way, *("remark",) * missing)[:turns]


class Wave:
    """Matters that live through the same turns."""

    def __init__(
        self,
        book: Book,
        cast: Filled,
        random: Random,
        proof: str,
        *,
        turns: int,
        due_from: date,
        due_to: date,
    ) -> None:
        self.book, self.cast, self.random, self.proof = book, cast, random, proof
        self.ways = [made_long(way, turns) for way in WAYS]
        self.of_problem = made_long(OF_PROBLEM, turns)
        self.due_from, self.due_days = due_from, (due_to - due_from).days
        self.matters: list[tuple[int, tuple[str, ...], int]] = []  # (id, way, office)
        self.hows = {
            person: Mandate(book.store.actor(person))
            for person in (*cast.contacts, *cast.heads, cast.supervisor, cast.verifier, cast.approver)
        }

    def open(self, first: int, count: int) -> None:
        """Register `count` matters: a problem, then the four measures under it, and so on."""
        how, parent = self.hows[self.cast.supervisor], None
        for number in range(first, first + count):
            if number % (MEASURES + 1) == 0:
                parent = self._problem(number, how)
                self.matters.append(
                    (parent.id, self.of_problem, number // (MEASURES + 1) % len(self.cast.offices))
                )
            else:
                office = self.random.randrange(len(self.cast.offices))
                state = self._measure(number, office, parent, how)
                self.matters.append((state.id, self.random.choice(self.ways), office))

    def _problem(self, number: int, how: Mandate) -> State:
        return self.book.open(
            "problem",
            how,
            register=self.cast.register,
            title=words.problem(self.random, number),
            source=self.random.choice(words.SOURCES),
            aspect=self.random.choice(words.ASPECTS),
        )

    def _measure(self, number: int, office: int, parent: State | None, how: Mandate) -> State:
        return self.book.open(
            "measure",
            how,
            register=self.cast.register,
            parent=parent.id if parent else None,
            title=words.measure(self.random, number),
            lead_unit=self.cast.offices[office],
            accountable=self.cast.heads[office],
            leader=self.cast.leader,
            due={"kind": "date", "on": self._day()},
        )

    def _day(self) -> str:
        return (self.due_from + timedelta(self.random.randrange(self.due_days))).isoformat()

    def act(self, turn: int) -> None:
        """What happens to every matter in that turn, counted from 0."""
        for matter, way, office in self.matters:
            who, facts = self._asked(way[turn], way, office)
            self.book.perform(way[turn], matter, self.hows[who], **facts)

    def _asked(self, name: str, way: tuple[str, ...], office: int) -> tuple[int, dict[str, Any]]:
        """Who does an act, and its facts."""
        cast = self.cast
        if name == "progress":
            return cast.contacts[office], {"progress": words.report(self.random)}
        if name == "remark":
            return cast.supervisor, {"remark": words.report(self.random)}
        if name == "assign" and way is self.of_problem:
            return cast.supervisor, {"lead_unit": cast.offices[office], "accountable": cast.heads[office]}
        if name == "claim":
            return cast.contacts[office], {"result": words.report(self.random), "evidence": [self.proof]}
        return {
            "assign": (cast.supervisor, {}),
            "triage": (cast.supervisor, {"triage": "in_batches"}),
            "urge": (cast.supervisor, {}),
            "receive": (cast.contacts[office], {}),
            "countersign": (cast.heads[office], {}),
            "verify": (cast.verifier, {"finding": "属实。"}),
            "sign_off": (cast.approver, {"opinion": "同意销号。"}),
        }[name]
