"""A session is found while it lasts, and leaves nothing when it is over."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from bihuan.web.sessions import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> str:
    made = SessionStore()
    made["person"] = 7
    made.save()
    return str(made.session_key)


def test_it_holds_what_was_put_in() -> None:
    assert SessionStore(kept())["person"] == 7


def test_one_that_is_over_or_unknown_holds_nothing_and_has_no_key() -> None:
    key = kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    for one in (key, "a" * 32):
        found = SessionStore(one)
        assert found.get("person") is None
        assert found.session_key is None
