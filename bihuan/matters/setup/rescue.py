"""`bihuan rescue-admin`: when nobody can administer an organisation any more, somebody at the machine can.

It gives a person the administrator's post and a new password. Both stand in the record as acts of the system:
whoever holds the machine can do this, and nobody can do it unseen. Exit status 0, or 2 with one line.
"""

import argparse
import sys
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from bihuan.matters.setup.administrators import (
    Charter,
    Unusable,
    make_administrator,
    named,
    set_password,
    sign_in,
)
from bihuan.matters.writing.clock import now
from bihuan.people.models import Organisation, User
from bihuan.web import security


def main(argv: Sequence[str]) -> int:
    """`rescue-admin --org SLUG --person NAME-OR-NUMBER [--username NAME]`"""
    parser = argparse.ArgumentParser("bihuan rescue-admin", description="恢复管理员 · an administrator again")
    parser.add_argument("--org", required=True, metavar="SLUG", help="单位代码 · the organisation")
    parser.add_argument("--person", required=True, metavar="NAME", help="姓名或编号 · name or number")
    parser.add_argument("--username", metavar="NAME", help="登录账号（没有账号的人须填） · sign-in name")
    call = parser.parse_args(argv)
    try:
        username, password = rescue(call.org, call.person, username=call.username, at=now())
    except Unusable as error:
        sys.stderr.write(f"bihuan rescue-admin: {error}\n")
        return 2
    sys.stdout.write(
        f"登录账号 sign-in: {username}\n密码 password: {password}（首次登录须修改 to be changed；"
        f"{settings.ONE_TIME_HOURS} 小时内有效 within {settings.ONE_TIME_HOURS} hours）\n"
    )
    return 0


@transaction.atomic
def rescue(slug: str, said: str, *, username: str | None, at: int) -> tuple[str, str]:
    """Make that person an administrator with a new password: (sign-in name, password)."""
    org = Organisation.objects.filter(slug=slug).first()
    if org is None:
        raise Unusable(f"没有这个单位：{slug} There is no such organisation.")
    person = named(org.pk, said)
    user, password = _sign_in(person.user, username, at=at)
    with Charter(org.pk, at=at).open() as charter:
        # Given again where it was there before: the record tells that the password is another.
        charter.do("give_sign_in", person=person.pk, user=user.pk)
        make_administrator(person.pk, None, charter)
    security.event("password_reset", person=person.pk, org=org.pk, by="rescue-admin")
    return user.username, password


def _sign_in(user: User | None, username: str | None, *, at: int) -> tuple[User, str]:
    if user is None:
        return sign_in(username or "", None, at=at)
    return user, set_password(user, None, at=at)
