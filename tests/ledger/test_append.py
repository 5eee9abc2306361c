"""Writing: one lock, three statements, and nothing half-written."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bihuan.core.chain.chain import genesis
from bihuan.core.chain.ids import event_id
from bihuan.ledger.append import begin_chain, pen
from bihuan.ledger.batch import BETWEEN
from bihuan.ledger.models import Event as EventRow
from bihuan.ledger.models import Facts, Head
from bihuan.ledger.read import events_of
from bihuan.ledger.verify import verify
from tests.ledger.writing import AT, begun, entry, write

pytestmark = pytest.mark.django_db


def test_a_new_chain_starts_from_the_seal_of_its_name() -> None:
    organisation = begun()
    head = Head.objects.get()
    assert (head.org_id, head.slug, head.seq, head.seal) == (
        organisation.pk,
        "jichuan",
        0,
        genesis("jichuan"),
    )


def test_the_event_that_opens_a_matter_gives_it_its_id() -> None:
    organisation = begun()
    first, second = write(
        organisation.pk, entry(), entry(name="assigned", matter=event_id(organisation.pk, 1))
    )
    assert first.matter == first.id == event_id(organisation.pk, 1)
    assert (second.seq, second.matter) == (2, first.id)


def test_what_was_sealed_is_what_is_read() -> None:
    organisation = begun()
    events = write(
        organisation.pk,
        entry(hat=3, for_whom=8, basis="电话记录", plain={"a": [1, {"b": None}], "z": True}),
    )
    assert events_of(events[0].matter) == events


def statements(captured: CaptureQueriesContext) -> int:
    """How many there were; on PostgreSQL several travel together."""
    return sum(len(query["sql"].split(BETWEEN)) for query in captured.captured_queries)


def test_it_takes_one_statement_to_lock_and_three_to_write() -> None:
    organisation = begun()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as locking:
            writing = pen(organisation.pk, at=AT)
        first = writing.write(entry())
        for _ in range(20):
            writing.write(entry(matter=first.id, name="progressed"))
        with CaptureQueriesContext(connection) as flushing:
            writing.flush()
    assert len(locking) == 1
    assert statements(flushing) == 3


def test_it_takes_two_statements_to_write_where_nothing_is_personal() -> None:
    organisation = begun()
    with transaction.atomic():
        writing = pen(organisation.pk, at=AT)
        writing.write(entry(personal={}))
        with CaptureQueriesContext(connection) as flushing:
            writing.flush()
    assert statements(flushing) == 2


def test_the_time_of_the_record_never_goes_back() -> None:
    organisation = begun()
    (first,) = write(organisation.pk, entry(), at=AT + 500)
    (second,) = write(organisation.pk, entry(occurred_on=date(2020, 1, 1)), at=AT - 10**9)
    (third,) = write(organisation.pk, entry(), at=AT + 501)
    assert [first.at, second.at, third.at] == [AT + 500, AT + 500, AT + 501]


def test_it_refuses_what_cannot_be_sealed_and_the_pen_writes_on() -> None:
    organisation = begun()
    with transaction.atomic():
        writing = pen(organisation.pk, at=AT)
        with pytest.raises(TypeError):
            writing.write(entry(plain={"share": 0.5}))
        with pytest.raises(TypeError):
            writing.write(entry(personal={"on": date(2026, 11, 24)}))
        event = writing.write(entry())
        writing.flush()
    assert event.seq == 1
    assert EventRow.objects.count() == 1
    assert Facts.objects.count() == 2


def test_a_personal_fact_has_a_salt_of_its_own() -> None:
    organisation = begun()
    write(organisation.pk, entry(personal={"name": "甲", "title": "甲"}), entry(personal={"name": "甲"}))
    salts = list(Facts.objects.values_list("salt", flat=True))
    assert len(set(salts)) == 3
    assert {len(salt) for salt in salts if salt} == {32}
    assert len(set(Facts.objects.values_list("digest", flat=True))) == 3


def test_a_personal_value_stands_in_no_sealed_header() -> None:
    organisation = begun()
    write(organisation.pk, entry(personal={"title": "会议文件偏长"}))
    assert "会议文件偏长" not in EventRow.objects.get().header


def test_a_pen_that_wrote_nothing_touches_nothing() -> None:
    organisation = begun()
    with transaction.atomic():
        writing = pen(organisation.pk, at=AT + 5)
        with CaptureQueriesContext(connection) as flushing:
            writing.flush()
    assert len(flushing) == 0
    assert Head.objects.get().at == AT


def test_flushing_twice_writes_once() -> None:
    organisation = begun()
    with transaction.atomic():
        writing = pen(organisation.pk, at=AT)
        writing.write(entry())
        writing.flush()
        writing.flush()
    assert EventRow.objects.count() == 1


def test_it_refuses_an_organisation_without_a_chain() -> None:
    with transaction.atomic(), pytest.raises(LookupError, match="no chain"):
        pen(4711, at=AT)


def test_chains_of_two_organisations_do_not_meet() -> None:
    one, other = begun("jichuan"), begun("beixing")
    a, b = write(one.pk, entry())[0], write(other.pk, entry())[0]
    assert (a.seq, b.seq) == (1, 1)
    assert a.id != b.id
    assert a.seal != b.seal


def test_it_refuses_an_organisation_that_the_numbers_of_the_record_cannot_hold() -> None:
    with pytest.raises(ValueError, match="no event id"):
        begin_chain(1 << 13, "far", at=AT)


def test_many_events_at_once_are_all_written() -> None:
    organisation = begun()
    write(organisation.pk, *[entry()] * 1203)
    assert EventRow.objects.count() == 1203
    assert Facts.objects.count() == 2406
    assert verify().breaks == []
