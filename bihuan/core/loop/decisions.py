"""What an act settles beside what was typed: dates as decided, whose turn it is, who had a hand below.

An event stores the outcome as plain facts, so that folding never needs a calendar or a rule again.
"""

from collections.abc import Mapping
from datetime import date
from itertools import combinations
from typing import Any

from bihuan.core.acts.act import settles
from bihuan.core.acts.quorum import collective, of_granting
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.chain.ids import row_origin
from bihuan.core.loop.desks import SEATS
from bihuan.core.loop.hearings import whom_to_tell
from bihuan.core.loop.left_to_answer import left_now
from bihuan.core.loop.owed import unchanged
from bihuan.core.loop.periods import look_back_within, looked_back_next
from bihuan.core.loop.signing import who_signs
from bihuan.core.state.answers import Answer
from bihuan.core.state.hands import (
    APPROVES,
    CHECKS,
    CHECKS_BELOW,
    CROSS,
    all_hands,
    first_free,
    is_piece,
    own_hands,
    posts_of,
)
from bihuan.core.state.lives import CLAIMED, LAPSED, OVER, UNDER_WAY
from bihuan.core.time.dues import after_pause, lamp_dates, reckon
from bihuan.core.time.phrases import day_given

Facts = Mapping[str, Any]
LAMPS = ("due_on", "yellow_on", "red_on")
REST = ("due_text", "due_reckoned", "due_provisional")
DUE = ("due_kind", *LAMPS, "due_every", "due_then", "due_day", "due_place", *REST)


def day_and_place(within: str | None) -> Facts:
    """How it is kept where in each period something is due: a plain day as a number."""
    plain = within is not None and within.isdecimal()
    return {"due_day": int(within) if within and plain else None, "due_place": None if plain else within}


@settles(*DUE)
def due(snap: Snapshot, facts: Facts) -> Facts:
    """Stored dates of the due that was given, in the organisation's own working days."""
    given = facts.get("due")
    if not given or snap.calendar is None:
        return {}
    on = date.fromisoformat(given["on"]) if given.get("on") else None
    start = date.fromisoformat(facts["occurred_on"]) if facts.get("occurred_on") else snap.today
    found = reckon(
        given["kind"],
        on=on,
        every=given.get("every"),
        then=given.get("then"),
        start_on=start,
        calendar=snap.calendar,
        rules=snap.rules,
    )
    return {
        "due_kind": given["kind"],
        "due_on": _iso(found.due_on),
        "yellow_on": _iso(found.yellow_on),
        "red_on": _iso(found.red_on),
        "due_every": given.get("every"),
        "due_then": given.get("then"),
        **day_and_place(day_given(given)),
        "due_text": given.get("text"),
        "due_reckoned": found.reckoned,
        "due_provisional": found.reckoned and found.provisional,
    } | ({"due_written": _iso(on)} if on and found.reckoned else {})


@settles(*DUE)
def due_handed_out(snap: Snapshot, facts: Facts) -> Facts:
    """The same of a matter that is handed out, perhaps again."""
    given = facts.get("due")
    return {} if given and unchanged(snap.state, given) else due(snap, facts)


@settles(*DUE)
def immediate_from_today(snap: Snapshot, facts: Facts) -> Facts:
    """立行立改 counts from the day on which it is first handed out, not from its registration."""
    if snap.state.due_kind != "immediate" or facts.get("due") or snap.state.assigned_on:
        return {}
    again = {"kind": "immediate", "then": snap.state.due_then, "text": snap.state.due_text}
    return due(snap, {"due": again})


MOVED = (*LAMPS, *REST)


@settles("due_kind", "due_then", *MOVED)
def due_moved(snap: Snapshot, facts: Facts) -> Facts:
    """The later day of an extension, and nothing but the day: what is for good, or recurs, stays so."""
    state, given = snap.state, {**facts["due"], "kind": "date"}
    found = due(snap, {"due": given})
    kind = state.due_kind if state.due_kind in ("recurring", "long_term") else "date"
    moved = {name: found[name] for name in (*MOVED, "due_written") if name in found}
    return {"due_kind": kind, "due_then": state.due_then} | moved


@settles("assigned_on")
def assigned_today(snap: Snapshot, facts: Facts) -> Facts:
    return {"assigned_on": snap.today.isoformat()}


@settles("check_by", "approve_by")
def checker(snap: Snapshot, facts: Facts) -> Facts:
    """Who is asked to check and to approve, by the units that had a hand and the posts that somebody holds.

    Persons are looked at when one of them becomes a hand, when posts change, and by the sweep.
    """
    whole = snap.parent() if is_piece(snap.state) else None
    did = all_hands(one for one in (whole, snap.state, *snap.children()) if one)
    touched = did.units.keys() | {snap.state.lead_unit}
    posts = posts_of(snap.desk)

    def free(role: str) -> bool:
        if role == CROSS:
            return _two_are_free(snap)
        return any(unit not in touched and post not in snap.desk.vacant for post, unit in posts[role])

    roles = CHECKS_BELOW if snap.kind.counted else CHECKS
    return {"check_by": first_free(roles, free), "approve_by": first_free(APPROVES, free)}


def _two_are_free(snap: Snapshot) -> bool:
    """Whether two units that check had no hand in the matter itself, and of each measure one of them none."""
    posts, counted = posts_of(snap.desk), snap.counted
    beside = (one for one in snap.children() if one not in counted)
    itself = all_hands((snap.state, *beside)).units.keys() | {snap.state.lead_unit}
    below = [own_hands(one).units.keys() for one in counted]
    may = {unit for role in ("verifiers", "fallback") for _, unit in posts[role]} - itself
    return any(
        all(one not in units or other not in units for units in below)
        for one, other in combinations(sorted(may), 2)
    )


@settles("sign_by", "sign_unit")
def signer(snap: Snapshot, facts: Facts) -> Facts:
    """Who signs for the unit that leads, by the posts of today: said only where it is another than before."""
    by, above = who_signs(snap, facts)
    same = (by, above) == (snap.state.sign_by, snap.state.sign_unit)
    return {} if same else {"sign_by": by, "sign_unit": above}


@settles("check_by", "approve_by")
def free_to_decide(snap: Snapshot, facts: Facts) -> Facts:
    """The same, by the persons who hold the posts today."""
    return {"check_by": snap.who_checks(), "approve_by": snap.who_approves(snap.checkers)}


@settles("approve_by")
def another_approver(snap: Snapshot, facts: Facts) -> Facts:
    """At the moment of a check: somebody else than the checkers is asked to approve."""
    checked = snap.checkers | snap.deciders
    return {"approve_by": snap.who_approves(checked)}


@settles("checks")
def two_checked(snap: Snapshot, facts: Facts) -> Facts:
    """That two checked it together; where one alone could, what the other had begun counts for nothing."""
    if not snap.state.checks:
        return {}
    return {"checks": []} if snap.free(snap.actor.people | snap.principal.people) else {"cross": True}


@settles()
def parts_named(snap: Snapshot, facts: Facts) -> Facts:
    """One approval names the parts that it closes, and those that somebody let off."""
    pieces = snap.gathered()
    off = sorted(one.id for one in pieces if one.life == LAPSED)
    parts = sorted(one.id for one in pieces if one.life != LAPSED)
    return {name: found for name, found in (("parts", parts), ("let_off", off)) if found}


@settles("answers_asked")
def whom_to_ask(snap: Snapshot, facts: Facts) -> Facts:
    """Who is told the result, and has days to answer."""
    return {"answers_asked": sorted(whom_to_tell(snap))}


@settles("hear_until")
def hear_until(snap: Snapshot, facts: Facts) -> Facts:
    """The raisers have some working days to answer."""
    days = int(snap.rules.get("hearing_workdays", 5))
    assert snap.calendar is not None
    return {"hear_until": snap.calendar.add_workdays(snap.today, days).isoformat()}


@settles("hear_until")
def days_beside_a_sample(snap: Snapshot, facts: Facts) -> Facts:
    """Who did none of it and only sits where it was done has his days to say that it is not solved."""
    return hear_until(snap, facts) if whom_to_tell(snap) else {"hear_until": None}


@settles()
def whose_answer(snap: Snapshot, facts: Facts) -> Facts:
    """The raisers for whom this answer stands: the person's own, or that of whose place is taken."""
    return {"answered_for": sorted(snap.principal.people & snap.state.raisers)}


@settles("hearing")
def heard_with_problem(snap: Snapshot, facts: Facts) -> Facts:
    """A measure's people are heard with its problem; alone, or under what is over, by themselves. So are
    those who raised the measure itself, whom no problem knows, by whatever way they came to it.
    """
    above = snap.parent()
    over = above is None or snap.kind_of(above.kind).lives[above.life].phase == OVER
    return {} if over or snap.state.raisers else {"hearing": "with_problem"}


@settles("look_back_on")
def look_back_day(snap: Snapshot, facts: Facts) -> Facts:
    """回头看 some months after closing, unless the act names the day."""
    if facts.get("look_back_on") or snap.calendar is None:
        return {}
    months = min(int(snap.rules.get("look_back_months", 3)), look_back_within(snap))
    on = snap.calendar.add_months(snap.today, months)
    if within := looked_back_next(snap):
        on = min(max(on, within[0]), within[1])
    return {"look_back_on": on.isoformat()}


@settles("life", "imported", "assigned_on", "said_closed")
def life_of_import(snap: Snapshot, facts: Facts) -> Facts:
    """An imported 已完成 or 已销号 arrives as claimed, the rest where its status says."""
    life = facts.get("life")
    if life == CLAIMED and not facts.get("lead_unit"):
        life = "registered"
    found: dict[str, Any] = {"imported": True, "life": str(life)}
    if facts.get("said_closed") or facts.get("said_closed_on"):
        found["said_closed"] = True
    if life != "registered":
        found["assigned_on"] = snap.today.isoformat()
    return found


@settles("life", "lead_unit", "assigned_on")
def instructed_life(snap: Snapshot, facts: Facts) -> Facts:
    """新批示 = 再交办: a leader's instruction that assigns anew takes the matter back to work.

    A problem keeps its own lead and due: those named are for the measure that the instruction opens.
    """
    if not facts.get("assign_anew"):
        return {}
    if snap.kind.counted:
        life = UNDER_WAY if snap.state.lead_unit else snap.state.life
        return {"life": str(life), "lead_unit": snap.state.lead_unit}
    return {"life": "assigned", "assigned_on": snap.today.isoformat()}


@settles("life", "step")
def step_taken(snap: Snapshot, facts: Facts) -> Facts:
    """Whether this yes fills the quorum of its step, and whether it was the last step."""
    state = snap.state
    step = state.steps[state.step]
    listed: dict[str, Any] = {"yes_of": list(snap.behind)}
    if collective(step):
        mine = Answer.of(state.step, snap.behind, snap.deciders, snap.today.isoformat())
        found = left_now(snap, state.steps, mine).attended
        if not found.enough(step[1]):
            return listed
        listed |= found.facts()
    if state.step + 1 == len(state.steps):
        return {**listed, "life": "granted"}
    return {**listed, "step": state.step + 1, "next_step": True}


@settles()
def attended(snap: Snapshot, facts: Facts) -> Facts:
    """应到、实到、回避 of the collective approval that closes it."""
    return next((found.facts() for _, found in reversed(list(of_granting(snap)))), {})


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@settles(*LAMPS, "due_provisional")
def due_after_pause(snap: Snapshot, facts: Facts) -> Facts:
    """The due moves by as many working days as the clock stood still."""
    state = snap.state
    due_on = state.own_days.due_on
    if due_on is None or state.paused_on is None or snap.calendar is None:
        return {}
    moved = after_pause(due_on, paused_on=state.paused_on, resumed_on=snap.today, calendar=snap.calendar)
    dates = lamp_dates(moved, start_on=snap.today, calendar=snap.calendar, rules=snap.rules)
    found = {"due_on": _iso(dates.due_on), "yellow_on": _iso(dates.yellow_on), "red_on": _iso(dates.red_on)}
    return found | {"due_provisional": dates.provisional and state.due_reckoned}


@settles()
def rule_was_named(snap: Snapshot, facts: Facts) -> Facts:
    """That a rule was named is plain; its wording is personal."""
    return {"rule_issued": True} if facts.get("rule_issued") else {}


@settles("mode", "lead_unit", "lead_group")
def group_mode(snap: Snapshot, facts: Facts) -> Facts:
    """A group that leads has no single lead: every part answers for itself."""
    if facts.get("lead_group"):
        return {"mode": "separate", "lead_unit": None}
    return {"mode": "lead", "lead_group": None} if facts.get("lead_unit") else {}


@settles()
def units_listed(snap: Snapshot, facts: Facts) -> Facts:
    """The units that lead what a register lists today: whom it goes out to."""
    return {"listed_units": sorted(snap.leading(snap.state.id))}


@settles()
def whole_desk(snap: Snapshot, facts: Facts) -> Facts:
    """A desk is set as a whole: what was not named stays as it was."""
    desk = snap.desk
    held = {name: getattr(desk, name) for name in SEATS}
    kept = {name: [post for post, _ in pairs] for name, pairs in held.items() if not facts.get(name)}
    return kept | {"replaces": [list(row_origin(row)) for row in desk.rows]}


@settles()
def listing_left(snap: Snapshot, facts: Facts) -> Facts:
    """Which of its listings ends: the one in which it stands there now, known by the event that made it."""
    return {"listed_in": dict(snap.state.listings)[facts["in_register"]]}
