"""Signing in and out, and what happens to a form whose session has ended."""

import re
import time

import pytest
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from bihuan.people.models import Organisation, Person, User
from bihuan.web import clock
from bihuan.web.acting import signed_in
from bihuan.web.kept import SALT, keep_form, restored
from bihuan.web.models import Session

pytestmark = pytest.mark.django_db
SECRET = "a long enough secret 7"


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{request.person.name}@{request.person.org.slug} {request.POST.get('text', '')}")


urlpatterns = [path("desk", desk), path("", include("bihuan.web.urls"))]


@pytest.fixture(autouse=True)
def _here() -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def user() -> User:
    return User.objects.create_user("qinjianwei", SECRET)


def joins(user: User, slug: str) -> Person:
    """The user becomes a person of an organisation."""
    org = Organisation.objects.create(slug=slug, name=f"{slug}机关", name_en=f"{slug} office")
    return Person.objects.create(org=org, user=user, name="秦见微")


def sign_in(client: Client, **more: str) -> HttpResponse:
    return client.post("/sign-in", {"username": "qinjianwei", "password": SECRET, **more})


def test_a_page_asks_for_signing_in_and_comes_back(client: Client, user: User) -> None:
    joins(user, "jichuan")
    asked = client.get("/desk?a=1")
    assert asked["Location"] == "/sign-in?next=%2Fdesk%3Fa%3D1"
    assert 'name="next" value="/desk?a=1"' in client.get(asked["Location"]).content.decode()
    assert sign_in(client, next="/desk?a=1")["Location"] == "/desk?a=1"
    assert client.get("/desk").content.decode().startswith("秦见微@jichuan")


def test_signing_in_leads_to_no_other_server(client: Client, user: User) -> None:
    joins(user, "jichuan")
    assert sign_in(client, next="https://elsewhere.example/")["Location"] == "/"


def test_a_wrong_password_keeps_the_name_and_tells_nothing_more(client: Client, user: User) -> None:
    page = sign_in(client, password="wrong")
    unknown = client.post("/sign-in", {"username": "nobody", "password": "wrong"})
    assert page.status_code == unknown.status_code == 422
    assert "账号或密码不对" in page.content.decode()
    assert 'value="qinjianwei"' in page.content.decode()
    assert "账号或密码不对" in unknown.content.decode()


def test_too_many_wrong_passwords_slow_signing_in_kindly_and_keep_what_was_typed(
    client: Client, user: User
) -> None:
    kept = signing.dumps(["/desk", [["text", "写了半天"]], []], salt=SALT)
    answers = [sign_in(client, password=f"wrong {n}", kept=kept) for n in range(6)]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    page = answers[-1].content.decode()
    assert "请在 30 秒后再试" in page.replace(" 后", "后") and "您填的文字没有丢" in page
    assert answers[-1]["Retry-After"] == "30"
    assert sign_in(client).status_code == 429, "even the right one waits"


def test_the_present_password_is_slowed_when_it_is_changed_too(client: Client, user: User) -> None:
    joins(user, "jichuan")
    sign_in(client)
    new = {"new": "quite another 88", "repeat": "quite another 88"}
    answers = [client.post("/password", {"old": f"wrong {n}", **new}) for n in range(6)]
    assert [one.status_code for one in answers] == [422] * 5 + [429]
    assert answers[-1]["Retry-After"] == "30"
    assert client.post("/password", {"old": SECRET, **new}).status_code == 429
    assert sign_in(Client()).status_code == 302, "whoever holds this session slows nobody's signing in"


def test_a_one_time_password_runs_out(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    joins(user, "jichuan")
    User.objects.filter(pk=user.pk).update(must_change_password=True, password_until=clock.now() + 60_000_000)
    assert "请先把密码改成自己的" in sign_in(client).content.decode()
    later = clock.now() + 61_000_000
    monkeypatch.setattr("bihuan.web.clock.now", lambda: later)
    page = sign_in(Client())
    assert page.status_code == 422 and "一次性密码已经过期" in page.content.decode()
    new = {"old": SECRET, "new": "quite another 88", "repeat": "quite another 88"}
    assert "一次性密码已经过期" in client.post("/password", new).content.decode()


def test_names_are_one_whatever_their_case(client: Client, user: User) -> None:
    joins(user, "jichuan")
    for name in ("QinJianWei", "ｑｉｎｊｉａｎｗｅｉ", " qinjianwei "):
        assert sign_in(Client(), username=name).status_code == 302


def test_a_new_password_ends_every_other_sign_in(client: Client, user: User) -> None:
    joins(user, "jichuan")
    other = Client()
    sign_in(other)
    sign_in(client)
    client.post("/password", {"old": SECRET, "new": "quite another 88", "repeat": "quite another 88"})
    assert client.get("/desk").status_code == 200
    assert other.get("/desk").status_code == 302
    assert Session.objects.filter(user_id=user.pk).count() == 1


def test_a_person_of_several_organisations_chooses_one(client: Client, user: User) -> None:
    joins(user, "jichuan")
    other = joins(user, "qichuan")
    page = sign_in(client, next="/desk").content.decode()
    assert "以哪个单位的身份办理" in page
    assert client.get("/desk")["Location"].startswith("/organisation")
    assert client.post("/organisation", {"person": other.pk, "next": "/desk"})["Location"] == "/desk"
    assert "@qichuan" in client.get("/desk").content.decode()


def test_nobody_can_choose_to_be_somebody_else(client: Client, user: User) -> None:
    joins(user, "jichuan")
    joins(user, "qichuan")
    stranger = joins(User.objects.create_user("stranger", SECRET), "heque")
    sign_in(client)
    assert client.post("/organisation", {"person": stranger.pk}).status_code == 200
    assert client.get("/desk").status_code == 302


def test_a_person_who_was_taken_out_of_the_organisation_is_out_at_once(client: Client, user: User) -> None:
    person = joins(user, "jichuan")
    sign_in(client)
    assert client.get("/desk").status_code == 200
    Person.objects.filter(pk=person.pk).update(user=None)
    assert client.get("/desk").status_code == 302
    assert client.get("/organisation").status_code == 403


def test_a_password_set_by_another_must_be_changed_first(client: Client, user: User) -> None:
    joins(user, "jichuan")
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    assert "请先把密码改成自己的" in sign_in(client, next="/desk").content.decode()
    assert client.get("/desk")["Location"] == "/password?next=%2Fdesk"
    new = {"old": SECRET, "new": "quite another 88", "repeat": "quite another 88", "next": "/desk"}
    assert client.post("/password", new)["Location"] == "/desk"
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"old": "wrong"}, "现在的密码不对"),
        ({"repeat": "something else 5"}, "两次输入的新密码不一样"),
        ({"new": SECRET, "repeat": SECRET}, "新密码与现在的相同"),
        ({"new": "short", "repeat": "short"}, "密码"),
    ],
)
def test_a_bad_new_password_is_refused_with_the_reason(
    client: Client, user: User, change: dict[str, str], words: str
) -> None:
    joins(user, "jichuan")
    sign_in(client)
    page = client.post(
        "/password", {"old": SECRET, "new": "quite another 88", "repeat": "quite another 88", **change}
    )
    assert page.status_code == 422
    assert words in re.sub(r"<label.*?</label>", "", page.content.decode())
    user.refresh_from_db()
    assert user.check_password(SECRET)


def test_one_signs_out_by_a_button_only(client: Client, user: User) -> None:
    joins(user, "jichuan")
    sign_in(client)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert client.get("/desk").status_code == 302


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


def test_a_form_sent_after_the_session_ended_is_not_lost(user: User) -> None:
    joins(user, "jichuan")
    client = Client(enforce_csrf_checks=True)
    token = hidden(client.get("/sign-in").content.decode(), "csrfmiddlewaretoken")
    answer = client.post("/desk?x=1", {"text": "已印发<b>", "once": "k1", "csrfmiddlewaretoken": token})
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "您填的文字没有丢" in page
    again = client.post(
        "/sign-in",
        {
            "username": "qinjianwei",
            "password": SECRET,
            "kept": hidden(page, "kept"),
            "csrfmiddlewaretoken": hidden(page, "csrfmiddlewaretoken"),
        },
    ).content.decode()
    assert 'action="/desk?x=1"' in again
    assert 'name="text" value="已印发&lt;b&gt;"' in again
    fields = {"text": "已印发<b>", "once": hidden(again, "once")}
    assert client.post("/desk?x=1", fields).status_code == 403
    fields["csrfmiddlewaretoken"] = hidden(again, "csrfmiddlewaretoken")
    assert client.post("/desk?x=1", fields).content.decode() == "秦见微@jichuan 已印发<b>"


def test_an_ended_session_says_so_even_when_there_is_nothing_to_keep(client: Client) -> None:
    answer = client.post("/desk")
    assert answer.status_code == 401
    assert "登录已过期，请重新登录" in answer.content.decode()


def test_no_switch_stands_where_it_would_lose_what_is_kept(client: Client) -> None:
    assert "/preferences" not in client.post("/desk", {"text": "a"}).content.decode()
    assert "/preferences" in client.get("/sign-in").content.decode()


def test_a_form_from_elsewhere_is_not_kept(user: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/desk", {"text": "x"})
    assert answer.status_code == 403
    assert "kept" not in answer.content.decode()


def test_what_was_not_signed_here_is_not_sent_again(client: Client, user: User) -> None:
    joins(user, "jichuan")
    assert sign_in(client, kept="made up", next="/desk")["Location"] == "/desk"
    signed = signing.dumps(["//elsewhere.example/x", [["text", "a"]], []], salt=SALT)
    assert sign_in(client, kept=signed)["Location"] == "/"


def test_what_was_kept_lasts_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    value = keep_form(RequestFactory().post("/x", {"text": "a"}))
    assert restored(value) is not None
    later = time.time() + 24 * 3600 + 60
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    assert restored(value) is None


def test_each_sign_in_has_a_session_of_its_own(client: Client, user: User) -> None:
    joins(user, "jichuan")
    sign_in(client)
    first = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post("/sign-out")
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != first
    client.cookies[settings.SESSION_COOKIE_NAME] = first
    assert client.get("/desk").status_code == 302


def test_passwords_are_masked_and_named_for_password_managers(client: Client, user: User) -> None:
    joins(user, "jichuan")
    assert re.search(
        r'<input type="password"[^>]*autocomplete="current-password"', _text(client.get("/sign-in"))
    )
    sign_in(client)
    page = _text(client.get("/password"))
    assert page.count('type="password"') == 3 and page.count('autocomplete="new-password"') == 2


def _text(page: HttpResponse) -> str:
    return page.content.decode()


def test_passwords_and_tokens_are_never_kept() -> None:
    kept = restored(
        keep_form(RequestFactory().post("/x", {"password": "p", "csrfmiddlewaretoken": "t", "text": "a"}))
    )
    assert kept is not None
    assert kept.fields == [("text", "a")]


def test_more_than_a_page_can_carry_is_not_kept() -> None:
    assert keep_form(RequestFactory().post("/x", {f"f{n}": f"{n * 7919**5}" * 9 for n in range(9000)})) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["abcdefghijkl\\000", "' OR 1=1 --", "short"])
def test_a_session_that_cannot_be_is_none(key: str, client: Client) -> None:
    cookie = f'{settings.SESSION_COOKIE_NAME}="{key}"'
    assert client.get("/sign-in", headers={"cookie": cookie}).status_code == 200
