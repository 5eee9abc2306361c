"""Whether an act decides, and whether it may then be done for somebody without a paper.

What the row says is the whole rule: `never_by`, `decides_if`, `testimony`. No act is known by its name.
"""

from bihuan.core.acts.act import Act
from bihuan.core.acts.doing import acting_units
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.answers import LISTING
from bihuan.core.state.hands import Hands, sat
from bihuan.core.state.lives import IN_CHECK
from bihuan.core.state.papers import CALL, MEETING, SIGNED
from bihuan.core.state.relations import DOING_SIDE, relations
from bihuan.core.words.reasons import Reason


def decides(act: Act, snap: Snapshot) -> bool:
    """Whether it is a decision as it is done here: a step of a request unless it is the doing side's own, or
    only says in which registers the matter stands.
    """
    if act.decides_if is not None:
        return act.decides_if(snap)
    if keeps_open(act, snap):
        return False
    if act.never_by == "step":
        return snap.state.steps[snap.state.step][0] not in DOING_SIDE and snap.state.request != LISTING
    return act.never_by is not None


def keeps_open(act: Act, snap: Snapshot) -> bool:
    """Whether what it says here only keeps the matter open: that closes nothing, and is no decision."""
    return act.hinders is not None and act.hinders(snap)


def judged_apart(act: Act, snap: Snapshot) -> bool:
    """A yes to many is held against the hands in each of them, where it is granted."""
    return act.never_by == "step" and snap.state.subjects != (snap.state.parent,)


def needs_paper(act: Act, snap: Snapshot) -> Reason | None:
    """Nobody decides for somebody alone: one enters the signed paper, another compares it.

    What the people concerned say is no decision of the house: whoever hears it writes it down.
    """
    if not snap.in_anothers_name or snap.on_paper or act.testimony:
        return None  # the own decision, or in the place of somebody who is away
    return Reason("call_decides_nothing" if snap.basis == CALL else "needs_paper")


def signs(act: Act, snap: Snapshot) -> bool:
    """Whether it is a signature of the doing side: its countersignature, its own step of a request."""
    return not decides(act, snap) if act.never_by == "step" else act.signs


def needs_sheet(act: Act, snap: Snapshot) -> Reason | None:
    """What is somebody's signature, or bars somebody from checking or from being heard, or all who check from
    one unit, is recorded from the signed sheet alone, which comes with it. In person nothing is asked.
    """
    if snap.for_whom is None or snap.on_paper or snap.for_whom.person in snap.actor.people:
        return None
    if takes_back(act, snap):
        return _signed_or_met(snap)
    why = "signs_by_sheet" if signs(act, snap) else "barred_by_sheet" if _bars(act, snap) else None
    unit = None if why else _bars_unit(act, snap)
    if why is None and unit is None:
        return None
    if snap.basis != SIGNED:
        about = {"person": snap.for_whom.person}
        return Reason(why, about) if why else Reason("unit_barred_by_sheet", {**about, "unit": unit})
    return None if snap.facts.get("evidence") else Reason("no_scan")


def takes_back(act: Act, snap: Snapshot) -> bool:
    """Whether somebody of the side that checks takes a claim back to work by it. It closes nothing, and is no
    decision that bars hands; but no call says in a checker's name that the work is not done.
    """
    if not act.takes_back or snap.kind.lives[snap.state.life].phase != IN_CHECK or snap.for_whom is None:
        return False
    held = relations(snap.for_whom, snap.state, snap.desk).keys() & set(act.by)
    return not held & DOING_SIDE


def _signed_or_met(snap: Snapshot) -> Reason | None:
    if snap.basis == CALL:
        return Reason("call_decides_nothing")
    scanned = snap.basis == MEETING or snap.trying or snap.facts.get("evidence")
    return None if scanned else Reason("no_scan")


def _bars(act: Act, snap: Snapshot) -> bool:
    """Whether it makes a hand of somebody who checks here, or who is to be heard about it."""
    if not act.hand or snap.for_whom is None:
        return False
    person = snap.for_whom.person
    mine = {hat.post for hat in snap.for_whom.hats if hat.person == person}
    return bool(snap.desk.posts & mine) or person in to_be_heard(snap)


def to_be_heard(snap: Snapshot) -> frozenset[int]:
    """Who is to be heard about it, or about anything in which a hand in it bars."""
    return frozenset().union(*(one.raisers for one in snap.reached()))


def _bars_unit(act: Act, snap: Snapshot) -> int | None:
    """A unit that it makes a hand by what one of its people is said to have done, where somebody sits, or sat
    since it was handed out, who checks or approves here or is to be heard: that one would be barred with it.
    """
    if not act.hand:
        return None
    state = snap.state
    new = set(acting_units(snap)) - state.led_units - state.hand_units - snap.actor.units
    if not new:
        return None
    desk = to_be_heard(snap).union(*snap.holders_in().values())
    since = state.assigned_on or snap.today
    return sat(desk, snap.seats_of(desk), Hands(units=dict.fromkeys(new, since)), snap.today)
