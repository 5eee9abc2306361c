"""A clock that goes on evenly while a job is done."""

import pytest

from bihuan.jobs.steady import Steady
from tests.clocks import DAY, MINUTE, NOW, machine


def test_it_is_the_machines_until_that_is_moved_and_again_when_it_is_set_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here, steady = machine(monkeypatch), Steady()
    steady.begin()
    here.passes(MINUTE)
    assert steady.now() == NOW + MINUTE
    here.at += 400 * DAY
    here.passes(MINUTE)
    assert steady.now() == NOW + 2 * MINUTE
    here.at -= 400 * DAY
    assert steady.now() == here.at == NOW + 2 * MINUTE


def test_a_moved_clock_that_somebody_confirmed_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    here, steady = machine(monkeypatch), Steady()
    steady.begin()
    here.at += DAY
    steady.begin()
    assert steady.now() == NOW + DAY
