"""What the witness makes of one event: who did, what was claimed, proved, checked and heard."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bihuan.core.time.dues import period_of_key
from tests.theorem.hearing import NOT_ASKED, brought_along, denied, hearing
from tests.theorem.seen import Seen, Who

AS_SIGNED = frozenset({"back_filled", "back_filled_long_term"})
CLOSING = frozenset({"signed_off", "continued"}) | AS_SIGNED
CLOSED = ("closed", "continuing")
BACK_TO_WORK = frozenset({"sent_back", "reopened", "assigned", "handed_out", "transferred", "taken_over"})
WORK = frozenset({"progressed", "evidence_added", "claimed", "countersigned", "reported", "proof_masked"})
HANDS_OVER = frozenset({"assigned", "handed_out", "transferred", "taken_over", "instructed", "opened"})
GRANTED = frozenset({"extended", "clock_paused", "transferred", "reopened", "changed"})
OWED = frozenset({"title", "standard", "evidence_wanted", "accountable", "leader"})
"""The facts that say what is owed, and by whom: from the claim on they change by a foreign yes."""
REWORDED = OWED - {"accountable", "leader"}
DECIDING = frozenset({"hearing_answered", "hearing_waived", "overruled", *CLOSING})
DOING_SIDE = ("lead", "head")
CHECKING = frozenset({"cross_checked", "verified", "hearing_waived", "looked_back"})
ENDS = {
    "merged": "merged",
    "withdrawn": "withdrawn",
    "declined": "declined",
    "lapsed": "lapsed",
    "part_excused": "lapsed",
}
OPENED = frozenset({"registered", "taken_over", "opened"})
HEARING = frozenset({"raisers_asked", "hearing_answered", "hearing_waived", "silence_noted", "overruled"})
RESTED_ON = (
    OPENED | BACK_TO_WORK | HEARING | {"handed_over", "claimed", "claimed_by_parts", "reported", "verified"}
)
"""Acts before whose day nothing that follows them can have happened."""
NOT_BY_CARRIERS = frozenset({"cross_checked", "verified", "hearing_waived", *AS_SIGNED})
LIVES = frozenset({"claimed", "claimed_by_parts", "countersigned", "verified", "sent_back", "reopened"})
ENTERS = frozenset({"progressed", "evidence_added"})
LEAST_TOGETHER = 2


def is_long(period: str) -> bool:
    """Half a year or a year, by its key: 2026-H1, 2026."""
    return "-" not in period or "-H" in period


def first_day(period: str) -> date:
    """When a period begins, by its key."""
    found = period_of_key(period)
    assert found is not None
    return found.first_on


def last_day(period: str) -> date:
    """When it ends."""
    found = period_of_key(period)
    assert found is not None
    return found.last_on


def seen_after(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    plain, name = event.plain, event.name
    if name.endswith("_requested"):
        return mine  # what is asked for has not happened
    lead = plain.get("lead_unit", mine.lead) if name != "returned_wrong_unit" else None
    supporting = frozenset(plain.get("supporting", mine.supporting) or ())
    people, units = set(mine.people), {unit for unit, _ in mine.units}
    confirmed = name == "proof_masked" and plain.get("granted")  # what another brought
    if name in WORK and not confirmed:
        people |= {one for one in (event.actor, event.for_whom, *plain.get("in_place_of", ())) if one}
        mandate = actors[-1].offices if actors else frozenset()
        units |= mandate & supporting
        by_another = event.for_whom and event.for_whom != event.actor and not plain.get("on_paper")
        named = mandate & supporting
        did = {one for one in (event.actor, event.for_whom, *plain.get("in_place_of", ())) if one}
        mine = _heard(mine, event, named, actors) if by_another else _sure(mine, did, named)
        units |= {lead} if lead and (mine.kind == "part" or lead in units) else set()
        mine = mine._replace(worked=True)
    handed = name in HANDS_OVER and plain.get("life") != "registered"
    if handed and lead and mine.kind != "part":
        units.add(lead)
        mine = mine._replace(handed_on=mine.handed_on or event.occurred_on)
    new = {(unit, event.occurred_on) for unit in units - {unit for unit, _ in mine.units}}
    raisers = (
        mine.raisers | frozenset(plain.get("raisers") or ()) | frozenset(plain.get("more_raisers") or ())
    )
    found = mine._replace(
        people=frozenset(people),
        units=mine.units | new,
        lead=lead,
        supporting=supporting,
        raisers=raisers,
        parent=plain.get("parent", mine.parent),
        stood_under=(*mine.stood_under, mine.parent)
        if name == "moved_under" and mine.parent
        else mine.stood_under,
        origin=plain.get("split_from", mine.origin),
        into=plain.get("into", mine.into),
        role=plain.get("role", mine.role) if mine.kind == "part" else None,
        period=plain.get("period", mine.period) if mine.kind == "instalment" else None,
        due_on=plain.get("due_on", mine.due_on),
        since=event.occurred_on if name in RESTED_ON else mine.since,
        carriers=mine.carriers | frozenset(plain.get("carried_by") or ()),
    )
    if name == "taken_over":
        closed = bool(plain.get("said_closed") or plain.get("said_closed_on"))
        found = found._replace(came_in=True, came_closed=closed)
    if name in OPENED:
        found = found._replace(opened_on=event.occurred_on)
    if mine.came_closed:
        noted = name in ENTERS or (mine.noted and name != "disregarded")
        found = found._replace(noted=noted, lived=mine.lived or name in LIVES)
    if plain.get("due_kind"):
        long = plain["due_kind"] in ("recurring", "long_term") or plain.get("due_then") == "long_term"
        found = found._replace(long=long)
    if name == "uninvolved_said":
        found = found._replace(uninvolved=found.uninvolved | frozenset(plain["uninvolved"]))
    anew = name == "instructed" and plain.get("assign_anew")
    if name in BACK_TO_WORK or anew:
        found = found._replace(uninvolved=frozenset())
    if event.actor and mine.end in CLOSED and (name == "reopened" or anew):
        found = found._replace(shown_from=event.occurred_on)
    if name in BACK_TO_WORK or anew:
        found = found.at_work()
    if name == "looked_back":
        found = found._replace(rebound=plain["result"] == "rebound")
    if name in ENDS:
        found = found._replace(end=ENDS[name], let_off=actors[0] if actors else None)
    if name == "paper_recorded":
        entry = (event.seq, plain["paper_act"], plain["represented"])
        found = found._replace(papers=(*found.papers, entry))
    if name == "record_disputed":
        found = _objected(found, plain["paper"])
    if name == "record_confirmed":
        found = _confirmed(found, plain["records"])
    if name in OPENED and plain.get("unsolved"):
        found = brought_along(found, plain["unsolved"])
    if name in ("record_disputed", "paper_disputed"):
        found = denied(found, frozenset({plain["paper"]}), event)
    if name == "record_disputed" and plain.get("falls_back"):
        found = found._replace(end="", ended_on=None)
    if name == "paper_disputed" and plain.get("falls_back"):
        found = _fallen(found, plain)
    return _step(found, event, actors)


def _heard(mine: Seen, event: Any, units: frozenset[int], actors: list[Who]) -> Seen:
    """One more entry by somebody else: whom nothing else makes a hand is one by hearsay."""
    doubted = frozenset().union(*(who for _, who, _ in mine.hearsay))
    unsure = frozenset().union(*(sits for *_, sits in mine.hearsay))
    known = {unit for unit, _ in mine.units} | ({mine.lead} if mine.lead else set())
    own = actors[0].offices if len(actors) > 1 else frozenset()
    person = frozenset({event.for_whom}) - (mine.people - doubted)
    sits = frozenset(units - (known - unsure) - own)
    sure = _sure(mine, {event.actor}, units & own)
    return sure._replace(hearsay=(*sure.hearsay, (event.seq, person, sits)))


def _sure(mine: Seen, people: set[int], units: frozenset[int]) -> Seen:
    """Whoever does something in person is a hand by that, whatever was recorded before."""
    rest = tuple((seq, who - people, sits - units) for seq, who, sits in mine.hearsay)
    return mine._replace(hearsay=rest)


def _objected(mine: Seen, record: int) -> Seen:
    """What was only heard of them was not so."""
    gone = [one for one in mine.hearsay if one[0] == record]
    rest = tuple(one for one in mine.hearsay if one[0] != record)
    people = frozenset().union(*(who for _, who, _ in gone)).difference(*(who for _, who, _ in rest))
    units = frozenset().union(*(sits for *_, sits in gone)).difference(*(sits for *_, sits in rest))
    left = frozenset(pair for pair in mine.units if pair[0] not in units)
    return mine._replace(hearsay=rest, people=mine.people - people, units=left)


def _confirmed(mine: Seen, records: list[int]) -> Seen:
    """What was heard of them was so."""
    people = frozenset().union(*(who for seq, who, _ in mine.hearsay if seq in records))
    units = frozenset().union(*(sits for seq, _, sits in mine.hearsay if seq in records))
    rest = tuple((seq, who - people, sits - units) for seq, who, sits in mine.hearsay if seq not in records)
    return mine._replace(hearsay=rest)


def _fallen(mine: Seen, plain: Mapping[str, Any]) -> Seen:
    """What was decided on a disputed paper was not; what a request granted stands with the request."""
    act = next((act for seq, act, _ in mine.papers if seq == plain["paper"]), "")
    found = mine._replace(end="", ended_on=None)
    if act == "verify" or mine.heard == "as_signed":
        return found._replace(checker=None, **NOT_ASKED)
    return found._replace(**NOT_ASKED) if act == "waive_hearing" else found


def _step(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    plain, name = event.plain, event.name
    proof = bool(plain.get("evidence") or plain.get("offline"))
    if proof and (name in ("claimed", "reported") or (name == "evidence_added" and mine.claimed)):
        kept = mine.proof_by if name == "evidence_added" else frozenset()
        return _proving(mine, event, actors)._replace(proof_by=kept | {event.seq})
    return _proving(mine, event, actors)


def _proving(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    plain, name = event.plain, event.name
    proof = bool(plain.get("evidence") or plain.get("offline"))
    offline = frozenset({event.seq}) if plain.get("offline") else frozenset()
    if name == "claimed_by_parts":
        heard = "with_problem" if plain.get("hearing") == "with_problem" and mine.parent is not None else ""
        gathers = mine.kind != "problem"
        return mine.at_work()._replace(claimed=True, proof=proof, gathered=gathers, heard=heard)
    if name in ("claimed", "reported") or (name == "taken_over" and plain.get("life") == "claimed"):
        return mine.at_work()._replace(claimed=True, proof=proof, unseen=offline)
    if name == "cross_checked":
        seen = mine.unseen - set(plain.get("originals_seen") or ())
        return mine._replace(begun=actors[0] if actors else None, unseen=seen)
    if name == "checkers_named" and mine.checker is None:
        return mine._replace(begun=None)
    if name == "evidence_added":
        added = offline if mine.claimed else frozenset()
        return mine._replace(proof=mine.proof or (proof and mine.claimed), unseen=mine.unseen | added)
    if name in ("signed_off", "continued"):
        return mine._replace(proof=mine.proof or proof)
    if name == "changed" and REWORDED & event.personal.keys():
        return mine._replace(checker=None, **NOT_ASKED)
    if name == "verified":
        with_problem = plain.get("hearing") == "with_problem" and mine.parent is not None
        heard = "with_problem" if with_problem else ""
        checker = actors[0] if actors and mine.claimed else None
        begun = mine.begun if plain.get("cross") else None
        unseen = mine.unseen - set(plain.get("originals_seen") or ())
        checked = {"checker": checker, "begun": begun, "unseen": unseen}
        return mine._replace(**{**NOT_ASKED, "heard": heard}, **checked)
    if name in AS_SIGNED:
        return mine._replace(checker=actors[0] if actors else None, heard="as_signed", proof=proof)
    return hearing(mine, event, actors)


def said_yes(mine: Seen, event: Any, actors: list[Who]) -> Seen:
    """A request after a yes: of the side that asks, of one who decides alone, of one of several."""
    by, many = mine.steps[0]
    found = mine._replace(doing_side=by in DOING_SIDE, behind_this=mine.behind_this | behind(event, actors))
    if event.plain.get("next_step"):
        both = found.behind | found.behind_this
        found = found._replace(steps=mine.steps[1:], behind=both, behind_this=frozenset())
    if by in DOING_SIDE:
        return found
    if many == "any":
        return found._replace(said_yes=(*mine.said_yes, *actors))
    return found._replace(said_together=(*mine.said_together, tuple(actors)))


def behind(event: Any, actors: list[Who]) -> frozenset[int]:
    """Whose yes it is: of whoever says it, or for whom, and of all whose place that person takes."""
    himself, whose = actors[-2:] if event.for_whom else (actors[-1], actors[-1])
    return whose.people | (himself.people if whose.people <= himself.people else frozenset())
