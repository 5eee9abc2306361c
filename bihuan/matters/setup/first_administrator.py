"""The first administrator of an installation without the demonstration (`bin/run --empty`).

Asked for at the terminal; without one, taken from the environment: BIHUAN_ORG (short name in addresses),
BIHUAN_ORG_NAME, BIHUAN_ADMIN (sign-in name), BIHUAN_ADMIN_NAME (the person's name) and, unless one is to be
made up and shown once, BIHUAN_ADMIN_PASSWORD. BIHUAN_ORG_ZONE names its zone if that is another than
Asia/Shanghai (America/Los_Angeles).
"""

import getpass
import os
import re
import sys
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import transaction

from bihuan.core.time.days import HOME_ZONE
from bihuan.matters.setup.administrators import Charter, Unusable, make_administrator, sign_in
from bihuan.matters.setup.founding import found
from bihuan.matters.writing.clock import now
from bihuan.people.models import Organisation, Unit

SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
HOW = [
    "",
    "  还没有单位和管理员。请在终端运行 bin/run --empty，或设环境变量后再启动：",
    "  There is no organisation yet. Run bin/run --empty at a terminal, or set and start again:",
    "    BIHUAN_ORG=shili BIHUAN_ORG_NAME=示例单位 BIHUAN_ADMIN=admin BIHUAN_ADMIN_NAME=管理员",
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be known to begin."""

    slug: str
    name: str
    username: str
    person: str
    password: str | None
    zone: str = HOME_ZONE


def prepare_empty(empty: bool) -> list[str]:
    """Hook of `bin/run`: found the organisation with its first administrator, where there is none yet."""
    if not empty or Organisation.objects.exists():
        return []
    wanted = asked() if sys.stdin.isatty() else given()
    return begin(wanted, at=now()) if wanted else HOW


@transaction.atomic
def begin(wanted: Wanted, *, at: int) -> list[str]:
    """The organisation, its topmost unit, its administrator; the lines that tell the sign-in."""
    if not SLUG.fullmatch(wanted.slug):
        raise Unusable("单位代码用小写字母、数字和连字符。The short name takes small letters and digits.")
    if wanted.zone not in available_timezones():
        raise Unusable(f"没有这个时区：{wanted.zone} There is no such zone.")
    org = found(wanted.slug, wanted.name, at=at, zone=wanted.zone)
    about = (wanted.person, wanted.name, wanted.slug)
    user, password = sign_in(wanted.username, wanted.password, at=at, about=about)
    with Charter(org.pk, at=at).open() as charter:
        unit = charter.do("add_unit", name=wanted.name, kind=Unit.DEPARTMENT, from_on=charter.today)
        person = charter.do("add_person", person_name=wanted.person, user=user.pk)
        make_administrator(person, unit, charter)
    shown = [] if wanted.password else [f"  初始密码 first password: {password}（只显示一次 shown once）"]
    return ["", f"  {wanted.name}", f"  登录账号 sign-in: {wanted.username}", *shown]


def given() -> Wanted | None:
    """From the environment; None unless all is there."""
    names = ("BIHUAN_ORG", "BIHUAN_ORG_NAME", "BIHUAN_ADMIN", "BIHUAN_ADMIN_NAME")
    slug, name, username, person = (os.environ.get(one, "").strip() for one in names)
    if not (slug and name and username and person):
        return None
    return Wanted(slug, name, username, person, os.environ.get("BIHUAN_ADMIN_PASSWORD") or None, _zone())


def asked() -> Wanted:
    """From the person at the terminal."""
    sys.stderr.write("\n  新建单位和第一位管理员 A new organisation and its first administrator\n\n")
    name = answer("单位名称 Name of the organisation")
    slug = answer("单位代码（小写字母，用于网址） Short name, small letters")
    person = answer("管理员姓名 Name of the administrator")
    username = answer("登录账号 Sign-in name")
    password = getpass.getpass("  密码（至少 10 位，不填则自动生成） Password (empty: made up): ")
    if password and password != getpass.getpass("  再输入一次 Once more: "):
        raise Unusable("两次输入的密码不一致。The passwords differ.")
    return Wanted(slug, name, username, person, password or None, _zone())


def _zone() -> str:
    return os.environ.get("BIHUAN_ORG_ZONE", "").strip() or HOME_ZONE


def answer(label: str) -> str:
    """A line that says something."""
    while True:
        sys.stderr.write(f"  {label}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise Unusable("没有输入。Nothing was typed.")
        if said := line.strip():
            return said
