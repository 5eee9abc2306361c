"""The first administrator of an installation without the demonstration (`bin/run --empty`).

Asked for at the terminal; without one, taken from the environment: BIHUAN_ORG (short name in addresses),
BIHUAN_ORG_NAME, BIHUAN_ADMIN (sign-in name), BIHUAN_ADMIN_NAME (the person's name) and, unless one is to be
made up and shown once, BIHUAN_ADMIN_PASSWORD. BIHUAN_ORG_ZONE names its zone if that is another than
Asia/Shanghai (America/Los_Angeles).
"""

import os
import re
import sys
from dataclasses import dataclass
from zoneinfo import available_timezones

from django.db import transaction

from bihuan.core.time.days import HOME_ZONE
from bihuan.core.words import labels
from bihuan.core.words.text import Text
from bihuan.matters.setup.administrators import Charter, Unusable, make_administrator, sign_in
from bihuan.matters.setup.asking import answer, password, say
from bihuan.matters.setup.founding import found
from bihuan.matters.writing.clock import now
from bihuan.people.models import Organisation, Unit, User

SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
NO_SLUG = Text(
    "单位代码用小写字母、数字和连字符，以字母开头，如 jichuan。",
    "The short name takes small letters, digits and hyphens and begins with a letter, like jichuan.",
)
TAKEN = Text("这个登录账号已被使用，请换一个。", "This sign-in name is taken: choose another.")
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
        raise Unusable(f"{NO_SLUG.zh}{NO_SLUG.en}")
    if wanted.zone not in available_timezones():
        raise Unusable(f"没有这个时区：{wanted.zone} There is no such zone.")
    org = found(wanted.slug, wanted.name, at=at, zone=wanted.zone)
    about = (wanted.person, wanted.name, wanted.slug)
    user, chosen = sign_in(wanted.username, wanted.password, at=at, about=about)
    with Charter(org.pk, at=at).open() as charter:
        unit = charter.do("add_unit", name=wanted.name, kind=Unit.DEPARTMENT, from_on=charter.today)
        person = charter.do("add_person", person_name=wanted.person, user=user.pk)
        make_administrator(person, unit, charter)
    shown = [] if wanted.password else [f"  初始密码 first password: {chosen}（只显示一次 shown once）"]
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
    say(Text("新建单位和第一位管理员", "A new organisation and its first administrator"))
    name = answer(Text("单位名称", "Name of the organisation"))
    slug = answer(Text("单位代码（用于命令和记录）", "Short name (for commands and the record)"), _no_slug)
    person = answer(Text("管理员姓名", "Name of the administrator"))
    username = answer(labels.SIGN_IN_NAME, _taken)
    return Wanted(slug, name, username, person, password((person, name, slug), username), _zone())


def _no_slug(said: str) -> Text | None:
    return None if SLUG.fullmatch(said) else NO_SLUG


def _taken(said: str) -> Text | None:
    return None if User.objects.named(said) is None else TAKEN


def _zone() -> str:
    return os.environ.get("BIHUAN_ORG_ZONE", "").strip() or HOME_ZONE
