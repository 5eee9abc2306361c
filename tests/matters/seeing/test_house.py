"""What the database says of units and groups, and of what is open with them."""

import pytest

from bihuan.core.state.lives import OPEN_PHASES
from bihuan.matters.kinds import life_of
from bihuan.matters.seeing.house import HouseOf
from bihuan.people.models import Appointment, GroupMember
from tests.matters.scenes import busy, every_state
from tests.world import world

pytestmark = pytest.mark.django_db


def test_what_is_open_with_a_unit_or_a_person_is_what_its_rows_say() -> None:
    found = busy()
    house, still = HouseOf(found.made.org.pk), []
    for state in every_state():
        if not state.request and life_of(state.kind, state.life).phase in OPEN_PHASES:
            still.append(state)
    for unit in found.made.units.values():
        assert house.open_with_unit(unit) == [one.id for one in still if one.lead_unit == unit]
    for person in found.made.people.values():
        theirs = [one.id for one in still if person in (one.accountable, one.leader)]
        assert house.open_with_person(person) == theirs
    assert house.open_with_unit(found.made.units["秘书处"]) and house.open_with_unit(0) == []


def test_units_groups_and_terms_are_those_of_the_organisation() -> None:
    made, other = world(), world("heqi", "禾泉市政协机关")
    house, group = HouseOf(made.org.pk), made.groups["各处室"]
    assert {one.name: one.id for one in house.units().values()} == made.units
    assert house.units()[made.units["秘书处"]].above == made.units["办公厅"]
    assert house.groups() == {group: "各处室"}
    members = {one.unit for one in house.memberships(group).values()}
    assert members == {made.units[name] for name in ("秘书处", "督查处", "委员工作处")}
    mine, theirs = (
        GroupMember.objects.filter(group_id=one).first() for one in (group, other.groups["各处室"])
    )
    assert mine and theirs and house.membership(mine.pk) and house.membership(theirs.pk) is None
    assert house.post_unit(made.posts["核验"]) == made.units["督查处"]
    assert house.post_unit(other.posts["核验"]) is None and house.memberships(other.groups["各处室"]) == {}
    assert house.looks_after(made.units["督查处"]) == [made.register]
    assert house.looks_after(made.units["秘书处"]) == []
    (held,) = Appointment.objects.filter(person_id=made.people["殷若渔"]).values_list("id", flat=True)
    assert house.held_after(made.people["殷若渔"], "2026-03-02") == [held]
