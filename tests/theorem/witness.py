"""The theorem of closure, checked from raw events alone.

It shares nothing with `fold` or the guards: only event names, who, for whom and plain facts. It keeps
what the specification counts and says what is wrong with a closing event. Its memory is a value, so that
a search can make it part of a state and thereby check every trace, not only the first that led there.

The theorem (house.md, "The spine"): since the last time that a matter went back to work there are a proof
given with or after the claim (a problem: every measure ended, at least one closed), a verification by a
hand that is foreign then and at the end, a hearing of the right kind after it, and a foreign approver who is
somebody else. Whoever heard people or agreed is foreign then and at the end too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

CLOSING = frozenset({"signed_off", "continued", "back_filled"})
BACK_TO_WORK = frozenset({"sent_back", "reopened", "assigned", "handed_out", "transferred", "taken_over"})
WORK = frozenset({"progressed", "evidence_added", "claimed", "countersigned", "reported"})
HANDS_OVER = frozenset({"assigned", "handed_out", "transferred", "taken_over", "instructed", "opened"})
GRANTED = frozenset({"extended", "clock_paused", "withdrawn", "transferred", "reopened"})
DECIDING = frozenset({"verified", "hearing_answered", "hearing_waived", "overruled", *CLOSING})
DOING_SIDE = ("lead", "head")
ENDS = {"merged": "merged", "withdrawn": "withdrawn", "declined": "declined"}
BY_RAISERS = ("agreed", "silent", "overruled")
LEAST_DAYS_TO_ANSWER = 5


class Who(NamedTuple):
    """A person on a day: oneself and all whose place one takes, and every post that any of them ever held.

    `seats`: (unit, from, to or None); `offices`: the units of the day that are no branch, since everybody is
    in some branch, whose members' support is not the branch's.
    """

    people: frozenset[int]
    seats: frozenset[tuple[int, date, date | None]]
    offices: frozenset[int]
    on: date = date.max


class Touched(NamedTuple):
    """Who had a hand in something: people who did, and units that led or supported by an act, since a day."""

    people: frozenset[int] = frozenset()
    units: frozenset[tuple[int, date]] = frozenset()

    def excludes(self, one: Who) -> bool:
        """Whether that person may decide nothing about it."""
        sat = any(
            seat == unit and begun <= one.on and (ended is None or ended >= since)
            for unit, since in self.units
            for seat, begun, ended in one.seats
        )
        return bool(one.people & self.people) or sat


@dataclass(frozen=True, slots=True)
class Seen:
    """What the raw events say of one matter."""

    kind: str
    parent: int | None = None
    end: str = ""  # "", closed, withdrawn, merged, declined
    people: frozenset[int] = frozenset()
    units: frozenset[tuple[int, date]] = frozenset()
    lead: int | None = None
    supporting: frozenset[int] = frozenset()
    raisers: frozenset[int] = frozenset()
    swallowed: tuple[int, ...] = ()
    origin: int | None = None
    steps: tuple[str, ...] = ()
    said_yes: tuple[Who, ...] = ()
    claimed: bool = False
    proof: bool = False
    checker: Who | None = None
    hearers: tuple[Who, ...] = ()
    heard: str = ""
    asked_on: date | None = None
    long: bool = False

    def at_work(self) -> "Seen":
        """Nothing that was proved, checked and heard counts any longer."""
        return replace(
            self, end="", claimed=False, proof=False, checker=None, hearers=(), heard="", asked_on=None
        )


Lookup = Callable[[int], Who]


class Witness:
    """All matters as seen so far. `take` makes the next one and says what the event broke."""

    __slots__ = ("matters",)

    def __init__(self, matters: Mapping[int, Seen] | None = None) -> None:
        self.matters: dict[int, Seen] = dict(matters or {})

    def take(self, event: Any, who: Lookup) -> tuple["Witness", list[str]]:
        """The witness after `event`, and what is wrong with it (nothing, if the theorem holds)."""
        after = Witness(self.matters)
        if event.kind in ("register", "people", "rules"):
            return after, []
        mine = after.matters.get(event.matter) or Seen(event.kind)
        actors = [who(one)._replace(on=event.occurred_on) for one in (event.actor, event.for_whom) if one]
        if event.kind == "request":
            return after, after._asked(mine, event, actors)
        after.matters[event.matter] = mine = _seen(mine, event, actors)
        if event.name == "absorbed":
            after.matters[event.matter] = replace(mine, swallowed=(*mine.swallowed, event.plain["absorbs"]))
        wrong: list[str] = []
        if event.name in DECIDING:
            wrong += after._foreign(
                event.matter, actors, "checker" if event.name == "verified" else "decider"
            )
        if event.name in GRANTED and event.plain.get("granted"):  # a transfer may lead to the granter's unit
            wrong += self._foreign(event.matter, actors, "decider")
        if event.name in CLOSING:
            wrong += after._closed(event, actors)
            after.matters[event.matter] = replace(after.matters[event.matter], end="closed")
        return after, wrong

    def _asked(self, mine: Seen, event: Any, actors: list[Who]) -> list[str]:
        """A request: who said yes in which step; every step but the doing side's own is a decision."""
        plain, wrong = event.plain, []
        if event.name == "made":
            subjects = plain.get("subjects") or ()
            about = event.plain.get("parent") if subjects == [event.plain.get("parent")] else None
            mine = replace(mine, origin=about, steps=tuple(by for by, *_ in plain["steps"]))
        elif event.name == "approved":
            if mine.origin in self.matters and mine.steps[0] not in DOING_SIDE:
                wrong = self._foreign(mine.origin, actors, "decider")
            left = mine.steps[1:] if plain.get("next_step") else mine.steps
            mine = replace(mine, steps=left, said_yes=(*mine.said_yes, *actors))
        self.matters[event.matter] = mine
        return wrong

    def hands(self, matter: int) -> Touched:
        """Everybody who had a hand in it, in what is below it, merged into it, or split from or off it."""
        met = {matter}
        pieces = {number: one.origin for number, one in self.matters.items() if one.kind != "request"}
        while more := {number for number, origin in pieces.items() if origin in met} - met:
            met |= more
        more = set(met)
        while more:
            near = {below for one in more for below in self.below(one)}
            near |= {one for number in more for one in self.matters[number].swallowed}
            near |= {self.matters[number].origin or number for number in more}
            more = near - met
            met |= more
        touched = [self.matters[one] for one in met if self.matters[one].kind != "request"]
        return Touched(
            frozenset().union(*(one.people for one in touched)),
            frozenset().union(*(one.units for one in touched)),
        )

    def below(self, matter: int, kind: str | None = None) -> Iterator[int]:
        """What stands directly under a matter."""
        for one, seen in self.matters.items():
            if seen.parent == matter and kind in (None, seen.kind):
                yield one

    def _foreign(self, matter: int, actors: list[Who], role: str) -> list[str]:
        if not actors:
            return [f"no person is the {role}"]
        touched = self.hands(matter)
        return [f"the {role} had a hand: {one} in {touched}" for one in actors if touched.excludes(one)]

    def _closed(self, event: Any, actors: list[Who]) -> list[str]:
        mine, wrong = self.matters[event.matter], self._foreign(event.matter, actors, "approver")
        request = self.matters.get(event.plain.get("granted") or 0)
        agreed = [*actors, *(request.said_yes if request else ())]
        wrong += self._foreign(event.matter, [*agreed, *mine.hearers], "decider, at the end,")
        if not mine.claimed and event.name != "back_filled":
            wrong.append("closed without a claim")
        if mine.checker is None:
            wrong.append("closed without a verification")
        else:
            wrong += self._foreign(event.matter, [mine.checker], "checker, at the end,")
            if event.name != "back_filled" and any(one.people & mine.checker.people for one in agreed):
                wrong.append("checker and approver are one person")
        if mine.heard not in (*BY_RAISERS, "waived", "as_signed", "with_problem"):
            wrong.append(f"closed without a hearing ({mine.heard or 'none'})")
        if not self._proved(event.matter):
            wrong.append("closed without a proof")
        # A problem may close as 已销号（含常态化）, product.md 6; a measure may not.
        if mine.long and mine.kind != "problem" and event.name == "signed_off":
            wrong.append("a long-term matter is struck off")
        return wrong

    def _proved(self, matter: int) -> bool:
        mine = self.matters[matter]
        if mine.kind == "problem":
            ends = [self.matters[one].end for one in self.below(matter, "measure")]
            return all(ends) and "closed" in ends
        return mine.proof or any(self.matters[part].proof for part in self.below(matter, "part"))

    def standing(self) -> list[str]:
        """What is wrong between acts: a closed problem has no open measure, whatever happened since."""
        wrong = []
        for number, one in self.matters.items():
            if one.kind == "problem" and one.end == "closed":
                still = [below for below in self.below(number, "measure") if not self.matters[below].end]
                wrong += [f"a closed problem has open measures: {still}"] if still else []
        return wrong


def _seen(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    plain, name = event.plain, event.name
    if name.endswith("_requested"):
        return mine  # what is asked for has not happened
    lead = plain.get("lead_unit", mine.lead) if name != "returned_wrong_unit" else None
    supporting = frozenset(plain.get("supporting", mine.supporting) or ())
    people, units = set(mine.people), {unit for unit, _ in mine.units}
    if name in WORK:
        people |= {one for one in (event.actor, event.for_whom) if one}
        mandate = actors[-1].offices if actors else frozenset()
        units |= mandate & supporting
        units |= {lead} if lead and (mine.kind == "part" or lead in units) else set()
    handed = name in HANDS_OVER and plain.get("life") != "registered"
    if handed and lead and mine.kind != "part":
        units.add(lead)
    new = {(unit, event.occurred_on) for unit in units - {unit for unit, _ in mine.units}}
    raisers = (
        mine.raisers | frozenset(plain.get("raisers") or ()) | frozenset(plain.get("more_raisers") or ())
    )
    found = replace(
        mine,
        people=frozenset(people),
        units=mine.units | new,
        lead=lead,
        supporting=supporting,
        raisers=raisers,
        parent=plain.get("parent", mine.parent),
        origin=plain.get("split_from", mine.origin),
    )
    if plain.get("due_kind"):
        long = plain["due_kind"] in ("recurring", "long_term") or plain.get("due_then") == "long_term"
        found = replace(found, long=long)
    if name in BACK_TO_WORK or (name == "instructed" and plain.get("assign_anew")):
        found = found.at_work()
    if name in ENDS:
        found = replace(found, end=ENDS[name])
    return _step(found, event, actors)


def _step(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    plain, name = event.plain, event.name
    proof = bool(plain.get("evidence"))
    if name in ("claimed", "claimed_by_parts") or (name == "taken_over" and plain.get("life") == "claimed"):
        return replace(mine.at_work(), claimed=True, proof=proof)
    if name == "reported":
        return replace(mine, proof=proof)
    if name == "evidence_added":
        return replace(mine, proof=mine.proof or (proof and mine.claimed))
    if name in ("signed_off", "continued"):
        return replace(mine, proof=mine.proof or proof)
    if name == "verified":
        with_problem = mine.kind == "measure" and mine.parent is not None
        heard = "with_problem" if with_problem else ""
        checker = actors[0] if actors and mine.claimed else None
        return replace(mine, checker=checker, heard=heard, hearers=(), asked_on=None)
    if name == "back_filled":
        return replace(mine, checker=actors[0] if actors else None, heard="as_signed", proof=proof)
    return _hearing(mine, event, actors)


def _hearing(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    """Nothing is heard before it was checked; silence takes its days, an answer comes from a raiser."""
    name = event.name
    if mine.checker is None:
        return mine
    if name == "raisers_asked":
        return replace(mine, heard="asked", hearers=(), asked_on=event.occurred_on)
    if name == "hearing_answered":
        from_raiser = any(one.people & mine.raisers for one in actors[-1:])
        heard = event.plain["answer"] if from_raiser else ""
        return replace(mine, heard=heard, hearers=tuple(dict.fromkeys((*mine.hearers, *actors))))
    if name == "hearing_waived":
        return replace(mine, heard="waived", hearers=tuple(actors))
    if name == "silence_noted" and mine.asked_on:
        waited = (event.occurred_on - mine.asked_on).days >= LEAST_DAYS_TO_ANSWER
        return replace(mine, heard="silent" if waited else "too soon")
    if name == "overruled" and mine.heard == "not_solved":
        return replace(mine, heard="overruled", hearers=tuple(actors))
    return mine
