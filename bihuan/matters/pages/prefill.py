"""What a form of an act is filled with already: one datum is entered once."""

from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.state.state import State
from bihuan.matters.seeing.desks import desk_of

SAME = ("lead_unit", "accountable", "leader", "lead_group")
MANY = ("supporting", "joint", "raisers")
PREFILLED = frozenset({"assign", "correct", "plan", "set_desk"})


def initial_of(act: Act, state: State) -> dict[str, Any]:
    """Initial values by field: what the matter already says, where the act would say it again."""
    if act.name not in PREFILLED:
        return {}
    found: dict[str, Any] = {name: getattr(state, name) for name in SAME if act.field(name)}
    found |= {name: sorted(getattr(state, name)) for name in MANY if act.field(name)}
    if act.field("due") and state.due_text:
        found["due"] = state.due_text
    elif act.field("due") and state.due_on:
        found["due"] = state.due_on.isoformat()
    if act.field("title"):
        found["title"] = state.title
    if act.name == "set_desk":
        desk = desk_of(state.id)
        found |= {
            "office": desk.office,
            "verifiers": [p for p, _ in desk.verifiers],
            "fallbacks": [p for p, _ in desk.fallbacks],
            "approvers": [p for p, _ in desk.approvers],
        }
    return {name: value for name, value in found.items() if value}
