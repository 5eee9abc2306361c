"""What an act puts into tables beside the row: the spine's own first, then the room's."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from django.utils.module_loading import import_string

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.acts.puts import Effect
from bihuan.core.loop.tables import listed_at_home


def effects_of(kind: Kind, act: Act) -> Iterator[Effect]:
    """Every effect of an act of a kind, in order."""
    if act.opens and kind.listed:
        yield listed_at_home
    yield from act.puts
    if kind.effects and (own := _named(kind.effects).get(act.event)):
        yield own


@cache
def _named(effects: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = import_string(effects)
    return found
