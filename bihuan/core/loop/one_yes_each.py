"""A request asks as many natural persons as it has steps, and another than whoever asks.

Nobody stands behind two steps of one request, nor behind asking and answering, by the own person or by a
stand-in. That holds an honest office up nowhere: the steps are given out so that different persons can answer
them, and whoever alone can answer a later one leaves the earlier ones to others.
"""

from collections.abc import Collection, Sequence
from typing import Any

from bihuan.core.acts.quorum import LEAST, attendance, behind_before, collective
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.decisions import waiting
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

KNOWN = frozenset({"office", "verifier", "fallback", "approver", "outsider"})
"""The relations of which the desk says who stands in them."""


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
    for by, quorum, never in request.steps[request.step + 1 :]:
        if by not in KNOWN:
            continue
        together = collective((by, quorum, never))
        behind = behind_before(request, len(request.steps))
        may = attendance(snap, waiting(snap), by, (), together=together, behind=behind).rest
        left, least = may.difference(snap.behind), LEAST if together else 1
        if len(left) < least <= len(may):
            return Reason("needed_later")
    return None


# --- who is asked ----------------------------------------------------------------------------------------
def behind_asking(snap: Snapshot) -> frozenset[int]:
    """Whoever asks, in whose name and in whose place."""
    return snap.actor.people | snap.principal.people


def answerable(snap: Snapshot, steps: Sequence[list[Any]], about: Sequence[State]) -> list[list[Any]]:
    """The steps, so given out that different persons can answer them.

    The office's goes to the approvers where nobody of the office may answer; the approvers' to somebody from
    outside where too few of them may. Where there is nobody from outside, the leader in charge who alone
    approves says yes once.
    """
    found: list[list[Any]] = []
    alone: set[int] = set()  # who alone can answer one of the steps so far
    for given in steps:
        step = given
        may = _who_may(snap, step, about)
        if step[0] == "office" and may is not None and not may:
            step = ["approver", *step[1:]]
            may = _who_may(snap, step, about)
        least = LEAST if collective((step[0], step[1], step[2])) else 1
        if step[0] == "approver" and may is not None and len(may - alone) < least:
            if snap.holders_in().get("outsider"):
                step, may = ["outsider", "any", step[2]], None
            else:
                found = [one for one in found if one[0] != "leader"]
        if may is not None and len(may) == 1:
            alone |= may
        same = found.pop() if found and found[-1][0] == step[0] else step
        found.append([*step[:2], step[2] or same[2]])
    return found


def _who_may(snap: Snapshot, step: Sequence[Any], about: Sequence[State]) -> frozenset[int] | None:
    """Who can answer a step that is to be asked for; None where that is not the desk's to say."""
    by, quorum, never = step
    asking: Collection[int] = behind_asking(snap)
    if by == "leader":
        leader = snap.state.leader
        return frozenset({leader}) if leader and leader not in asking else None
    if by not in KNOWN:
        return None
    together = collective((by, quorum, never))
    return attendance(snap, about, by, (), together=together, behind=asking).rest
