"""Who holds which post, who is away and what became of which unit: tables made of raw events.

They are read twice, each time in another way. The store asks, as the database does, for every seat of a
person in its unit and in all that hangs together with that by successions. The witness asks for the unit
itself, for what it was before, and for what it became.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from bihuan.core.state.actor import Actor, Desk, Hat
from bihuan.core.state.hands import Seat
from bihuan.core.state.posts import Post
from tests.theorem.seen import Who

SEATS = ("verifiers", "fallbacks", "outsiders", "approvers")
ROW = 100
"""Rows that acts add are numbered by their events, apart from those that a cast begins with."""


class Held(NamedTuple):
    """An appointment, from a day to a day."""

    appointment: int
    post: int
    person: int
    from_on: date = date.min
    to_on: date | None = None


class Away(NamedTuple):
    """An absence, with who stands in."""

    absence: int
    person: int
    stand_in: int
    from_on: date = date.min
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Roster:
    """The tables at a moment; `after` makes the next ones."""

    posts: Mapping[int, Post]
    held: tuple[Held, ...]
    desk: Desk
    away: tuple[Away, ...] = ()
    became: tuple[tuple[int, int], ...] = ()  # (unit, its successor)
    set_anew: bool = False  # the desk is another than that of the beginning

    def after(self, event: Any) -> "Roster":
        """The tables after an act of people or of a register; the same if it is none that changes them."""
        change = _CHANGES.get(event.name)
        return change(self, event) if change else self

    def actors(self, people: Iterable[int], on: date) -> dict[int, Actor]:
        """Everybody with the hats of a day."""
        return {one: self._actor(one, on) for one in people}

    def _actor(self, person: int, on: date) -> Actor:
        others = [one.person for one in self.away if one.stand_in == person and _runs(one, on)]
        rows = [one for whose in (person, *others) for one in self.held if one.person == whose]
        hats = tuple(self._hat(one) for one in rows if _runs(one, on))
        return Actor(person, hats, frozenset(hat.person for hat in hats) - {person})

    def _hat(self, one: Held) -> Hat:
        unit, role = self.posts[one.post]
        return Hat(one.appointment, one.post, unit, role, one.person)

    def seats(self) -> list[Seat]:
        """Every post that anybody ever held, in each unit that hangs together with its own."""
        return [
            Seat(one.person, unit, one.from_on, one.to_on)
            for one in self.held
            for unit in self._hanging(self.posts[one.post].unit)
        ]

    def _hanging(self, unit: int) -> set[int]:
        met = {unit}
        while more := {one for pair in self.became if met & set(pair) for one in pair} - met:
            met |= more
        return met

    def who(self, person: int, on: date) -> Who:
        """Who somebody is on a day, for the witness."""
        away = {one.person for one in self.away if one.stand_in == person and _runs(one, on)}
        serving = {one.person for one in self.held if _runs(one, on)}
        people = frozenset({person} | (away & serving))
        offices = (one.post for one in self.held if one.person in people and _runs(one, on))
        return Who(people, self.seats_of(people), frozenset(self.posts[post].unit for post in offices))

    def seats_of(self, people: Collection[int]) -> frozenset[tuple[int, date, date | None]]:
        """(unit, from, to) of each post that these people ever held."""
        return frozenset(
            (unit, one.from_on, one.to_on)
            for one in self.held
            if one.person in people
            for unit in self._line(self.posts[one.post].unit)
        )

    def _line(self, unit: int) -> set[int]:
        """The unit, what it was before, and what it became."""
        backwards = [(after, before) for before, after in self.became]
        return _followed(unit, self.became) | _followed(unit, backwards)

    def holders(self, posts: Collection[int], on: date) -> frozenset[int]:
        """Who holds one of these posts on a day, or from a later day."""
        return frozenset(one.person for one in self.held if one.post in posts and not _over(one, on))

    def still(self, act: str, facts: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """The facts of an act of people or of the desk; None where it was done, or would change nothing."""
        if act in ("appoint", "request_appointment"):
            done = any((one.person, one.post) == (facts["person"], facts["post"]) for one in self.held)
        elif act == "end_appointment":
            done = any(one.appointment == facts["appointment"] and one.to_on for one in self.held)
        elif act == "end_absence":
            open_ = [one for one in self.away if one.person == facts["person"] and one.to_on is None]
            return {"absence": open_[0].absence} if open_ else None
        elif act in ("end_unit", "request_unit_end"):
            done = any(before == facts["unit"] for before, _ in self.became)
        elif act in ("request_desk", "set_desk"):
            done = self.set_anew
        else:
            pair = (facts["person"], facts["stand_in"])
            done = any((one.person, one.stand_in) == pair for one in self.away)
        return None if done else facts

    def days(self) -> list[date]:
        """The days on which anything of it begins or ends, in order."""
        rows = (*self.held, *self.away)
        return sorted({day for one in rows for day in one[3:] if day and day != date.min})

    def moves_on(self, today: date) -> bool:
        """Whether tomorrow somebody no longer holds, or takes, a post of today."""
        return any(one.to_on == today for one in (*self.held, *self.away))


def _runs(one: Held | Away, on: date) -> bool:
    return one.from_on <= on and not _over(one, on)


def _over(one: Held | Away, on: date) -> bool:
    return one.to_on is not None and one.to_on < on


def _followed(unit: int, pairs: Collection[tuple[int, int]]) -> set[int]:
    return {unit}.union(*(_followed(then, pairs) for one, then in pairs if one == unit))


def _appointed(roster: Roster, event: Any) -> Roster:
    row = Held(event.seq * ROW, event.plain["post"], event.plain["person"], _day(event.plain["from_on"]))
    return replace(roster, held=(*roster.held, row))


def _ended(roster: Roster, event: Any) -> Roster:
    which, on = event.plain["appointment"], _day(event.plain["to_on"])
    rows = (one._replace(to_on=on) if one.appointment == which else one for one in roster.held)
    return replace(roster, held=tuple(rows))


def _left(roster: Roster, event: Any) -> Roster:
    plain = event.plain
    until = _day(plain["to_on"]) if plain.get("to_on") else None
    row = Away(event.seq * ROW, plain["person"], plain["stand_in"], _day(plain["from_on"]), until)
    return replace(roster, away=(*roster.away, row))


def _came_back(roster: Roster, event: Any) -> Roster:
    which, on = event.plain["absence"], _day(event.plain["to_on"])
    rows = (one._replace(to_on=on) if one.absence == which else one for one in roster.away)
    return replace(roster, away=tuple(rows))


def _went_over(roster: Roster, event: Any) -> Roster:
    return replace(roster, became=(*roster.became, (event.plain["unit"], event.plain["successor"])))


def _desk_set(roster: Roster, event: Any) -> Roster:
    named = {name: tuple((post, roster.posts[post].unit) for post in event.plain[name]) for name in SEATS}
    return replace(roster, desk=replace(roster.desk, **named), set_anew=True)


def _day(text: str) -> date:
    return date.fromisoformat(text)


_CHANGES: Mapping[str, Callable[[Roster, Any], Roster]] = {
    "appointed": _appointed,
    "appointment_ended": _ended,
    "absence_declared": _left,
    "absence_ended": _came_back,
    "unit_ended": _went_over,
    "desk_set": _desk_set,
}
