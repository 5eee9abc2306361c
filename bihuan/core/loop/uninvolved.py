"""未承担具体工作: a unit that was only named as supporting says so through its head, before it checks.

To be named is not to have done, so naming bars nobody. But where whoever checks sits in a unit that is named,
its head says first, on record, that it did none of the work. The answer speaks of the work up to then: when
that begins again it is given again.
"""

from collections.abc import Mapping
from typing import Any

from bihuan.core.acts.act import Act, settles
from bihuan.core.acts.happened import Happened
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.state.lives import ENDED, GOING
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text


def answered_first(snap: Snapshot) -> Reason | None:
    """Whoever checks sits in no unit that is named here, or below, and has not said what it did."""
    sits = snap.actor.offices | snap.principal.offices
    named = sits & snap.hands().named
    return Reason("answer_first", {"unit": min(named)}) if named else None


def heads_named_unit(snap: Snapshot) -> Reason | None:
    """The head of a unit that is named answers, and only for one that had no hand."""
    state = snap.state
    mine = snap.principal.heads & snap.principal.offices & state.supporting
    if not mine:
        return Reason("no_right", {"by": ("head",)})
    did = mine & (state.hand_units | state.led_units)
    if mine == did:
        return Reason("unit_had_hand", {"unit": min(did)})
    return None if mine - did - set(state.uninvolved) else Reason("already_said")


@settles()
def units_answering(snap: Snapshot, facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The units for which the head answers."""
    state = snap.state
    mine = (
        snap.principal.heads & snap.principal.offices & state.supporting - state.hand_units - state.led_units
    )
    return {"uninvolved": sorted(mine - set(state.uninvolved))}


def fold_uninvolved(state: State, event: Happened) -> dict[str, Any]:
    """One more unit said that it did none of the work."""
    return {"uninvolved": tuple(sorted({*state.uninvolved, *event.plain["uninvolved"]}))}


SAY_UNINVOLVED = Act(
    "say_uninvolved",
    "uninvolved_said",
    Text("答复未承担具体工作", "Say that the unit did none of it"),
    Text("已答复未承担具体工作", "The unit said that it did none of it"),
    (*GOING, *ENDED),
    ("supporting",),
    stale="never",
    behalf=True,
    needs=(heads_named_unit,),
    signs=True,
    fields=(
        ask.REMARK,
        ask.hidden("uninvolved", "units", note=Text("答复单位", "Unit that answered")),
        ask.SHEET,
        ask.FILE_NAMES,
    ),
    decides=(units_answering,),
    seldom=True,
    folds=fold_uninvolved,
)
