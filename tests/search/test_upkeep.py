"""Building the index anew, and scrubbing it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction

from bihuan.search.index import clause, drop, put
from bihuan.search.upkeep import merge, rebuild, scrub


def hits(query: str) -> list[int]:
    found = clause(query)
    assert found is not None
    with connection.cursor() as cursor:
        cursor.execute(*found)
        return sorted(matter for (matter,) in cursor.fetchall())


def test_a_rebuilt_index_holds_the_source_and_nothing_else(fresh_database: str) -> None:
    put([(1, "旧文"), (900, "不再有的事项")])
    told: list[int] = []
    assert rebuild(((number, f"停水第{number}号") for number in range(1, 251)), told.append) == 250
    assert told == [100, 200, 250]
    assert hits("停水") == list(range(1, 251))
    assert hits("旧文") == hits("不再") == []


def test_an_empty_source_empties_the_index(fresh_database: str) -> None:
    put([(1, "停水")])
    assert rebuild([], lambda done: None) == 0
    assert hits("停水") == []


def test_what_an_act_writes_between_two_pages_is_not_lost(fresh_database: str) -> None:
    now = dict.fromkeys(range(1, 201), "停水")

    def paged() -> Iterator[tuple[int, str]]:
        for start in (1, 101):
            yield from [(number, now[number]) for number in range(start, start + 100)]

    def act_after_the_first_page(done: int) -> None:
        if done == 100:
            now[150] = "路灯"
            put([(150, "路灯")])

    rebuild(paged(), act_after_the_first_page)
    assert hits("路灯") == [150]


def test_rebuilding_refuses_to_hold_everybody_up(fresh_database: str) -> None:
    with transaction.atomic(), pytest.raises(RuntimeError):
        rebuild([], lambda done: None)


def test_merging_changes_nothing_that_is_found(fresh_database: str) -> None:
    for number in range(1, 60):
        put([(number, f"停水{number}")])
    merge()
    assert len(hits("停水")) == 59


def test_after_scrubbing_no_trace_of_a_dropped_text_is_left(fresh_database: str) -> None:
    rare = "𪚥龘"
    with transaction.atomic():
        put([(number, "停水通知") for number in range(1, 300)])
    put([(300, f"举报人{rare}")])
    put([(number, "路灯") for number in range(301, 400)])
    assert written(rare)
    with transaction.atomic():
        drop([300])
    scrub()
    assert hits("举报") == []
    assert not written(rare)
    assert len(hits("停水")) == 299


def written(text: str) -> bool:
    """Whether the characters stand in any file of this database."""
    sign = text[0].encode()
    if connection.vendor == "sqlite":
        file = Path(connection.settings_dict["NAME"])
        return any(sign in one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT setting || '/' || pg_relation_filepath(those.name) FROM pg_settings,"
            " (SELECT 'search_text' AS name UNION SELECT 'search_text_body') AS those"
            " WHERE pg_settings.name = 'data_directory'"
        )
        return any(sign in Path(file).read_bytes() for (file,) in cursor.fetchall())
