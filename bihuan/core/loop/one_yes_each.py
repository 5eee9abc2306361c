"""A request asks as many natural persons as it has steps, and another than whoever asks.

Nobody stands behind two steps of one request, nor behind asking and answering, by the own person or by a
stand-in. That holds an honest office up nowhere: the steps are given out so that different persons can answer
them, and whoever alone can answer a later one leaves the earlier ones to others.
"""

from bihuan.core.acts.quorum import behind_before
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.answering import KNOWN, different, needed, who_may
from bihuan.core.loop.decisions import waiting
from bihuan.core.state.relations import DOING_SIDE
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
    behind = behind_before(request, len(request.steps))
    to_come = [one for one in request.steps[request.step + 1 :] if one[0] in KNOWN]
    sets = [
        who_may(snap, waiting(snap), request.leader, one, behind)
        for one in to_come
        for _ in range(needed(one))
    ]
    left = [one.difference(snap.behind) for one in sets]
    return Reason("needed_later") if different(sets) and not different(left) else None


def behind_asking(snap: Snapshot) -> frozenset[int]:
    """Whoever asks, in whose name and in whose place."""
    return snap.actor.people | snap.principal.people
