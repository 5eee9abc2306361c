"""A register's own export, uploaded unchanged, changes nothing: nor does what it says of our own work."""

import pytest

from bihuan.exchange.importing.models import ImportRow
from tests.exchange.importing import previewed
from tests.matters.scenes import busy
from tests.on_paper import enter
from tests.rooms.registers.test_exchange import exported, filled
from tests.world import World, claimed_measure, world

pytestmark = pytest.mark.django_db


def not_the_same(made: World, query: str = "?state=all") -> list[tuple[str, str | None]]:
    """(verdict, what differs) of each row of the own export that would not stay as it is."""
    one = previewed(made, exported(made, "邹小禾", "xlsx", query))
    rows = ImportRow.objects.filter(import_id=one.id).exclude(verdict__in=("same", "untouched"))
    return [(row.verdict, row.differences) for row in rows.order_by("place")]


def test_the_own_export_changes_nothing() -> None:
    made = world()
    filled(made)
    assert not_the_same(made) == []


def test_nor_does_that_of_an_organisation_in_which_everything_has_happened() -> None:
    assert [row for row in not_the_same(busy().made) if row[0] == "changed"] == []


def test_nor_does_what_waits_on_paper() -> None:
    made = world()
    problem = made.open("problem", "邹小禾", title="等人门难进", aspect="服务意识方面", source="问卷")
    measure = claimed_measure(made, problem.id)
    made.do("verify", measure, "岳正衡", finding="属实")
    enter(made, "sign_off", measure, "邹小禾", "温如砺", basis="meeting")
    assert "会议已定，待补纪要" in exported(made, "秦见微", "csv").decode("utf-8-sig")
    assert not_the_same(made) == []


def test_what_somebody_wrote_into_it_is_taken_over() -> None:
    made = world()
    filled(made)
    file = exported(made, "邹小禾", "csv").decode("utf-8-sig")
    one = previewed(made, file.replace("初稿已成", "已印发全省").encode("utf-8-sig"))
    (row,) = ImportRow.objects.filter(import_id=one.id, verdict="changed")
    assert "已印发全省" in str(row.differences)
