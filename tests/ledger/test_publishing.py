"""Each day's head leaves the machine by itself; what cannot go waits, what the record lacks is told."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bihuan.core.chain.breaks import Published
from bihuan.jobs.models import Job
from bihuan.jobs.queue import enqueue
from bihuan.jobs.work import run_next
from bihuan.ledger import command, outside, publishing
from bihuan.ledger.held import held
from bihuan.ledger.models import DayHead, Event, Outside
from bihuan.ledger.signing import own_key
from bihuan.ledger.verify import heads_today
from bihuan.people.models import Organisation
from tests.ledger.writing import AT, begun, behind_its_back, entry, story, write

pytestmark = pytest.mark.django_db
DAY = 24 * 3600 * 1_000_000


@pytest.fixture
def place(tmp_path: Path, settings: object) -> Path:
    """The file outside, in a folder that an administrator has named."""
    folder = tmp_path / "outside"
    folder.mkdir()
    settings.VAR, settings.HEADS = tmp_path, str(folder)  # type: ignore[attr-defined]
    return folder / "bihuan-heads.jsonl"


def days(org: int, *, upto: int) -> None:
    """A matter, and something that happens to it each day."""
    first = story(org)[0]
    for nth in range(1, upto + 1):
        write(org, entry(matter=first.id, name="progressed", personal={}), at=AT + nth * DAY)


def stand(file: Path) -> list[int]:
    return [one.head.seq for one in outside.heads_in(file)]


def test_the_first_head_goes_at_once_and_then_that_of_each_day(place: Path) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    assert publishing.send(at=AT)
    assert stand(place) == [6]
    days_later = AT + 4 * DAY
    for nth in range(1, 4):
        write(organisation.pk, entry(), entry(), at=AT + nth * DAY)
    assert publishing.send(at=days_later)
    assert stand(place) == [6, 8, 10, 12]
    write(organisation.pk, entry(), at=days_later)
    assert publishing.send(at=days_later + 1) and stand(place) == [6, 8, 10, 12], "the day has not ended"
    assert publishing.send(at=days_later + DAY) and stand(place)[-1] == 13
    assert not held()[0]


def test_a_day_is_the_organisation_s_own(place: Path) -> None:
    organisation = begun()
    noon = int(datetime(2026, 11, 30, 12, tzinfo=UTC).timestamp()) * 1_000_000
    Organisation.objects.update(zone="Pacific/Kiritimati")  # fourteen hours before UTC
    write(organisation.pk, entry(), at=noon)
    publishing.send(at=noon)
    write(organisation.pk, entry(), at=noon + 1)
    publishing.send(at=noon + 11 * 3600 * 1_000_000)
    assert stand(place) == [1]
    publishing.send(at=noon + 22 * 3600 * 1_000_000 + 2)
    assert stand(place) == [1, 2]
    assert list(DayHead.objects.values_list("day", flat=True)) == ["2026-12-01", "2026-12-01"]


def test_where_it_cannot_be_written_it_is_said_since_when_and_all_follows_in_order(place: Path) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    place.parent.rmdir()
    assert not publishing.send(at=AT + 5)
    assert not publishing.send(at=AT + 9)
    now = publishing.standing(organisation.pk)
    assert now.fails and now.fails_at == AT + 5 == publishing.failing_since() and now.waiting == 1
    assert str(place.parent) not in f"{now.fails.zh}{now.fails.en}"
    assert now.fails.en.isascii() and "folder" not in now.fails.zh, "a sentence in each language"
    for nth in range(1, 4):
        write(organisation.pk, entry(), at=AT + nth * DAY)
    assert not publishing.send(at=AT + 4 * DAY)
    place.parent.mkdir()
    assert publishing.send(at=AT + 5 * DAY)
    assert stand(place) == [6, 7, 8, 9]
    now = publishing.standing(organisation.pk)
    assert (now.fails, now.fails_at, now.waiting, publishing.failing_since()) == (None, None, 0, None)
    assert now.newest and now.newest.seq == 9


def test_a_file_that_was_there_and_has_gone_is_no_new_place(place: Path) -> None:
    days(begun().pk, upto=1)
    publishing.send(at=AT + 3 * DAY)
    sent = place.read_text()
    place.unlink()
    assert not publishing.send(at=AT + 3 * DAY)
    assert not place.exists()
    place.touch()
    assert publishing.send(at=AT + 3 * DAY)
    assert place.read_text() == sent, "a new place is told everything"


def test_a_killed_or_second_sender_writes_no_head_twice(place: Path) -> None:
    days(begun().pk, upto=2)
    publishing.send(at=AT + 3 * DAY)
    sent = place.read_text()
    DayHead.objects.update(sent_at=None)  # as if it had been killed between the file and the database
    place.write_text(sent + sent.splitlines()[0][:50])
    publishing.send(at=AT + 3 * DAY)
    assert stand(place) == [8]
    assert not DayHead.objects.filter(sent_at=None).exists()


def test_with_no_place_named_heads_wait_and_nothing_fails(place: Path, settings: object) -> None:
    organisation = begun()
    days(organisation.pk, upto=1)
    settings.HEADS = ""  # type: ignore[attr-defined]
    assert publishing.send(at=AT + 3 * DAY)
    now = publishing.standing(organisation.pk)
    assert (now.named, now.waiting, now.fails) == (False, 1, None)
    assert held() == ([], [])


def test_a_key_that_is_away_holds_up_the_sending_alone(place: Path, tmp_path: Path, settings: object) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    settings.SIGNING_KEY = str(tmp_path / "away" / "key")  # type: ignore[attr-defined]
    assert not publishing.send(at=AT + DAY)
    fails = publishing.standing(organisation.pk).fails
    assert fails and "signing key" in fails.en
    (tmp_path / "away").mkdir()
    assert publishing.send(at=AT + DAY) and stand(place) == [6]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM ledger_event WHERE seq > 4",
        "UPDATE ledger_event SET seal = 'ab' WHERE seq = 6",
    ],
)
def test_a_cut_or_rewritten_end_is_told_and_no_new_head_covers_it_up(
    place: Path, sql: str, capsys: pytest.CaptureFixture[str]
) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    publishing.send(at=AT)
    head = str(heads_today()[0])
    behind_its_back(sql)
    assert [one.kind for one in held()[0]] == ["outside"]
    publishing.send(at=AT + 9)
    publishing.send(at=AT + 3 * DAY)
    assert publishing.differing() == [head]
    assert Outside.objects.get(org_id=organisation.pk).differs_at == AT + 9
    assert stand(place) == [6]
    assert command.main([]) == 1
    assert "kept outside is not in the record" in capsys.readouterr().out


def test_an_organisation_that_is_gone_is_missed_and_a_stranger_s_is_not(place: Path) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    publishing.send(at=AT)
    sent = place.read_text()
    place.write_text(sent.replace("jichuan", "beixing"))
    assert held()[0] == [], "that line is not signed"
    key = outside.Ed25519PrivateKey.generate()
    outside.add(place, [outside.signed(Published("beixing", 9, "ab" * 32), day="2026-11-30", at=1, key=key)])
    assert held()[0] == [], "another installation's"
    outside.add(
        place, [outside.signed(Published("beixing", 9, "ab" * 32), day="2026-11-30", at=1, key=own_key())]
    )
    assert [(one.org, one.seq) for one in held()[0]] == [("beixing", 9)]
    publishing.send(at=AT)
    assert publishing.differing() == [f"beixing:9:{'ab' * 32}"]


def test_what_cannot_be_looked_at_is_said_and_is_no_break(place: Path, settings: object) -> None:
    days(begun().pk, upto=0)
    publishing.send(at=AT)
    place.unlink()
    breaks, (note,) = held()
    assert breaks == [] and "Not held against the heads outside" in note.en
    settings.HEADS = ""  # type: ignore[attr-defined]
    breaks, (note,) = held()
    assert breaks == [] and "BIHUAN_HEADS" in note.en


def test_the_job_comes_again_soon_while_something_does_not_go(place: Path) -> None:
    days(begun().pk, upto=0)
    place.parent.rmdir()
    enqueue(publishing.JOB, at=AT)
    assert run_next("w", clock=lambda: AT)
    (again,) = Job.objects.filter(state="queued")
    assert (again.name, again.run_at) == (publishing.JOB, AT + publishing.AGAIN)
    place.parent.mkdir()
    assert run_next("w", clock=lambda: AT + publishing.AGAIN)
    assert not Job.objects.filter(state="queued").exists()
    assert stand(place) == [Event.objects.count()]


def test_a_place_that_may_not_be_written_fails_too(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    organisation = begun()
    days(organisation.pk, upto=0)
    opened = os.open

    def barred(path: str, flags: int, mode: int = 0o777) -> int:
        if Path(path) == place:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", barred)
    assert not publishing.send(at=AT)
    fails = publishing.standing(organisation.pk).fails
    assert fails and "Permission denied" in fails.en and str(place) not in fails.en


@pytest.mark.parametrize("how", ["cut", "changed", "emptied", "noise"])
def test_a_file_that_lost_what_was_sent_is_told_until_somebody_knows_why(place: Path, how: str) -> None:
    days(begun().pk, upto=2)
    publishing.send(at=AT + 3 * DAY)
    sent = place.read_text()
    changed = {
        "cut": sent[:200],
        "changed": sent.replace('"seq":8', '"seq":7'),
        "emptied": "",
        "noise": "\x00\x01 no line\n",
    }
    place.write_text(changed[how])
    _, (said,) = held()
    assert "已送出的链头" in said.zh and "acknowledge-heads" in said.en
    assert publishing.send(at=AT + 4 * DAY)
    assert stand(place)[-1:] == [8], "it stands there again"
    assert publishing.gone_from_outside() and held()[1] == [said]
    assert publishing.send(at=AT + 5 * DAY) and publishing.gone_from_outside(), "still told"
    assert publishing.forget_gone() and held() == ([], []) and not publishing.gone_from_outside()


def test_a_place_that_is_named_anew_lost_nothing(place: Path, tmp_path: Path, settings: object) -> None:
    days(begun().pk, upto=2)
    publishing.send(at=AT + 3 * DAY)
    elsewhere = tmp_path / "elsewhere.jsonl"
    elsewhere.touch()
    settings.HEADS = str(elsewhere)  # type: ignore[attr-defined]
    assert publishing.send(at=AT + 3 * DAY) and publishing.gone_from_outside() is None
    assert stand(elsewhere) == stand(place)
