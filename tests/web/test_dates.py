"""Days, instants, counts and shares as people read them."""

from datetime import date

import pytest

from bihuan.web import dates

DAY = date(2026, 11, 24)
ZONE = "Asia/Shanghai"
AT = 1_795_492_800_000_000 - 11_520_000_000  # 2026-11-24 08:48 in Shanghai


@pytest.mark.parametrize(
    ("style", "language", "today", "words"),
    [
        ("iso", "zh", None, "2026-11-24"),
        ("short", "zh", date(2026, 1, 1), "11-24"),
        ("short", "zh", date(2027, 1, 1), "2026-11-24"),
        ("long", "zh", date(2026, 1, 1), "11 月 24 日 星期二"),
        ("long", "zh", date(2027, 1, 1), "2026 年 11 月 24 日 星期二"),
        ("long", "en", date(2026, 1, 1), "Tue 24 Nov 2026"),
    ],
)
def test_a_day_is_said_in_the_language_and_the_length_asked_for(
    style: str, language: str, today: date | None, words: str
) -> None:
    assert dates.day_said(DAY, language, style, today) == words


def test_an_instant_stands_on_the_clocks_of_the_organisation() -> None:
    assert dates.instant_said(0, "Asia/Shanghai") == "1970-01-01 08:00"
    assert dates.instant_said(0, "UTC") == "1970-01-01 00:00"


def test_an_instant_of_this_year_needs_no_year() -> None:
    assert dates.instant_said(AT, ZONE, date(2026, 1, 1)) == f"{dates.local(AT, ZONE):%m-%d %H:%M}"
    assert dates.instant_said(AT, ZONE, date(2020, 1, 1)).startswith("2026-")


def test_what_is_missing_is_a_dash() -> None:
    assert {dates.day_said(None, "zh"), dates.instant_said(None, ZONE), dates.number_said(None)} == {"—"}


def test_a_rate_has_its_counts_beside_it_and_a_zero_denominator_is_a_dash() -> None:
    assert dates.share_said(3, 4, "zh") == "75%（3/4）"
    assert dates.share_said(1200, 2400, "en") == "50% (1,200/2,400)"
    assert dates.share_said(0, 0, "zh") == "—"


@pytest.mark.parametrize(("size", "words"), [(940, "940 B"), (48_000, "48 KB"), (3_400_000, "3.4 MB")])
def test_a_file_says_its_size_shortly(size: int, words: str) -> None:
    assert dates.size_said(size) == words
