"""What a form of an act is filled with already: one datum is entered once."""

from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.faces import shows
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.facts import texts_of

BELOW = ("lead_unit", "lead_group", "accountable", "leader")
"""What a matter hands on to what is opened under it."""


def initial_of(act: Act, state: State, *, seen_by: str) -> dict[str, Any]:
    """Initial values by field: what the matter already says, where the act would say it again.

    Whoever sees a matter at all may open a form of it and read why they may not send it: what their face does
    not show is not in it.
    """
    if not act.prefilled:
        return {}
    kept = texts_of([state.id]).get(state.id, {})
    desk = desk_of(state.register)
    asked = [one for one in act.fields if not one.hidden and (not one.personal or shows(seen_by, one.face))]
    stands = kind_of(state.kind).by_name[act.grants] if act.asks else act
    found = {one.name: _said(stands.field(one.name) or one, state, desk, kept) for one in asked}
    return {name: value for name, value in found.items() if value}


def initial_below(act: Act, above: State, actor: Actor) -> dict[str, Any]:
    """What is opened under a matter begins with who has that: whoever opens it changes what differs.

    Who leads decides, and is named by the office alone, nobody by himself (core/acts/naming.py).
    """
    office = "office" in relations(actor, above, desk_of(above.register))
    given = [name for name in BELOW if act.field(name)]
    found = {name: getattr(above, name) for name in given}
    if not office or above.leader in actor.people:
        found.pop("leader", None)
    return {name: value for name, value in found.items() if value}


def _said(field: Field, state: State, desk: Desk, kept: dict[str, str]) -> Any:
    if field.kind == "due":
        own = state.own_days.due_on
        return state.due_text or (own.isoformat() if own else None)
    if field.kind == "posts":
        return [post for post, _ in getattr(desk, field.name, ())]
    if field.keeps:
        return kept.get(field.name)
    if field.sets:
        value = getattr(state, field.name)
        return sorted(value) if isinstance(value, frozenset | tuple) else value
    return getattr(desk, field.name, None) if field.kind == "unit" else None
