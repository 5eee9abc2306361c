"""Who signs for the unit that leads, where that unit has no head."""

from bihuan.core.state.lives import CLAIMED, OPEN, REPORTED
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.saying.naming import Names, relation_said
from bihuan.web.pieces import Fact


def signs_said(state: State, names: Names) -> Fact | None:
    """Who countersigns, or answers for the unit that asks, where that unit has no head."""
    waits = state.life in (CLAIMED, REPORTED) or (
        state.life == OPEN and state.steps[state.step][0] in DOING_SIDE
    )
    if not waits or state.sign_by == "head":
        return None
    who = names.unit(state.sign_unit) if state.sign_by == "above" else relation_said("office")
    note = Text("承办处室暂无负责人", "the lead unit has no head")
    return Fact(labels.SIGNS, who, note=note)
