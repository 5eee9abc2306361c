"""What a form says, to be compared with what it said before: address, fields and files, without its marks."""

from hashlib import sha256
from typing import Any

from django.http import HttpRequest

MARKS = ("csrfmiddlewaretoken", "once", "seen", "kept", "lost")
"""Fields that say nothing of their own: two forms that differ in these alone say the same."""


def content_of(request: HttpRequest) -> list[Any]:
    """The address, every field that is filled in, every file with its name and digest: in a settled order."""
    fields = sorted(
        [name, written]
        for name, values in request.POST.lists()
        for value in values
        if name not in MARKS and (written := _as_written(value))
    )
    files = [
        [name, file.name or "", _digest(file)]
        for name in sorted(request.FILES)
        for file in request.FILES.getlist(name)
    ]
    return [request.path, fields, files]


def _as_written(value: str | bytes) -> str:
    """Browsers end lines in their own way."""
    return str(value).strip().replace("\r\n", "\n")


def _digest(file: Any) -> str:
    found = sha256()
    for block in file.chunks():
        found.update(block)
    file.seek(0)
    return found.hexdigest()
