"""Who has signed in: read in plain SQL, it is the same that a query set gives."""

import pytest

from bihuan.people.models import Organisation, Person, User
from bihuan.people.signed_in import SignedInBackend

pytestmark = pytest.mark.django_db


def somebody(name: str = "one") -> tuple[User, Person]:
    user = User.objects.create_user(name, "long enough to hold")
    org = Organisation.objects.create(slug=name, name=name)
    return user, Person.objects.create(org=org, user=user, name="某人")


def test_the_user_of_a_session_is_the_one_that_was_kept() -> None:
    user, _ = somebody()
    found = SignedInBackend().get_user(user.pk)
    assert found == user
    assert (found.username, found.password) == (user.username, user.password)
    assert (found.is_active, found.must_change_password, found.last_login) == (True, False, None)


def test_whoever_was_barred_or_never_was_is_nobody() -> None:
    user, _ = somebody()
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert SignedInBackend().get_user(user.pk) is None
    assert SignedInBackend().get_user(user.pk + 1000) is None


def test_a_user_is_only_his_own_persons_and_none_that_was_erased() -> None:
    user, person = somebody()
    _, other = somebody("two")
    found = user.person(person.pk)
    assert found == person and found.org == person.org and found.erased is False
    assert user.person(other.pk) is None
    Person.objects.filter(pk=person.pk).update(erased=True)
    assert user.person(person.pk) is None
