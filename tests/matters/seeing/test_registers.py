"""Which registers somebody may see: by the desk, where it is open to all, and by what it lists."""

import pytest

from bihuan.core.state.actor import SYSTEM
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.seeing.registers import registers_seen, seen_by
from tests.matters.scenes import CASTS, busy, every_state, signed_in

pytestmark = pytest.mark.django_db


def test_a_register_in_sight_is_one_whose_page_opens() -> None:
    found = busy()
    for person in CASTS:
        client = signed_in(found.made, person)
        opens = {one for one in found.registers if client.get(f"/r/{one}/about/").status_code == 200}
        assert registers_seen(found.sight(person), found.registers) == opens, person


def test_what_is_no_register_or_anothers_is_in_nobodys_sight() -> None:
    found, other = busy(), busy("heqi", "禾泉市政协机关")
    eyes = found.sight("严以宁")
    strange = [found.matters["late"], *other.registers, 0, -1, 2**63, 2**64, 10**40]
    assert registers_seen(eyes, strange) == frozenset()


def test_what_an_actor_sees_is_what_the_single_record_rule_says_and_registers_by_what_they_list() -> None:
    found = busy()
    states = every_state()
    for person in ("田稼轩", "殷若渔", "邹小禾"):
        eyes = found.sight(person)
        actor = actor_of(found.made.people[person], on=found.today)
        expected = {one.id for one in states if eyes.sees(one)} | registers_seen(eyes, found.registers)
        assert seen_by(found.made.org.pk, actor, states) == expected, person
    assert not {found.matters["letter"]} & seen_by(found.made.org.pk, SYSTEM, states)
