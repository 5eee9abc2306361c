"""Notices age: those that were read go after a year."""

import pytest
from django.db import transaction

from bihuan.core.chain.ids import event_id, seq_of
from bihuan.core.state.principals import PERSON, UNIT, principal
from bihuan.jobs.models import Job
from bihuan.jobs.run import Run
from bihuan.notices import forget as forgetting
from bihuan.notices.forget import KEPT_DAYS, KEPT_UNREAD_DAYS, forget, tidy
from bihuan.notices.inbox import keep, mark_read, unread, unread_count
from bihuan.notices.models import Notice, ReadEvent

PAN = 11
HELD = (principal(PERSON, PAN), principal(UNIT, 3))
DAY = 24 * 3600 * 1_000_000


def tell(seq: int, at: int, *principals: int) -> None:
    keep([(1, one, event_id(1, seq), event_id(1, 1), "assigned", at) for one in principals or HELD[1:]])


def left() -> list[int]:
    return sorted({seq_of(event) for event in Notice.objects.values_list("event_id", flat=True)})


def read_all() -> None:
    mark_read(PAN, up_to=Notice.objects.latest("id").id, principals=HELD)


def test_read_notices_go_when_they_are_old(fresh_database: str) -> None:
    tell(1, 100)
    tell(2, 200)
    read_all()
    assert forget(200) == 1
    assert left() == [2]


def test_unread_ones_stay(fresh_database: str) -> None:
    tell(1, 100)
    read_all()
    tell(2, 110)
    assert forget(200) == 1
    assert left() == [2]


def test_what_was_read_singly_goes_too_with_its_reading(fresh_database: str) -> None:
    tell(1, 100)
    tell(2, 110)
    mark_read(PAN, [one.id for one in unread(PAN, HELD, 10) if one.at == 110], principals=HELD)
    assert forget(200) == 1
    assert left() == [1]
    assert not ReadEvent.objects.exists()


def test_notices_of_one_event_go_together(fresh_database: str) -> None:
    tell(1, 100, HELD[1], principal(UNIT, 4))
    mark_read(PAN, [unread(PAN, HELD, 10)[0].id], principals=HELD)
    assert forget(200) == 0
    assert unread_count(PAN, HELD) == 0
    assert forget(200, unread_before_at=200) == 2


def test_long_unread_ones_go_where_that_is_asked(fresh_database: str) -> None:
    tell(1, 100)
    tell(2, 150)
    assert forget(200, unread_before_at=150) == 1
    assert left() == [2]


def test_many_are_forgotten_piece_by_piece(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forgetting, "_ROWS", 5)
    for seq in range(1, 12):
        tell(seq, 100 + seq, *HELD)
    read_all()
    assert forget(109) == 16
    assert left() == [9, 10, 11]


def test_an_event_told_to_more_than_one_piece_holds_is_no_obstacle(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "_ROWS", 3)
    tell(1, 100, *(principal(UNIT, number) for number in range(1, 9)))
    tell(2, 300)
    assert forget(200, unread_before_at=200) == 8
    assert left() == [2]


def test_forgetting_refuses_to_hold_everybody_up(fresh_database: str) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        forget(200)


def test_the_nightly_job_keeps_to_the_terms(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 10_000 * DAY
    tell(1, now - (KEPT_UNREAD_DAYS + 1) * DAY)
    tell(2, now - (KEPT_DAYS + 1) * DAY, HELD[0])
    tell(3, now - (KEPT_DAYS + 1) * DAY)
    tell(4, now - (KEPT_DAYS - 1) * DAY, HELD[0])
    mark_read(PAN, [one.id for one in unread(PAN, HELD[:1], 10)], principals=HELD[:1])
    told: list[tuple[int, int]] = []
    monkeypatch.setattr(Run, "progress", lambda self, done, total: told.append((done, total)))
    tidy(Run(Job(name="notices.tidy", run_at=now, created_at=now), clock=lambda: now, closing=lambda: False))
    assert left() == [3, 4]
    assert told == [(1, 1)]
