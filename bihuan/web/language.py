"""Which of the two languages a request is answered in: `request.language` is "zh" or "en"."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from bihuan.core.words.text import Text
from bihuan.web.cookies import cookie

LANGUAGES = ("zh", "en")
HTML_LANG = {"zh": "zh-CN", "en": "en"}
DJANGO_LANG = {"zh": "zh-hans", "en": "en"}
COOKIE = "language"


class SpokenRequest(HttpRequest):
    """A request whose language is known: what comes through `LanguageMiddleware`."""

    language: str


def language_of(request: HttpRequest) -> str:
    """The cookie's language; without one Chinese, unless the browser asks for English and no Chinese."""
    chosen = request.COOKIES.get(cookie(COOKIE))
    if chosen in LANGUAGES:
        return chosen
    accepted = request.headers.get("Accept-Language", "").lower()
    return "en" if "en" in accepted and "zh" not in accepted else "zh"


def said(value: object, language: str) -> str:
    """`value` as shown to people: a Text in `language`, nothing for None, anything else as a string."""
    if isinstance(value, Text):
        return value.say(language)
    return "" if value is None else str(value)


class LanguageMiddleware:
    """Sets `request.language`, and Django's own language for its built-in messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        cast(SpokenRequest, request).language = language
        with translation.override(DJANGO_LANG[language]):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", HTML_LANG[language])
        return response
