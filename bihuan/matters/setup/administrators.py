"""Giving somebody the post of an administrator from the machine itself, by events of the system.

Used when an organisation is founded (first.py) and when nobody can administer it any more (rescue.py).
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.ids import id_of
from bihuan.core.state.actor import SYSTEM
from bihuan.matters.seeing.standing import where_done
from bihuan.matters.writing.acts import book
from bihuan.people.models import Appointment, Person, Post, Unit, User
from bihuan.web.brake import lift
from bihuan.web.complaints import complaint
from bihuan.web.sign_ins import end

POST_NAME = ("系统管理员", "System administrator")
# Without 0, O, 1, l and I, which people confuse on paper.
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Unusable(OSError):
    """What was given cannot be used; the message says why in one line to whoever is at the machine."""


class Charter:
    """Acts of an organisation's standing matter of people, by the system."""

    def __init__(self, org: int, *, at: int) -> None:
        self.org, self.at = org, at
        self._book: Book | None = None

    @property
    def today(self) -> date:
        """The organisation's day, while it is open."""
        assert self._book is not None
        return self._book.today

    @contextmanager
    def open(self) -> Iterator["Charter"]:
        """Everything done inside is written together."""
        with book(self.org, at=self.at) as self._book:
            yield self
        self._book = None

    def do(self, act: str, /, **facts: Any) -> int:
        """The id of what the act made."""
        assert self._book is not None
        state = self._book.perform(act, where_done(self.org, act), Mandate(SYSTEM, within=True), **facts)
        return id_of(state)


def make_administrator(person: int, unit: int | None, charter: Charter) -> None:
    """Appoint a person to the administrator post, which is added to `unit` where there is none."""
    post = Post.objects.filter(org_id=charter.org, role=Post.ADMIN).order_by("place", "pk").first()
    if post and holds(person, post, charter.today):
        return
    number = (
        post.pk
        if post
        else charter.do(
            "add_post",
            unit=unit or root(charter.org),
            name=POST_NAME[0],
            name_en=POST_NAME[1],
            role=Post.ADMIN,
        )
    )
    charter.do("appoint", person=person, post=number, from_on=charter.today)


def holds(person: int, post: Post, on: date) -> bool:
    """Whether somebody is in a post on a day."""
    held = Appointment.objects.filter(person_id=person, post=post, from_on__lte=on)
    return held.filter(to_on=None).exists() or held.filter(to_on__gte=on).exists()


def root(org: int) -> int:
    """The unit at the top of the organisation. Unusable where there is none."""
    unit = Unit.objects.filter(org_id=org, parent=None, to_on=None).order_by("place", "pk").first()
    if unit is None:
        raise Unusable("还没有任何单位。There is no unit yet.")
    return int(unit.pk)


def sign_in(username: str, password: str | None, *, at: int, about: Sequence[str] = ()) -> tuple[User, str]:
    """A new sign-in and its password, made up where none is given; it must be changed at the first sign-in.

    `about`: what its owner and the organisation are called, which no password may hold. Unusable for a name
    that is taken and a password that is too weak.
    """
    if not username or User.objects.named(username) is not None:
        raise Unusable(f"登录账号已被使用或为空：{username} The sign-in name is taken or empty.")
    user = User(username=username)
    user.words_about = tuple(about)
    return user, set_password(user, password, at=at)


def set_password(user: User, password: str | None, *, at: int) -> str:
    """Give a password that holds until the next sign-in, in time; the one that was given or made up.

    What was wrongly tried for the name is forgotten, and where it is signed in now it is no more.
    """
    chosen = password or "".join(secrets.choice(_LETTERS) for _ in range(14))
    try:
        validate_password(chosen, user)
    except ValidationError as error:
        raise Unusable("密码太弱：" + " ".join(_said(error))) from error
    user.set_password(chosen)
    user.must_change_password = password is None
    user.password_until = at + one_time_lasts() if password is None else None
    user.is_active = True
    user.save()
    lift(user.username)
    end(user.pk)
    return chosen


def one_time_lasts() -> int:
    """Microseconds within which a one-time password must be used."""
    return int(settings.ONE_TIME_HOURS) * 3_600_000_000


def _said(error: ValidationError) -> Iterator[str]:
    for one in error.error_list:
        said = complaint(one)
        yield said.zh if said.zh == said.en else f"{said.zh} {said.en}"


def named(org: int, said: str) -> Person:
    """A person by id or by name. Unusable for nobody, and for namesakes, who are listed with their ids."""
    found = list(Person.objects.filter(org_id=org, name=said))
    if said.isdigit():
        found += list(Person.objects.filter(org_id=org, pk=int(said)))
    if len(found) == 1:
        return found[0]
    if not found:
        raise Unusable(f"没有这个人：{said} There is nobody of that name.")
    listed = "; ".join(f"{one.pk} {one.name} {one.note}".strip() for one in found)
    raise Unusable(f"有重名，请用编号：{listed} There are namesakes; give the number.")
