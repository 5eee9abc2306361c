"""Whatever is changed, put in or taken out of any table behind the record is found, with its place."""

from datetime import date
from typing import Any

import pytest
from django.db import connection, models

from bihuan.core.sql import marks
from bihuan.exchange.verifying import covered
from bihuan.search.upkeep import sound
from tests.exchange.verifying.full import differing, first, full, run, taken_back

pytestmark = pytest.mark.django_db

NOT_PROVED = {*covered.CHAIN, *covered.NOT_OF_THE_RECORD}
PROVED = sorted(table for table in covered.models_by_table() if table not in NOT_PROVED)
UNLIKE: dict[str, dict[str, Any]] = {
    "matters_stake": {"principal": 1 << 50},
    "matters_seen": {"principal": 1 << 50},
    "matters_keptfact": {"name": "another"},
    "matters_series": {"year": 2001},
    "people_unit": {"name": "多出来的处"},
    "people_unitgroup": {"name": "多出来的集合"},
    "people_person": {"user_id": None},
    "people_organisation": {"slug": "another"},
    "rules_rule": {"name": "another"},
    "rules_calendarlayer": {"code": "another"},
    "rules_calendarday": {"day": "2001-01-01"},
    "rules_publishedyear": {"year": 2001},
    "files_evidence": {"digest": "ab" * 32},
}
"""What a row too many has otherwise than the one it is copied from, where two alike cannot stand."""


def test_nothing_is_found_where_nothing_was_changed() -> None:
    full()
    assert [one.sentence().en for one in differing()] == []


def fields(table: str) -> dict[str, Any]:
    return {field.column: field for field in covered.models_by_table()[table]._meta.concrete_fields}


def numbered(table: str) -> bool:
    """Whether the database gives the rows their numbers."""
    return "id" in fields(table) and "id" not in covered.columns(table)


def another(field: Any, value: Any) -> Any:
    """Another value that the column can hold."""
    if isinstance(field, models.BooleanField):
        return not value
    if isinstance(field, models.DateField):
        return "2001-01-01"
    if isinstance(field, models.CharField | models.TextField):
        return "x" if value != "x" else "y"
    return 7 if value is None else value + (1 << 20)


@pytest.mark.parametrize("table", PROVED)
def test_whatever_is_done_to_a_table_is_found(table: str) -> None:
    found = full()
    row = first(table)
    key = "id" if "id" in row else covered.columns(table)[0]
    where, own = f"{key} = %s", [row[key]]
    for column in covered.columns(table):
        value = another(fields(table)[column], row[column])
        with taken_back():
            run(f"UPDATE {table} SET {column} = %s WHERE {where}", [value, *own])
            must_name(table, row, column)
    with taken_back():
        run(f"DELETE FROM {table} WHERE {where}", own)
        must_name(table, row)
    with taken_back():
        extra = row | {"id": row.get("id", 0) + (1 << 20)} | UNLIKE.get(table, {})
        names = [name for name in extra if name in fields(table) and not (name == "id" and numbered(table))]
        run(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks(names)})",
            [extra[name] for name in names],
        )
        must_name(table, row, extra=True)
    assert found.matters and not differing(table)


def must_name(table: str, row: dict[str, Any], column: str = "", *, extra: bool = False) -> None:
    """The table is named, the matter where the row has one, the column where it does not tell rows apart."""
    found = differing(table)
    assert found, f"{table}.{column}: nothing was found"
    assert {one.table for one in found} == {table}
    of = covered.OF_A_MATTER.get(table)
    if of and column != of and not (extra and of == "id"):
        assert row[of] in {one.matter for one in found}
    if not extra and column:
        assert any(one.column == column for one in found) or {one.what for one in found} >= {"missing"}


def test_the_index_for_searching_is_held_against_the_record_too() -> None:
    full()
    table, row = covered.SEARCH, first(covered.SEARCH)
    own = "rowid" if connection.vendor == "sqlite" else "matter_id"
    body = "停水" if connection.vendor == "sqlite" else "'停水':1"
    for sql, params in (
        (f"UPDATE {table} SET body = %s WHERE {own} = %s", (body, row["matter_id"])),
        (f"DELETE FROM {table} WHERE {own} = %s", (row["matter_id"],)),
        (f"INSERT INTO {table} ({own}, body) VALUES (%s, %s)", (row["matter_id"] + 1, body)),
    ):
        with taken_back():
            run(sql, params)
            (one,) = differing(table)
            assert one.table == table and one.matter in (row["matter_id"], row["matter_id"] + 1)
            assert "停水" not in one.sentence().zh


def test_words_that_lead_nowhere_are_found() -> None:
    full()
    if connection.vendor != "sqlite":
        assert sound()  # words and texts are one there
        return
    run("UPDATE search_text_data SET block = zeroblob(length(block)) WHERE id > 10")
    assert [(one.what, one.table) for one in differing()] == [("unsound", covered.SEARCH)]


def test_of_what_people_wrote_nothing_is_told() -> None:
    found = full()
    run("UPDATE matters_matter SET title = %s WHERE id = %s", ("秘密的字", found.matters["late"]))
    run("UPDATE people_person SET name = %s WHERE id = %s", ("秘密的人", found.made.people["殷若渔"]))
    told = " ".join(f"{one.sentence().zh} {one.sentence().en}" for one in differing())
    assert "matters_matter" in told and "title" in told and "people_person" in told
    assert not any(word in told for word in ("秘密", "已经超期的事", "殷若渔"))


def test_what_it_says_and_should_say_is_told_of_codes_days_and_numbers() -> None:
    found = full()
    matter = found.matters["late"]
    run(
        "UPDATE matters_matter SET life = %s, due_on = %s WHERE id = %s",
        ("signed_off", date(2030, 1, 1), matter),
    )
    said = [one.sentence() for one in differing("matters_matter")]
    assert said[0].en == f"matters_matter {matter} life: says signed_off, should say assigned"
    assert said[1].zh == f"matters_matter {matter} due_on：为 2030-01-01，应为 2026-02-27"


def test_every_table_that_is_not_proved_has_a_reason_in_both_languages() -> None:
    assert all(one.zh and one.en for one in covered.NOT_OF_THE_RECORD.values())
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    named = {*PROVED, *NOT_PROVED}
    assert {table for table in there - named if not table.startswith(covered.SEARCH)} == set()
    assert named - there == set()
