"""Statements that belong together go in order, all of them, however many rows there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.ledger.batch import BETWEEN, MOST_ROWS, Batch
from bihuan.matters.models import Series

pytestmark = pytest.mark.django_db
INTO = "matters_series (org_id, prefix, year, last)"


def test_everything_gathered_is_written_in_order() -> None:
    batch = Batch()
    batch.insert(INTO, [(1, "ZF", 2026, 0)])
    batch.each("UPDATE matters_series SET last = %s WHERE prefix = %s", [(3, "ZF"), (7, "ZF")])
    batch.run()
    assert Series.objects.get(prefix="ZF").last == 7


def test_a_value_is_never_a_piece_of_a_statement() -> None:
    nasty = "');\nDELETE FROM matters_series; --"[:20]
    batch = Batch()
    batch.insert(INTO, [(1, nasty, 2026, 0), (1, "%s", 2026, 0)])
    batch.each("UPDATE matters_series SET last = %s WHERE prefix = %s", [(1, nasty), (2, "%s")])
    batch.run()
    assert {row.prefix: row.last for row in Series.objects.all()} == {nasty: 1, "%s": 2}


def test_many_rows_take_few_journeys_on_postgresql() -> None:
    rows = [(1, f"P{number}", 2026, number) for number in range(2 * MOST_ROWS + 1)]
    batch = Batch()
    batch.insert(INTO, rows)
    with CaptureQueriesContext(connection) as captured:
        batch.run()
    assert Series.objects.count() == len(rows)
    assert len(captured) <= 3


def test_a_batch_that_ran_is_empty() -> None:
    batch = Batch()
    batch.insert(INTO, [(1, "ZF", 2026, 0)])
    batch.run()
    batch.run()
    assert Series.objects.count() == 1


def test_nothing_gathered_sends_nothing() -> None:
    batch = Batch()
    batch.insert(INTO, [])
    batch.each("UPDATE matters_series SET last = %s", [])
    with CaptureQueriesContext(connection) as captured:
        batch.run()
    assert not len(captured)
    assert BETWEEN.strip() == ";"
