"""Where people are signed in: seen and ended by themselves, and by an administrator of theirs alone."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings

from bihuan.people.models import Organisation, Person
from bihuan.web.models import Session
from tests.matters.scenes import signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db
SECRET = "a long password"


def again(made: World, name: str, agent: str = "") -> Client:
    """Another browser in which the same person signs in."""
    client = Client(headers={"User-Agent": agent})
    username = Person.objects.get(pk=made.people[name]).user.username
    assert client.post("/sign-in", {"username": username, "password": SECRET}).status_code == 302
    return client


def ids(page: str) -> list[str]:
    """The sign-ins that can be ticked."""
    return re.findall(r'name="which" value="([0-9a-f]{24})"', page)


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them() -> None:
    made = world()
    here = signed_in(made, "殷若渔")
    phone = again(made, "殷若渔", "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36")
    desk = again(made, "殷若渔", "Mozilla/5.0 (Windows NT 10.0) Chrome/130.0 Safari/537.36 Edg/130.0")
    page = here.get("/account/sign-ins/").content.decode()
    assert "Chrome · 安卓" in page and "Edge · Windows" in page and page.count("就是这里") == 1
    keys = Session.objects.values_list("session_key", flat=True)
    assert len(keys) == 3 and not [key for key in keys if key in page], "a session's key is never shown"
    assert len(ids(page)) == 2
    oldest = ids(page)[-1]
    assert here.post("/account/sign-ins/", {"which": oldest, "old": SECRET}).status_code == 302
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == here.get("/account/").status_code == 200


def test_all_others_are_ended_at_once_with_the_present_password_alone() -> None:
    made = world()
    here = signed_in(made, "殷若渔")
    other = again(made, "殷若渔")
    (box,) = ids(here.get("/account/sign-ins/").content.decode())
    refused = here.post("/account/sign-ins/", {"all": "yes", "which": box, "old": "guessed"})
    assert refused.status_code == 422 and "现在的密码不对" in refused.content.decode()
    assert re.search(rf'value="{box}" id="id_which_0" checked', refused.content.decode()), "it stays ticked"
    assert here.post("/account/sign-ins/", {"old": SECRET}).status_code == 422, "nothing was ticked"
    assert other.get("/account/").status_code == 200
    assert here.post("/account/sign-ins/", {"all": "yes", "old": SECRET}).status_code == 302
    assert other.get("/account/").status_code == 302 and here.get("/account/").status_code == 200
    for n in range(6):
        slowed = here.post("/account/sign-ins/", {"all": "yes", "old": f"guess {n}"})
    assert slowed.status_code == 429 and slowed["Retry-After"] == "30"


def test_an_administrator_sees_and_ends_those_of_the_organisations_own_people() -> None:
    made = world()
    theirs, admin = signed_in(made, "殷若渔"), signed_in(made, "费䶮")
    address = f"/admin/person/{made.people['殷若渔']}/sign-ins/"
    page = admin.get(address).content.decode()
    assert len(ids(page)) == 1
    assert admin.post(address, {"all": "yes"}).status_code == 302
    assert theirs.get("/account/").status_code == 302
    assert "现在没有登录" in admin.get(address).content.decode()


def test_nobody_else_does() -> None:
    made = world()
    theirs, other = signed_in(made, "殷若渔"), signed_in(made, "纪清晏")
    address = f"/admin/person/{made.people['殷若渔']}/sign-ins/"
    assert other.get(address).status_code == other.post(address, {"all": "yes"}).status_code == 403
    stranger = signed_in(world("heqi", "禾泉市政协机关"), "费䶮")
    assert stranger.post(address, {"all": "yes"}).status_code == 404
    assert theirs.get("/account/").status_code == 200


def test_of_a_sign_in_that_serves_two_organisations_no_administrator_ends_anything() -> None:
    made = world()
    theirs, admin = signed_in(made, "殷若渔"), signed_in(made, "费䶮")
    theirs.get("/account/")  # acts in this organisation from now on
    other = Organisation.objects.create(slug="other", name="另一机关")
    user = Person.objects.get(pk=made.people["殷若渔"]).user
    Person.objects.create(org=other, user=user, name="甲")
    address = f"/admin/person/{made.people['殷若渔']}/sign-ins/"
    page = admin.get(address).content.decode()
    assert "还用于别的单位" in page and not ids(page)
    admin.post(address, {"all": "yes"})
    assert theirs.get("/account/").status_code == 200


def test_what_an_administrator_is_told_of_the_connection_is_how_it_is() -> None:
    made = world()
    admin = signed_in(made, "费䶮")
    page = admin.get("/admin/safety/").content.decode()
    assert "不加密的连接（http）" in page and f"{settings.ONE_TIME_HOURS} 小时" in page
    with override_settings(HTTPS=True):
        page = admin.get("/admin/safety/").content.decode()
    assert "加密连接（https）" in page and "没有登记前面的代理" in page and "不加密" not in page
    assert signed_in(made, "殷若渔").get("/admin/safety/").status_code == 403


def test_signing_out_is_at_hand_on_every_page() -> None:
    made = world()
    admin = signed_in(made, "费䶮")
    pages = ("/", "/r/", f"/r/{made.register}/", "/record/", "/account/", "/admin/people/", "/admin/screens/")
    for page in pages:
        assert 'action="/sign-out"' in admin.get(page).content.decode(), page
