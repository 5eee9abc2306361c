"""Is there room on the disk, and can it be written to? Asked of the data's folders and of the database's."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

MB: Final = 1_000_000
FULL: Final = 8 * MB
"""With less than this nothing can be relied on to be written."""
SHARE: Final = 20
"""A nearly full disk has less than one part in so many free, or less than LOW."""
LOW: Final = 500 * MB


def folders() -> list[Path]:
    """Where this installation writes, each folder once."""
    found = [Path(settings.VAR), Path(settings.FILES_ROOT)]
    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        found.append(Path(database["NAME"]).parent)
    return list(dict.fromkeys(one for one in found if one.is_dir()))


def trouble() -> str | None:
    """Why nothing can be written, in English for operators; None where it can."""
    for folder in folders():
        found = os.statvfs(folder)
        if found.f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK):
            return f"the disk is read-only: {folder.name}/"
        if found.f_bavail * found.f_frsize < FULL:
            return f"the disk is full: {found.f_bavail * found.f_frsize // MB} MB free under {folder.name}/"
        if found.f_files and not found.f_favail:
            return f"the disk is full: it can hold no more files under {folder.name}/"
    return None


def notes() -> list[str]:
    """A sentence for each folder whose disk is nearly full: to be seen to before it is."""
    return list(dict.fromkeys(_notes()))


def _notes() -> Iterator[str]:
    for folder in folders():
        found = os.statvfs(folder)
        free, whole = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
        if free < low(whole):
            yield f"the disk is nearly full: {free // MB} of {whole // MB} MB free"


def low(whole: int) -> int:
    """So many bytes free, or fewer, are few on a disk of `whole` bytes; settings.DISK_LOW says otherwise."""
    return settings.DISK_LOW if settings.DISK_LOW is not None else max(whole // SHARE, LOW)
