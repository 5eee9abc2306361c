"""Guards: named pure functions that say why an act may not happen yet.

A guard that reads the facts of the act itself answers nothing while the page only asks what may be
done (`snap.trying`): the form comes first, its facts later.
"""

from datetime import date

from bihuan.core.acts.folding import ENDS
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.proofs import brings_proof, survivor
from bihuan.core.loop.signing import countersigned_by
from bihuan.core.state.answers import asked_by
from bihuan.core.state.lives import (
    ASSIGNED,
    CHECKING,
    CLAIMED,
    CLOSED,
    DOING,
    ENDED,
    GOING,
    OVER,
    RECEIVED,
    REGISTERED,
    REPORTED,
    UNDER_WAY,
)
from bihuan.core.state.papers import CALL
from bihuan.core.state.posts import SECONDS
from bihuan.core.state.state import State, lasting
from bihuan.core.words.reasons import Reason

ANSWERED = {
    "joint": ("reported", "returned", "lapsed"),
    "separate": ("verified", "lapsed"),
}
"""The lives of parts for which nobody waits any more.

Who answers for itself is checked like a claim; where it says that it is no matter of its own, somebody else
must excuse it: no unit lets itself off.
"""


LETS_OFF = ("verifier", "fallback", "approver", "outsider")
"""Who lets off what would be checked: it is a finding as good as another, that nothing is owed."""


def lets_off(snap: Snapshot) -> bool:
    """Whether somebody lets off a part that answers for itself, or a period: else it decides nothing."""
    owed = snap.state.role == "separate" or snap.state.period
    return bool(owed) and not snap.within and snap.actor.person is not None


def excused_by_another(snap: Snapshot) -> Reason | None:
    """A part that answers for itself, or a period, is let off by somebody who checks or approves, and never
    by whoever sits in its unit.
    """
    if not lets_off(snap):
        return None
    if {snap.state.lead_unit} & (snap.actor.units | snap.principal.units):
        return Reason("lets_itself_off", {"unit": snap.state.lead_unit})
    held = snap.held.keys()
    return None if held & set(LETS_OFF) else Reason("no_right", {"by": LETS_OFF})


def finding(snap: Snapshot) -> Reason | None:
    """The present claim was verified."""
    return None if snap.state.finding else Reason("no_finding")


def is_answered_apart(snap: Snapshot) -> Reason | None:
    """What gathers parts is claimed by them: each answers, and is checked, for itself."""
    apart = snap.state.mode == "separate" and not snap.kind.counted
    return Reason("claimed_by_parts") if apart else None


def answers_for_itself(snap: Snapshot) -> Reason | None:
    """A part that only supports is answered in words; one that answers for itself is checked like a claim."""
    return None if snap.state.role == "separate" else Reason("only_supports")


def measures_done(snap: Snapshot) -> Reason | None:
    """Every measure stands signed off, continuing or withdrawn now; at least one of the first two.

    What was merged stands as that stands which took it over. What did not hold, as the last look back at it
    found, stands for nothing until it is opened again and closed, or found to hold.
    """
    measures = [survivor(snap, one) for one in snap.counted]
    if not measures:
        return Reason("no_measure")
    still = {one.id for one in measures if one.life not in ENDED}
    if still:
        return Reason("measures_open", {"open": len(still)})
    if failed := {one.id for one in measures if one.life in CLOSED and one.looked_back == "rebound"}:
        return Reason("measures_rebounded", {"open": len(failed)})
    return None if any(one.life in CLOSED for one in measures) else Reason("none_proved")


def none_at_work(snap: Snapshot) -> Reason | None:
    """What is worked on is not given up with a word: that takes a request and a foreign yes.

    No merge and no split takes the work off: it hangs on what took it over.
    """
    begun = (RECEIVED, UNDER_WAY, *CHECKING)
    measures = [one for one in snap.counted if one.life in GOING]
    itself, *each = snap.hands_apart(snap.state.id, [one.id for one in snap.counted])
    did = {one.id for one, hands in zip(snap.counted, each, strict=True) if hands.people}
    if still := [one for one in measures if one.life in begun or one.id in did]:
        return Reason("measures_at_work", {"open": len(still)})
    return Reason("work_was_done") if itself.people else None


def parts_answered(snap: Snapshot) -> Reason | None:
    """Joint and separate handlers answered, lapsed or were excused before the lead claims."""
    since = snap.state.shown_from
    still = [one for one in snap.children() if one.role and not _part_done(one, snap.today, since)]
    return Reason("parts_open", {"open": len(still)}) if still else None


def _part_done(part: State, today: date, since: date | None) -> bool:
    """What was opened again is done anew, by each who answers for a part of it."""
    if part.role == "separate" and since and (not part.checks or part.checks[-1][1] < since.isoformat()):
        return False
    lapsed = part.role == "joint" and part.due_on is not None and part.due_on < today
    return part.life in ANSWERED[part.role or "joint"] or lapsed


def countersigned(snap: Snapshot) -> Reason | None:
    """The head of the 处室 signs before the verifier checks, where the rule asks for it."""
    needed = snap.rules.get("countersign_required", True) and snap.state.mode == "lead"
    waits = needed and snap.state.life in (CLAIMED, REPORTED)
    return countersigned_by(snap.state, snap.desk.office) if waits else None


def has_end(snap: Snapshot) -> Reason | None:
    """Recurring and long-term measures end in continuing, counted apart, never as 销号."""
    return Reason("long_term") if lasting(snap.state) else None


def has_no_end(snap: Snapshot) -> Reason | None:
    """Only recurring and long-term measures go over into 常态化."""
    return None if lasting(snap.state) else Reason("not_long_term")


def within_return_limit(snap: Snapshot) -> Reason | None:
    """Wrong-unit return: within some working days of the assignment (rules.md §1, §3)."""
    days = int(snap.rules.get("wrong_unit_return_workdays", 3))
    since = snap.state.assigned_on
    if since and snap.calendar and snap.today > snap.calendar.add_workdays(since, days):
        return Reason("return_too_late", {"days": days})
    return None


def lead_answers(snap: Snapshot) -> Reason | None:
    """Unit means 处室: a department cannot be asked, and a lead must be named."""
    if snap.trying:
        return None
    unit = snap.facts.get("lead_unit", snap.state.lead_unit)
    if unit is None:
        return None if snap.facts.get("lead_group", snap.state.lead_group) else Reason("no_lead")
    kind = snap.unit_kind(unit)
    return None if kind in ("office", "branch") else Reason("not_answerable", {"unit": unit})


def named_lead_answers(snap: Snapshot) -> Reason | None:
    """A row of a ledger may come without a lead, but not with one that cannot be asked."""
    return lead_answers(snap) if snap.facts.get("lead_unit") else None


def instructed_in_full(snap: Snapshot) -> Reason | None:
    """An instruction names a unit or a due only to assign anew, and then a unit that can answer."""
    facts = snap.facts
    if facts.get("assign_anew") and (reason := _recorded_in_full(snap)):
        return reason
    if not facts.get("assign_anew"):
        return Reason("only_anew") if {"lead_unit", "due"} & facts.keys() else None
    if snap.kind.counted and "lead_unit" not in facts:
        return None
    return lead_answers(snap)


def _recorded_in_full(snap: Snapshot) -> Reason | None:
    """What somebody else records of it, so that it is handed out anew, comes with its sheet or number."""
    if not snap.in_anothers_name or snap.on_paper:
        return None
    if snap.basis == CALL:
        return Reason("call_decides_nothing")
    named = snap.trying or snap.facts.get("document") or snap.facts.get("evidence")
    return None if named else Reason("no_number")


def instruction_decides(snap: Snapshot) -> bool:
    """An instruction that assigns anew decides: it moves a due, gives away what is worked on, re-opens, or
    takes back what was claimed. What nobody has begun it only opens or hands over.

    Of what is to be entered from paper, and not yet typed: whether it can.
    """
    to_come = snap.trying and snap.on_paper
    owed = snap.state.due_kind is not None or snap.state.due_on is not None
    moves = (to_come or bool(snap.facts.get("due"))) and owed
    if not to_come and not snap.facts.get("assign_anew"):
        return False
    return moves or snap.state.life not in (REGISTERED, ASSIGNED) or _worked_on(snap)


def _worked_on(snap: Snapshot) -> bool:
    """Whether somebody did something of it, or of what stands below it: its life tells of itself alone."""
    return any(one.hand_people for one in (snap.state, *snap.children()))


def register_open(snap: Snapshot) -> Reason | None:
    """Nothing is registered in a register that has not been opened, or is closed.

    What stood in it when it was closed goes on to its end, with all that is opened under it.
    """
    above = snap.subject
    goes_on = above is not None and above.register == snap.state.register
    return None if snap.desk.register and (snap.desk.open or goes_on) else Reason("register_closed")


def under_what_takes_it(snap: Snapshot) -> Reason | None:
    """It stands alone, or under a matter of this register that takes its kind and was not given up."""
    above = snap.subject
    if above is None:
        return None
    kind = snap.kind_of(above.kind)
    same = above.org == snap.state.org and above.register == snap.state.register
    fits = same and kind.takes(snap.state.kind)
    return None if fits and kind.lives[above.life].phase != OVER else Reason("not_found")


def under_what_is_open(snap: Snapshot) -> Reason | None:
    """What is closed is opened again by a request that a foreign hand grants, by no measure under it."""
    return Reason("closed_above") if snap.subject is not None and snap.subject.life in CLOSED else None


def due_known(snap: Snapshot) -> Reason | None:
    """A measure is handed out with a deadline, a period or 长期坚持."""
    if snap.trying or snap.facts.get("due") or snap.state.due_kind not in (None, "unread"):
        return None
    return Reason("no_due")


def due_later(snap: Snapshot) -> Reason | None:
    """An extension moves a day to a later one; where there is no day, there is nothing to extend."""
    own = snap.state.own_days.due_on
    if own is None:
        return Reason("no_day_to_move")
    if snap.trying:
        return None
    due = snap.facts.get("due") or {}
    if due.get("kind") != "date" or not due.get("on"):
        return Reason("extension_is_a_day")
    old = max(own, snap.today).isoformat()
    return None if due["on"] > old else Reason("due_past")


def has_rebounded(snap: Snapshot) -> Reason | None:
    """反弹 found by a look-back re-opens; a request does so otherwise."""
    by_system = snap.actor.person is None
    return None if snap.granted or by_system or snap.state.looked_back == "rebound" else Reason("no_rebound")


def look_back_due(snap: Snapshot) -> Reason | None:
    after = snap.state.look_back_on
    return Reason("look_back_early") if after and snap.today < after else None


def same_kind(snap: Snapshot) -> Reason | None:
    """A merge joins matters of one kind that are worked on, never itself, never one that is being checked."""
    if snap.trying:
        return None
    into = snap.facts.get("into")
    if into == snap.state.id:
        return Reason("same_matter")
    other = snap.siblings(into) if into else None
    if not other or other.kind != snap.state.kind or other.life not in (REGISTERED, *DOING):
        return Reason("other_kind")
    if other.register != snap.state.register and not snap.desk_of(other.register).confirmed:
        return Reason("desk_there_unconfirmed", {"by": SECONDS})
    return None if _same_or_above(snap, other) else Reason("other_problem")


def _same_or_above(snap: Snapshot, other: State) -> bool:
    """What is done for a problem stays with it: it goes into another of the same, or of what is above."""
    above = snap.state.parent
    while above is not None and above != other.parent:
        found = snap.siblings(above)
        above = found.parent if found else None
    return snap.state.parent is None or above is not None


def not_own_request(snap: Snapshot) -> Reason | None:
    return Reason("asked_it") if snap.deciders & asked_by(snap.state) else None


def not_asked_by_oneself(snap: Snapshot) -> Reason | None:
    """Whoever asked takes it back: a no is somebody else's."""
    people = snap.principal.people | snap.actor.people
    return Reason("take_it_back") if people & asked_by(snap.state) else None


def checker_named(snap: Snapshot) -> Reason | None:
    """A register opens once somebody is named who checks: verifiers, a fallback, or somebody from outside."""
    desk = snap.desk
    return None if desk.verifiers or desk.fallbacks or desk.outsiders else Reason("no_checker")


def part_brings_proof(snap: Snapshot) -> Reason | None:
    """Who answers for itself proves; who only supports may answer in words."""
    return brings_proof(snap) if snap.state.role == "separate" else None


def whole_goes(snap: Snapshot) -> Reason | None:
    """A part is sent back only while the whole is not closed: that one is re-opened as a whole."""
    whole = snap.parent()
    life = snap.kind_of(whole.kind).lives[whole.life] if whole else None
    return Reason("wrong_life", {"life": life.text}) if life and life.phase in ENDS else None


def erases_something(snap: Snapshot) -> Reason | None:
    """An erasure lists facts of the record: [[event id, name], …]."""
    listed = snap.facts.get("erases")
    good = isinstance(listed, list) and all(
        isinstance(one, list) and [type(part) for part in one] == [int, str] for one in listed
    )
    return None if snap.trying or (listed and good) else Reason("nothing_to_erase")


def listed_once(snap: Snapshot) -> Reason | None:
    """A register lists a matter once, and only a register lists."""
    if snap.trying:
        return None
    there = snap.siblings(snap.facts["in_register"])
    if there is None or not snap.kind_of(there.kind).lists:
        return Reason("not_found")
    return Reason("exists", {"what": there.title or "—"}) if there.id in snap.state.registers else None


def listed_beside(snap: Snapshot) -> Reason | None:
    """What stands in another register too can leave that one; its own desk must go on seeing it."""
    there = snap.facts.get("in_register")
    if there == snap.state.register:
        return Reason("registered_here")
    return None if snap.trying or there in snap.state.registers else Reason("not_found")


def own_unit(snap: Snapshot) -> Reason | None:
    """A unit accepts its own rows (认领); the office may record it for them."""
    unit = snap.facts.get("unit")
    mine = unit in snap.principal.works_in or snap.desk.office in snap.actor.works_in
    return None if snap.trying or mine else Reason("no_right", {"by": ("lead",)})


def help_was_asked(snap: Snapshot) -> Reason | None:
    return None if snap.state.help_asked else Reason("no_help_asked")
