"""Rendering a piece of template as a page would, and requests made without a server."""

from datetime import date
from typing import Any

from django.template import engines
from django.test import RequestFactory

TODAY = date(2026, 11, 24)


KIT = "".join(
    f'{{% import "web/kit/{name}.html" as {name} %}}' for name in ("acts", "blocks", "forms", "lists")
)


def rendered(source: str, language: str = "zh", **context: Any) -> str:
    """`source` with the components at hand, in a language, without the line breaks of its layout."""
    template = engines["pages"].from_string(KIT + source)
    return template.render(
        {"language": language, "today": TODAY, "zone": "Asia/Shanghai", **context}
    ).replace("\n", "")


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
