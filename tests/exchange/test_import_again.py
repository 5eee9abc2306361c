"""A changed ledger: what differs, field by field, and what of it a file may change."""

import json

import pytest

from bihuan.exchange.importing.models import ImportRow
from bihuan.exchange.importing.start import again
from bihuan.matters.models import Listing
from bihuan.matters.writing.rebuild import folded_state, row_state
from tests.exchange.importing import PLAIN, carried, codes, commit, matters, previewed, sheet, verdicts
from tests.world import World, open_register, world

pytestmark = pytest.mark.django_db


def differences(one, place: int) -> dict[str, tuple[str, str, str]]:
    row = ImportRow.objects.get(import_id=one.id, place=place)
    return {name: (old, new, how) for name, old, new, how in json.loads(row.differences)}


def changed(*changes: tuple[int, int, str]) -> bytes:
    """The plain ledger with some cells changed: (row, column, text)."""
    rows = [list(row) for row in PLAIN]
    for row, column, text in changes:
        rows[row][column] = text
    return sheet(*rows)


def test_each_changed_field_is_shown_old_and_new_and_taken_over_as_a_correction() -> None:
    made = world()
    first = carried(made, sheet(*PLAIN))
    measure = matters(first)[1]
    one = previewed(made, changed((0, 1, "首问负责制落实仍不到位"), (0, 7, "正在推进，已印发")))
    assert verdicts(one) == ["changed", "changed", "same", "same", "same", "same"]
    assert differences(one, 0) == {"title": ("首问负责制落实不到位", "首问负责制落实仍不到位", "correct")}
    assert differences(one, 1) == {"progress": ("正在推进，初稿已成", "正在推进，已印发", "correct")}
    commit(made, one)
    problem, after = row_state(measure.parent), row_state(measure.id)
    assert problem.title == "首问负责制落实仍不到位" and problem == folded_state(problem.id)
    assert after == folded_state(measure.id) and after.life == "under_way"
    assert (
        verdicts(previewed(made, changed((0, 1, "首问负责制落实仍不到位"), (0, 7, "正在推进，已印发"))))
        == ["same"] * 6
    )


def test_what_people_did_since_stays_where_the_file_says_the_same_as_before() -> None:
    made = world()
    measure = matters(carried(made, sheet(*PLAIN)))[1]
    made.do("correct", measure, "邹小禾", title="修订并公布首问负责制", reason="表述不准")
    made.do("progress", measure, "殷若渔", progress="已征求意见")
    one = previewed(made, changed((0, 1, "首问负责制落实仍不到位")))
    assert verdicts(one) == ["changed", "same", "same", "same", "same", "same"]
    commit(made, one)
    assert row_state(measure.id).title == "修订并公布首问负责制"


def test_the_due_and_lead_of_work_in_hand_change_by_request_never_by_a_file() -> None:
    made = world()
    measure = matters(carried(made, sheet(*PLAIN)))[1]
    one = previewed(made, changed((0, 6, "2026年9月底前")))
    assert verdicts(one)[1] == "refused"
    assert codes(one, 1) == [("by_request", "G2")]
    commit(made, one)
    assert str(row_state(measure.id).due_on) == "2026-06-30"
    assert verdicts(previewed(made, changed((0, 6, "2026年9月底前"))))[1] == "refused"


def test_what_was_claimed_stays_and_what_the_ledger_reports_of_it_comes_in() -> None:
    made = world()
    measure = matters(carried(made, sheet(*PLAIN)))[1]
    made.do("claim", measure, "殷若渔", result="已印发", evidence=[made.proof()])
    one = previewed(made, changed((0, 2, "修订首问负责制，并在全机关公布"), (0, 7, "已印发并公布")))
    assert codes(one, 1) == [("stays_claimed", "C2")]
    assert {how for *_, how in differences(one, 1).values()} == {"request", "correct"}
    commit(made, one)
    after = row_state(measure.id)
    assert after.title == measure.title and after.life == "claimed"


def test_before_work_has_begun_a_new_due_hands_it_out_anew() -> None:
    made = world()
    rows = [[*PLAIN[0][:7], "", ""]]
    measure = matters(carried(made, sheet(*rows)))[1]
    assert measure.life == "assigned"
    rows[0][6] = "2026年5月29日前"
    rows[0][3] = "委员工作处"
    rows[0][4] = ""
    carried(made, sheet(*rows))
    after = row_state(measure.id)
    assert (str(after.due_on), after.lead_unit) == ("2026-05-29", made.units["委员工作处"])
    assert after == folded_state(measure.id)


def test_no_newer_ledger_moves_a_day_that_was_set_later() -> None:
    made = world()
    rows = [[*PLAIN[0][:7], "", ""]]
    measure = matters(carried(made, sheet(*rows)))[1]
    rows[0][6] = "2026年9月底前"
    one = previewed(made, sheet(*rows))
    assert verdicts(one)[1] == "refused"
    assert row_state(measure.id).due_on == measure.due_on


def test_rows_that_the_new_file_leaves_out_are_listed_and_untouched() -> None:
    made = world()
    third = matters(carried(made, sheet(*PLAIN)))[4]
    one = carried(made, sheet(*PLAIN[:2]))
    assert verdicts(one) == ["same"] * 4 + ["untouched"] * 2
    assert row_state(third.id) == third


def test_a_new_measure_joins_its_problem_and_moved_rows_are_known_by_their_words() -> None:
    made = world()
    before = matters(carried(made, sheet(*PLAIN)))
    added = ("1", "首问负责制落实不到位", "公布投诉电话", "秘书处", "", "殷若渔", "2026年7月底前", "", "")
    rows = [("9", *PLAIN[2][1:]), PLAIN[0], added, PLAIN[1]]
    one = previewed(made, sheet(*rows, name="六月台账"))
    assert sorted(verdicts(one)) == ["changed", "new", *["same"] * 5]
    commit(made, one)
    joined = ImportRow.objects.get(import_id=one.id, verdict="new")
    assert row_state(joined.matter_id).parent == before[0].id
    assert Listing.objects.get(matter_id=before[4].id).number == "9"


def test_another_list_with_the_same_numbers_is_not_taken_for_the_first_one() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    other = ("1", "机关食堂饭菜单一", "每周征集菜单", "秘书处", "", "殷若渔", "2026年7月底前", "", "")
    assert verdicts(previewed(made, sheet(other)))[:2] == ["new", "new"]


def test_each_register_knows_only_its_own_rows() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    made.register = open_register(made, title="巡察整改", prefix="XC")
    assert verdicts(previewed(made, sheet(*PLAIN))) == ["new"] * 6


def test_no_measure_is_added_by_a_file_under_a_problem_that_is_being_closed() -> None:
    made = world()
    carried(made, sheet(PLAIN[2]))
    added = ("3", "公文流转环节多", "另立一条措施", "秘书处", "", "纪清晏", "2026-07-30", "", "")
    one = previewed(made, sheet(PLAIN[2], added))
    assert verdicts(one) == ["same", "same", "refused"]
    assert ("parent_closing", "") in codes(one, 2)


def _withdraw(made: World, matter: int) -> None:
    asked = made.do("request_withdrawal", matter, "邹小禾", reason="重复")
    request = asked.pending
    while row_state(request).life == "open":
        step = row_state(request).steps[row_state(request).step][0]
        by = {"approver": "温如砺", "leader": "季望山", "head": "纪清晏"}.get(step, "邹小禾")
        made.do("approve", request, by)


def test_what_an_office_withdrew_does_not_come_back_with_the_next_file() -> None:
    made = world()
    measure = matters(carried(made, sheet(*PLAIN)))[1]
    _withdraw(made, measure.id)
    assert row_state(measure.id).life == "withdrawn"
    assert verdicts(previewed(made, sheet(*PLAIN)))[1] == "same"
    one = previewed(made, changed((0, 7, "正在推进，已印发")))
    assert verdicts(one)[1] == "refused" and codes(one, 1) == [("ended", "")]


def test_what_was_corrected_in_the_last_preview_stops_no_later_file() -> None:
    made = world()
    rows = [["1", "甲问题很突出", "甲措施", "秘书处", "", "殷若渔", "6月31日前", "正在推进，初稿", ""]]
    one = previewed(made, sheet(*rows))
    spot = json.loads(ImportRow.objects.get(import_id=one.id, place=1).data)["spot"]
    again(one, person=made.people["邹小禾"], at=made.tick(), corrections={spot: {"due": "6月30日前"}})
    commit(made, one)
    rows[0][7] = "正在推进，已印发"
    later = previewed(made, sheet(*rows))
    assert verdicts(later) == ["same", "changed"]
    assert differences(later, 1).keys() == {"progress"}


def test_an_empty_cell_takes_nothing_back() -> None:
    made = world()
    carried(made, sheet(*PLAIN))
    assert verdicts(previewed(made, changed((0, 7, "")))) == ["same"] * 6


def test_done_in_the_file_but_open_here_tells_the_unit_to_claim() -> None:
    made = world()
    measure = matters(carried(made, sheet(*PLAIN)))[1]
    one = carried(made, changed((0, 7, "已完成")))
    assert ("claim_here", "H2") in codes(one, 1)
    assert row_state(measure.id).life == "under_way"


def test_a_text_that_the_office_rewrote_is_still_the_row_that_it_was() -> None:
    made = world()
    problem = matters(carried(made, sheet(*PLAIN)))[0]
    made.do("correct", problem, "邹小禾", title="完全换了一种说法", reason="表述不准")
    assert verdicts(previewed(made, sheet(*PLAIN[1:], ("7", *PLAIN[0][1:]))))[:2] == ["same", "same"]
    one = previewed(made, changed((0, 8, "否")))
    assert "new" not in verdicts(one)
