"""A hall screen reads the wall by its token, and nothing else; it is taken back at any time."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.test.utils import override_settings

from bihuan.people.models import Person
from bihuan.rooms.wall.models import Screen
from bihuan.rooms.wall.queries import ALPHABET, digest_of, drawn
from bihuan.web import clock
from tests.matters.scenes import at_the_worlds_day, busy, signed_in
from tests.world import World, world

pytestmark = pytest.mark.django_db


def token_for(made: World, name: str = "南门门厅") -> str:
    """A new screen's token, as the administrator is shown it."""
    admin = signed_in(made, "费䶮")
    page = admin.post("/admin/screens/", {"name": name}).content.decode()
    found = re.search(r'class="secret">([a-z0-9-]+)<', page)
    assert found, page
    assert found[1] not in admin.get("/admin/screens/").content.decode(), "shown once"
    return found[1]


def hung(token: str) -> Client:
    """A screen into which somebody typed the token."""
    client = Client(raise_request_exception=False)
    assert client.post("/wall/", {"token": token})["Location"] == "/wall/"
    return client


def test_it_shows_counts_of_what_is_open_to_all_and_no_word_of_any_matter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_the_worlds_day(monkeypatch)
    found = busy()
    page = hung(token_for(found.made)).get("/wall/")
    shown = page.content.decode()
    assert "公开事项清单" in shown and "<dd>0<small> / 1</small></dd>" in re.sub(r"\s*\n\s*", "", shown)
    hidden = ["作风效能问题清单", "委员来信清单", "食堂排队时间长", *found.made.people, *found.made.units]
    assert not [word for word in hidden if word in shown]
    assert page["Cache-Control"].startswith("max-age=0") and page["Refresh"] == "300"


def test_it_opens_nothing_else() -> None:
    made = world()
    screen = hung(token_for(made))
    for address in (
        "/",
        "/r/",
        f"/r/{made.register}/",
        "/record/",
        "/account/",
        "/admin/screens/",
        "/search/",
    ):
        assert screen.get(address).status_code == 302, address
    assert screen.post("/admin/screens/", {"name": "x"}).status_code == 401


def test_it_has_no_end_and_no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = hung(token_for(world()))
    later = clock.now() + 300 * 86_400_000_000
    monkeypatch.setattr("bihuan.web.clock.now", lambda: later)
    assert "上墙版" in screen.get("/wall/").content.decode()
    assert settings.SESSION_COOKIE_NAME not in screen.cookies
    kept = screen.cookies["screen"]
    assert kept["httponly"] and kept["samesite"] == "Lax" and int(kept["max-age"]) == 400 * 86_400


def test_what_is_taken_back_shows_nothing_any_more() -> None:
    made = world()
    screen, admin = hung(token_for(made)), Client()
    pk = Screen.objects.get().pk
    admin.force_login(Person.objects.get(pk=made.people["费䶮"]).user)
    assert admin.post(f"/admin/screens/{pk}/take-back/", {"once": "k"}).status_code == 302
    assert "屏幕口令" in screen.get("/wall/").content.decode()
    assert "已收回" in admin.get("/admin/screens/").content.decode()
    assert admin.post(f"/admin/screens/{pk}/take-back/", {"once": "l"}).status_code == 404


def test_a_wrong_one_is_refused_and_case_and_dashes_do_not_matter() -> None:
    token = token_for(world())
    assert Client().post("/wall/", {"token": "nope-nope"}).status_code == 422
    assert hung(f" {token.upper().replace('-', ' ')} ").get("/wall/").status_code == 200


def test_only_administrators_make_them_and_each_for_his_own_organisation() -> None:
    made = world()
    assert signed_in(made, "殷若渔").post("/admin/screens/", {"name": "x"}).status_code == 403
    token_for(made)
    stranger = signed_in(world("heqi", "禾泉市政协机关"), "费䶮")
    pk = Screen.objects.get().pk
    assert stranger.post(f"/admin/screens/{pk}/take-back/", {"once": "k"}).status_code == 404
    assert "南门门厅" not in stranger.get("/admin/screens/").content.decode()


def test_a_token_cannot_be_guessed_and_is_not_kept() -> None:
    token = drawn()
    bare = token.replace("-", "")
    assert len(ALPHABET) ** len(bare) > 2**112 and set(bare) <= set(ALPHABET)
    shown = token_for(world())
    kept = str(list(Screen.objects.values()))
    assert shown not in kept and shown.replace("-", "") not in kept and digest_of(shown) in kept


def test_with_an_https_origin_its_cookie_is_of_this_host_alone() -> None:
    token = token_for(world())
    with override_settings(HTTPS=True, COOKIE_PREFIX="__Host-"):
        screen = hung(token)
        assert "上墙版" in screen.get("/wall/").content.decode()
    kept = screen.cookies["__Host-screen"]
    assert kept["secure"] and kept["path"] == "/" and not kept["domain"]
