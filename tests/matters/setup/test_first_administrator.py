"""The first administrator of an installation without the demonstration."""

import io
from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from bihuan.core.state.actor import Actor
from bihuan.core.time.days import HOME_ZONE, day_of
from bihuan.ledger.read import events_after
from bihuan.ledger.verify import verify
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.setup import asking, first_administrator
from bihuan.matters.setup.administrators import Unusable
from bihuan.matters.setup.first_administrator import HOW, prepare_empty
from bihuan.matters.writing.acts import open_matter
from bihuan.matters.writing.clock import now
from bihuan.people.models import Appointment, Organisation, Person, User

pytestmark = pytest.mark.django_db
GIVEN = {
    "BIHUAN_ORG": "shili",
    "BIHUAN_ORG_NAME": "示例单位",
    "BIHUAN_ADMIN": "feiyan",
    "BIHUAN_ADMIN_NAME": "费䶮",
}


class Terminal(io.StringIO):
    """Somebody who types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nobody at the terminal, nothing in the environment."""
    monkeypatch.setattr("sys.stdin", io.StringIO())
    for name in (*GIVEN, "BIHUAN_ADMIN_PASSWORD", "BIHUAN_ORG_ZONE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def administrator() -> Actor:
    return actor_of(Person.objects.get().pk, on=day_of(now(), HOME_ZONE))


def test_without_a_terminal_and_without_a_word_it_says_how(environment: pytest.MonkeyPatch) -> None:
    assert prepare_empty(empty=True) == HOW
    assert not Organisation.objects.exists()


def test_the_environment_names_the_first_administrator(environment: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        environment.setenv(name, value)
    lines = prepare_empty(empty=True)
    password = next(line for line in lines if "password" in line).split(": ")[1].partition("（")[0]
    user = authenticate(RequestFactory().get("/"), username="feiyan", password=password)
    assert isinstance(user, User)
    assert user.must_change_password
    assert {hat.role for hat in administrator().hats} == {"admin"}
    org = Organisation.objects.get()
    assert not org.demonstration
    assert not verify().breaks
    names = [event.name for event in events_after(org.pk, 0, 100)]
    assert names == ["opened", "opened", "unit_added", "person_added", "post_added", "appointed"]


def test_the_organisation_may_lie_in_another_zone(environment: pytest.MonkeyPatch) -> None:
    for name, value in (GIVEN | {"BIHUAN_ORG_ZONE": "America/Los_Angeles"}).items():
        environment.setenv(name, value)
    monday_morning = 1_772_424_000_000_000  # 2026-03-02 04:00 UTC, still Sunday over there
    environment.setattr(first_administrator, "now", lambda: monday_morning)
    prepare_empty(empty=True)
    assert Organisation.objects.get().zone == "America/Los_Angeles"
    assert Appointment.objects.get().from_on == date(2026, 3, 1)


def test_a_zone_that_is_none_is_refused_in_a_sentence(environment: pytest.MonkeyPatch) -> None:
    for name, value in (GIVEN | {"BIHUAN_ORG_ZONE": "Asia/Nowhere"}).items():
        environment.setenv(name, value)
    with pytest.raises(Unusable, match="Asia/Nowhere There is no such zone"):
        prepare_empty(empty=True)
    assert not Organisation.objects.exists()


def test_a_second_start_asks_nothing(environment: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        environment.setenv(name, value)
    prepare_empty(empty=True)
    assert prepare_empty(empty=True) == []
    assert Organisation.objects.count() == 1


def test_with_the_demonstration_nobody_is_asked(environment: pytest.MonkeyPatch) -> None:
    assert prepare_empty(empty=False) == []
    assert not Organisation.objects.exists()


def test_it_asks_whoever_is_at_the_terminal(environment: pytest.MonkeyPatch) -> None:
    environment.setattr("sys.stdin", Terminal("示例单位\n\nshili\n费䶮\nfeiyan\n"))
    environment.setattr(asking.getpass, "getpass", lambda prompt: "long-enough-to-do")
    lines = prepare_empty(empty=True)
    assert not [line for line in lines if "password" in line]
    user = authenticate(RequestFactory().get("/"), username="feiyan", password="long-enough-to-do")
    assert isinstance(user, User)
    assert not user.must_change_password
    assert Person.objects.get().name == "费䶮"


@pytest.mark.parametrize(("tongue", "other"), [("zh_CN.UTF-8", 1), ("en_GB.UTF-8", 0)])
def test_what_is_wrong_is_said_in_one_language_and_only_that_is_asked_again(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tongue: str, other: int
) -> None:
    User.objects.create_user("taken", "a long password")
    environment.setenv("LC_ALL", tongue)
    environment.setattr("sys.stdin", Terminal("示例单位\nShi li\n示例\nshili\n\u200b\n费䶮\nTAKEN\nfeiyan\n"))
    typed = iter(
        ("short", "shili-and-more", "long-enough-to-do", "other", "long-enough-to-do", "long-enough-to-do")
    )
    prompts: list[str] = []
    environment.setattr(asking.getpass, "getpass", lambda prompt: prompts.append(prompt) or next(typed))
    assert prepare_empty(empty=True)
    said = capsys.readouterr().err
    told = (first_administrator.NO_SLUG, asking.EMPTY, first_administrator.TAKEN, asking.DIFFER)
    for one in told:
        mine, theirs = (one.zh, one.en) if other else (one.en, one.zh)
        assert mine in said and theirs not in said
    assert said.count(first_administrator.NO_SLUG.say("zh" if other else "en")) == 2
    asks = "单位名称: " if other else "Name of the organisation: "
    assert said.count(asks) == 1, "what was right is not asked again"
    assert len(prompts) == 6 and Organisation.objects.get().slug == "shili"


def test_the_first_administrator_can_begin(environment: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        environment.setenv(name, value)
    prepare_empty(empty=True)
    org, person = Organisation.objects.get(), Person.objects.get()
    state = open_matter("register", org=org.pk, actor=person.pk, at=now(), title="问题清单", prefix="WT")
    assert state.life == "draft"


@pytest.mark.parametrize(
    ("name", "value"), [("BIHUAN_ORG", "示例"), ("BIHUAN_ORG", "-x"), ("BIHUAN_ADMIN_PASSWORD", "short")]
)
def test_what_cannot_be_used_founds_nothing(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    for known, good in GIVEN.items():
        environment.setenv(known, good)
    environment.setenv(name, value)
    with pytest.raises(Unusable):
        prepare_empty(empty=True)
    assert not Organisation.objects.exists()
    assert not User.objects.exists()


def test_an_input_that_ends_is_refused(environment: pytest.MonkeyPatch) -> None:
    environment.setattr("sys.stdin", Terminal("示例单位\n"))
    with pytest.raises(Unusable, match="Nothing was typed"):
        prepare_empty(empty=True)
