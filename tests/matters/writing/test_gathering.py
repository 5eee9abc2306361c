"""What a book writes: every row equals what the record gives, and is written once."""

import json
from collections import Counter
from itertools import pairwise

import pytest
from django.db import connection

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM
from bihuan.core.words.reasons import Refused
from bihuan.matters.models import Citation, Listing, Matter, Series, Spell
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.writing import rebuild
from bihuan.matters.writing.acts import book
from tests.matters.scenes import Busy, another_register, busy, every_state, state_of, statements
from tests.matters.whole import must_be_as_said
from tests.world import World, list_there, registered_measure, world

pytestmark = pytest.mark.django_db


def test_every_row_of_a_busy_organisation_is_what_the_record_gives() -> None:
    busy()
    busy("heqi", "禾泉市政协机关")
    states = every_state()
    assert len(states) > 80
    for state in states:
        must_be_as_said(state.id)


def test_spells_follow_one_another_without_a_gap_and_the_last_stays_open() -> None:
    busy()
    for state in every_state():
        spells = list(Spell.objects.filter(matter_id=state.id).order_by("from_seq"))
        assert spells and [one.to_at for one in spells].count(None) == 1
        for before, after in pairwise(spells):
            assert (before.to_at, before.to_seq) == (after.from_at, after.from_seq)
        last = spells[-1]
        assert (last.life, last.clock, last.holder) == (state.life, state.clock, state.turn)


def test_what_changes_nothing_about_where_it_stands_begins_no_spell() -> None:
    made = world()
    measure = registered_measure(made)
    before = Spell.objects.filter(matter_id=measure.id).count()
    made.do("remark", measure, "邹小禾", remark="请抓紧")
    assert Spell.objects.filter(matter_id=measure.id).count() == before


def test_acts_of_one_book_at_one_moment_still_make_whole_spells() -> None:
    made = world()
    with book(made.org.pk, at=made.tick()) as open_book:
        how = Mandate(open_book.store.actor(made.people["邹小禾"]))
        measure = open_book.open(
            "measure", how, register=made.register, title="当场办", lead_unit=made.units["秘书处"],
            accountable=made.people["纪清晏"], due={"kind": "immediate"},
        )  # fmt: skip
        open_book.perform("assign", measure.id, how)
        doer = Mandate(open_book.store.actor(made.people["殷若渔"]))
        open_book.perform("receive", measure.id, doer)
        open_book.perform("progress", measure.id, doer, progress="已办")
    must_be_as_said(measure.id)
    assert Spell.objects.filter(matter_id=measure.id).count() == 4


def test_one_that_changes_hands_twice_in_one_book_keeps_its_sights() -> None:
    made = world()
    measure = registered_measure(made)
    home, there, back = made.units["秘书处"], made.units["委员工作处"], made.units["秘书处"]
    with book(made.org.pk, at=made.tick()) as open_book:
        office = Mandate(open_book.store.actor(made.people["邹小禾"]))
        for unit in (there, back):
            open_book.perform("assign", measure.id, office, lead_unit=unit, supporting=[home, there])
    must_be_as_said(measure.id)


def test_one_that_leaves_a_register_and_comes_back_in_one_book_stands_where_it_came_last() -> None:
    found = busy()
    made, matter = found.made, found.matters["under_way"]
    with book(made.org.pk, at=made.tick()) as open_book:
        office = Mandate(open_book.store.actor(made.people["邹小禾"]), within=True)  # nobody is asked
        open_book.perform("unlist", matter, office, in_register=found.second, reason="重列")
        open_book.perform("list_matter", matter, office, in_register=found.second, number_there="8")
    must_be_as_said(matter)


def test_a_matter_stands_once_in_a_register() -> None:
    found = busy()
    made, matter = found.made, found.matters["under_way"]
    with pytest.raises(Refused) as refused:
        made.do("list_matter", matter, "邹小禾", in_register=found.second, number_there="9")
    assert refused.value.reason.code == "exists"
    must_be_as_said(matter)
    assert Listing.objects.filter(matter_id=matter, register_id=found.second).count() == 1


def test_only_a_register_lists_matters() -> None:
    found = busy()
    with pytest.raises(Refused) as refused:
        found.made.do("list_matter", found.matters["late"], "邹小禾", in_register=found.matters["near"])
    assert refused.value.reason.code == "not_found"


def test_a_listing_that_came_and_went_twice_is_told_alike_by_record_and_table() -> None:
    found = busy()
    made, matter = found.made, found.matters["late"]
    for _ in range(2):
        list_there(made, matter, found.second)
        made.do("unlist", matter, "邹小禾", in_register=found.second, reason="只列一处")
    must_be_as_said(matter)
    rebuild.blank(matter)
    must_be_as_said(matter)
    assert not Listing.objects.filter(matter_id=matter, register_id=found.second, to_seq=None).exists()


def test_numbers_are_gapless_for_each_prefix_and_a_refused_opening_takes_none() -> None:
    made = world()
    another = another_register(made, "来信清单", "WY", "督查处")
    numbers = []
    for place in range(12):
        register = made.register if place % 3 else another
        numbers.append(made.open("problem", "邹小禾", title=f"问题 {place}", register=register).number)
        with pytest.raises(Refused):
            made.open("problem", "岳正衡", title="无权登记", register=register)
    expected = [f"ZF-2026-{n:03d}" for n in range(1, 9)] + [f"WY-2026-{n:03d}" for n in range(1, 5)]
    assert sorted(n or "" for n in numbers) == sorted(expected)
    assert {(one.prefix, one.last) for one in Series.objects.all()} == {("ZF", 8), ("WY", 4)}


def test_numbers_begin_anew_each_year_and_organisation() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    first = made.open("problem", "邹小禾", title="年底的事")
    made.tick(days=310)
    assert (first.number, made.open("problem", "邹小禾", title="新年的事").number) == (
        "ZF-2026-001",
        "ZF-2027-001",
    )
    assert other.open("problem", "邹小禾", title="别处的事").number == "ZF-2026-001"


def test_evidence_is_cited_by_the_event_that_brought_it() -> None:
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    digests = [made.proof("甲"), made.proof("乙")]
    state = made.do("claim", measure, "殷若渔", result="完成", evidence=digests)
    rows_ = Citation.objects.filter(matter_id=measure.id).values_list("digest", "event_id")
    assert sorted(rows_) == sorted((one, id_of(state)) for one in digests)


def test_a_book_writes_each_table_once_however_many_acts_it_holds() -> None:
    made = world()
    measures = [registered_measure(made, title=f"第 {n} 件") for n in range(6)]
    verbs = written(made, [measure.id for measure in measures])
    few = written(made, [registered_measure(made).id])
    assert verbs.keys() == few.keys()
    assert set(few.values()) == {1}
    assert all(times in (1, 6) for times in verbs.values()), "one statement, or one of many rows"


def written(made: World, measures: list[int]) -> dict[str, int]:
    """Statements that write, by verb and table, while all of these are received in one book."""

    def do() -> None:
        with book(made.org.pk, at=made.tick()) as open_book:
            how = Mandate(open_book.store.actor(made.people["殷若渔"]))
            for one in measures:
                open_book.perform("receive", one, how)

    return dict(Counter(one for one in statements(do) if one.split()[0] in ("INSERT", "UPDATE", "DELETE")))


def test_a_flood_of_rows_is_written_whole() -> None:
    made = world()
    with book(made.org.pk, at=made.tick()) as open_book:
        how = Mandate(open_book.store.actor(made.people["邹小禾"]))
        for place in range(120):
            open_book.open("problem", how, register=made.register, title=f"第 {place} 条")
    assert Matter.objects.filter(kind="problem").count() == 120
    numbers = Matter.objects.filter(kind="problem").order_by("id").values_list("number", flat=True)
    assert list(numbers) == [f"ZF-2026-{n:03d}" for n in range(1, 121)]


def test_more_holds_only_what_differs_from_its_default() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="只有标题")
    kept = json.loads(Matter.objects.get(pk=problem.id).more)
    assert kept == {"listings": [[made.register, problem.seq]]}


def test_the_index_holds_number_and_title_and_no_request() -> None:
    found = busy()
    from bihuan.search import index

    def hits(text: str) -> set[int]:
        sql, params = index.clause(text) or ("", [])
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return {one for (one,) in cursor.fetchall()}

    assert hits("延期的事") == {found.matters["waiting"]}
    assert hits("方案需再论证") == set(), "the reason of a request is no common text"
    number = found.state("problem").number or ""
    assert hits(number) == {found.matters["problem"]}
    found.made.do("correct", found.matters["problem"], "邹小禾", title="改过的名称", reason="笔误")
    assert hits("改过的名称") == {found.matters["problem"]} and hits("落实不到位") == set()


def test_a_table_that_refuses_a_value_refuses_the_act() -> None:
    made = world()
    with pytest.raises(Refused) as refused, book(made.org.pk, at=made.tick()) as open_book:
        open_book.perform(
            "set_rule", standing_matter(made.org.pk, "rules"), Mandate(SYSTEM, within=True),
            name="no_such_rule", value=3, from_on="2026-03-02", reason="试",
        )  # fmt: skip
    assert refused.value.reason.code == "bad_value"


def test_a_problem_that_moves_under_another_takes_its_children_along() -> None:
    found = Busy(world())
    made = found.made
    first, second = (made.open("problem", "邹小禾", title=t, raisers=[made.people["田稼轩"]]) for t in "甲乙")
    measure = registered_measure(made, first.id)
    made.do("merge", first, "邹小禾", into=second.id, reason="同一件事")
    assert state_of(measure.id).parent == second.id
    for one in (first, second, measure):
        must_be_as_said(one.id)
