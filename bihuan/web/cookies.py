"""Our cookies: of this host alone, sent by our own pages, unread by scripts but for one; with https secure.

With an https origin each name begins with `__Host-`, so that no other host and no plain http can set one.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpResponse


def cookie(name: str) -> str:
    """What a cookie of ours is called here."""
    return f"{settings.COOKIE_PREFIX}{name}"


def keep(response: HttpResponse, name: str, value: str, seconds: int, *, script: bool = False) -> None:
    """Have the browser keep it; `script`: ours may read it."""
    response.set_cookie(
        cookie(name), value, seconds, path="/", samesite="Lax", secure=settings.HTTPS, httponly=not script
    )


class Said(CookieStorage):
    """What the next page says of the last one, named like all others. Settings name it as MESSAGE_STORAGE."""

    cookie_name = cookie("messages")
