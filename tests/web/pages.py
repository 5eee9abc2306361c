"""Rendering a piece of template as a page would, and requests made without a server."""

from datetime import date
from typing import Any

from django.template import engines
from django.test import RequestFactory

TODAY = date(2026, 11, 24)


def rendered(source: str, language: str = "zh", **context: Any) -> str:
    """`source` with the tags loaded, in a language, without surrounding space."""
    template = engines["django"].from_string("{% load bihuan %}" + source)
    return template.render({"language": language, "today": TODAY, **context}).strip()


def asked(path: str = "/list", **cookies: str) -> Any:
    """A GET request in Chinese, or in the language of its cookie."""
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    request.language = cookies.get("language", "zh")
    return request


def sent(data: dict[str, Any], path: str = "/list", language: str = "zh") -> Any:
    """A POST request."""
    request: Any = RequestFactory().post(path, data)
    request.language = language
    return request
