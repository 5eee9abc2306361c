"""Whatever an administrator does, nothing runs on in a unit that has ended, and somebody administers."""

import random
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from bihuan.core.words.reasons import Refused
from bihuan.matters.seeing.standing import standing_matter
from bihuan.people.models import Appointment, GroupMember, Post, Unit, UnitGroup, User
from tests.matters.scenes import at_the_worlds_day, give_sign_in
from tests.rooms.charter.test_people import send
from tests.rooms.charter.test_units import admin, refused
from tests.world import World, world

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    at_the_worlds_day(monkeypatch)


def test_the_last_administrator_is_told_to_name_another_first() -> None:
    made = world()
    client = admin(made)
    (held,) = Appointment.objects.filter(person_id=made.people["费䶮"]).values_list("id", flat=True)
    ends = {"appointment": held, "to_on": "2026-03-02"}
    refused(client, "end_appointment", "请先任命另一名管理员并开通账号", **ends)
    post = Post.objects.get(role="admin").pk
    second = made.charter("appoint", person=made.people["田稼轩"], post=post, from_on="2026-03-02")
    refused(client, "end_appointment", "请先任命另一名管理员", **ends)
    give_sign_in(made, "田稼轩", User.objects.create_user("tianjiaxuan", "a long password").pk)
    made.charter("end_appointment", appointment=second, to_on="2026-12-31")
    refused(client, "end_appointment", "任期未定到期日）", **ends)
    made.charter("appoint", person=made.people["田稼轩"], post=post, from_on="2027-01-01")
    refused(client, "end_appointment", "请先任命另一名管理员", **ends)
    assert send(client, "end_appointment", **ends | {"to_on": "2026-12-31"}).status_code == 302


def test_the_act_itself_keeps_the_last_administrators_sign_in() -> None:
    made = world()
    admin(made)
    with pytest.raises(Refused) as caught:
        made.do("take_sign_in", standing_matter(made.org.pk, "people"), "费䶮", person=made.people["费䶮"])
    assert caught.value.reason.code == "last_admin"


def broken(org: int) -> list[str]:
    """What runs on in a unit past its last day, ends before it begins, or leaves nobody who administers."""
    questions = {
        "post held": "SELECT a.id FROM people_appointment a JOIN people_post p ON p.id = a.post_id"
        " JOIN people_unit u ON u.id = p.unit_id WHERE u.to_on < COALESCE(a.to_on, '9999-12-31')",
        "unit below": "SELECT b.id FROM people_unit b JOIN people_unit u ON u.id = b.parent_id"
        " WHERE u.to_on < COALESCE(b.to_on, '9999-12-31')",
        "member": "SELECT m.id FROM people_groupmember m JOIN people_unit u ON u.id = m.unit_id"
        " WHERE u.to_on < COALESCE(m.to_on, '9999-12-31')",
        "desk": "SELECT dp.id FROM matters_deskpost dp JOIN people_post p ON p.id = dp.post_id"
        " JOIN people_unit u ON u.id = p.unit_id WHERE dp.to_seq IS NULL AND u.to_on IS NOT NULL",
        **{
            f"order in {table}": f"SELECT id FROM people_{table} WHERE to_on < from_on"
            for table in ("unit", "appointment", "groupmember")
        },
        "nobody": "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM people_appointment a JOIN people_post p"
        " ON p.id = a.post_id JOIN people_person w ON w.id = a.person_id WHERE p.role = 'admin'"
        " AND a.to_on IS NULL AND w.user_id IS NOT NULL)",
    }
    found = []
    for name, sql in questions.items():
        with connection.cursor() as cursor:
            cursor.execute(sql)
            found += [f"{name}: {row[0]}" for row in cursor.fetchall()]
    return found


def _tried(made: World, dice: random.Random) -> tuple[str, dict[str, object]]:
    """Some act of an administrator, on something that there is, with some day."""
    day = dice.choice(("2026-02-28", "2026-03-02", "2026-06-30", "2026-12-31"))

    def one(model: Any) -> int:
        return int(dice.choice(list(model.objects.values_list("id", flat=True).order_by("id"))))

    person, unit = dice.choice(sorted(made.people.values())), one(Unit)
    return dice.choice(
        (
            ("end_unit", {"unit": unit, "to_on": day}),
            ("end_unit", {"unit": unit, "to_on": day}),
            ("end_appointment", {"appointment": one(Appointment), "to_on": day}),
            ("end_appointment", {"appointment": one(Appointment), "to_on": day}),
            ("remove_from_group", {"member": one(GroupMember), "to_on": day}),
            ("appoint", {"person": person, "post": one(Post), "from_on": day}),
            ("add_to_group", {"group": one(UnitGroup), "unit": unit, "from_on": day}),
            ("change_unit", {"unit": unit, "above": one(Unit)}),
            ("add_unit", {"name": str(dice.random()), "kind": "office", "above": unit, "from_on": day}),
            ("take_sign_in", {"person": person}),
        )
    )


@pytest.mark.parametrize("seed", range(4))
def test_whatever_an_administrator_does_nothing_runs_on_in_what_has_ended(seed: int) -> None:
    made, dice, done = world(), random.Random(seed), Counter[str]()
    admin(made)
    people = standing_matter(made.org.pk, "people")
    for _ in range(120):
        act, facts = _tried(made, dice)
        try:
            made.do(act, people, "费䶮", **facts)
            done[act] += 1
        except Refused:
            continue
        assert not broken(made.org.pk), (act, facts)
    assert done["end_appointment"] and done["change_unit"], done
