"""Questions at the terminal, in the language of whoever sits there: an answer that cannot be used is told at
once and only that question is asked again.
"""

import getpass
import os
import sys
from collections.abc import Callable, Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from bihuan.core.words.cleaned import cleaned
from bihuan.core.words.text import Text
from bihuan.matters.setup.administrators import Unusable
from bihuan.people.models import User
from bihuan.web.complaints import complaint

Complaint = Callable[[str], Text | None]
NOTHING = Text("没有输入。", "Nothing was typed.")
EMPTY = Text("请填写。", "Please say something.")
PASSWORD = Text(
    "密码（至少 10 位，不填则自动生成）", "Password (at least 10 characters; empty: one is made up)"
)
ONCE_MORE = Text("再输入一次", "Once more")
DIFFER = Text("两次输入的密码不一样，请重新输入。", "The two passwords differ: type them again.")


def language() -> str:
    """English where the terminal's language is English, else Chinese."""
    said = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if said.lower().startswith("en") else "zh"


def say(text: Text) -> None:
    """A line for whoever sits there."""
    sys.stderr.write(f"  {text.say(language())}\n")


def answer(label: Text, wrong: Complaint = lambda said: None) -> str:
    """A line that says something and with which nothing is wrong. Unusable where nobody types any more."""
    while True:
        sys.stderr.write(f"  {label.say(language())}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise Unusable(f"{NOTHING.zh}{NOTHING.en}")
        said = cleaned(line)
        why = wrong(said) if said else EMPTY
        if why is None:
            return said
        say(why)


def password(about: Sequence[str], username: str) -> str | None:
    """A password that can be used, typed twice alike; None where one is to be made up."""
    user = User(username=username)
    user.words_about = tuple(about)
    while True:
        typed = getpass.getpass(f"  {PASSWORD.say(language())}: ")
        if not typed:
            return None
        if weak := _weak(typed, user):
            for one in weak:
                say(one)
        elif typed == getpass.getpass(f"  {ONCE_MORE.say(language())}: "):
            return typed
        else:
            say(DIFFER)


def _weak(typed: str, user: User) -> list[Text]:
    try:
        validate_password(typed, user)
    except ValidationError as error:
        return [complaint(one) for one in error.error_list]
    return []
