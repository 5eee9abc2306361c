"""Effects are data: what an event puts into a table can be compared, kept and done again."""

from dataclasses import FrozenInstanceError

import pytest
from django.utils.module_loading import import_string

from bihuan.core.acts.puts import Call, Put
from bihuan.matters.kinds import kinds


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
