"""Whole tables are loaded without their indexes, which stand again afterwards, and checked as a whole."""

import pytest
from django.db import IntegrityError, connection, transaction

from bihuan.exchange.bulk import in_bulk, without_indexes
from bihuan.files.models import Evidence
from bihuan.people.models import Organisation, Unit

TABLES = ["ledger_event", "people_unit", "jobs_job"]


def indexes() -> set[str]:
    """The secondary indexes of these tables, as they are made."""
    sql = (
        "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = ANY(%s)"
        if connection.vendor == "postgresql"
        else "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN"
        " (SELECT value FROM json_each(%s)) AND sql IS NOT NULL"
    )
    listed = TABLES if connection.vendor == "postgresql" else str(TABLES).replace("'", '"')
    with connection.cursor() as cursor:
        cursor.execute(sql, [listed])
        return {one for (one,) in cursor.fetchall()}


def checks_references() -> bool:
    """Whether a row that refers to nothing is refused."""
    try:
        with transaction.atomic():
            Unit.objects.create(org_id=9, name="x", kind="office", place=1, from_on="2026-01-01")
    except IntegrityError:
        return True
    return False


def test_indexes_go_and_come_again_and_so_does_the_checking(fresh_database: str) -> None:
    before = indexes()
    with in_bulk(), transaction.atomic():
        with without_indexes(TABLES):
            assert len(indexes()) < len(before) - 5
        assert indexes() == before
    assert indexes() == before and checks_references()


def test_a_reference_to_nothing_is_found_at_the_end_and_all_is_as_it_was(fresh_database: str) -> None:
    before = indexes()
    with pytest.raises(IntegrityError), in_bulk(), transaction.atomic(), without_indexes(TABLES):
        Unit.objects.create(org_id=9, name="x", kind="office", place=1, from_on="2026-01-01")
    assert indexes() == before and checks_references()
    assert not Organisation.objects.exists() and not Evidence.objects.exists()
