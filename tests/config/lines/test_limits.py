"""Least rates over a window, and what the environment may set."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bihuan.config.lines.limits import LINGERS, Limits, Pace, share

LIMITS = Limits(rate=1000, window=10)


def test_the_defaults_are_those_of_the_decision() -> None:
    assert (Limits().rate, Limits().window) == (2000, 30)


def test_the_environment_sets_each() -> None:
    found = Limits.from_environment({"BIHUAN_LINE_RATE": "500", "BIHUAN_LINE_PER_ADDRESS": "9", "OTHER": "x"})
    assert found == Limits(rate=500, per_address=9)


@pytest.mark.parametrize("wrong", ["0", "-1", "2.5", "many", "²"])
def test_what_is_no_number_is_said(wrong: str) -> None:
    with pytest.raises(ValueError, match="BIHUAN_LINE_WINDOW"):
        Limits.from_environment({"BIHUAN_LINE_WINDOW": wrong})


@given(some.lists(some.floats(1000, 50_000), min_size=1, max_size=300))
def test_a_line_that_keeps_the_least_rate_is_never_too_slow_however_long_it_takes(rates: list[float]) -> None:
    moved, pace = 0.0, Pace(0.0, 0)
    for second, rate in enumerate(rates, 1):
        moved += rate
        assert not pace.too_slow(float(second), int(moved + 1), LIMITS)


@given(some.lists(some.floats(0, 900), min_size=25, max_size=60), some.integers(0, 10_000_000))
def test_one_that_stays_below_is_found_within_two_windows_whatever_it_did_before(
    rates: list[float], first: int
) -> None:
    moved, pace = float(first), Pace(0.0, 0)
    found = False
    for second, rate in enumerate(rates, 1):
        moved += rate
        found = found or pace.too_slow(float(second), int(moved), LIMITS)
    assert found


def test_what_comes_and_goes_is_not_counted() -> None:
    pace = Pace(5.0, 0)
    assert not pace.lingers(5.0 + LINGERS / 2) and pace.lingers(5.0 + LINGERS)


def test_a_window_that_has_just_begun_does_not_make_a_line_look_slow() -> None:
    pace = Pace(0.0, 0)
    for second in range(1, 26):
        pace.too_slow(float(second), second * 2000, LIMITS)
        assert pace.rate(float(second), second * 2000) == pytest.approx(2000)


@given(some.integers(-5, 50), some.lists(some.integers(0, 30), min_size=1, max_size=4))
def test_together_the_processes_let_enough_go_and_hardly_more(excess: int, held: list[int]) -> None:
    in_all = sum(held)
    gone = [share(excess, ours, in_all) for ours in held]
    assert all(0 <= one <= ours for one, ours in zip(gone, held, strict=True))
    wanted = max(0, min(excess, in_all))
    assert wanted <= sum(gone) <= wanted + len(held)
