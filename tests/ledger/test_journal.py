"""The journal of erasures outlives the database and tells nothing of what was erased."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from bihuan.ledger.journal import (
    Erasure,
    append,
    complete,
    keep,
    kept,
    not_kept,
    note,
    path,
    read,
    spoiled,
    still_there,
)
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


def test_a_line_cut_off_in_the_middle_of_the_journal_takes_no_other_with_it() -> None:
    append([ONE])
    with path().open("a") as torn:
        torn.write('{"org":"jichuan","by":8,"fac')
    append([ONE._replace(by=9)])
    assert [one.by for one in read(path())] == [7, 9]
    assert spoiled(path()) == 1


def test_a_short_write_is_gone_on_with(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:7]))
    append([ONE, ONE._replace(by=9)])
    assert [one.by for one in read(path())] == [7, 9]
    assert spoiled(path()) == 0


@pytest.mark.django_db
def test_it_stands_in_the_database_too_and_either_makes_the_other_whole() -> None:
    organisation = begun()
    told = story(organisation.pk)
    note(erase(organisation.pk, (told[0].id, "note")))
    (one,) = kept()
    assert [one] == list(read(path()))
    path().unlink()
    complete()
    assert list(read(path())) == [one]
    append([ONE])
    complete()
    assert set(kept()) == {one, ONE} == set(read(path()))
    keep([ONE, one, one])
    assert len(kept()) == 2


@pytest.mark.django_db
def test_what_was_erased_before_there_was_a_table_comes_into_it() -> None:
    organisation = begun()
    told = story(organisation.pk)
    event = erase(organisation.pk, (told[0].id, "note"))
    assert [one.by for one in not_kept()] == [event.id] and kept() == []
    complete()
    assert [one.by for one in kept()] == [event.id] and not_kept() == []


@pytest.mark.django_db
def test_the_database_lets_nobody_change_or_cut_the_journal() -> None:
    begun()
    keep([ONE])
    for sql in ("UPDATE ledger_journalline SET at = 1", "DELETE FROM ledger_journalline"):
        with (
            pytest.raises(DatabaseError, match="the record: "),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


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
