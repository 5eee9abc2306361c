"""Where the hands in a matter bar: the other way round than hands are asked for (matters/seeing/hands.py)."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from bihuan.core.acts.kind import Kind
from bihuan.core.state.state import State


class Joined(Protocol):
    """What of a store says how matters hang together."""

    def kind(self, name: str) -> Kind: ...
    def state(self, matter: int) -> State | None: ...
    def split_off(self, matter: int) -> Sequence[int]: ...  # what was split from it


def reached(store: Joined, matter: int) -> Iterator[State]:
    """The matter, and every other in which a hand in it bars: all above, now or before, what took one of
    these over, what was split off one of them, and what it was split from.
    """
    met = [matter]
    for one in met:
        state = store.state(one)
        if state is None:
            continue
        yield state
        splits = store.kind(state.kind).opening.field("split_from")
        pieces = store.split_off(one) if splits else ()
        near = (state.parent, state.merged_into, state.split_from, *state.stood_under, *pieces)
        met += [other for other in dict.fromkeys(near) if other and other not in met]
