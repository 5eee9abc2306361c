"""Whoever sets the password of one who checks could act in that person's place: it takes two, half each."""

import re

import pytest
from django.test import Client

from bihuan.jobs.models import Job
from bihuan.ledger.models import Event
from bihuan.ledger.read import events_after
from bihuan.matters.seeing.standing import standing_matter
from bihuan.people.models import Person, User
from tests.matters.scenes import give_sign_in, signed_in
from tests.story.telling import auditors_told, now, refusal, waiting
from tests.world import World, world

pytestmark = pytest.mark.django_db
OLD = "the old password 7"


def people_of(made: World) -> int:
    return standing_matter(made.org.pk, "people")


def user_of(made: World, person: str) -> User:
    """A sign-in that the person has used: nobody else knows its password."""
    user = User.objects.create_user(f"own{made.people[person]}", OLD)
    give_sign_in(made, person, user.pk)
    return user


def half(response) -> str:
    found = re.search(r'class="secret">([a-z0-9-]{9})<', response.content.decode())
    assert found, response.content.decode()
    assert "no-store" in response["Cache-Control"]
    return found[1]


def ask(made: World, client: Client, person: str, username: str) -> str:
    path = f"/admin/person/{made.people[person]}/sign-in/"
    assert "须两人办理" in client.get(path).content.decode()
    return half(client.post(path, {"username": username, "once": "ask"}))


def test_one_person_alone_sets_the_password_of_nobody_who_checks_approves_or_confirms() -> None:
    made = world()
    mine = user_of(made, "殷若渔").pk
    for person in ("秦见微", "岳正衡", "温如砺", "严以宁", "费䶮"):
        facts = {"person": made.people[person], "user": mine}
        assert refusal(made, "give_sign_in", people_of(made), "费䶮", **facts) == "needs_second", person
    facts = {"person": made.people["殷若渔"], "user": mine}
    assert refusal(made, "request_sign_in", people_of(made), "费䶮", **facts) == "one_is_enough"
    made.do("give_sign_in", people_of(made), "费䶮", **facts)


def test_each_of_two_is_shown_one_half_and_only_both_together_sign_in() -> None:
    made = world()
    user = user_of(made, "秦见微")
    first = ask(made, signed_in(made, "费䶮"), "秦见微", user.username)
    user.refresh_from_db()
    assert user.check_password(OLD), "nothing changes before the second person's yes"
    request = waiting(people_of(made))
    second_person = signed_in(made, "严以宁")
    page = second_person.get(f"/m/{request}/approve/")
    assert page.status_code == 302 and page["Location"] == f"/sign-in-of-another/{request}/"
    assert "各掌握一半" in second_person.get(page["Location"]).content.decode()
    second = half(second_person.post(page["Location"], {"once": "yes"}))
    user.refresh_from_db()
    assert user.check_password(f"{first}-{second}") and user.must_change_password
    assert not user.check_password(first) and not user.check_password(second) and not user.check_password(OLD)
    assert now(request).life == "granted" and auditors_told(made, people_of(made), "sign_in_given")
    kept = [f"{event.plain}{event.personal}" for event in events_after(made.org.pk, 0, 10_000)]
    kept += [job.argument for job in Job.objects.all()]
    assert not any(one in text for text in kept for one in (first, second)), "nothing keeps a password"


def test_the_second_half_is_drawn_once_and_neither_by_who_asked_nor_by_the_person() -> None:
    made = world()
    user, admin = user_of(made, "秦见微"), signed_in(made, "费䶮")
    ask(made, admin, "秦见微", user.username)
    path = f"/sign-in-of-another/{waiting(people_of(made))}/"
    asked_it = admin.post(path, {"once": "a"})
    assert asked_it.status_code == 422 and 'class="secret"' not in asked_it.content.decode()
    own = Client()
    own.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
    assert own.post(path, {"once": "b"}).status_code in (404, 422)
    auditor = signed_in(made, "严以宁")
    assert half(auditor.post(path, {"once": "c"}))
    again = auditor.post(path, {"once": "d"})
    assert again.status_code == 422 and 'class="secret"' not in again.content.decode()


def test_a_first_sign_in_is_given_by_two_as_well_and_opens_nothing_before() -> None:
    made = world()
    first = ask(made, signed_in(made, "费䶮"), "岳正衡", "yuezhengheng")
    user = User.objects.get(username="yuezhengheng")
    assert not user.has_usable_password() and Person.objects.get(pk=made.people["岳正衡"]).user is None
    path = f"/sign-in-of-another/{waiting(people_of(made))}/"
    second = half(signed_in(made, "严以宁").post(path, {"once": "yes"}))
    user.refresh_from_db()
    assert user.check_password(f"{first}-{second}")
    assert Person.objects.get(pk=made.people["岳正衡"]).user == user


def test_asking_again_takes_the_place_of_what_was_asked_and_the_name_stays() -> None:
    made = world()
    user = user_of(made, "秦见微")
    admin = signed_in(made, "费䶮")
    first = ask(made, admin, "秦见微", user.username)
    path = f"/admin/person/{made.people['秦见微']}/sign-in/"
    renamed = admin.post(path, {"username": "another-name", "once": "r"})
    assert renamed.status_code == 422 and "登录账号不变" in renamed.content.decode()
    request = waiting(people_of(made))
    assert half(admin.post(path, {"username": user.username, "once": "again"})) != first
    assert now(request).life == "lapsed" and waiting(people_of(made)) != request


def test_no_other_request_has_that_page() -> None:
    made = world()
    facts = {"person": made.people["田稼轩"], "post": made.posts["核验"], "from_on": "2026-03-02"}
    made.do("request_appointment", people_of(made), "费䶮", **facts)
    other = waiting(people_of(made))
    auditor = signed_in(made, "严以宁")
    assert auditor.get(f"/sign-in-of-another/{other}/").status_code == 404
    assert auditor.get(f"/m/{other}/approve/").status_code == 200
    assert Event.objects.filter(name="sign_in_requested").count() == 0


def test_somebody_new_who_holds_no_post_gets_a_sign_in_from_one() -> None:
    made = world()
    new = made.charter("add_person", person_name="卫不争")
    user = User.objects.create_user("new", OLD)
    made.do("give_sign_in", people_of(made), "费䶮", person=new, user=user.pk)
    assert Person.objects.get(pk=new).user == user
