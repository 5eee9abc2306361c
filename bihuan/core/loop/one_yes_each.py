"""A request asks as many natural persons as it has steps, and another than whoever asks.

Nobody stands behind two steps of one request, nor behind asking and answering, by the own person or by a
stand-in. That holds an honest office up nowhere: the steps are given out so that different persons can answer
them, and whoever alone can answer a later one leaves the earlier ones to others; a collective goes without.
"""

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.left_to_answer import is_last, left_now
from bihuan.core.state.answers import Answer
from bihuan.core.state.relations import DOING_SIDE, relations
from bihuan.core.words.reasons import Reason


# --- guards on a yes -------------------------------------------------------------------------------------
def one_step_each(snap: Snapshot) -> Reason | None:
    """Whoever stands behind an earlier step does not decide in this one, too."""
    request = snap.state
    if request.steps[request.step][0] in DOING_SIDE:
        return None
    before = (one for one in request.answers if one.place < request.step)
    both = frozenset().union(*(one.people for one in before)).intersection(snap.behind)
    return Reason("answered_before", {"person": min(both)}) if both else None


def somebody_is_left(snap: Snapshot) -> Reason | None:
    """Whoever alone can answer a step to come leaves this one to others."""
    request = snap.state
    if is_last(request):
        return None
    mine = Answer.of(request.step, snap.behind, snap.deciders, snap.today.isoformat())
    left = left_now(snap, request.steps, mine)
    before = left.came.yes[:-1]
    return Reason("needed_later") if left.can_end(before) and not left.can_end() else None


# --- on asking -------------------------------------------------------------------------------------------
def office_asks_in_person(snap: Snapshot) -> Reason | None:
    """Where the office's asking is its yes, nobody asks in its name."""
    if snap.for_whom is None or not snap.in_anothers_name:
        return None
    held = relations(snap.for_whom, snap.state, snap.desk).keys()
    if "office" not in held or held & DOING_SIDE:
        return None
    return Reason("asks_in_person", {"person": snap.for_whom.person})


def says_yes_by_asking(snap: Snapshot, first: str) -> bool:
    """Whether asking is the first yes: only where whoever asks could give it oneself, in person, and had no
    hand. What is asked in somebody's name says yes for nobody.
    """
    if not first or snap.in_anothers_name:
        return False
    return first in snap.held and snap.free(snap.deciders)


def behind_asking(snap: Snapshot) -> frozenset[int]:
    """Whoever asks, in whose name and in whose place."""
    return snap.actor.people | snap.principal.people
