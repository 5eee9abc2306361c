"""The journal of erasures outlives the database and tells nothing of what was erased."""

from pathlib import Path

import pytest
from django.conf import settings

from bihuan.ledger.journal import Erasure, append, note, path, read, still_there
from bihuan.ledger.models import Facts
from tests.ledger.test_erase import erase
from tests.ledger.writing import begun, story

ONE = Erasure("jichuan", 7, 3, 1_000, ((3, "title", "ab" * 32), (4, "why", "cd" * 32)))


@pytest.fixture(autouse=True)
def _own_journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "VAR", tmp_path)


def test_lines_are_added_and_read_back() -> None:
    append([ONE])
    append([ONE._replace(by=9)])
    assert [one.by for one in read(path())] == [7, 9]
    assert next(iter(read(path()))) == ONE
    assert path().stat().st_mode & 0o777 == 0o600


def test_a_last_line_cut_off_by_a_power_failure_is_left_out() -> None:
    append([ONE, ONE])
    whole = path().read_text()
    path().write_text(whole[: len(whole) // 2 + 30])
    assert list(read(path())) == [ONE]


def test_no_journal_says_nothing() -> None:
    assert list(read(path())) == []


@pytest.mark.django_db
def test_it_names_what_is_erased_by_digest_only() -> None:
    organisation = begun()
    told = story(organisation.pk)
    digest = Facts.objects.get(event_id=told[0].id, name="note").digest
    event = erase(organisation.pk, (told[0].id, "note"))
    note(event)
    (line,) = read(path())
    assert line.facts == ((told[0].id, "note", digest),)
    assert (line.by, line.matter) == (event.id, event.matter)


@pytest.mark.django_db
def test_only_the_same_fact_counts_as_still_there() -> None:
    organisation = begun()
    told = story(organisation.pk)
    digest = Facts.objects.get(event_id=told[0].id, name="note").digest
    same = Erasure(organisation.slug, 9, 1, 1, ((told[0].id, "note", digest),))
    assert still_there(same) == [(told[0].id, "note")]
    assert still_there(same._replace(facts=((told[0].id, "note", "0" * 64),))) == []
    erase(organisation.pk, (told[0].id, "note"))
    assert still_there(same) == []
