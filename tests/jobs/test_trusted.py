"""What the installation knows of the time."""

import logging

import pytest

from bihuan.jobs import trusted
from bihuan.jobs.heartbeat import beat
from bihuan.jobs.models import KnownTime
from tests.clocks import DAY, MINUTE, NOW, Machine, machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return machine(monkeypatch)


def test_before_a_place_is_prepared_nothing_is_known_and_a_beat_makes_nothing_known(here: Machine) -> None:
    trusted.seen()
    assert trusted.known() is None and trusted.doubt() is None


def test_each_beat_makes_the_clock_known_until_it_is_moved(here: Machine) -> None:
    trusted.begin(head=0)
    for _ in range(100):
        here.passes(MINUTE)
        trusted.seen()
    assert KnownTime.objects.get().at == here.at
    here.at += 400 * DAY
    trusted.seen()
    assert KnownTime.objects.get().at == here.at - 400 * DAY
    doubted = trusted.doubt()
    assert doubted and doubted.ahead == 400 * DAY
    here.at -= 400 * DAY
    assert trusted.doubt() is None


def test_a_start_after_days_goes_on_by_itself_and_one_after_months_waits_for_a_word(
    here: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    trusted.begin(head=0)
    here.starts_again(after=4 * DAY)
    assert trusted.begin(head=NOW) is None
    trusted.seen()
    here.starts_again(after=60 * DAY)
    assert trusted.begin(head=NOW) is not None
    trusted.seen()
    assert trusted.doubt() is not None, "a beat does not make it believed"
    with caplog.at_level(logging.WARNING):
        trusted.confirm(head=NOW)
    assert "confirmed by hand" in caplog.text
    assert trusted.doubt() is None
    row = KnownTime.objects.get()
    assert (row.confirmed_at, row.confirmed_from, row.forgiven) == (here.at, NOW + 4 * DAY, 0)


@pytest.mark.parametrize("witness", ["head", "beat"])
def test_an_older_versions_head_or_beat_in_the_future_puts_the_first_start_in_doubt(
    here: Machine, witness: str
) -> None:
    ahead = NOW + 400 * DAY
    if witness == "beat":
        beat("w", at=ahead)
    head = ahead if witness == "head" else NOW
    assert trusted.begin(head=head) is not None
    here.passes(MINUTE)
    assert trusted.begin(head=head) is not None
    trusted.confirm(head=head)
    assert trusted.doubt(head=head) is None
    assert trusted.doubt(head=head + 1) is None if witness == "beat" else trusted.doubt(head=head + 1)


def test_a_confirmation_is_not_undone_by_a_beat_that_was_under_way(
    here: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted.begin(head=0)
    before = trusted.known()
    here.passes(MINUTE)
    trusted.confirm(head=0)
    monkeypatch.setattr(trusted, "known", lambda: before)
    here.passes(MINUTE)
    trusted.seen()
    assert KnownTime.objects.get().at == here.at - MINUTE
