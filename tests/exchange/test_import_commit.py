"""From a ledger to a register: what arrives, how it stands, and that the same file changes nothing."""

import pytest

from bihuan.exchange.importing.models import Import, ImportRow
from bihuan.ledger.models import Event
from bihuan.matters.models import Listing, Matter
from tests.exchange.importing import PLAIN, carried, codes, commit, matters, previewed, sheet, verdicts
from tests.world import world

pytestmark = pytest.mark.django_db


def test_a_plain_ledger_arrives_with_its_people_dues_and_states() -> None:
    made = world()
    one = carried(made, sheet(*PLAIN))
    assert verdicts(one) == ["new"] * 6
    first, one_one, second, two_one, third, three_one = matters(one)
    assert (first.kind, first.title, first.life) == ("problem", "首问负责制落实不到位", "under_way")
    assert first.lead_unit == made.units["秘书处"] and first.register == made.register
    assert (one_one.life, one_one.parent, one_one.accountable) == (
        "under_way",
        first.id,
        made.people["殷若渔"],
    )
    assert str(one_one.due_on) == "2026-06-30" and one_one.supporting == {made.units["委员工作处"]}
    assert (two_one.life, two_one.due_kind, two_one.said_closed_on) == ("claimed", "immediate", None)
    assert two_one.proof == () and second.life == "under_way"
    assert three_one.life == "claimed" and three_one.said_closed and third.said_closed
    assert third.life == "claimed" and three_one.said_closed_on is None, "the sheet gives no day"
    assert {two_one.said_closed, second.said_closed} == {False}
    listed = Listing.objects.filter(register_id=made.register, matter_id__in=[first.id, second.id, third.id])
    assert list(listed.order_by("place").values_list("number", flat=True)) == ["1", "2", "3"]
    assert first.number == "ZF-2026-001" and one_one.number == "ZF-2026-002"


def test_the_same_file_again_changes_nothing() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    again = previewed(made, sheet(*PLAIN))
    assert verdicts(again) == ["same"] * 6
    before = Event.objects.filter(name="taken_over").count(), Matter.objects.filter(kind="measure").count()
    commit(made, again)
    after = Event.objects.filter(name="taken_over").count(), Matter.objects.filter(kind="measure").count()
    assert before == after == (6, 3)
    assert verdicts(previewed(made, sheet(*PLAIN))) == ["same"] * 6


def test_no_words_of_the_sheet_stay_in_the_preview_once_it_is_committed() -> None:
    made = world()
    one = carried(made, sheet(*PLAIN))
    row = ImportRow.objects.filter(import_id=one.id).first()
    assert row is not None
    assert (row.title, row.data, row.facts, row.differences) == (None, None, None, None)
    kept = Import.objects.get(pk=one.id)
    assert (kept.choices, kept.corrections, kept.asked) == ("{}", "{}", "{}")
    assert Matter.objects.get(pk=one.id).life == "committed"


def test_an_impossible_date_is_refused_at_its_cell_and_an_unread_one_comes_without_a_due() -> None:
    made = world()
    rows = (
        ("1", "甲问题很突出", "甲措施", "秘书处", "", "殷若渔", "6月31日前", "", ""),
        ("2", "乙问题很突出", "乙措施", "秘书处", "", "殷若渔", "视情推进", "", ""),
    )
    one = carried(made, sheet(*rows))
    assert verdicts(one) == ["new", "refused", "new", "new"]
    assert codes(one, 1) == [("bad_date", "G2")]
    assert ("unread_date", "G3") in codes(one, 3)
    measure = matters(one)[-1]
    assert (measure.life, measure.due_kind, measure.due_on, measure.due_text) == (
        "registered",
        "unread",
        None,
        "视情推进",
    )
