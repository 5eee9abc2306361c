"""Whether an act decides, and whether it may then be done for somebody without a paper.

What the row says is the whole rule: `never_by`, `decides_if`, `testimony`. No act is known by its name.
"""

from bihuan.core.acts.act import Act
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.papers import CALL
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.words.reasons import Reason


def decides(act: Act, snap: Snapshot) -> bool:
    """Whether it is a decision as it is done here: a step of a request unless it is the doing side's own."""
    if act.decides_if is not None:
        return act.decides_if(snap)
    if act.never_by == "step":
        return snap.state.steps[snap.state.step][0] not in DOING_SIDE
    return act.never_by is not None


def judged_apart(act: Act, snap: Snapshot) -> bool:
    """A yes to many is held against the hands in each of them, where it is granted."""
    return act.never_by == "step" and snap.state.subjects != (snap.state.parent,)


def needs_paper(act: Act, snap: Snapshot) -> Reason | None:
    """Nobody decides for somebody alone: one enters the signed paper, another compares it.

    What the people concerned say is no decision of the house: whoever hears it writes it down.
    """
    if snap.for_whom is None or snap.on_paper or act.testimony:
        return None
    if snap.for_whom.person in snap.actor.people:
        return None  # the own decision, or in the place of somebody who is away
    return Reason("call_decides_nothing" if snap.basis == CALL else "needs_paper")
