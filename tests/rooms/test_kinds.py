"""What every kind of matter must obey, whatever room it comes from."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.utils.module_loading import import_string

from bihuan.core.acts.act import Act
from bihuan.core.acts.kind import Kind
from bihuan.core.state.relations import NEEDS_NOBODY
from bihuan.matters.kinds import granted, kinds
from bihuan.rules.defaults import RULES

EVERY = [(kind, act) for kind in kinds().values() for act in kind.acts]
each_act = pytest.mark.parametrize(("kind", "act"), EVERY, ids=[f"{k.name}.{a.name}" for k, a in EVERY])


@each_act
def test_what_folding_reads_can_never_be_erased(kind: Kind, act: Act) -> None:
    """Erasing leaves fold(events) == row only if what decides is plain: a title decides nothing, nor do
    words that were asked for, which are granted no more once they are gone.
    """
    assert {field.name for field in act.fields if field.personal and field.sets} <= {"title", "words"}


@each_act
def test_what_is_asked_for_has_its_steps_and_can_be_granted(kind: Kind, act: Act) -> None:
    if act.asks:
        assert f"{act.asks}_steps" in RULES or act.steps
        assert granted(act.asks), "what is asked for can be granted"
        assert act.many or act.grants in kind.by_name


@each_act
def test_an_act_that_is_next_for_somebody_can_be_done_by_them_in_that_life(kind: Kind, act: Act) -> None:
    assert set(act.next_in) <= set(act.when)
    assert not act.next_in or not set(act.by) <= NEEDS_NOBODY - {"step"}


@each_act
def test_only_a_foreign_hand_checks_and_closes(kind: Kind, act: Act) -> None:
    if act.then in ("signed_off", "continuing") or (act.name == "verify" and not act.opens):
        assert act.never_by == "hands"


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.name)
def test_effects_answer_events_that_happen(kind: Kind) -> None:
    if kind.effects:
        effects: Mapping[str, Any] = import_string(kind.effects)
        assert effects.keys() <= kind.by_event.keys()
