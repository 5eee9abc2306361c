"""What anybody would try first is no password: one's own name, the sign-in name, the organisation's."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bihuan.core.words.folding import folded
from bihuan.people.models import Organisation, Person, User
from bihuan.people.passwords import COMMON, TOO_NEAR, held

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user = User.objects.create_user("QinJianWei", "x")
    org = Organisation.objects.create(slug="jichuan", name="霁川省政协机关", name_en="Jichuan Office")
    Person.objects.create(org=org, user=user, name="秦见微")
    return user


def why(password: str, user: Any) -> list[Any]:
    """What is said against a password."""
    try:
        validate_password(password, user)
    except ValidationError as weak:
        return [one.message for one in weak.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        "秦见微2026!abcd",
        "2026秦 见 微abcdef",
        "qinjianwei-2026",
        "xxQINJIANWEIxx",
        "ｑｉｎｊｉａｎｗｅｉ2026",
        "霁川省政协机关2026",
        "Jichuan office 9",
        "jichuan-20261130",
        "my bihuan password",
        "闭环闭环闭环闭环闭环",
    ],
)
def test_a_password_holds_no_name_of_its_owner_or_the_organisation(password: str, user: User) -> None:
    assert [one.zh[:10] for one in why(password, user)] == [TOO_NEAR.zh[:10]]


def test_a_piece_of_the_name_is_no_password_and_a_strange_one_is() -> None:
    assert held("省政协机关", ["霁川省政协机关"]) == "霁川省政协机关"
    assert held("a long enough secret 7", ["秦见微", "霁川省政协机关", "qinjianwei", "ab"]) is None


def test_any_letters_will_do_and_many(user: User) -> None:
    for good in ("correct horse battery", "八千里路云和月，莫等闲", "7" * 9 + "x" + " " * 20, "é" * 150):
        assert why(good, user) == []


def test_a_frequent_one_and_a_short_one_are_refused(user: User) -> None:
    assert why("1234567890", user) and why("football123", None) == why("football123", user)
    assert why("a8#kQ2z!", user)


def test_a_name_is_found_however_it_is_written_and_given_once(user: User) -> None:
    assert User.objects.named("ＱＩＮＪＩＡＮＷＥＩ") == user
    assert User.objects.get_by_natural_key(" qinjianwei") == user
    assert User.objects.named("qin") is None and User.objects.named(None) is None
    assert (user.folded, folded("Straße")) == ("qinjianwei", "strasse")


def test_a_second_one_that_differs_in_case_alone_cannot_be(user: User) -> None:
    with pytest.raises(Exception, match=r"(?i)unique"):
        User.objects.create_user("QINJIANWEI", "x")


@pytest.mark.parametrize(
    "password", ["1234567890", "１２３４５６７８９０", "Password123", "ＱＷＥＲＴＹ１２３４"]
)
def test_what_many_people_use_is_none_however_wide_it_is(user: User, password: str) -> None:
    assert COMMON in why(password, user)


def test_a_short_one_is_told_how_long_it_has_to_be(user: User) -> None:
    (said,) = why("x7#kQ2", user)
    assert said.zh == "密码至少 10 位，现有 6 位。" and "10 characters" in said.en
