"""What each event puts into the problem's own table."""

import json
from collections.abc import Iterable, Mapping

from bihuan.core.acts.folding import Happened
from bihuan.core.acts.puts import Effect, Put
from bihuan.core.state.state import State

TABLE = "problems.Problem"


def _opened(event: Happened, state: State) -> Iterable[Put]:
    plain, extra = event.plain, event.personal.get("extra")
    yield Put(
        TABLE,
        state.id,
        {
            "source": plain.get("source"),
            "category": plain.get("category"),
            "aspect": plain.get("aspect"),
            "extra": json.dumps(extra, ensure_ascii=False) if extra else None,
        },
        new=True,
    )


def _corrected(event: Happened, state: State) -> Iterable[Put]:
    """An office's correction, or what a newer ledger says otherwise."""
    plain, said = event.plain, event.personal
    given: dict[str, object] = {
        name: plain[name] for name in ("source", "category", "aspect") if name in plain
    }
    if "extra" in said:
        given["extra"] = json.dumps(said["extra"], ensure_ascii=False) if said["extra"] else None
    if given:
        yield Put(TABLE, state.id, given)


def _resolved(event: Happened, state: State) -> Iterable[Put]:
    yield Put(TABLE, state.id, {"resolution": event.personal.get("result")})


def _sent_back(event: Happened, state: State) -> Iterable[Put]:
    yield Put(TABLE, state.id, {"still_to_do": event.personal.get("still_to_do")})


EFFECTS: Mapping[str, Effect] = {
    "registered": _opened,
    "taken_over": _opened,
    "corrected": _corrected,
    "claimed": _resolved,
    "sent_back": _sent_back,
}
