"""The theorem of closure, checked from raw events alone.

It shares nothing with `fold` or the guards: only event names, who, for whom and plain facts. It keeps
what the specification counts and says what is wrong with a closing event. Its memory is a value, so that
a search can make it part of a state and thereby check every trace, not only the first that led there.

The theorem (house.md, "The spine"): since the last time that a matter went back to work there are a proof
given with or after the claim (a problem: every measure ended, at least one closed), a verification by a
hand that is foreign then and at the end, a hearing of the right kind after it, and a foreign approver.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

CLOSING = frozenset({"signed_off", "continued", "back_filled"})
BACK_TO_WORK = frozenset({"sent_back", "reopened", "assigned", "handed_out", "transferred", "taken_over"})
WORK = frozenset(
    {"received", "planned", "progressed", "evidence_added", "claimed", "countersigned", "reported"}
)
ENDS = {"merged": "merged", "withdrawn": "withdrawn", "declined": "declined"}
BY_RAISERS = ("agreed", "silent", "overruled")
LEAST_DAYS_TO_ANSWER = 5


class Who(NamedTuple):
    """A person at a moment: oneself and all whose place one takes, and every unit in which one serves.

    `offices` are those of the units that are no branch: everybody is in some branch, so that a branch
    excludes its members only where it led.
    """

    people: frozenset[int]
    units: frozenset[int]
    offices: frozenset[int]


class Touched(NamedTuple):
    """Who had a hand in something: people, all units that led or supported, and those that led."""

    people: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()

    def excludes(self, one: Who) -> bool:
        """Whether that person may not check it."""
        return bool(one.people & self.people or one.offices & self.units or one.units & self.led)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the raw events say of one matter."""

    kind: str
    parent: int | None = None
    end: str = ""  # "", closed, withdrawn, merged, declined
    people: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    raisers: frozenset[int] = frozenset()
    swallowed: tuple[int, ...] = ()
    claimed: bool = False
    proof: bool = False
    checker: Who | None = None
    heard: str = ""
    asked_on: date | None = None
    long: bool = False

    def at_work(self) -> "Seen":
        """Nothing that was proved, checked and heard counts any longer."""
        return replace(self, end="", claimed=False, proof=False, checker=None, heard="", asked_on=None)


Lookup = Callable[[int], Who]


class Witness:
    """All matters as seen so far. `take` makes the next one and says what the event broke."""

    __slots__ = ("matters",)

    def __init__(self, matters: Mapping[int, Seen] | None = None) -> None:
        self.matters: dict[int, Seen] = dict(matters or {})

    def take(self, event: Any, who: Lookup) -> tuple["Witness", list[str]]:
        """The witness after `event`, and what is wrong with it (nothing, if the theorem holds)."""
        after = Witness(self.matters)
        if event.kind in ("request", "register", "people", "rules"):
            return after, []
        mine = after.matters.get(event.matter) or Seen(event.kind)
        actors = [who(one) for one in (event.actor, event.for_whom) if one]
        after.matters[event.matter] = mine = _seen(mine, event, actors)
        if event.name == "absorbed":
            after.matters[event.matter] = replace(mine, swallowed=(*mine.swallowed, event.plain["absorbs"]))
        wrong: list[str] = []
        if event.name in ("verified", "back_filled"):
            wrong += after._foreign(event.matter, actors, "checker")
        if event.name in CLOSING:
            wrong += after._closed(event, actors)
            after.matters[event.matter] = replace(after.matters[event.matter], end="closed")
        return after, wrong

    def hands(self, matter: int, met: frozenset[int] = frozenset()) -> Touched:
        """Everybody who had a hand in it, in what is under it and in what was merged into it."""
        if matter in met:
            return Touched()
        mine = self.matters[matter]
        people, units, led = mine.people, mine.units, mine.led
        for below in (*self.below(matter), *mine.swallowed):
            more = self.hands(below, met | {matter})
            people, units, led = people | more.people, units | more.units, led | more.led
        return Touched(people, units, led)

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
        if not mine.claimed and event.name != "back_filled":
            wrong.append("closed without a claim")
        if mine.checker is None:
            wrong.append("closed without a verification")
        else:
            wrong += self._foreign(event.matter, [mine.checker], "checker, at the end,")
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
    people, units, led = set(mine.people), set(mine.units), set(mine.led)
    if name in WORK:
        people |= {one for one in (event.actor, event.for_whom) if one}
    if plain.get("accountable"):
        people.add(plain["accountable"])
    if plain.get("lead_unit"):
        units.add(plain["lead_unit"])
        led.add(plain["lead_unit"])
    units |= set(plain.get("supporting") or ())
    raisers = (
        mine.raisers | frozenset(plain.get("raisers") or ()) | frozenset(plain.get("more_raisers") or ())
    )
    found = replace(
        mine,
        people=frozenset(people),
        units=frozenset(units),
        led=frozenset(led),
        raisers=raisers,
        parent=plain.get("parent", mine.parent),
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
        return replace(mine, checker=checker, heard=heard, asked_on=None)
    if name == "back_filled":
        return replace(mine, checker=actors[0] if actors else None, heard="as_signed", proof=proof)
    return _hearing(mine, event, actors)


def _hearing(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    """Nothing is heard before it was checked; silence takes its days, an answer comes from a raiser."""
    name = event.name
    if mine.checker is None:
        return mine
    if name == "raisers_asked":
        return replace(mine, heard="asked", asked_on=event.occurred_on)
    if name == "hearing_answered":
        from_raiser = any(one.people & mine.raisers for one in actors[-1:])
        return replace(mine, heard=event.plain["answer"] if from_raiser else "")
    if name == "hearing_waived":
        return replace(mine, heard="waived")
    if name == "silence_noted" and mine.asked_on:
        waited = (event.occurred_on - mine.asked_on).days >= LEAST_DAYS_TO_ANSWER
        return replace(mine, heard="silent" if waited else "too soon")
    if name == "overruled" and mine.heard == "not_solved":
        return replace(mine, heard="overruled")
    return mine
