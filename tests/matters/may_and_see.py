"""“May I?” and “what may I see?” are one answer: asked of one person about every matter that there is."""

from collections.abc import Iterator

from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.matters.kinds import kind_of
from bihuan.matters.seeing.desks import desk_of
from bihuan.matters.seeing.sight import Sight, visible
from tests.matters.scenes import every_state


def unseen_by_whom_an_act_allows(eyes: Sight) -> Iterator[tuple[str, str, int]]:
    """(kind, act, matter) of what some act lets the person do and the single-record rule hides."""
    for state in every_state():
        held = relations(eyes.actor, state, desk_of(state.register)).keys()
        for act in kind_of(state.kind).acts:
            allowed = not act.opens and state.life in act.when and held & set(act.by)
            if allowed and state.org == eyes.org and not eyes.sees(state):
                yield state.kind, act.name, state.id


def unsure(eyes: Sight) -> Iterator[State]:
    """The matters of which the single-record rule and the list rule say different things."""
    listed = set(visible(eyes).values_list("id", flat=True))
    return (state for state in every_state() if eyes.sees(state) != (state.id in listed))
