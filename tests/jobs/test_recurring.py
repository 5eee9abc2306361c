"""Work that comes back by itself."""

from datetime import UTC, datetime

import pytest
from django.conf import settings

from bihuan.jobs.models import Job, Recurring
from bihuan.jobs.recurring import next_moment, queue_due, register


def micro(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1_000_000


@pytest.mark.parametrize(
    ("every", "after", "moment"),
    [
        ("every:90", "2026-11-24T08:00:00", "2026-11-24T08:01:30"),
        ("daily:18:30", "2026-11-24T08:00:00", "2026-11-24T18:30:00"),
        ("daily:18:30", "2026-11-24T18:30:00", "2026-11-25T18:30:00"),
        ("daily:00:05", "2026-12-31T23:59:59", "2027-01-01T00:05:00"),
    ],
)
def test_it_knows_the_next_moment(every: str, after: str, moment: str) -> None:
    assert next_moment(every, after=micro(after)) == micro(moment)


def test_a_rhythm_it_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown recurrence"):
        next_moment("weekly:1", after=0)


@pytest.mark.django_db
def test_each_moment_is_queued_once_and_missed_ones_are_made_up_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "RECURRING", (("jobs.tidy", "every:60"),))
    start = micro("2026-11-24T08:00:00")
    register(at=start)
    assert queue_due(at=start + 59_000_000) == 0
    assert queue_due(at=start + 60_000_000 * 500) == 1
    assert queue_due(at=start + 60_000_000 * 500) == 0
    assert Job.objects.count() == 1


@pytest.mark.django_db
def test_a_restart_keeps_the_moment_and_a_changed_rhythm_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "RECURRING", (("jobs.tidy", "every:60"),))
    register(at=0)
    register(at=30_000_000)
    assert Recurring.objects.get().next_run_at == 60_000_000
    monkeypatch.setattr(settings, "RECURRING", (("jobs.tidy", "every:10"),))
    register(at=30_000_000)
    assert Recurring.objects.get().next_run_at == 40_000_000
    monkeypatch.setattr(settings, "RECURRING", ())
    register(at=30_000_000)
    assert not Recurring.objects.exists()


@pytest.mark.django_db
def test_what_lies_further_ahead_than_its_rhythm_is_brought_back_and_not_done_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a clock that was 400 days ahead for some seconds left it."""
    rhythms = (("jobs.tidy", "daily:18:30"), ("matters.sweep", "every:60"))
    monkeypatch.setattr(settings, "RECURRING", rhythms)
    start = micro("2026-11-24T08:00:00")
    register(at=start)
    Recurring.objects.update(next_run_at=micro("2027-12-29T18:30:00"))
    assert queue_due(at=start) == 0 and not Job.objects.exists()
    moments = dict(Recurring.objects.values_list("name", "next_run_at"))
    assert moments == {"jobs.tidy": micro("2026-11-24T18:30:00"), "matters.sweep": start + 60_000_000}
    assert queue_due(at=micro("2026-11-24T18:30:00")) == 2
