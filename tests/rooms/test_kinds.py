"""What every kind of matter must obey, whatever room it comes from."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.utils.module_loading import import_string

from bihuan.core.acts.act import Act
from bihuan.core.acts.folding import COPIED, SETS
from bihuan.core.acts.kind import Kind
from bihuan.core.loop.changing import GRANTS
from bihuan.core.loop.following import FOLLOWS
from bihuan.core.state.state import DATES, State
from bihuan.core.words.terms import term
from bihuan.matters.kinds import kinds
from bihuan.matters.writing.spine_tables import SPINE
from bihuan.rules.defaults import RULES

EVERY = [(kind, act) for kind in kinds().values() for act in kind.acts]
each_act = pytest.mark.parametrize(("kind", "act"), EVERY, ids=[f"{k.name}.{a.name}" for k, a in EVERY])
RELATIONS = frozenset(
    {"lead", "head", "office", "verifier", "fallback", "approver", "leader", "accountable", "supporting"}
    | {"raiser", "admin", "auditor", "supervisor", "anyone", "asker", "answered", "step"}
    | {"system", "granted", "within"}
)


@each_act
def test_what_folding_reads_can_never_be_erased(kind: Kind, act: Act) -> None:
    """Erasing leaves fold(events) == row only if nothing that decides is personal."""
    read = {field.name for field in act.fields if field.personal} & (COPIED | SETS)
    assert not read, read


@each_act
def test_an_act_belongs_to_known_relations_and_has_its_word(kind: Kind, act: Act) -> None:
    assert set(act.by) <= RELATIONS
    assert term(act.name).zh and term(act.event).zh


@each_act
def test_what_an_act_names_exists(kind: Kind, act: Act) -> None:
    assert act.follows is None or act.follows in FOLLOWS
    if act.asks:
        assert f"{act.asks}_steps" in RULES
        assert GRANTS[act.asks] in kind.by_name, "what is asked for can be granted"


@each_act
def test_only_a_foreign_hand_checks_and_closes(kind: Kind, act: Act) -> None:
    if act.then in ("signed_off", "continuing") or (act.name == "verify" and not act.opens):
        assert act.never_by == "hands"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_effects_answer_events_that_happen(kind: Kind) -> None:
    if kind.effects:
        effects: Mapping[str, Any] = import_string(kind.effects)
        assert effects.keys() <= kind.by_event.keys()


def test_the_spines_own_effects_answer_events_that_happen() -> None:
    for name, event in SPINE:
        some = kinds().values() if name == "*" else [kinds()[name]]
        assert any(event in kind.by_event for kind in some), (name, event)


def test_everything_that_folding_copies_is_a_field_of_a_state() -> None:
    names = set(State.__dataclass_fields__)
    assert names >= (COPIED | SETS) and names >= DATES
