"""A store in memory in which posts change hands: by acts of its people and of its register, day by day."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.core.acts.act import Act
from bihuan.core.acts.happened import Happened
from bihuan.core.state.posts import GUARDED, Post, Term
from bihuan.core.state.state import State
from tests.memory import MemoryStore
from tests.theorem.roster import SEATS, Roster


@dataclass
class Office(MemoryStore):
    """The tables of people beside the states; whoever asks gets those of today."""

    roster: Roster | None = None
    today: date = date.min

    def put(self, before: State | None, after: State, event: Happened, act: Act) -> None:
        super().put(before, after, event, act)
        assert self.roster
        if (roster := self.roster.after(event)) is not self.roster:
            self.roster = roster
            self.seated(self.today)

    def seated(self, today: date) -> "Office":
        """Everybody in the posts of a day."""
        assert self.roster
        self.today = today
        self.actors = self.roster.actors(self.actors, today)
        self.held = self.roster.seats()
        self.posts_ = PostsOf(self)
        register = self.roster.desk.register
        self.desks = {**self.desks, register or 0: self.roster.desk}
        self.asked = {} if self.asked is not None else None
        return self


class PostsOf:
    """What the core asks of posts, answered from the tables of today."""

    def __init__(self, office: Office) -> None:
        assert office.roster
        self.roster, self.today = office.roster, office.today
        self.granted = {one.matter: one for one in office.events if one.name == "made"}
        self.events = office.events

    def known(self, posts: Collection[int]) -> Mapping[int, Post]:
        return {post: self.roster.posts[post] for post in posts if post in self.roster.posts}

    def holders(self, posts: Collection[int]) -> frozenset[int]:
        return self.roster.holders(posts, self.today)

    def held_by(self, person: int, since: str | None = None) -> frozenset[int]:
        day = min(since or self.today.isoformat(), self.today.isoformat())
        mine = [one for one in self.roster.held if one.person == person]
        return frozenset(one.post for one in mine if one.to_on is None or one.to_on.isoformat() >= day)

    def signs_in_elsewhere(self, person: int, user: int | None) -> bool:
        return False

    def second(self, posts: Collection[int]) -> int | None:
        """The register, if nothing is asked of, or one of the posts checks, approves or confirms."""
        desk = self.roster.desk
        stands = {post for name in SEATS for post, _ in getattr(desk, name)}
        known = self.known(posts)
        needs = any(
            post in stands or one.role in GUARDED or one.unit == desk.office for post, one in known.items()
        )
        return desk.register if needs or not posts else None

    def second_among(self, units: Collection[int]) -> int | None:
        """The same for the posts of whoever sits, or sat, in one of these units."""
        people = {row.person for row in self.roster.held if self.roster.posts[row.post].unit in units}
        return self.second({row.post for row in self.roster.held if row.person in people})

    def appointers(self, person: int) -> frozenset[int]:
        """Whoever asked for the person's posts, and who did it; of those of the beginning nobody knows."""
        made = [one for one in self.events if one.name == "appointed" and one.plain["person"] == person]
        asked = [self.granted[one.plain["granted"]].actor for one in made if "granted" in one.plain]
        return frozenset(one for one in (*(event.actor for event in made), *asked) if one)

    def absences(self, person: int) -> list[Term]:
        rows = (one for one in self.roster.away if one.to_on is None or one.to_on >= self.today)
        terms = [Term(one.person, one.stand_in, str(one.from_on), _text(one.to_on)) for one in rows]
        return [one for one in terms if person in (one.person, one.what) and not one.called_off]

    def appointment(self, one: int) -> Term | None:
        found = next((row for row in self.roster.held if row.appointment == one), None)
        return Term(found.person, found.post, str(found.from_on), _text(found.to_on)) if found else None

    def absence(self, one: int) -> Term | None:
        found = next((row for row in self.roster.away if row.absence == one), None)
        return Term(found.person, found.stand_in, str(found.from_on), _text(found.to_on)) if found else None


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None
