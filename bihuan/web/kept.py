"""What was typed into a form that could not be taken, kept until its writer sends it again.

Of a form sent after the session had ended it goes into the sign-in page as one signed field, and from there
into a form that the writer sends again with a fresh token; of one that the server could not take, straight
into such a form. Nothing typed is stored on the server, nothing is sent without a click, and what nobody here
signed is not taken.
"""

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError

from bihuan.web.contents import MARKS

SALT = "bihuan.web.kept"
DAY = 24 * 3600
LIMIT = 200_000
NEVER = ("csrfmiddlewaretoken", "kept", "lost")
LOST = "lost"
"""A form that is sent again says by this field which files were chosen and could not be kept."""
SECRET = ("sign_in", "password", "sign_out", "choose_person", "preferences")
"""Addresses by name whose forms hold passwords, or nothing that anybody would miss."""
UNREADABLE = (
    *(OSError, BadRequest, SuspiciousOperation, MultiPartParserError),
    *(UnreadablePostError, RawPostDataException),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent: where to, its fields in order, the names of files to be chosen again."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]


def kept_of(request: HttpRequest) -> Kept | None:
    """What a POST brought that nobody should have to type again: its own, or what it carried along."""
    if request.method != "POST":
        return None
    try:
        if carried := restored(request.POST.get("kept", "")):
            return carried
        match = request.resolver_match
        if match is not None and match.url_name in SECRET:
            return None
        return _brought(request)
    except UNREADABLE:
        return None


def _brought(request: HttpRequest) -> Kept | None:
    fields = [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name not in NEVER and "password" not in name
    ]
    files = [file.name or "" for name in request.FILES for file in request.FILES.getlist(name)]
    files += getattr(request, "unkept_files", ())
    files += request.POST.getlist(LOST)
    return Kept(request.get_full_path(), fields, files) if fields or files else None


def keep_form(request: HttpRequest) -> str:
    """The fields of `request` as one signed string; empty when there is nothing, or too much, to keep."""
    kept = kept_of(request)
    if kept is None:
        return ""
    value = signing.dumps([kept.path, kept.fields, kept.files], salt=SALT, compress=True)
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
    hidden = (*MARKS, "next")
    return [(name, text) for name, text in kept.fields if name not in hidden and text.strip()]
