"""The lamp: derived from dates, the same for a list and for a page."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bihuan.core.state.lamps import GO, IDLE, LATE, NEAR, STEADY, lamp
from bihuan.core.state.lives import (
    ASSIGNED,
    CHECKING,
    CONTINUING,
    DOING,
    ENDED,
    GRANTED,
    OPEN,
    REGISTERED,
    REPORTED,
    STANDING,
    UNDER_WAY,
    WITHDRAWN,
)

TODAY = date(2026, 3, 2)
DAYS = st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2032, 12, 31)))
WORKED_ON = (REGISTERED, *DOING)
LIVES = st.sampled_from([*WORKED_ON, *CHECKING, *ENDED, OPEN, GRANTED, REPORTED, STANDING])
CLOCKS = st.sampled_from(["running", "paused"])
RANK = {IDLE: 0, GO: 0, STEADY: 0, NEAR: 1, LATE: 2}


@given(LIVES, CLOCKS, DAYS, DAYS, st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_it_warns_only_while_the_doers_clock_runs(life, clock, yellow, red, today) -> None:
    if lamp(life.phase, clock, yellow, red, today) in (NEAR, LATE):
        assert life in WORKED_ON and clock == "running"


@given(st.sampled_from(WORKED_ON), DAYS, DAYS, st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_it_never_brightens_as_days_pass(life, yellow, red, today) -> None:
    if yellow and red and yellow > red:
        yellow, red = red, yellow
    ranks = [RANK[lamp(life.phase, "running", yellow, red, today + timedelta(n))] for n in range(0, 800, 40)]
    assert ranks == sorted(ranks)


@given(st.sampled_from(WORKED_ON), DAYS, st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_red_is_late_on_its_day_and_not_before(life, yellow, red) -> None:
    if yellow and yellow > red:
        yellow = red
    assert lamp(life.phase, "running", yellow, red, red) == LATE
    assert lamp(life.phase, "running", yellow, red, red - timedelta(1)) != LATE


@given(LIVES, CLOCKS, st.dates(date(2020, 1, 1), date(2032, 12, 31)))
def test_without_dates_it_never_warns(life, clock, today) -> None:
    assert lamp(life.phase, clock, None, None, today) in (GO, IDLE, STEADY)


def test_yellow_comes_before_red() -> None:
    yellow, red = TODAY, TODAY + timedelta(3)
    lamps = [lamp(UNDER_WAY.phase, "running", yellow, red, TODAY + timedelta(n)) for n in (-1, 0, 2, 3)]
    assert lamps == [GO, NEAR, NEAR, LATE]


def test_what_has_not_begun_stands_idle_and_what_has_ended_does_not_warn() -> None:
    assert lamp(REGISTERED.phase, "running", None, None, TODAY) == IDLE
    assert lamp(ASSIGNED.phase, "running", None, None, TODAY) == IDLE
    assert lamp(UNDER_WAY.phase, "paused", TODAY, TODAY, TODAY) == IDLE
    assert lamp(CONTINUING.phase, "running", TODAY, TODAY, TODAY) == STEADY
    assert {lamp(life.phase, "running", TODAY, TODAY, TODAY) for life in CHECKING} == {GO}
    assert lamp(WITHDRAWN.phase, "paused", TODAY, TODAY, TODAY) == GO
