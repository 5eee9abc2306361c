"""`bihuan rescue-admin`: an administrator again, and never unseen."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from bihuan.core.state.principals import AUDITORS, principal
from bihuan.core.time.days import HOME_ZONE, day_of
from bihuan.ledger.read import events_after
from bihuan.ledger.verify import verify
from bihuan.matters.seeing.actors import actor_of
from bihuan.matters.setup.rescue import main
from bihuan.matters.writing.clock import now
from bihuan.notices.models import Notice
from bihuan.people.models import Person, Post, User
from tests.world import world

pytestmark = pytest.mark.django_db


def can_sign_in(username: str, password: str) -> bool:
    user = authenticate(RequestFactory().get("/"), username=username, password=password)
    return user is not None and user.must_change_password  # type: ignore[attr-defined]


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """The sign-in and the password that were shown."""
    lines = capsys.readouterr().out.splitlines()
    return lines[0].split(": ")[1], lines[1].split(": ")[1].partition("（")[0]


def test_it_gives_the_post_and_a_sign_in_by_events(capsys: pytest.CaptureFixture[str]) -> None:
    made = world()
    before = made.org.pk, len(events_after(made.org.pk, 0, 1_000))
    assert main(["--org", "jichuan", "--person", "纪清晏", "--username", "jiqingyan"]) == 0
    assert can_sign_in(*told(capsys))
    new = events_after(made.org.pk, before[1], 10)
    assert [(event.name, event.actor) for event in new] == [("sign_in_given", None), ("appointed", None)]
    hats = actor_of(made.people["纪清晏"], on=day_of(now(), HOME_ZONE)).hats
    assert {hat.role for hat in hats} == {"head", "admin"}
    assert not verify().breaks
    told_of = Notice.objects.filter(name="appointed", principal=principal(AUDITORS, made.org.pk))
    assert told_of.exists(), "the auditors are told"


def test_who_is_administrator_already_gets_a_password_only(capsys: pytest.CaptureFixture[str]) -> None:
    made = world()
    old = User.objects.create_user("feiyan", "forgotten-by-now")
    Person.objects.filter(pk=made.people["费䶮"]).update(user=old)
    count = len(events_after(made.org.pk, 0, 1_000))
    assert main(["--org", "jichuan", "--person", str(made.people["费䶮"])]) == 0
    username, password = told(capsys)
    assert username == "feiyan"
    assert can_sign_in(username, password)
    assert not can_sign_in(username, "forgotten-by-now")
    assert [event.name for event in events_after(made.org.pk, count, 10)] == ["sign_in_given"]
    assert Post.objects.filter(role="admin").count() == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--org", "nowhere", "--person", "费䶮"], "no such organisation"),
        (["--org", "jichuan", "--person", "无此人"], "nobody of that name"),
        (["--org", "jichuan", "--person", "纪清晏"], "sign-in name"),
        (["--org", "jichuan", "--person", "纪清晏", "--username", "Taken"], "sign-in name"),
    ],
)
def test_it_says_in_a_line_what_is_wrong(
    words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    made = world()
    User.objects.create_user("taken")
    count = len(events_after(made.org.pk, 0, 1_000))
    assert main(words) == 2
    error = capsys.readouterr().err
    assert why in error
    assert len(error.splitlines()) == 1
    assert len(events_after(made.org.pk, 0, 1_000)) == count


def test_namesakes_are_told_apart_by_number(capsys: pytest.CaptureFixture[str]) -> None:
    made = world()
    other = made.charter("add_person", person_name="纪清晏", note="委员工作处")
    assert main(["--org", "jichuan", "--person", "纪清晏", "--username", "jiqingyan"]) == 2
    assert str(other) in capsys.readouterr().err
    assert main(["--org", "jichuan", "--person", str(other), "--username", "jiqingyan"]) == 0
    assert Person.objects.get(pk=other).user is not None
