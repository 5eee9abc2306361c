"""Numbers as people type them."""

import pytest
from django.db import connection

from bihuan.matters.seeing.numbers import exactly
from tests.world import World, world

pytestmark = pytest.mark.django_db


def numbered(made: World, text: str) -> set[int]:
    found = exactly(made.org.pk, text)
    if found is None:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(*found)
        return {matter for (matter,) in cursor.fetchall()}


@pytest.mark.parametrize(
    "typed",
    [
        "ZF-2026-002", "zf-2026-2", "ZF-2026-0002", "ＺＦ－２０２６－００２", "zf 2026 002", "ZF–2026–002",
        "2026-002", "2026-2", "２０２６－２", "002", "2", "００２", " ZF-2026-002 ",
    ],
)  # fmt: skip
def test_one_number_is_one_however_it_is_typed(typed: str) -> None:
    made = world()
    _, second = (made.open("problem", "邹小禾", title=title) for title in "甲乙")
    assert second.number == "ZF-2026-002" and numbered(made, typed) == {second.id}


@pytest.mark.parametrize(
    "typed", ["ZF-2025-002", "XX-2026-002", "9", "", "—", "乙", "2026", "1" * 30, "-2-", "\0", "\0走访"]
)
def test_what_is_no_number_here_finds_none(typed: str) -> None:
    made = world()
    for title in "甲乙":
        made.open("problem", "邹小禾", title=title)
    assert numbered(made, typed) == set()


def test_another_organisations_number_is_not_ours() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    theirs = other.open("problem", "邹小禾", title="甲")
    assert theirs.number and numbered(made, theirs.number) == set()
    assert numbered(other, theirs.number) == {theirs.id}
