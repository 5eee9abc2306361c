"""The calendar of an organisation: national days, its own entries, its layers, its hours."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from bihuan.core.time import holidays_cn as cn
from bihuan.core.words.text import Text
from bihuan.people.models import Organisation
from bihuan.rules.calendar import calendar
from bihuan.rules.models import CalendarDay, PublishedYear
from bihuan.rules.national import seed
from bihuan.rules.stamp import pinned
from bihuan.rules.table import ruleset
from bihuan.rules.write import (
    Entry,
    end_calendar_layer,
    publish_year,
    write_calendar_day,
    write_calendar_days,
    write_calendar_layer,
    write_rule,
)

pytestmark = pytest.mark.django_db
NOW = date(2026, 6, 1)
TORCH = date(2026, 8, 6)
TORCH_NAME = Text("火把节", "Torch Festival")


@pytest.fixture
def org() -> int:
    return Organisation.objects.create(slug="jichuan", name="霁川省政协机关").pk


def test_the_national_days_are_seeded(org: int) -> None:
    found = calendar(org)
    assert (found.holidays, found.makeup, found.published) == (cn.HOLIDAYS, cn.MAKEUP, cn.PUBLISHED)
    assert found.add_workdays(date(2026, 2, 13), 3) == date(2026, 2, 25)
    assert CalendarDay.objects.get(org=None, day=date(2026, 2, 15)).name == "春节"
    assert (
        PublishedYear.objects.get(org=None, year=2026).source == "国务院办公厅关于2026年部分节假日安排的通知"
    )


def test_seeding_again_changes_nothing() -> None:
    before = CalendarDay.objects.count()
    seed(apps, SimpleNamespace(connection=connection))
    assert CalendarDay.objects.count() == before


def test_a_day_entered_by_the_organisation_counts_for_it_alone(org: int) -> None:
    other = Organisation.objects.create(slug="qichuan", name="栖川市政协机关").pk
    write_calendar_day(org, TORCH, "holiday", from_on=NOW, name=TORCH_NAME)
    assert not calendar(org).is_workday(TORCH)
    assert calendar(other).is_workday(TORCH)


def test_an_own_entry_overrules_the_national_day(org: int) -> None:
    write_calendar_day(org, date(2026, 10, 7), "makeup", from_on=NOW)
    assert calendar(org).is_workday(date(2026, 10, 7))


def test_an_entry_taken_away_leaves_the_day_as_it_was_and_the_row_closed(org: int) -> None:
    write_calendar_day(org, TORCH, "holiday", from_on=NOW, name=TORCH_NAME)
    write_calendar_day(org, TORCH, None, from_on=date(2026, 7, 1))
    assert calendar(org).is_workday(TORCH)
    assert CalendarDay.objects.get(org=org).to_on == date(2026, 6, 30)


def test_an_entry_can_be_written_over(org: int) -> None:
    write_calendar_day(org, TORCH, "holiday", from_on=NOW)
    write_calendar_day(org, TORCH, "makeup", from_on=NOW)
    assert calendar(org).is_workday(TORCH)


def test_a_new_notice_is_entered_before_any_upgrade_brings_it(org: int) -> None:
    assert calendar(org).provisional(date(2027, 1, 4))
    days = [Entry(date(2027, 1, day), "holiday") for day in (1, 2, 3)] + [Entry(date(2027, 1, 9), "makeup")]
    write_calendar_days(org, days, from_on=date(2026, 11, 20))
    publish_year(org, 2027, "国务院办公厅关于2027年部分节假日安排的通知")
    found = calendar(org)
    assert not found.provisional(date(2027, 1, 4))
    assert found.is_workday(date(2027, 1, 9))
    assert not found.is_workday(date(2027, 1, 1))


def test_a_layer_moves_everybody_or_only_some(org: int) -> None:
    write_calendar_layer(org, "prefecture", Text("云汀州", "Yunting"), NOW)
    write_calendar_day(org, TORCH, "local_holiday", from_on=NOW, name=TORCH_NAME, layer="prefecture")
    assert not calendar(org).is_workday(TORCH)
    write_calendar_layer(org, "prefecture", Text("云汀州", "Yunting"), NOW, everyone=False)
    assert calendar(org).is_workday(TORCH)
    assert not calendar(org).for_staff(["prefecture"]).is_workday(TORCH)


def test_days_of_a_layer_that_was_never_made_do_not_count(org: int) -> None:
    write_calendar_day(org, TORCH, "local_holiday", from_on=NOW, layer="nowhere")
    assert calendar(org).is_workday(TORCH)


def test_a_layer_that_ended_still_counts_for_the_days_before(org: int) -> None:
    later = date(2027, 8, 6)
    write_calendar_layer(org, "prefecture", Text("云汀州", "Yunting"), NOW)
    for day in (TORCH, later):
        write_calendar_day(org, day, "local_holiday", from_on=NOW, layer="prefecture")
    end_calendar_layer(org, "prefecture", date(2026, 12, 31))
    assert not calendar(org).is_workday(TORCH)
    assert calendar(org).is_workday(later)


def test_hours_are_a_dated_rule(org: int) -> None:
    assert calendar(org).seconds_in(NOW) == 7 * 3600
    write_rule(org, "working_hours", ["08:00-12:00", "15:00-19:00"], date(2026, 7, 1))
    found = calendar(org)
    assert found.seconds_in(date(2026, 6, 30)) == 7 * 3600
    assert found.seconds_in(date(2026, 7, 1)) == 8 * 3600


def test_the_zone_is_the_organisation_s(org: int) -> None:
    noon = 1_780_286_400_000_000  # 2026-06-01T04:00Z
    assert calendar(org).day_of(noon - 3 * 3_600_000_000) == NOW
    assert calendar(org).begins_at(NOW) == noon - 12 * 3_600_000_000
    Organisation.objects.filter(pk=org).update(zone="UTC")
    assert calendar(org).begins_at(NOW) == noon - 4 * 3_600_000_000


@pytest.mark.parametrize(
    ("day", "kind"), [(date(1, 1, 1), "holiday"), (date(9999, 1, 1), "makeup"), (TORCH, "feast")]
)
def test_it_refuses_a_day_that_cannot_be(org: int, day: date, kind: str) -> None:
    with pytest.raises(ValueError, match="no such calendar day"):
        write_calendar_day(org, day, kind, from_on=NOW)
    with pytest.raises(ValueError, match="no such year"):
        publish_year(org, 9999, "")
    assert not CalendarDay.objects.filter(org=org).exists()


def test_rules_and_calendar_share_one_look_at_the_stamp(
    org: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    calendar(org), ruleset(org, on=NOW)
    with django_assert_num_queries(1), pinned():
        assert calendar(org) is calendar(org)
        ruleset(org, on=NOW)
