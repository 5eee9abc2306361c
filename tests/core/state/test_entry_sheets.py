"""A filed sheet: what a row keeps of it comes back the same, and who wrote on it is known."""

import json

from bihuan.core.state.entry_sheets import EntrySheet, Line, sheet_of, sheets_from

SHEET = EntrySheet(7, 1, "2026-03", (2, 3), (Line(5, 50, 0, 4), Line(6, 60, 6, 2)), (6,), "desk")


def test_what_a_row_keeps_of_it_comes_back_the_same() -> None:
    assert sheets_from(json.loads(json.dumps([SHEET]))) == (SHEET,)


def test_whoever_signed_filed_or_recorded_a_line_wrote_on_it() -> None:
    assert SHEET.wrote == {1, 2, 3, 4}


def test_a_sheet_is_found_by_its_record() -> None:
    assert sheet_of((SHEET,), 7) is SHEET
    assert sheet_of((SHEET,), 8) is None
