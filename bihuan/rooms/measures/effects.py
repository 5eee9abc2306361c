"""What each event puts into the measure's own table: the latest words of each kind."""

import json
from collections.abc import Iterable, Mapping

from bihuan.core.acts.folding import Happened
from bihuan.core.acts.puts import Effect, Put
from bihuan.core.state.state import State

TABLE = "measures.Measure"
WORDS = ("standard", "evidence_wanted", "progress", "difficulty", "next_step")
SAID = ("standard", "evidence_wanted")


def _opened(event: Happened, state: State) -> Iterable[Put]:
    plain, said = event.plain, event.personal
    yield Put(
        TABLE,
        state.id,
        {
            **{name: said.get(name) for name in WORDS},
            "source": plain.get("source"),
            "category": plain.get("category"),
            "status": plain.get("status"),
            "progress_on": event.occurred_on if said.get("progress") else None,
            "contacts": _json(said.get("contacts")),
            "extra": _json(said.get("extra")),
        },
        new=True,
    )


def _progressed(event: Happened, state: State) -> Iterable[Put]:
    said = event.personal
    yield Put(
        TABLE,
        state.id,
        {
            "progress": said.get("progress"),
            "progress_on": event.occurred_on,
            "difficulty": said.get("difficulty"),
            "next_step": said.get("next_step"),
        },
    )


def _planned(event: Happened, state: State) -> Iterable[Put]:
    yield Put(TABLE, state.id, {"plan": event.personal.get("plan"), **_given(event)})


def _corrected(event: Happened, state: State) -> Iterable[Put]:
    """An office's correction, or what a newer ledger says otherwise."""
    plain, said = event.plain, event.personal
    given: dict[str, object] = {name: said[name] for name in WORDS if name in said}
    given |= {name: plain[name] for name in ("source", "category", "status") if name in plain}
    given |= {name: _json(said[name]) for name in ("contacts", "extra") if name in said}
    if "progress" in said:
        given["progress_on"] = event.occurred_on
    if given:
        yield Put(TABLE, state.id, given)


def _given(event: Happened) -> dict[str, str | None]:
    return {name: event.personal[name] for name in SAID if name in event.personal}


def _claimed(event: Happened, state: State) -> Iterable[Put]:
    said = event.personal
    yield Put(TABLE, state.id, {"resolution": said.get("result")})
    if "rule_issued" in said:
        yield Put(TABLE, state.id, {"rule_issued": said["rule_issued"]})


def _sent_back(event: Happened, state: State) -> Iterable[Put]:
    yield Put(TABLE, state.id, {"still_to_do": event.personal.get("still_to_do")})


def _asked_for_help(event: Happened, state: State) -> Iterable[Put]:
    yield Put(TABLE, state.id, {"difficulty": event.personal.get("difficulty")})


def _json(value: object) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


EFFECTS: Mapping[str, Effect] = {
    "registered": _opened,
    "taken_over": _opened,
    "progressed": _progressed,
    "planned": _planned,
    "corrected": _corrected,
    "claimed": _claimed,
    "sent_back": _sent_back,
    "help_asked": _asked_for_help,
}
