"""What was typed into a form when the session had ended, kept until its writer has signed in again.

It goes into the sign-in page as one signed field and from there into a form that the writer sends again
with a fresh token: nothing typed is stored on the server, nothing is sent without a click, and what
nobody here signed is not taken.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

SALT = "bihuan.web.kept"
DAY = 24 * 3600
LIMIT = 200_000
NEVER = ("csrfmiddlewaretoken", "kept")


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent: where to, its fields in order, the names of files to be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]


def keep_form(request: HttpRequest) -> str:
    """The fields of `request` as one signed string; empty when there is nothing, or too much, to keep."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER and "password" not in name
    ]
    files = [file.name for name in request.FILES for file in request.FILES.getlist(name)]
    if not fields and not files:
        return ""
    value = signing.dumps([request.get_full_path(), fields, files], salt=SALT, compress=True)
    return value if len(value) <= LIMIT else ""


def restored(value: str) -> Kept | None:
    """What `keep` signed, within a day; None for anything else."""
    if not value:
        return None
    try:
        path, fields, files = signing.loads(value, salt=SALT, max_age=DAY)
    except signing.BadSignature:
        return None
    return Kept(path, [(name, text) for name, text in fields], list(files))


def shown(kept: Kept) -> list[tuple[str, str]]:
    """The fields that a person typed, without keys and tokens, to show what will be sent."""
    hidden = ("once", "seen", "next")
    return [(name, text) for name, text in kept.fields if name not in hidden and text.strip()]
