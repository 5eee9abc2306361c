"""A recurring due in words: reading them gives the same again, in both languages."""

from datetime import date

import pytest

from bihuan.core.time.dues import period_of
from bihuan.core.time.phrases import read_due
from bihuan.matters.saying.rhythm import EVERY, _days, in_chinese, rhythm_said

HALVES = ("5-31/31", "4-15", "1-31/3-10")
DAYS_OF = {
    every: [day for day in _days(every) if day is None or not day.startswith("2-30")] for every in EVERY
}


@pytest.mark.parametrize("every", EVERY)
def test_what_is_said_is_read_as_the_same(every: str) -> None:
    for day in (*DAYS_OF[every], *(HALVES if every == "half_year" else ())):
        read = read_due(rhythm_said(every, day).zh, year=2026)
        assert read.every == every, day
        for month in range(1, 13):
            for on in (date(2027, month, 1), date(2027, month, 20)):
                assert period_of(on, every, day=read.day).due_on == period_of(on, every, day=day).due_on, day


@pytest.mark.parametrize("every", EVERY)
def test_english_says_each_in_its_own_way(every: str) -> None:
    for day in DAYS_OF[every]:
        said = rhythm_said(every, day)
        found = in_chinese(said.en)
        assert found is not None
        assert read_due(found, year=2026).every == every
    assert in_chinese("every now and then") is None


def test_it_speaks_as_the_office_does() -> None:
    assert rhythm_said("quarter", "1-10").zh == "每季度首月10日前"
    assert rhythm_said("quarter", "1-10").en == "every quarter, by day 10 of its first month"
    assert rhythm_said("month", "-1w").zh == "每月最后一个工作日前"
    assert rhythm_said("half_month", "10/5").zh == "每月10日和20日前"
    assert rhythm_said("half_year", "5-31/31").en == "every year, by the end of May and the end of December"
    assert rhythm_said("year", "+1-31").zh == "每年次年1月底前"
    assert rhythm_said(None, None).zh == "定期"
