"""The rhythm of a recurring due: whatever is written, a cycle has it or nobody claims that one has."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.time.cycles import read_cycle
from bihuan.core.time.dues import period_of
from bihuan.core.time.phrases import plain_form


@pytest.mark.parametrize(
    "text", ["每四个月", "每周一、周四", "每年2月30日前", "每月45日前", "每年13月底", "每年春节前"]
)
def test_a_rhythm_that_no_cycle_has_is_left_to_a_person(text: str) -> None:
    cycle = read_cycle(plain_form(text, 2026))
    assert cycle is not None and cycle.every is None


@pytest.mark.parametrize("text", ["6月底前", "一季度", "年底前", "长期坚持", ""])
def test_what_does_not_recur_has_none(text: str) -> None:
    assert read_cycle(plain_form(text, 2026)) is None


@given(
    st.text(
        alphabet="0123456789一两二三四五六十、和前后首末第最底初上中下旬周月日季度半年次内工作结束国庆七到各",
        max_size=16,
    ),
    st.sampled_from(("每周", "每半月", "每月", "每两个月", "每季度", "每半年", "每年")),
)
def test_what_is_read_is_a_day_of_its_periods(tail: str, unit: str) -> None:
    cycle = read_cycle(plain_form(unit + tail, 2026))
    if cycle is not None and cycle.every is not None:
        for month in range(1, 13):
            assert period_of(date(2026, month, 20), cycle.every, day=cycle.day).due_on
