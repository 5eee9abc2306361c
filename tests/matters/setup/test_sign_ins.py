"""A sign-in is an organisation's own to set and to take only where it opens no other."""

import pytest

from bihuan.matters.setup import sign_ins
from bihuan.people.models import Person, User
from tests.matters.scenes import give_sign_in, signed_in
from tests.story.telling import refusal
from tests.world import World, world

pytestmark = pytest.mark.django_db
OLD = "the old password 7"


def shared() -> tuple[World, World, User]:
    """Somebody who works in two organisations and signs in to both by one name."""
    here, there = world(), world("heqi", "禾泉市政协机关")
    user = User.objects.create_user("both", OLD)
    give_sign_in(here, "殷若渔", user.pk)
    there.charter("give_sign_in", person=there.people["殷若渔"], user=user.pk)
    return here, there, user


def people_of(made: World) -> int:
    return sign_ins.where_done(made.org.pk, "give_sign_in")


def test_neither_of_two_organisations_sets_the_password_of_a_sign_in_that_opens_both() -> None:
    here, _, user = shared()
    page = signed_in(here, "费䶮").post(
        f"/admin/person/{here.people['殷若渔']}/sign-in/", {"username": "both", "once": "one"}
    )
    assert page.status_code == 422
    assert "也用于另一个单位" in page.content.decode()
    user.refresh_from_db()
    assert user.check_password(OLD)
    facts = {"person": here.people["殷若渔"], "user": user.pk}
    for act in ("give_sign_in", "request_sign_in"):
        assert refusal(here, act, people_of(here), "费䶮", **facts) == "signs_in_elsewhere"


def test_it_is_not_taken_by_one_of_them_either_and_once_one_has_it_alone_it_is() -> None:
    here, there, user = shared()
    person = here.people["殷若渔"]
    page = signed_in(here, "费䶮").post(f"/admin/person/{person}/take-sign-in/", {"once": "one"})
    assert page.status_code == 422
    assert Person.objects.get(pk=person).user_id == user.pk
    there.charter("take_sign_in", person=there.people["殷若渔"])
    here.do("take_sign_in", people_of(here), "费䶮", person=person)
    assert Person.objects.get(pk=person).user_id is None


def test_what_another_organisation_asked_for_and_has_not_confirmed_is_not_taken_up() -> None:
    here, there = world(), world("heqi", "禾泉市政协机关")
    theirs = Person.objects.get(pk=there.people["秦见微"])
    asked, _ = sign_ins.asked(theirs, "newcomer", actor=there.people["费䶮"], at=there.tick(), once=None)
    mine = Person.objects.get(pk=here.people["殷若渔"])
    with pytest.raises(sign_ins.Taken):
        sign_ins.given(mine, "newcomer", actor=here.people["费䶮"], at=here.tick(), once=None)
    asked.refresh_from_db()
    assert not asked.has_usable_password()
    again, _ = sign_ins.asked(theirs, "newcomer", actor=there.people["费䶮"], at=there.tick(), once=None)
    assert again.pk == asked.pk
