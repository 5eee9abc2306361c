"""Founding an organisation: whole or not at all, apart from others, never beside a demonstration."""

import pytest
from django.db import IntegrityError, transaction

from bihuan.ledger.models import Event, Head
from bihuan.ledger.read import events_of
from bihuan.ledger.verify import verify
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import standing_matter
from bihuan.matters.setup.founding import Mixed, found
from bihuan.people.models import Organisation
from tests.matters.whole import must_be_as_said
from tests.world import NOON, world

pytestmark = pytest.mark.django_db


def test_it_has_its_chain_and_its_standing_matters() -> None:
    org = found("jichuan", "霁川省政协机关", at=NOON, name_en="Jichuan")
    assert Head.objects.get(org_id=org.pk).seq == 2
    for kind in ("people", "rules"):
        matter = standing_matter(org.pk, kind)
        must_be_as_said(matter)
        assert Matter.objects.get(pk=matter).life == "standing"
        assert [event.actor for event in events_of(matter)] == [None]
    assert verify("jichuan").breaks == []


def test_a_slug_is_taken_once() -> None:
    found("jichuan", "霁川省政协机关", at=NOON)
    before = Event.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic():
        found("jichuan", "另一家", at=NOON)
    assert Event.objects.count() == before and Organisation.objects.count() == 1


def test_a_demonstration_and_the_real_never_share_a_database() -> None:
    found("jichuan", "霁川省政协机关", at=NOON)
    with pytest.raises(Mixed) as mixed:
        found("yanshi", "演示", at=NOON, demonstration=True)
    assert "DATABASE_URL" in str(mixed.value) and Organisation.objects.count() == 1
    found("heqi", "禾泉市政协机关", at=NOON)


def test_nothing_real_is_founded_beside_a_demonstration() -> None:
    found("yanshi", "演示", at=NOON, demonstration=True)
    found("yanshi2", "另一个演示", at=NOON, demonstration=True)
    with pytest.raises(Mixed):
        found("jichuan", "霁川省政协机关", at=NOON)


def test_each_organisation_numbers_and_chains_for_itself() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    first = made.open("problem", "邹小禾", title="一")
    second = other.open("problem", "邹小禾", title="二")
    assert (first.number, first.seq) == (second.number, second.seq)
    assert first.id != second.id and standing_matter(made.org.pk, "people") != standing_matter(
        other.org.pk, "people"
    )


def test_what_is_standing_is_found_only_where_it_was_founded() -> None:
    made = world()
    with pytest.raises(Matter.DoesNotExist):
        standing_matter(made.org.pk + 1, "people")
