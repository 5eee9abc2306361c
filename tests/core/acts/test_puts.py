"""Effects are data: what an event puts into a table can be compared, kept and done again."""

from dataclasses import FrozenInstanceError

import pytest
from django.apps import apps
from django.utils.module_loading import import_string

from bihuan.core.acts.puts import Call, Put
from bihuan.matters.kinds import kinds
from bihuan.matters.writing.spine_tables import SPINE


def test_a_put_is_a_value_and_never_changes() -> None:
    put = Put("matters.Desk", 1, {"open": True})
    assert put == Put("matters.Desk", 1, {"open": True}) and not put.new and put.match == ()
    with pytest.raises(FrozenInstanceError):
        put.id = 2  # type: ignore[misc]
    assert Call("x.y", (1,)) == Call("x.y", (1,), {})


def test_every_effect_belongs_to_an_event_that_the_kind_knows() -> None:
    for name, kind in kinds().items():
        for event in import_string(kind.effects) if kind.effects else {}:
            assert event in kind.by_event, (name, event)
    for kind_name, event in SPINE:
        own = kinds().values() if kind_name == "*" else [kinds()[kind_name]]
        assert any(event in kind.by_event for kind in own), (kind_name, event)


def test_every_kinds_own_table_is_a_model() -> None:
    for kind in kinds().values():
        if kind.table:
            model = import_string(kind.table)
            assert model in apps.get_models()
