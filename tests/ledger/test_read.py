"""What was written is read back whole and in order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.ledger.read import events_after, events_of, events_of_many
from tests.ledger.writing import begun, entry, story, write

pytestmark = pytest.mark.django_db


def test_the_events_of_a_matter_are_read_in_two_statements() -> None:
    organisation = begun()
    told = story(organisation.pk)
    story(organisation.pk)
    with CaptureQueriesContext(connection) as reading:
        assert events_of(told[0].matter) == told
    assert len(reading) == 2


def test_the_events_of_many_matters_are_read_in_the_order_of_the_chain() -> None:
    organisation = begun()
    one, other, third = (story(organisation.pk, 3) for _ in range(3))
    assert events_of_many([third[0].id, one[0].id, one[0].id]) == one + third
    assert events_of_many([]) == []
    assert events_of_many(range(other[0].id, other[0].id + 2000)) == other + third


def test_the_events_after_a_number_are_read_up_to_a_limit() -> None:
    organisation, another = begun("jichuan"), begun("beixing")
    told = story(organisation.pk)
    write(another.pk, entry())
    assert events_after(organisation.pk, 0, 100) == told
    assert events_after(organisation.pk, 4, 1) == told[4:5]
    assert events_after(organisation.pk, 6, 100) == []


def test_an_unknown_matter_has_no_events() -> None:
    assert events_of(4711) == []
