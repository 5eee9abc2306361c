"""What was written in any release folds today into what it folded into then."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bihuan.core.acts.act import Act
from bihuan.core.acts.folding import folded
from bihuan.core.acts.kind import Kind
from bihuan.core.loop import fields as ask
from bihuan.core.state.lives import REGISTERED
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from tests.matters.golden.make import state_said

FILES = sorted(Path(__file__).parent.glob("events-*.json"))


@dataclass(frozen=True)
class Kept:
    """An event as a golden file keeps it."""

    org: int
    seq: int
    matter: int
    kind: str
    name: str
    version: int
    actor: int | None
    hat: int | None
    for_whom: int | None
    basis: str | None
    at: int
    occurred_on: date
    plain: dict[str, Any]
    personal: dict[str, Any]


def kept(row: dict[str, Any]) -> Kept:
    return Kept(**(row | {"occurred_on": date.fromisoformat(row["occurred_on"])}))


def test_there_is_a_golden_file() -> None:
    assert FILES, "run python -m tests.matters.golden.make 1 for the first release"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_events_of_a_release_fold_as_they_did_then(file: Path) -> None:
    matters = json.loads(file.read_text(encoding="utf-8"))
    events = {(event["kind"], event["name"]) for one in matters for event in one["events"]}
    assert len(events) > 60, "a golden file holds nearly everything that can happen"
    for one in matters:
        state = folded(kind_of(one["events"][0]["kind"]), [kept(event) for event in one["events"]])
        assert state is not None
        assert state_said(state) == one["state"], state.id


def test_an_event_of_an_older_version_is_read_as_a_new_one() -> None:
    def renamed(plain: Any) -> Any:
        return {("triage" if name == "sorting" else name): value for name, value in plain.items()}

    said = Text("分办", "Triage")
    fields = (ask.AT_ONCE_OR_BATCH,)
    sorts = Act(
        "triage", "triaged", said, said, (REGISTERED,), ("office",), fields=fields, upcasts=(renamed,)
    )
    opens = Act("register", "registered", said, said, (), ("office",), REGISTERED, opens=True)
    kind = Kind("problem", Text("问题", "Problem"), (opens, sorts))
    first = kept({
        "org": 1, "seq": 1, "matter": 1, "kind": "problem", "name": "registered", "version": 1, "actor": 5,
        "hat": None, "for_whom": None, "basis": None, "at": 0, "occurred_on": "2026-03-02", "plain": {},
        "personal": {},
    })  # fmt: skip
    rest = {"name": "triaged", "seq": 2, "plain": {"sorting": "at_once"}}
    old = Kept(**(first.__dict__ | rest))
    new = Kept(**(first.__dict__ | rest | {"version": 2, "plain": {"triage": "at_once"}}))
    states: list[State | None] = [folded(kind, [first, event]) for event in (old, new)]
    assert sorts.version == 2
    assert states[0] == states[1]
    assert states[0] is not None
    assert states[0].triage == "at_once"
