"""How the databases answer lists: by the index that was made for it, never by reading a table through."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.core.acts.mandate import Mandate
from bihuan.matters.models import Matter
from bihuan.matters.seeing import lists, orphans, sight
from bihuan.matters.seeing.hands import related
from bihuan.matters.seeing.lists import Asked
from bihuan.matters.writing.acts import book
from tests.matters.scenes import Busy, busy

pytestmark = pytest.mark.django_db
PEOPLE = ("邹小禾", "殷若渔", "季望山", "严以宁", "田稼轩")
"""One at the desk, one in a unit, one with a reach, one who sees all, one who raised something."""


COUNTS = {"seen_place", "seen_due", "seen_life"} if connection.vendor == "sqlite" else None
"""PostgreSQL may count the few rows of a small organisation by any index that begins with a principal."""

FACTS = {"fact_key"} if connection.vendor == "sqlite" else {"fact_key", "one_fact"}
"""PostgreSQL knows how common a value is, and asks row by row for one that most have."""


def crowded() -> Busy:
    """A few hundred matters beside the busy ones."""
    found = busy()
    made = found.made
    with book(made.org.pk, at=made.tick()) as open_book:
        how = Mandate(open_book.store.actor(made.people["邹小禾"]))
        for place in range(300):
            unit = made.units[("秘书处", "委员工作处", "督查处")[place % 3]]
            due = {"kind": "date", "on": f"2026-{4 + place % 8:02d}-{1 + place % 28:02d}"}
            open_book.open("measure", how, register=made.register, title=f"第 {place} 件小事", lead_unit=unit,
                           category="少见" if place == 7 else "常见",
                           **({"due": due} if place % 5 else {}))  # fmt: skip
    return found


@pytest.fixture(params=["with statistics", "without statistics"])
def found(request: pytest.FixtureRequest) -> Busy:
    made = crowded()
    if request.param == "with statistics":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return made


def plans(do: Callable[[], Any]) -> list[tuple[str, str]]:
    """Each statement that reads matters, with how the database means to answer it."""
    with CaptureQueriesContext(connection) as captured:
        do()
    asked = [query["sql"] for query in captured.captured_queries]
    return [
        (sql, plan(sql))
        for sql in asked
        if "matters_seen" in sql or "matters_matter" in sql or "matters_stake" in sql
    ]


def plan(sql: str, *, as_it_likes: bool = False) -> str:
    """PostgreSQL is kept from reading a small table through: at this size that would be the quicker way."""
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if not (sqlite or as_it_likes):
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if sqlite else ''}{sql}".replace("%", "%%"), [])
        return "\n".join(str(row[-1]) for row in cursor.fetchall())


OF_MATTERS = {"matters_seen", "matters_matter", "matters_stake", "matters_keptfact", "s", "m", "h", "f"}


def read_through(plan: str) -> list[str]:
    """Tables of matters that a plan reads from end to end."""
    if connection.vendor == "sqlite":
        scans = re.findall(r"SCAN (\w+)( USING (?:COVERING )?INDEX \w+)?", plan)
        return [name for name, _ in scans if name in OF_MATTERS]
    conditions = re.findall(r" using (seen_\w+) on matters_seen[^\n]*\n *Index Cond: ([^\n]*)", plan)
    late = [name for name, condition in conditions if not re.search("principal|matter_id", condition)]
    return [*re.findall(r"Seq Scan on (matters_\w+)", plan), *late]


def used(plan: str) -> set[str]:
    """The indexes of a plan."""
    pattern = (
        r"INDEX (\w+)"
        if connection.vendor == "sqlite"
        else r"(?:Index (?:Only )?Scan(?: Backward)? using|Index Scan on) (\w+)"
    )
    return {name for name in re.findall(pattern, plan) if not name.startswith("sqlite_auto")}


def must_use(found: Busy, do: Callable[[sight.Sight], Any], index: set[str] | None) -> None:
    """For everybody of PEOPLE: nothing is read through, and one of these indexes is what is read."""
    for person in PEOPLE:
        eyes = found.sight(person)
        answered = plans(lambda eyes=eyes: do(eyes))  # type: ignore[misc]
        assert answered, person
        for sql, how in answered:
            assert not read_through(how), f"{person}\n{sql}\n{how}"
            if index:
                assert used(how) & index, f"{person}\n{sql}\n{how}"


def test_who_had_a_hand_is_looked_up_matter_by_matter(found: Busy) -> None:
    """PostgreSQL expects thousands in a recursive table, and would join all matters to the few it finds."""
    matter = Matter.objects.filter(kind="measure").latest("pk").pk
    with CaptureQueriesContext(connection) as captured:
        assert related([matter])[matter].below
    (asked,) = (query["sql"] for query in captured.captured_queries)
    how = plan(asked, as_it_likes=True)
    assert not {"matters_matter", "m"} & set(read_through(how)), how


def test_a_list_by_place_reads_the_index_by_place(found: Busy) -> None:
    asked = Asked(found.made.register, "measure", found.today)
    must_use(found, lambda eyes: lists.listed(eyes, asked), {"seen_place"})


def test_a_list_by_due_reads_the_index_by_due(found: Busy) -> None:
    asked = Asked(found.made.register, "measure", found.today, sort="due")
    must_use(found, lambda eyes: lists.listed(eyes, asked), {"seen_due"})


@pytest.mark.parametrize("filters", [
    {"lives": ("registered",)}, {"lamp": "late"}, {"lamp": "near", "sort": "due"}, {"help": True},
    {"text": "小事"},
], ids=str)  # fmt: skip
def test_filters_read_no_table_through(found: Busy, filters: dict[str, Any]) -> None:
    asked = Asked(found.made.register, "measure", found.today, **filters)
    must_use(found, lambda eyes: lists.listed(eyes, asked), None)


def test_the_filter_by_unit_reads_no_table_through(found: Busy) -> None:
    asked = Asked(found.made.register, "measure", found.today, unit=found.made.units["秘书处"])
    must_use(found, lambda eyes: lists.listed(eyes, asked), None)


@pytest.mark.parametrize("value", ["常见", "少见", "没有"])
@pytest.mark.parametrize("sort", ["place", "due"])
def test_the_filter_by_a_kept_fact_reads_the_index_of_its_values(found: Busy, value: str, sort: str) -> None:
    asked = Asked(found.made.register, "measure", found.today, facts=(("category", value),), sort=sort)
    must_use(found, lambda eyes: lists.listed(eyes, asked), FACTS)


def test_counts_read_an_index(found: Busy) -> None:
    asked = Asked(found.made.register, "measure", found.today)
    must_use(found, lambda eyes: lists.counted(eyes, asked), COUNTS)
    both = ("problem", "measure")
    must_use(found, lambda eyes: lists.counted_kinds(eyes, found.made.register, both, found.today), None)
    must_use(found, lambda eyes: lists.totals(eyes, found.made.register, both), None)


def test_help_is_counted_from_the_few_that_ask(found: Busy) -> None:
    must_use(found, lambda eyes: lists.help_counted(eyes, found.made.register), None)


def test_overdue_look_backs_are_counted_from_the_few_whose_day_is_past(found: Busy) -> None:
    must_use(found, lambda eyes: lists.look_backs_counted(eyes, found.made.register, found.today), None)


def test_to_do_reads_the_index_by_turn(found: Busy) -> None:
    must_use(found, lists.turns, {"matter_turn"})
    must_use(found, lists.turn_count, {"matter_turn"})


def test_search_reads_what_may_be_seen_by_its_index(found: Busy) -> None:
    must_use(found, lambda eyes: lists.found_by_text(eyes, "小事"), None)


def test_what_may_be_seen_is_read_by_its_index(found: Busy) -> None:
    must_use(found, lambda eyes: list(sight.visible(eyes)[:50]), None)


def test_what_somebody_raised_is_read_by_its_index(found: Busy) -> None:
    must_use(found, lists.raised, {"stake_raiser"})


def test_what_waits_for_nobody_is_read_by_turn(found: Busy) -> None:
    for person in ("邹小禾", "严以宁"):
        eyes = found.sight(person)
        for sql, how in plans(lambda eyes=eyes: orphans.orphans(eyes, found.today)):  # type: ignore[misc]
            assert not read_through(how), f"{sql}\n{how}"


def test_a_matter_and_what_is_under_it_are_read_by_index(found: Busy) -> None:
    from bihuan.matters.seeing import rows

    for do in (
        lambda: rows.states([found.matters["problem"]]),
        lambda: rows.children(found.matters["problem"]),
    ):
        for sql, how in plans(do):
            assert not read_through(how), f"{sql}\n{how}"


def test_a_table_that_is_read_through_would_be_noticed(found: Busy) -> None:
    assert read_through(plan("SELECT id FROM matters_seen WHERE life = 'received'"))
    assert read_through(plan("SELECT id FROM matters_seen WHERE place + 0 = 1"))
    assert read_through(
        plan("SELECT s.id FROM matters_matter m JOIN matters_seen s ON s.matter_id + 0 = m.id")
    )
