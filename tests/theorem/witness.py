"""The theorem of closure, checked from raw events alone.

It shares nothing with `fold` or the guards: only event names, who, for whom and plain facts. It keeps
what the specification counts and says what is wrong with a closing event. Its memory is a value, so that
a search can make it part of a state and thereby check every trace, not only the first that led there.

The theorem (house.md, "The spine"): since the last time that a matter went back to work there are a proof
given with or after the claim (a problem: every measure ended, at least one closed), a verification by a
hand that is foreign then and at the end, a hearing of the right kind after it, and a foreign approver who is
somebody else. Whoever heard people or agreed is foreign then and at the end too.
What is measured by periods goes over on different ones that stand verified now; what was struck off with a
problem was heard with it; nothing is dated before what it rests on; what has no end is never struck off.
"""

from collections.abc import Callable
from datetime import date
from itertools import permutations
from typing import Any

from tests.theorem.asked import Asked, Lookup
from tests.theorem.hanging import GONE
from tests.theorem.hearing import brought_along, unheard, who_heard
from tests.theorem.seen import Seen, Who
from tests.theorem.staying import as_set, moved, stays
from tests.theorem.told import (
    AS_SIGNED,
    CHECKING,
    CLOSED,
    CLOSING,
    DECIDING,
    DOING_SIDE,
    GRANTED,
    LEAST_TOGETHER,
    NOT_BY_CARRIERS,
    behind,
    first_day,
    is_long,
    last_day,
    said_yes,
    seen_after,
)


class Witness(Asked):
    """All matters as seen so far. `take` makes the next one and says what the event broke."""

    __slots__ = ()

    def take(self, event: Any, who: Lookup) -> tuple["Witness", list[str]]:
        """The witness after `event`, and what is wrong with it (nothing, if the theorem holds)."""
        after = Witness(self.matters)
        if event.kind in ("register", "people", "rules"):
            return after, []
        before = after.matters.get(event.matter) or Seen(event.kind)
        actors = [who(one)._replace(on=event.occurred_on) for one in (event.actor, event.for_whom) if one]
        if event.kind == "request":
            asked = after._asked(before, event, [*_third(event, who), *actors])
            return after, asked + after._on_paper(event, actors, who)
        mine = seen_after(before, event, actors)
        third = _third(event, who)
        if event.name in ("verified", "cross_checked"):
            begun = before.brought if event.plain.get("cross") else frozenset()
            mine = mine._replace(brought=begun | _all([*actors, *third]))
        mine = after.matters[event.matter] = after.left_alone(mine)
        if event.name in GONE:
            after._given_up_above(event, who)
        if event.name == "absorbed":
            taken = after.matters[event.plain["absorbs"]]
            mine = brought_along(mine, taken.unsolved)
            after.matters[event.matter] = mine._replace(
                swallowed=(*mine.swallowed, event.plain["absorbs"]),
                long=mine.long or (taken.long and mine.kind == "measure"),
            )
        if actors and (mine.role == "separate" or mine.period) and event.name in ("part_excused", "lapsed"):
            own = any(mine.lead in one.offices for one in actors)
            foreign = after._foreign(event.matter, actors, "one who let it off")
            return after, ["a unit let itself off"] if own else foreign
        if event.name == "erased":
            after._erased({number for number, _ in event.plain["erases"]})
        wrong = after._dated(before, event) + stays(before, event) + after._on_paper(event, actors, who)
        if event.name in ("cross_checked", "verified"):
            wrong += after._checked(event.matter, actors, mine.begun if event.name == "verified" else None)
        elif event.name in DECIDING and event.plain.get("answer") != "not_solved":  # that closes nothing
            role = "checker" if event.name in AS_SIGNED else "decider"
            wrong += after._foreign(event.matter, actors, role)
        if event.name in CHECKING:
            wrong += after._said_first(event.matter, actors)
        if event.name in NOT_BY_CARRIERS:
            wrong += after._carried(event.matter, actors)
        if event.name in AS_SIGNED:
            wrong += self._closed_before(event)
        if event.name in GRANTED and event.plain.get("granted"):  # a transfer may lead to the granter's unit
            request = self.matters.get(event.plain["granted"])
            wrong += self._foreign(event.matter, [*actors, *(request.said_yes if request else ())], "decider")
        if event.name in CLOSING:
            left = after._left_out(event, who)
            wrong += after._closed(event, actors, third) + after._asked_all(event, left)
            how = "closed" if event.name in ("signed_off", "back_filled") else "continuing"
            after.matters[event.matter] = after.matters[event.matter]._replace(
                end=how, ended_on=event.occurred_on, passed_over=tuple(left)
            )
        if event.name == "declined" and after._worked(event.matter):
            wrong.append("work was given up without a foreign yes")
        if event.name == "withdrawn":
            wrong += after._given_up(event, actors)
        if event.name == "extended":
            wrong += moved(before, mine)
        return after, wrong + as_set(before, mine, event)

    def seated(self, seats_of: Callable[[frozenset[int]], frozenset[Any]]) -> "Witness":
        """The same when posts have changed: with all posts, until now, of who checked, heard or agreed."""
        return Witness({number: one.seated(seats_of) for number, one in self.matters.items()})

    def _asked(self, mine: Seen, event: Any, actors: list[Who]) -> list[str]:
        """A request: who said yes in which step; every step but the doing side's own is a decision."""
        plain, wrong = event.plain, []
        if event.name == "made":
            subjects = plain.get("subjects") or ()
            about = event.plain.get("parent") if subjects == [event.plain.get("parent")] else None
            steps = tuple((by, many) for by, many, *_ in plain["steps"])
            mine = mine._replace(origin=about, steps=steps, behind=_all(actors))
            if plain.get("first_yes"):
                wrong = self._foreign(about or 0, actors, "one whose asking was a yes")
                named = len(actors) > 1 and not actors[1].people <= actors[0].people
                wrong += ["asking in somebody's name was a yes"] if named else []
                mine = mine._replace(said_yes=tuple(actors))
        elif event.name == "approved":
            by = mine.steps[0][0]
            if mine.origin in self.matters and by not in DOING_SIDE:
                wrong = self._foreign(mine.origin, actors, "decider")
            if by not in DOING_SIDE and mine.behind & behind(event, actors):
                wrong = [*wrong, "one person stands behind two steps, or behind asking and answering"]
            mine = said_yes(mine, event, actors)
        self.matters[event.matter] = mine
        return wrong

    def _on_paper(self, event: Any, actors: list[Who], who: Lookup) -> list[str]:
        """Nobody decides for somebody alone: a third person has compared it, as foreign as the others."""
        decides = event.name in (DECIDING | {"verified", "approved", "reopened"}) - {"hearing_answered"}
        if len(actors) < 2 or not decides or actors[1].people <= actors[0].people:
            return []
        paper = event.plain.get("on_paper")
        if paper is None:
            doing = event.name == "approved" and self.matters[event.matter].doing_side
            return [] if doing else [f"{event.name} was done by one for another"]
        third = who(paper[1])._replace(on=event.occurred_on)
        wrong = ["whoever compared it entered or decided it"] if third.people & _all(actors) else []
        about = self.matters[event.matter].origin if event.name == "approved" else event.matter
        return wrong + (self._foreign(about, [third], "comparer") if about in self.matters else [])

    def _carried(self, matter: int, actors: list[Who]) -> list[str]:
        """Who brought in the file that says what was done checks it no more than who did it."""
        carriers = frozenset[int]().union(*(one.carriers for one in self.related(matter)))
        return ["the checker carried the file in"] if any(carriers & one.people for one in actors) else []

    def _closed_before(self, event: Any) -> list[str]:
        """As signed goes only what came in as closed, was signed before that, and never lived here."""
        mine, wrong = self.matters[event.matter], []
        if not mine.came_closed:
            wrong.append("back-filled although nothing said that it was closed before")
        if mine.opened_on and event.occurred_on >= mine.opened_on:
            wrong.append("back-filled as signed after it came in")
        if any(
            (one.lived or one.noted) if one.came_closed else one.people for one in self.related(event.matter)
        ):
            wrong.append("back-filled although it lived here")
        if any(one.raisers or not one.came_closed for one in self.joined(event.matter)):
            wrong.append("back-filled with what was raised here")
        return wrong

    def _said_first(self, matter: int, actors: list[Who]) -> list[str]:
        """Whoever checks sits in no unit that is named, here or below, and has said nothing."""
        met, more = {matter}, {matter}
        while more := {below for one in more for below in self.below(one)} - met:
            met |= more
        above = self.matters[matter].parent if self.matters[matter].period else None
        named = frozenset().union(
            *(self.matters[one].supporting - self.matters[one].uninvolved for one in met | {above} - {None})
        )
        sits = frozenset().union(*(one.offices for one in actors))
        return [f"checked from {sorted(sits & named)}, which did not say what it did"] if sits & named else []

    def _dated(self, before: Seen, event: Any) -> list[str]:
        """Only what is entered as it was signed lies before what it rests on."""
        on, name = event.occurred_on, event.name
        if name in AS_SIGNED:
            return []
        since = [before.since] if before.since else []
        if name == "claimed":
            since += [self.matters[one].ended_on for one in self.below(event.matter, "measure")]
        return [f"{name} is dated before what it rests on"] if any(day and on < day for day in since) else []

    def _given_up(self, event: Any, actors: list[Who]) -> list[str]:
        """Work is given up by somebody who had no hand in it, or goes with a problem that is."""
        mine = self.matters[event.matter]
        if event.plain.get("granted"):
            request = self.matters[event.plain["granted"]]
            return self._foreign(event.matter, [*actors, *request.said_yes], "one who let it be withdrawn")
        above = self.matters.get(mine.parent or 0)
        along = bool(above) and above.end == "withdrawn"
        worked = self._worked(event.matter) and not along
        return ["work was given up without a foreign yes"] if worked else []

    def _foreign(self, matter: int, actors: list[Who], role: str) -> list[str]:
        if not actors:
            return [f"no person is the {role}"]
        touched = self.hands(matter)
        return [f"the {role} had a hand: {one} in {touched}" for one in actors if touched.excludes(one)]

    def _erased(self, events: set[int]) -> None:
        """Whoever claimed on one of these claimed on what is there no longer."""
        for number, one in self.matters.items():
            if one.claimed and one.proof_by & events and not one.end:
                self.matters[number] = one._replace(lost=True)

    def _checked(self, matter: int, actors: list[Who], begun: Who | None, role: str = "checker") -> list[str]:
        """By one who is foreign to all of it; or by two: both foreign to it itself, one of them to each
        measure below it, and of different units.
        """
        alone = self._foreign(matter, actors, role)
        if not alone or self.matters[matter].kind != "problem":
            return alone
        measures = list(self.below(matter, "measure"))
        of_each = [self._touched(one) for one in measures]
        itself = self._touched(matter, without=measures)
        if begun is None:  # the first of two: the second is judged with it
            useless = [one for one in actors if of_each and all(touched.excludes(one) for touched in of_each)]
            return alone if useless or any(itself.excludes(one) for one in actors) else []
        both = [begun, *actors]
        wrong = ["one of two had a hand in the matter itself"] if any(map(itself.excludes, both)) else []
        if any(begun.people & one.people or begun.offices & one.offices for one in actors):
            wrong.append("two who checked together are of one unit")
        if any(all(touched.excludes(one) for one in both) for touched in of_each):
            wrong.append("two checked together a measure in which both had a hand")
        return wrong

    def _closed(self, event: Any, actors: list[Who], third: list[Who]) -> list[str]:
        mine, wrong = self.matters[event.matter], [] if actors else ["no person is the approver"]
        request = self.matters.get(event.plain.get("granted") or 0)
        if request and request.said_together:
            agreed, approver = list(request.said_yes), []
        else:
            agreed, approver = [*actors, *(request.said_yes if request else ())], actors
        wrong += self._foreign(event.matter, approver, "approver") if approver else []
        wrong += self._foreign(event.matter, [*agreed, *who_heard(mine)], "decider, at the end,")
        if not mine.claimed and event.name not in AS_SIGNED:
            wrong.append("closed without a claim")
        checkers = [one for one in (mine.begun, mine.checker) if one]
        if mine.gathered and event.name not in AS_SIGNED:
            parts = self._standing_parts(event.matter)
            checkers = [one.checker for _, one in parts if one.checker]
            if len(checkers) < len(parts) or not parts:
                wrong.append("closed on a part that nobody checked")
            since = mine.shown_from or date.min
            if any(one.on < since for one in (*checkers, *(let for _, let in self._let_off(event.matter)))):
                wrong.append("closed on what was found of a part before it was opened again")
            for number, one in parts:
                wrong += self._foreign(number, [one.checker] if one.checker else [], "checker of a part")
            for number, who_let in self._let_off(event.matter):
                wrong += self._foreign(number, [who_let], "one who let a part off")
                checkers.append(who_let)
        elif mine.checker is None:
            wrong.append("closed without a verification")
        else:
            wrong += self._checked(event.matter, [mine.checker], mine.begun, "checker, at the end,")
        if event.name == "continued":
            checkers += self._of_periods(event.matter)
        if event.name not in AS_SIGNED and any(
            one.people & each.people for one in agreed for each in checkers
        ):
            wrong.append("checker and approver are one person")
        if event.name not in AS_SIGNED and not mine.gathered and mine.brought & _all([*agreed, *third]):
            wrong.append("who brought the check in brought the approval in")
        if request and request.said_together:
            counted = self._counted(event.matter, request.said_together, checkers)
            wrong += ["a collective of fewer than two"] if len(counted) < LEAST_TOGETHER else []
        wrong += unheard(mine, event.occurred_on)
        if mine.heard == "with_problem" and (mine.raisers or mine.unsolved):
            wrong.append("whoever raised the measure itself is heard with no problem")
        if not self._proved(event.matter):
            wrong.append("closed without a proof")
        if mine.lost:
            wrong.append("closed on a proof that was erased")
        if mine.unseen:
            wrong.append("closed on a paper that no checker saw")
        # A problem may close as 已销号（含常态化）, product.md 6; a measure may not.
        if mine.long and mine.kind != "problem" and event.name in ("signed_off", "back_filled"):
            wrong.append("a long-term matter is struck off")
        if event.name == "continued":
            wrong += self._shown(event.matter, at_the_end=True)
        return wrong

    def _counted(
        self, matter: int, said: tuple[tuple[Who, ...], ...], checkers: list[Who]
    ) -> frozenset[frozenset[int]]:
        """Those of a collective who had no hand and did not check it: no other yes counts, and each once."""
        touched = self.hands(matter)
        checked = frozenset().union(*(one.people for one in checkers))
        free = [who for who in said if not any(touched.excludes(one) or one.people & checked for one in who)]
        return frozenset(one.people for who in free for one in who[-1:])

    def _shown(self, matter: int, at_the_end: bool = False) -> list[str]:
        """Two periods, or one of half a year or longer; each shown by everybody who owed it, not long before
        it was owed; when it is closed, each checked by somebody who has had no hand up to then.
        """
        kept = self._periods(matter, at_the_end=at_the_end)
        two = any(first_day(one) > last_day(other) for one, other in permutations(kept, 2))
        enough = two or any(is_long(key) for key in kept)
        return [] if enough else [f"it goes over on the periods {sorted(kept)}"]

    def _of_periods(self, matter: int) -> list[Who]:
        """Who checked what it goes over on."""
        kept = self._periods(matter)
        below = [self.matters[one] for one in self.below(matter, "instalment")]
        return [one.checker for one in below if one.checker and one.period in kept]

    def _periods(self, matter: int, at_the_end: bool = False) -> set[str]:
        """The periods that everybody who owed them showed, each in its days or later."""
        by_period: dict[str, list[Seen]] = {}
        for one in self.below(matter, "instalment"):
            seen = self.matters[one]
            if at_the_end and seen.checker and self._foreign(one, [seen.checker], "checker of a period"):
                seen = seen._replace(checker=None)
            if seen.end != "lapsed":
                by_period.setdefault(seen.period or "", []).append(seen)
        since = self.matters[matter].shown_since
        return {
            key
            for key, owed in by_period.items()
            if last_day(key) >= since
            and all(one.checker and one.checker.on >= max(since, first_day(key)) for one in owed)
        }

    def _proved(self, matter: int) -> bool:
        mine = self.matters[matter]
        if mine.kind == "problem":
            below = [self.matters[one] for one in self.below(matter, "measure")]
            ends = [self.ends_as(one) for one in self.below(matter, "measure")]
            return not any(one.rebound for one in below) and all(ends) and bool(set(CLOSED) & set(ends))
        parts = [self.matters[one] for one in self.below(matter, "part")]
        periods = [self.matters[one] for one in self.below(matter, "instalment")]
        return (
            mine.proof or any(one.proof for one in parts) or any(one.proof and one.checker for one in periods)
        )

    def standing(self) -> list[str]:
        """What is wrong between acts: what is closed rests on what stands now, whatever happened since."""
        wrong = []
        for number, one in self.matters.items():
            if one.kind == "problem" and one.end in CLOSED:
                still = [below for below in self.below(number, "measure") if not self.ends_as(below)]
                wrong += [f"a closed problem has open measures: {still}"] if still else []
            if one.kind == "measure":
                wrong += self._owed_once(number)
            if one.kind == "measure" and one.end == "continuing" and one.heard != "as_signed":
                wrong += self._shown(number)
            if one.end in CLOSED and one.passed_over:
                wrong += self._could_be_asked(number)
            if one.end in CLOSED and one.heard == "with_problem":
                above = self.matters[one.parent or 0].end
                wrong += [f"{number} was to be heard with a problem that is {above}"] if above in GONE else []
        return wrong

    def _owed_once(self, matter: int) -> list[str]:
        """No unit owes a period twice."""
        owed = [self.matters[one] for one in self.below(matter, "instalment")]
        pairs = [(one.period, one.lead) for one in owed if one.end != "lapsed"]
        return [f"one unit owes a period twice: {pairs}"] if len(set(pairs)) < len(pairs) else []


def _third(event: Any, who: Lookup) -> list[Who]:
    """Whoever compared the paper that carries it."""
    paper = event.plain.get("on_paper")
    return [who(paper[1])._replace(on=event.occurred_on)] if paper else []


def _all(actors: list[Who]) -> frozenset[int]:
    return frozenset().union(*(one.people for one in actors))
