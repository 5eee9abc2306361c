"""A new due beside the one that stood."""

from datetime import date

from bihuan.matters.saying.postponing import beside_before, moved_said

JUNE, MAY = date(2026, 6, 30), date(2026, 5, 31)


def test_the_days_between_are_counted_and_said_in_both_languages() -> None:
    assert moved_said(JUNE, MAY) == ("推后 30 天", "30 days later")
    assert moved_said(MAY, JUNE) == ("提前 30 天", "30 days earlier")
    assert moved_said(date(2026, 6, 1), MAY) == ("推后 1 天", "1 day later")
    assert moved_said(JUNE, JUNE) is None is moved_said(JUNE, None)


def test_a_day_stands_alone_where_nothing_stood_before() -> None:
    assert beside_before(JUNE, None) == ("2026-06-30", "2026-06-30")
    assert beside_before(JUNE, MAY).en == "2026-06-30 (was 2026-05-31: 30 days later)"
