"""Whether a clock can be believed."""

import pytest

from bihuan.core.time.trust import LONGEST_GAP, MINUTE, TOLERANCE, Doubt, Known, Reading, doubt

AT = 1_790_000_000_000_000
HOUR, DAY = 60 * MINUTE, 24 * 60 * MINUTE
THEN = Reading(AT, "monday", 5 * HOUR)


def later(passed: int, counted: int | None, boot: str = "monday") -> Reading:
    """What the clock says after a time, and what the machine counted meanwhile."""
    return Reading(AT + passed, boot, THEN.uptime + counted if counted is not None else 0)


def test_of_what_nobody_knows_nothing_is_held_against_a_clock() -> None:
    assert doubt(Reading(1), None, head=AT) is None


@pytest.mark.parametrize("off", [0, MINUTE, 3 * DAY, 20 * DAY, LONGEST_GAP])
def test_a_machine_that_was_off_comes_up_without_anybodys_help(off: int) -> None:
    assert doubt(later(off, None, "tuesday"), Known(THEN)) is None


@pytest.mark.parametrize("off", [LONGEST_GAP + 1, 400 * DAY, -TOLERANCE - 1, -400 * DAY])
def test_after_months_and_before_what_is_known_it_is_in_doubt(off: int) -> None:
    assert doubt(later(off, None, "tuesday"), Known(THEN)) == Doubt(off)


@pytest.mark.parametrize("slept", [0, MINUTE, 3 * DAY])
@pytest.mark.parametrize("drift", [0, TOLERANCE, -TOLERANCE])
def test_a_machine_that_runs_or_sleeps_counts_on_and_agrees_with_its_clock(slept: int, drift: int) -> None:
    assert doubt(later(slept + drift, slept), Known(THEN)) is None


@pytest.mark.parametrize("jump", [TOLERANCE + 1, HOUR, 400 * DAY, -TOLERANCE - 1, -HOUR])
@pytest.mark.parametrize("passed", [5_000_000, 3 * DAY])
def test_a_clock_that_is_moved_while_the_machine_runs_is_in_doubt_by_as_much(jump: int, passed: int) -> None:
    assert doubt(later(passed + jump, passed), Known(THEN)) == Doubt(jump)
    assert doubt(later(passed, passed), Known(THEN)) is None, "set right again it is believed"


def test_a_machine_that_slept_for_months_is_asked_about_too() -> None:
    assert doubt(later(50 * DAY, 50 * DAY), Known(THEN)) == Doubt(50 * DAY)


def test_a_count_that_began_anew_says_nothing() -> None:
    assert doubt(Reading(AT + DAY, "monday", HOUR), Known(THEN)) is None


def test_a_head_that_lies_in_the_future_puts_the_clock_in_doubt_until_it_is_forgiven() -> None:
    head = AT + 400 * DAY
    assert doubt(THEN, Known(THEN), head=head) == Doubt(-400 * DAY)
    assert doubt(THEN, Known(THEN, forgiven=head), head=head) is None
    assert doubt(THEN, Known(THEN, forgiven=head), head=head + 1) is not None
    assert doubt(THEN, Known(THEN), head=AT + TOLERANCE) is None


@pytest.mark.parametrize(
    ("ahead", "zh", "en"),
    [
        (400 * DAY, "快约 400 天", "400 days ahead of"),
        (-3 * HOUR, "慢约 3 小时", "3 hours behind"),
        (6 * MINUTE, "快约 6 分钟", "6 minutes ahead of"),
    ],
)
def test_it_says_by_how_much_and_what_to_do(ahead: int, zh: str, en: str) -> None:
    said = Doubt(ahead).sentence
    assert zh in said.zh and en in said.en
    assert "clock --confirm" in said.zh and "clock --confirm" in said.en
