"""By which calendar dates were last reckoned: only what moves a date makes it another."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.core.time.workdays import Hours, Layer, WorkCalendar
from bihuan.rules.models import RulesVersion
from bihuan.rules.reckoned import digest, reckoned_by, remember
from bihuan.rules.stamp import renew, stamp
from tests.world import world

DAY = date(2026, 5, 1)
PLAIN = WorkCalendar(published=frozenset({2026}))
LAYER = Layer("own", frozenset({DAY}))


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAIN, holidays=frozenset({DAY})),
        replace(PLAIN, makeup=frozenset({DAY})),
        replace(PLAIN, published=frozenset({2026, 2027})),
        replace(PLAIN, layers=(LAYER,)),
        replace(PLAIN, layers=(replace(LAYER, everyone=False),)),
        replace(PLAIN, layers=(Layer("own", frozenset(), frozenset({DAY})),)),
    ],
)
def test_whatever_moves_a_date_makes_it_another(other: WorkCalendar) -> None:
    assert digest(other) != digest(PLAIN)


def test_hours_move_no_date() -> None:
    assert digest(replace(PLAIN, hours=(Hours.of(DAY, "08:00-12:00"),))) == digest(PLAIN)


@pytest.mark.django_db
def test_it_is_remembered_beside_the_stamp_and_changes_nothing_of_it() -> None:
    org = world().org.pk
    RulesVersion.objects.filter(org=org).delete()
    assert reckoned_by(org) == ""
    remember(org, "a")
    assert (reckoned_by(org), stamp(org).stamp) == ("a", 0)
    renew(org)
    known = stamp(org)
    remember(org, "b")
    assert (reckoned_by(org), stamp(org)) == ("b", known)
