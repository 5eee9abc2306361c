"""The index on whichever database the run has."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.core.chain.ids import event_id
from bihuan.search.bigrams import fold
from bihuan.search.index import clause, condition, drop, newest, put

pytestmark = pytest.mark.django_db

TEXTS = {
    1: "翠湖小区停水三天，物业不管\n翠湖街道",
    2: "云青社区3栋漏水 ZF-2026-016",
    3: "湖小区域规划：翠湖 湖小 小区",
    4: "洛桑·云青反映B类提案办理迟缓",
    5: "王䶮、𠮷野家、\U00031350村",
    6: "停水通知",
}
VISIBLE = "(SELECT 1 AS id UNION SELECT 2 UNION SELECT 6)"
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def hits(query: str, *, org: int | None = None) -> list[int] | None:
    found = clause(query, org=org)
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(*found)
        return sorted(matter for (matter,) in cursor.fetchall())


@pytest.fixture
def texts() -> dict[int, str]:
    put(list(TEXTS.items()))
    return TEXTS


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("翠湖小区", [1]),
        ("停水", [1, 6]),
        ("水", [1, 2, 6]),
        ("停水 物业", [1]),
        ("停水 提案", []),
        ("管", [1]),
        ("道", [1]),
        ("ZF-2026-016", [2]),
        ("zf 2026 016", [2]),
        ("ＺＦ－２０２６－０１６", [2]),
        ("2026-01", []),
        ("3栋漏", [2]),
        ("区3栋", [2]),
        ("Ｂ类", [4]),
        ("B类提案", [4]),
        ("洛桑云青", [4]),
        ("洛桑・云青", [4]),
        ("云青", [2, 4]),
        ("王䶮", [5]),
        ("䶮", [5]),
        ("𠮷野", [5]),
        ("𠮷", [5]),
        ("\U00031350", [5]),
    ],
)
def test_it_finds_what_stands_in_the_text_and_nothing_else(
    texts: dict[int, str], query: str, expected: list[int]
) -> None:
    assert hits(query) == expected


@pytest.mark.parametrize(
    "query",
    [
        *(
            '"',
            "'",
            "*",
            '停水"',
            "停水*",
            "'停水'",
            "NEAR(停水 小区)",
            "停水 OR 提案",
            "停水 AND",
            "NOT",
            "body:停水",
        ),
        *(
            "(停水",
            "停水)",
            "^停水",
            "-停水",
            "+停水",
            "%",
            "%s",
            "%(x)s 停水",
            "停水\0",
            "\0",
            "\\",
            "'; DROP TABLE x; --",
        ),
        *(
            "停水 & !提案",
            "停水 <-> 水",
            "停水:*",
            "{停水}",
            "\ud800停水",
            "停" * 5000,
            "a " * 5000,
            "ﷺ" * 300,
        ),
    ],
)
def test_nothing_that_is_typed_is_an_error(texts: dict[int, str], query: str) -> None:
    found = hits(query)
    assert found is None or set(found) <= set(texts)


@pytest.mark.parametrize(
    "query", ["停水*", "停水\0", "'停水'", "(停水", "^停水", "停水:*", "%停水%", "停水，"]
)
def test_signs_around_a_word_do_not_hide_it(texts: dict[int, str], query: str) -> None:
    assert hits(query) == [1, 6]


def test_nothing_to_search_is_no_clause(texts: dict[int, str]) -> None:
    assert clause("，。") is None
    assert condition("") is None
    assert newest("*", ("SELECT 1", []), limit=5) == []


def test_a_text_put_again_replaces_the_former_one(texts: dict[int, str]) -> None:
    put([(1, "路灯不亮"), (6, "停水通知")])
    assert hits("停水") == [6]
    assert hits("路灯") == [1]


def test_what_is_dropped_is_found_no_more(texts: dict[int, str]) -> None:
    drop([1, 99])
    assert hits("停水") == [6]


def test_putting_and_dropping_nothing_asks_the_database_nothing(
    django_assert_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        put([])
        drop([])


def test_a_text_without_words_is_found_by_nothing_and_can_be_put(texts: dict[int, str]) -> None:
    put([(1, "……"), (7, "")])
    assert hits("停水") == [6]


def test_the_end_of_a_long_text_is_found_up_to_the_limit() -> None:
    put([(1, "水" * 15_990 + "翠湖小区" + "石榴" * 20)])
    assert hits("翠湖小区") == [1]
    assert hits("石榴") == [1]
    assert hits("石榴石榴石榴石榴") == []


def test_organisations_are_kept_apart_where_one_is_named() -> None:
    put([(event_id(1, 5), "停水"), (event_id(2, 5), "停水")])
    assert hits("停水", org=2) == [event_id(2, 5)]


def test_the_condition_stands_in_a_list_of_matters(texts: dict[int, str]) -> None:
    found = condition("停水", "m.id")
    assert found is not None
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.id FROM (SELECT 1 AS id UNION SELECT 2 UNION SELECT 6) AS m WHERE {found[0]}", found[1]
        )
        assert sorted(cursor.fetchall()) == [(1,), (6,)]


def test_what_may_not_be_seen_is_not_among_the_hits(texts: dict[int, str]) -> None:
    found = clause("停水", within=("SELECT 2 UNION SELECT 6 WHERE 1 = %s", [1]))
    assert found is not None
    with connection.cursor() as cursor:
        cursor.execute(*found)
        assert cursor.fetchall() == [(6,)]


def test_a_common_word_is_asked_of_each_row_and_says_the_same() -> None:
    put([(number, "停水") for number in range(1, 2101)])
    found = condition("停水", "m.id")
    assert found is not None
    assert found[0].startswith("+") is (connection.vendor == "sqlite")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT m.id FROM (SELECT 2100 AS id UNION SELECT 2101) AS m WHERE {found[0]}", found[1]
        )
        assert cursor.fetchall() == [(2100,)]


def test_the_newest_come_first_and_go_on_from_where_one_stopped() -> None:
    put([(number, "停水") for number in range(1, 11)])
    visible = ("SELECT 2 UNION SELECT 4 UNION SELECT 6 UNION SELECT 99 WHERE 1 = %s", [1])
    assert newest("停水", visible, limit=2) == [6, 4]
    assert newest("停水", visible, limit=2, before=4) == [2]


def plan(sql: str, params: list[Any]) -> str:
    """How the database means to answer, as text. PostgreSQL is kept from reading a small table through."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not sqlite:
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{sql}", params)
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


def uses_the_index_once(plan: str) -> bool:
    """FTS5 shows M for MATCH and = for one row at a time, which would open the phrase for every row.
    PostgreSQL chooses between the words' and the ids' index."""
    if connection.vendor == "sqlite":
        return "VIRTUAL TABLE INDEX" in plan and ":=" not in plan and "CORRELATED" not in plan
    return "Seq Scan on search_text" not in plan


def test_the_index_is_asked_once_for_a_list(texts: dict[int, str]) -> None:
    found = condition("翠湖小区", "m.id")
    assert found is not None
    assert uses_the_index_once(plan(f"SELECT m.id FROM {VISIBLE} AS m WHERE {found[0]}", found[1]))


def test_the_index_is_asked_once_for_what_may_be_seen(texts: dict[int, str]) -> None:
    found = clause("翠湖小区", within=(f"SELECT id FROM {VISIBLE} AS v", []))
    assert found is not None
    assert uses_the_index_once(plan(f"SELECT m.id FROM {VISIBLE} AS m WHERE m.id IN ({found[0]})", found[1]))


def test_the_index_is_asked_once_for_the_newest(texts: dict[int, str]) -> None:
    with CaptureQueriesContext(connection) as caught:
        newest("停水", (f"SELECT id FROM {VISIBLE} AS v", []), limit=2)
    assert uses_the_index_once(plan(caught.captured_queries[-1]["sql"], []))


HAN = st.text(st.sampled_from("停水小区翠湖云青䶮𠮷，·\u3000。"), min_size=1, max_size=12)


@FEW
@given(st.lists(HAN, min_size=1, max_size=4), st.data())
def test_every_piece_of_a_text_finds_it(lines: list[str], data: st.DataObject) -> None:
    put([(1, "\n".join(lines))])
    line = data.draw(st.sampled_from(lines))
    start = data.draw(st.integers(0, len(line) - 1))
    piece = line[start : start + data.draw(st.integers(2, 12))]
    assert hits(piece) in ([1], None)


@FEW
@given(
    st.dictionaries(st.integers(1, 9), HAN, max_size=6),
    st.text(st.sampled_from("停水小区翠湖云"), min_size=1),
)
def test_a_run_finds_just_the_texts_in_which_it_stands(texts: dict[int, str], query: str) -> None:
    drop(list(range(1, 10)))
    put(list(texts.items()))
    assert hits(query) == sorted(number for number, text in texts.items() if fold(query) in fold(text))
