"""Erasing takes a value away for good, and the chain verifies as before."""

from pathlib import Path

import pytest
from django.db import connection, transaction

from bihuan.core.chain.breaks import Break
from bihuan.jobs import rewriting
from bihuan.ledger.append import Event, pen
from bihuan.ledger.erase import erase_facts, replay_erasures, scrub
from bihuan.ledger.models import Facts
from bihuan.ledger.read import events_of
from bihuan.ledger.verify import verify
from tests.ledger.writing import AT, begun, behind_its_back, entry, story, write

SECRET = "霁川甲乙丙丁戊己庚辛"


def erase(org_id: int, *facts: tuple[int, str]) -> Event:
    """Write the event and do what it says."""
    with transaction.atomic():
        writing = pen(org_id, at=AT + 10**9)
        listed = [[event, name] for event, name in facts]
        event = writing.write(entry(kind="people", name="erased", plain={"erases": listed}, personal={}))
        writing.flush()
        assert erase_facts(facts, event) == len(facts)
    return event


@pytest.mark.django_db
def test_an_erased_fact_reads_none_and_the_chain_is_whole() -> None:
    organisation = begun()
    told = story(organisation.pk)
    event = erase(organisation.pk, (told[0].id, "note"), (told[3].id, "text"))
    after = events_of(told[0].matter)
    assert after[0].personal == {"title": "会议文件偏长", "note": None}
    assert after[3].personal == {"text": None}
    assert [e.seal for e in after] == [e.seal for e in told]
    assert Facts.objects.filter(erased_by=event.id, value=None, salt=None).count() == 2
    assert verify().breaks == []


@pytest.mark.django_db
def test_a_copy_from_before_is_erased_again() -> None:
    organisation = begun()
    told = story(organisation.pk)
    before = Facts.objects.get(event_id=told[0].id, name="note")
    erase(organisation.pk, (told[0].id, "note"))
    behind_its_back(
        "UPDATE ledger_facts SET value = %s, salt = %s, erased_by = NULL"
        " WHERE event_id = %s AND name = 'note'",
        [before.value, before.salt, before.event_id],
    )
    assert verify().breaks == [Break("kept", "jichuan", 7)]
    assert replay_erasures() == 1
    assert replay_erasures() == 0
    assert verify().breaks == []


@pytest.mark.django_db
def test_an_erasure_of_what_is_gone_already_is_whole_too() -> None:
    organisation = begun()
    told = story(organisation.pk)
    erase(organisation.pk, (told[0].id, "note"))
    (again,) = write(
        organisation.pk, entry(name="erased", plain={"erases": [[told[0].id, "note"]]}, personal={})
    )
    assert erase_facts([(told[0].id, "note")], again) == 0
    assert verify().breaks == []


@pytest.mark.django_db
def test_it_refuses_to_erase_what_no_event_says() -> None:
    one, other = begun("jichuan"), begun("beixing")
    told, foreign = story(one.pk), story(other.pk)
    plain = {"erases": [[told[0].id, "note"]]}
    (event,) = write(one.pk, entry(name="erased", plain=plain, personal={}))
    (named_otherwise,) = write(one.pk, entry(name="progressed", plain=plain, personal={}))
    (across,) = write(one.pk, entry(name="erased", plain={"erases": [[foreign[0].id, "note"]]}, personal={}))
    (itself,) = write(
        one.pk, entry(name="erased", plain={"erases": [[told[0].id + 99, "note"]]}, personal={})
    )
    for facts, by in (
        ([(told[0].id, "title")], event),
        ([], event),
        ([(told[0].id, "note")], named_otherwise),
        ([(foreign[0].id, "note")], across),
        ([(told[0].id + 99, "note")], itself),
    ):
        with pytest.raises(ValueError, match="erased"):
            erase_facts(facts, by)
    assert Facts.objects.filter(value=None).count() == 0


@pytest.mark.django_db
def test_it_refuses_to_erase_a_fact_that_never_was() -> None:
    organisation = begun()
    told = story(organisation.pk)
    with pytest.raises(ValueError, match="not facts of the record"), transaction.atomic():
        erase(organisation.pk, (told[0].id, "note"), (told[0].id, "phone"))
    assert verify().breaks == []
    assert Facts.objects.filter(value=None).count() == 0


def test_nothing_of_an_erased_value_stays_in_the_files_of_the_database(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "PATIENCE", 600.0)  # other tests may hold it up on a slow machine
    organisation = begun()
    (first,) = write(organisation.pk, entry(personal={"name": SECRET, "long": SECRET * 400}))
    story(organisation.pk)
    assert SECRET.encode() in stored_bytes()
    erase(organisation.pk, (first.id, "name"), (first.id, "long"))
    scrub()
    assert SECRET.encode() not in stored_bytes()
    assert verify().breaks == []


def stored_bytes() -> bytes:
    """What lies on the disk for the table of personal facts."""
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        files = (file, file.with_name(file.name + "-wal"))
        return b"".join(part.read_bytes() for part in files if part.exists())
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT pg_read_binary_file(pg_relation_filepath(oid)),"
            " pg_read_binary_file(pg_relation_filepath(reltoastrelid))"
            " FROM pg_class WHERE relname = 'ledger_facts'"
        )
        return b"".join(bytes(part) for part in cursor.fetchone() or ())
