"""Rows can be made again from the record, and nothing that reads the record writes it."""

import pytest
from django.db import connection

from bihuan.matters.models import Matter, Spell
from bihuan.matters.writing import rebuild
from bihuan.search import index
from tests.matters.scenes import busy, every_state, everything, state_of
from tests.matters.whole import must_be_as_said
from tests.world import registered_measure, world

pytestmark = pytest.mark.django_db


def test_the_record_gives_every_row_back() -> None:
    found = busy()
    for state in every_state():
        assert rebuild.folded_state(state.id) == state == rebuild.row_state(state.id)
    assert found.matters


def test_what_was_changed_behind_the_records_back_is_found_out() -> None:
    made = world()
    measure = registered_measure(made)
    Matter.objects.filter(pk=measure.id).update(life="signed_off")
    assert rebuild.folded_state(measure.id) != rebuild.row_state(measure.id)
    with pytest.raises(AssertionError):
        must_be_as_said(measure.id)


def test_spells_are_made_again_as_they_were() -> None:
    found = busy()
    for name in ("verified", "waiting", "paused", "grouped", "instalment"):
        matter = found.matters[name]
        before = Spell.objects.filter(matter_id=matter).count()
        assert len(rebuild.spells(matter)) == before > 0
        must_be_as_said(matter)


def test_writing_anew_changes_nothing_where_nothing_was_erased() -> None:
    found = busy()
    before = everything()
    for state in every_state():
        if state.request is None:
            rebuild.blank(state.id)
    assert everything() == before
    assert found.matters


def test_writing_anew_does_not_put_requests_into_the_index() -> None:
    found = busy()
    rebuild.blank(found.matters["request"])
    sql, params = index.clause("申请延期的事") or ("", [])
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert [one for (one,) in cursor.fetchall()] == [found.matters["waiting"]]


def test_a_title_that_was_changed_behind_its_back_is_mended() -> None:
    found = busy()
    matter = found.matters["late"]
    Matter.objects.filter(pk=matter).update(title="别的字")
    rebuild.blank(matter)
    assert state_of(matter).title == "已经超期的事"


def test_what_never_happened_gives_nothing() -> None:
    assert rebuild.folded_state(7) is None and rebuild.row_state(7) is None
    assert rebuild.spells(7) == [] and rebuild.tables(7) == {}
    rebuild.blank(7)
