"""Passwords that anybody would try first: one's own name, the sign-in name, what the organisation is called.

Named in settings.AUTH_PASSWORD_VALIDATORS beside Django's own list of the most frequent ones.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from bihuan.core.words.folding import folded
from bihuan.core.words.text import Text

PRODUCT: Final = ("bihuan", "闭环")
LEAST_LATIN, LEAST = 3, 2
"""A word of fewer letters says nothing by itself."""
TOO_NEAR: Final = Text(
    "密码里不能有您的姓名、登录账号或单位名称：“{word}”。",
    "A password must not hold your name, your sign-in name or what the organisation is called: “{word}”.",
)


LEAST_LONG: Final = 10
TOO_SHORT: Final = Text(
    "密码至少 {least} 位，现有 {count} 位。", "A password has at least {least} characters; this has {count}."
)
COMMON: Final = Text(
    "这个密码太常见，容易被猜到，请换一个。",
    "Many people use this password, and it is easily guessed: choose another.",
)


class LongEnough:
    """Refuses a password of fewer characters than LEAST_LONG."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError with a sentence that says how many are missing."""
        if len(password) < LEAST_LONG:
            message: Any = TOO_SHORT.format(least=LEAST_LONG, count=len(password))
            raise ValidationError(message, code="too_short")

    def get_help_text(self) -> str:
        """Said by the forms themselves."""
        return ""


class NotCommon(CommonPasswordValidator):
    """Refuses what stands in Django's list of frequent passwords, in full-width letters too."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError with a sentence."""
        if folded(password) in self.passwords:
            message: Any = COMMON
            raise ValidationError(message, code="common")


class OwnWords:
    """Refuses a password that holds a word about its owner, or lies within one, whatever the case."""

    def validate(self, password: str, user: Any = None) -> None:
        """ValidationError with a sentence that names the word."""
        if (word := held(password, words_about(user))) is not None:
            message: Any = TOO_NEAR.format(word=word)
            raise ValidationError(message, code="own_words")

    def get_help_text(self) -> str:
        """Said by the forms themselves."""
        return ""


def held(password: str, words: Iterable[str]) -> str | None:
    """The first of the words that the password holds, or that holds the password."""
    given = _bare(password)
    for word in words:
        one = _bare(word)
        if len(one) >= (LEAST_LATIN if one.isascii() else LEAST) and (
            one in given or (given and given in one)
        ):
            return word
    return None


def words_about(user: Any) -> list[str]:
    """What the owner is called, here and in each organisation, and what these are called."""
    found = [*PRODUCT]
    if user is None:
        return found
    found += [user.username, *getattr(user, "words_about", ())]
    if user.pk is not None:
        for person in user.persons.filter(erased=False).select_related("org"):
            found += [person.name, person.org.name, person.org.name_en, person.org.slug]
    return [one for one in found if one]


def _bare(word: str) -> str:
    """Without case and blanks."""
    return "".join(folded(word).split())
