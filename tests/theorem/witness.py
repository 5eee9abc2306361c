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

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tests.theorem.seen import Seen, Touched, Who

AS_SIGNED = frozenset({"back_filled", "back_filled_long_term"})
CLOSING = frozenset({"signed_off", "continued"}) | AS_SIGNED
CLOSED = ("closed", "continuing")
BACK_TO_WORK = frozenset({"sent_back", "reopened", "assigned", "handed_out", "transferred", "taken_over"})
WORK = frozenset({"progressed", "evidence_added", "claimed", "countersigned", "reported"})
HANDS_OVER = frozenset({"assigned", "handed_out", "transferred", "taken_over", "instructed", "opened"})
GRANTED = frozenset({"extended", "clock_paused", "transferred", "reopened"})
DECIDING = frozenset({"verified", "hearing_answered", "hearing_waived", "overruled", *CLOSING})
DOING_SIDE = ("lead", "head")
ENDS = {"merged": "merged", "withdrawn": "withdrawn", "declined": "declined", "lapsed": "lapsed"}
OPENED = frozenset({"registered", "taken_over", "opened"})
HEARING = frozenset({"raisers_asked", "hearing_answered", "hearing_waived", "silence_noted", "overruled"})
RESTED_ON = (
    OPENED | BACK_TO_WORK | HEARING | {"handed_over", "claimed", "claimed_by_parts", "reported", "verified"}
)
"""Acts before whose day nothing that follows them can have happened."""
BY_RAISERS = ("agreed", "silent", "overruled")
LEAST_DAYS_TO_ANSWER = 5


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
        before = after.matters.get(event.matter) or Seen(event.kind)
        actors = [who(one)._replace(on=event.occurred_on) for one in (event.actor, event.for_whom) if one]
        if event.kind == "request":
            return after, after._asked(before, event, actors) + after._on_paper(event, actors, who)
        after.matters[event.matter] = mine = _seen(before, event, actors)
        if event.name == "absorbed":
            taken = after.matters[event.plain["absorbs"]]
            after.matters[event.matter] = replace(
                mine,
                swallowed=(*mine.swallowed, event.plain["absorbs"]),
                long=mine.long or (taken.long and mine.kind == "measure"),
                unsolved=mine.unsolved | taken.unsolved,
            )
        wrong = after._dated(before, event) + after._on_paper(event, actors, who)
        if event.name in DECIDING:
            role = "checker" if event.name in ("verified", *AS_SIGNED) else "decider"
            wrong += after._foreign(event.matter, actors, role)
        if event.name in GRANTED and event.plain.get("granted"):  # a transfer may lead to the granter's unit
            wrong += self._foreign(event.matter, actors, "decider")
        if event.name in CLOSING:
            wrong += after._closed(event, actors)
            how = "closed" if event.name in ("signed_off", "back_filled") else "continuing"
            after.matters[event.matter] = replace(
                after.matters[event.matter], end=how, ended_on=event.occurred_on
            )
        if event.name == "withdrawn":
            wrong += after._given_up(event, actors)
        if event.name == "extended":
            wrong += _moved(before, mine)
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
            mine = replace(
                mine, doing_side=mine.steps[0] in DOING_SIDE, steps=left, said_yes=(*mine.said_yes, *actors)
            )
        self.matters[event.matter] = mine
        return wrong

    def _on_paper(self, event: Any, actors: list[Who], who: Lookup) -> list[str]:
        """Nobody decides for somebody alone: a third person has compared it, as foreign as the others."""
        decides = event.name in (DECIDING | {"approved", "reopened"}) - {"hearing_answered"}
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
            return self._foreign(event.matter, actors, "one who let it be withdrawn")
        above = self.matters.get(mine.parent or 0)
        along = bool(above) and above.end == "withdrawn"
        return ["work was given up without a foreign yes"] if mine.worked and not along else []

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
        if not mine.claimed and event.name not in AS_SIGNED:
            wrong.append("closed without a claim")
        if mine.checker is None:
            wrong.append("closed without a verification")
        else:
            wrong += self._foreign(event.matter, [mine.checker], "checker, at the end,")
            if event.name not in AS_SIGNED and any(one.people & mine.checker.people for one in agreed):
                wrong.append("checker and approver are one person")
        if mine.heard not in (*BY_RAISERS, "waived", "as_signed", "with_problem"):
            wrong.append(f"closed without a hearing ({mine.heard or 'none'})")
        if mine.unsolved and mine.heard in ("agreed", "silent"):
            wrong.append("silence drowned what was said not to be solved")
        if not self._proved(event.matter):
            wrong.append("closed without a proof")
        # A problem may close as 已销号（含常态化）, product.md 6; a measure may not.
        if mine.long and mine.kind != "problem" and event.name in ("signed_off", "back_filled"):
            wrong.append("a long-term matter is struck off")
        if event.name == "continued":
            wrong += self._shown(event.matter)
        return wrong

    def _shown(self, matter: int) -> list[str]:
        """Two periods, or one of half a year or longer; each shown by everybody who owed it, and apart."""
        by_period: dict[str, list[Seen]] = {}
        for one in self.below(matter, "instalment"):
            seen = self.matters[one]
            if seen.end != "lapsed":
                by_period.setdefault(seen.period or "", []).append(seen)
        shown = {key for key, owed in by_period.items() if all(one.checker for one in owed)}
        enough = len(shown) > 1 or any(_is_long(key) for key in shown)
        return [] if enough else [f"it goes over on the periods {sorted(shown)}"]

    def _proved(self, matter: int) -> bool:
        mine = self.matters[matter]
        if mine.kind == "problem":
            ends = [self.ends_as(one) for one in self.below(matter, "measure")]
            return all(ends) and bool(set(CLOSED) & set(ends))
        parts = [self.matters[one] for one in self.below(matter, "part")]
        periods = [self.matters[one] for one in self.below(matter, "instalment")]
        return (
            mine.proof or any(one.proof for one in parts) or any(one.proof and one.checker for one in periods)
        )

    def ends_as(self, matter: int) -> str:
        """How it stands; what was merged stands as what took it over does."""
        mine = self.matters[matter]
        while mine.end == "merged" and mine.into:
            mine = self.matters[mine.into]
        return mine.end

    def standing(self) -> list[str]:
        """What is wrong between acts: what is closed rests on what stands now, whatever happened since."""
        wrong = []
        for number, one in self.matters.items():
            if one.kind == "problem" and one.end in CLOSED:
                still = [below for below in self.below(number, "measure") if not self.ends_as(below)]
                wrong += [f"a closed problem has open measures: {still}"] if still else []
            if one.kind == "measure" and one.end == "continuing" and one.heard != "as_signed":
                wrong += self._shown(number)
            if one.end in CLOSED and one.heard == "with_problem":
                above = self.matters[one.parent or 0].end
                wrong += [f"{number} was to be heard with a problem that is {above}"] if above in GONE else []
        return wrong


GONE = ("declined", "withdrawn")


def _all(actors: list[Who]) -> frozenset[int]:
    return frozenset().union(*(one.people for one in actors))


def _is_long(period: str) -> bool:
    """Half a year or a year, by its key: 2026-H1, 2026."""
    return "-" not in period or "-H" in period


def _moved(before: Seen, after: Seen) -> list[str]:
    """An extension moves a day to a later one, and nothing else."""
    later = bool(before.due_on and after.due_on) and str(after.due_on) > str(before.due_on)
    return ([] if later else ["an extension moved no day"]) + (
        ["an extension changed what it is"] if before.long != after.long else []
    )


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
        mine = replace(mine, worked=True)
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
        into=plain.get("into", mine.into),
        period=plain.get("period", mine.period) if mine.kind == "instalment" else None,
        due_on=plain.get("due_on", mine.due_on),
        since=event.occurred_on if name in RESTED_ON else mine.since,
    )
    if plain.get("due_kind"):
        long = plain["due_kind"] in ("recurring", "long_term") or plain.get("due_then") == "long_term"
        found = replace(found, long=long)
    if name in BACK_TO_WORK or (name == "instructed" and plain.get("assign_anew")):
        found = found.at_work()
    if name in ENDS:
        found = replace(found, end=ENDS[name])
    if name == "paper_recorded":
        entry = (event.seq, plain["paper_act"], plain["represented"])
        found = replace(found, papers=(*found.papers, entry))
    if name == "paper_disputed" and plain.get("falls_back"):
        found = _fallen(found, plain)
    return _step(found, event, actors)


def _fallen(mine: Seen, plain: Mapping[str, Any]) -> Seen:
    """What was decided on a disputed paper was not decided."""
    act = next(act for seq, act, _ in mine.papers if seq == plain["paper"])
    found = replace(mine, end="", ended_on=None)
    if act == "verify":
        return replace(found, checker=None, heard="", hearers=(), asked_on=None)
    if act == "overrule":
        return replace(found, heard="not_solved")
    return replace(found, heard="", hearers=()) if act == "waive_hearing" else found


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
        with_problem = plain.get("hearing") == "with_problem" and mine.parent is not None
        heard = "with_problem" if with_problem else ""
        checker = actors[0] if actors and mine.claimed else None
        return replace(mine, checker=checker, heard=heard, hearers=(), asked_on=None)
    if name in AS_SIGNED:
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
        said = _answered(mine, event.plain["answer"], frozenset().union(*(one.people for one in actors[-1:])))
        return replace(said, hearers=tuple(dict.fromkeys((*mine.hearers, *actors))))
    if name == "hearing_waived":
        return replace(mine, heard="waived", hearers=tuple(actors))
    if name == "silence_noted" and mine.asked_on:
        waited = (event.occurred_on - mine.asked_on).days >= LEAST_DAYS_TO_ANSWER
        drowns = mine.heard == "not_solved" or bool(mine.unsolved)
        return replace(mine, heard="not_solved" if drowns else "silent" if waited else "too soon")
    if name == "overruled" and mine.heard == "not_solved":
        return replace(mine, heard="overruled", unsolved=frozenset(), hearers=tuple(actors))
    return mine


def _answered(mine: Seen, answer: str, people: frozenset[int]) -> Seen:
    """What a raiser says; a “not solved” stands until that raiser says otherwise or is overruled."""
    raiser = people & mine.raisers
    if not raiser:
        return replace(mine, heard="")
    if answer == "not_solved":
        return replace(mine, heard="not_solved", unsolved=mine.unsolved | raiser)
    unsolved = mine.unsolved - raiser
    return replace(mine, heard="not_solved" if mine.heard == "not_solved" else answer, unsolved=unsolved)
