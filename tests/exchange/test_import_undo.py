"""Undoing an import: what nobody touched is withdrawn, the rest stays with the reason."""

import pytest

from bihuan.core.words.reasons import Refused
from bihuan.exchange.importing.models import ImportRow
from bihuan.exchange.importing.undo import begin_undo, undone
from bihuan.jobs.models import Job
from bihuan.matters.models import Matter
from bihuan.matters.writing.rebuild import row_state
from tests.exchange.importing import PLAIN, carried, codes, matters, previewed, sheet, verdicts
from tests.world import world

pytestmark = pytest.mark.django_db


def undo(made, one) -> None:
    begin_undo(one, person=made.people["邹小禾"], at=made.tick())
    assert undone(one, person=made.people["邹小禾"], clock=made.tick)


def test_rows_that_nobody_touched_are_withdrawn_and_can_be_imported_again() -> None:
    made = world()
    one = carried(made, sheet(*PLAIN))
    undo(made, one)
    assert {state.life for state in matters(one)} == {"withdrawn"}
    assert Matter.objects.get(pk=one.id).life == "undone"
    assert verdicts(previewed(made, sheet(*PLAIN)))[:6] == ["new"] * 6


def test_a_touched_measure_stays_and_keeps_its_problem() -> None:
    made = world()
    one = carried(made, sheet(*PLAIN))
    states = matters(one)
    made.do("progress", states[1], "殷若渔", progress="已印发")
    undo(made, one)
    lives = [row_state(state.id).life for state in states]
    assert lives == ["under_way", "under_way", *["withdrawn"] * 4]
    assert codes(one, 1)[-1] == ("stays_touched", "")
    assert codes(one, 0)[-1] == ("stays_below", "")
    assert verdicts(previewed(made, sheet(*PLAIN)))[:6] == ["same", "same", *["new"] * 4]


def test_units_that_were_only_asked_to_answer_are_excused() -> None:
    made = world()
    rows = [("1", "甲问题很突出", "甲措施", "秘书处", "各处室", "殷若渔", "2026年6月底前", "", "")]
    one = carried(made, sheet(*rows))
    parts = Matter.objects.filter(kind="part")
    assert {part.lead_unit_id for part in parts} == {made.units["督查处"], made.units["委员工作处"]}
    undo(made, one)
    assert set(Matter.objects.filter(kind="part").values_list("life", flat=True)) == {"lapsed"}


def test_a_correction_stays() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    rows = [("1", "首问负责制落实仍不到位", *PLAIN[0][2:])]
    one = carried(made, sheet(*rows, *PLAIN[1:]))
    undo(made, one)
    assert codes(one, 0)[-1] == ("stays_corrected", "")
    assert ImportRow.objects.get(import_id=one.id, place=0).state == "kept"


def test_a_second_click_finds_it_under_way() -> None:
    made = world()
    one = carried(made, sheet(*PLAIN))
    begin_undo(one, person=made.people["邹小禾"], at=made.tick())
    with pytest.raises(Refused) as refused:
        begin_undo(one, person=made.people["邹小禾"], at=made.tick())
    assert refused.value.reason.code == "wrong_life"
    assert Job.objects.filter(name="exchange.undo").count() == 1
