"""Giving somebody a sign-in, or a new password to one that is there.

For whoever checks, approves or confirms two people make it: who asks is told the first half, who confirms the
second, and the person gets one from each, so that neither can sign in alone. No part of a password is kept:
the first half is reckoned from the server's own key and the request, the second is drawn and shown once.
"""

import json
import secrets
from typing import NamedTuple, Self

from django.db import transaction
from django.utils.crypto import salted_hmac

from bihuan.core.loop.desks import SIGN_IN
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.ledger.models import Event
from bihuan.ledger.read import events_at
from bihuan.matters.models import Matter
from bihuan.matters.seeing.standing import where_done
from bihuan.matters.setup.administrators import one_time_lasts
from bihuan.matters.writing.acts import perform
from bihuan.matters.writing.once import Key
from bihuan.people.models import Person, User
from bihuan.web import security
from bihuan.web.brake import lift
from bihuan.web.sign_ins import end

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is easily confused: 0 o 1 l i
TAKEN = Text("这个登录账号已有人使用。", "This sign-in name is taken.")
KEPT = Text(
    "由两人重设密码时，登录账号不变，请填原来的账号。",
    "Where two people set a password the sign-in name stays: write the one there is.",
)


class Taken(Exception):
    """The sign-in name cannot be used."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Asked(NamedTuple):
    """What a request for a password is about."""

    request: int
    person: Person
    user: User

    @classmethod
    def of(cls, state: State) -> Self | None:
        """None where it is another request, or the person is gone."""
        if state.request != SIGN_IN:
            return None
        named = json.loads(state.asked or "{}")
        person = Person.objects.filter(org_id=state.org, pk=named.get("person"), erased=False).first()
        user = User.objects.filter(pk=named.get("user")).first()
        return cls(state.id, person, user) if person and user else None


def given(one: Person, username: str, *, actor: int, at: int, once: Key) -> tuple[User, str]:
    """The user with a new password, and the act that says so, both or neither; for one person alone."""
    password = f"{_drawn()}-{_drawn()}"
    with transaction.atomic():
        user = _user(one, username)
        user.username = username
        _set(user, password, at=at)
        perform(
            "give_sign_in",
            where_done(one.org_id, "give_sign_in"),
            org=one.org_id,
            actor=actor,
            at=at,
            once=once,
            person=one.pk,
            user=user.pk,
        )
    security.event("password_reset", person=one.pk, org=one.org_id, by=actor)
    return user, password


def asked(one: Person, username: str, *, actor: int, at: int, once: Key) -> tuple[User, str]:
    """The user, unchanged or without any password, and the first half of what a second person confirms."""
    with transaction.atomic():
        user = _user(one, username)
        if user.username != username:
            raise Taken(KEPT)
        if user._state.adding:
            user.set_unusable_password()
            user.save()
        people = where_done(one.org_id, "request_sign_in")
        perform(
            "request_sign_in", people, org=one.org_id, actor=actor, at=at, once=once,
            person=one.pk, user=user.pk,
        )  # fmt: skip
        made = Matter.objects.filter(parent_id=people).latest("id").pk  # the head is locked: it is ours
    return user, _first_half(made, user.pk)


def confirmed(asked: Asked, *, actor: int, at: int) -> str:
    """The second person's yes, the password of both halves, and the second of them: all, or nothing."""
    half = _drawn()
    with transaction.atomic():
        perform("approve", asked.request, org=asked.person.org_id, actor=actor, at=at)
        _set(asked.user, f"{_first_half(asked.request, asked.user.pk)}-{half}", at=at)
    security.event("password_reset", person=asked.person.pk, org=asked.person.org_id, by=actor)
    return half


def _first_half(request: int, user: int) -> str:
    """The half that whoever asked is told: another one for each request, and kept nowhere."""
    drawn = salted_hmac("bihuan.sign_in", f"{request}:{user}", algorithm="sha256").digest()
    letters = "".join(ALPHABET[one % len(ALPHABET)] for one in drawn[:8])
    return f"{letters[:4]}-{letters[4:]}"


def _user(one: Person, username: str) -> User:
    """The person's own user, or a new one that is not kept yet. Taken where it is somebody else's.

    One that was made when this organisation asked for it, and never confirmed, is nobody's.
    """
    held = User.objects.named(username)
    if held is None:
        return one.user or User(username=username)
    waiting = one.user is None and not held.has_usable_password() and not held.persons.exists()
    if held.pk != one.user_id and not (waiting and _asked_here(one.org_id, held.pk)):
        raise Taken(TAKEN)
    return held


def _asked_here(org: int, user: int) -> bool:
    """Whether this organisation asked for the sign-in, and not another one, which may still confirm it."""
    asked = Event.objects.filter(org_id=org, name=f"{SIGN_IN}_requested").values_list("id", flat=True)
    return any(one.plain.get("user") == user for one in events_at(list(asked)))


def _set(user: User, password: str, *, at: int) -> None:
    """A one-time password. What was wrongly tried is forgotten, and where the user is signed in, no more."""
    user.must_change_password, user.is_active = True, True
    user.password_until = at + one_time_lasts()
    user.set_password(password)
    user.save()
    lift(user.username)
    end(user.pk)


def _drawn() -> str:
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(2))
