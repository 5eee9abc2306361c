"""Dated rules of an organisation: what holds on a day, what is remembered, what is asked of the database."""

from datetime import date

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase
from pytest_django import DjangoAssertNumQueries

from bihuan.people.models import Organisation
from bihuan.rules.models import Rule, RulesVersion
from bihuan.rules.stamp import pinned, stamp
from bihuan.rules.table import history, rule, ruleset
from bihuan.rules.write import write_rule

pytestmark = pytest.mark.django_db
MARCH, JUNE, AUGUST = date(2026, 3, 1), date(2026, 6, 1), date(2026, 8, 1)


@pytest.fixture
def org() -> int:
    return Organisation.objects.create(slug="jichuan", name="霁川省政协机关").pk


def on(org: int, *days: date) -> list[object]:
    return [rule(org, "immediate_workdays", on=day) for day in days]


def test_a_rule_holds_from_its_day(org: int) -> None:
    write_rule(org, "immediate_workdays", 7, JUNE)
    assert on(org, date(2026, 5, 31), JUNE, AUGUST) == [5, 7, 7]


def test_a_later_rule_closes_the_one_before(org: int) -> None:
    write_rule(org, "immediate_workdays", 7, MARCH)
    write_rule(org, "immediate_workdays", 9, JUNE)
    assert on(org, MARCH, date(2026, 5, 31), JUNE) == [7, 7, 9]
    assert history(org, "immediate_workdays") == [(MARCH, date(2026, 5, 31), 7), (JUNE, None, 9)]


def test_a_rule_between_two_others_ends_where_the_next_begins(org: int) -> None:
    write_rule(org, "immediate_workdays", 7, MARCH)
    write_rule(org, "immediate_workdays", 9, AUGUST)
    write_rule(org, "immediate_workdays", 8, JUNE)
    assert on(org, MARCH, date(2026, 5, 31), JUNE, date(2026, 7, 31), AUGUST) == [7, 7, 8, 8, 9]


def test_a_rule_replaced_on_its_own_day_was_never_in_force(org: int) -> None:
    write_rule(org, "immediate_workdays", 27, JUNE)
    write_rule(org, "immediate_workdays", 7, JUNE)
    assert on(org, date(2026, 5, 31), JUNE) == [5, 7]
    assert Rule.objects.filter(org=org).count() == 2
    assert history(org, "immediate_workdays") == [(JUNE, None, 7)]


def test_organisations_are_apart(org: int) -> None:
    other = Organisation.objects.create(slug="qichuan", name="栖川市政协机关").pk
    write_rule(org, "immediate_workdays", 7, JUNE)
    assert on(other, AUGUST) == [5]


def test_it_refuses_what_is_no_rule_and_writes_nothing(org: int) -> None:
    for name, value in (("no_such_rule", 1), ("immediate_workdays", "soon")):
        with pytest.raises(ValueError, match=name):
            write_rule(org, name, value, JUNE)
    assert not Rule.objects.filter(org=org).exists()


def test_an_organisation_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(Organisation.DoesNotExist):
        ruleset(987_654_321, on=JUNE)


def test_one_query_when_nothing_has_changed_and_two_when_it_has(
    org: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    write_rule(org, "immediate_workdays", 7, JUNE)
    with django_assert_num_queries(2):
        first = ruleset(org, on=JUNE)
    with django_assert_num_queries(1):
        assert ruleset(org, on=AUGUST) is first


def test_pinned_looks_once_and_sees_its_own_writes(
    org: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ruleset(org, on=JUNE)
    with pinned():
        with django_assert_num_queries(1):
            assert [rule(org, "immediate_workdays", on=JUNE) for _ in range(5)] == [5] * 5
        write_rule(org, "immediate_workdays", 7, JUNE)
        assert on(org, JUNE) == [7]
    with django_assert_num_queries(1):
        ruleset(org, on=JUNE)


def test_a_page_sees_what_an_act_within_it_wrote(org: int) -> None:
    with pinned():
        assert on(org, JUNE) == [5]
        with pinned():
            write_rule(org, "immediate_workdays", 7, JUNE)
        assert on(org, JUNE) == [7]


def test_what_was_rolled_back_is_not_remembered(org: int) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        write_rule(org, "immediate_workdays", 27, JUNE)
        assert on(org, JUNE) == [27]
        raise RuntimeError
    assert on(org, JUNE) == [5]
    write_rule(org, "immediate_workdays", 7, JUNE)
    assert on(org, JUNE) == [7]


def test_what_another_process_wrote_is_seen(org: int) -> None:
    write_rule(org, "immediate_workdays", 7, JUNE)
    ruleset(org, on=JUNE)
    # As another process would: the row changes and the stamp with it, this process's memory untouched.
    Rule.objects.filter(org=org).update(value="8")
    RulesVersion.objects.filter(org=org).update(stamp=stamp(org).stamp + 1)
    assert on(org, JUNE) == [8]


class TestAnyOrderOfWriting(HypothesisCase):
    days = st.integers(1, 28).map(lambda day: date(2026, 6, day))

    @settings(max_examples=30)
    @given(st.lists(st.tuples(days, st.integers(1, 30)), min_size=1, max_size=8))
    def test_the_last_word_written_for_the_latest_day_holds(self, written: list[tuple[date, int]]) -> None:
        org = Organisation.objects.create(slug="heqian", name="禾泉市政协机关").pk
        for day, value in written:
            write_rule(org, "immediate_workdays", value, day)
        said = dict(written)  # of one day, the last value written
        for number in range(1, 30):
            day = date(2026, 6, number)
            known = [start for start in said if start <= day]
            assert rule(org, "immediate_workdays", on=day) == (said[max(known)] if known else 5)
        assert Rule.objects.filter(org=org, to_on=None).count() == 1
