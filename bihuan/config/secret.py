"""The installation's secret key: made once, kept in var/secret_key, readable by its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The key in `file`; where there is none, or an empty one, one that nobody knows until it is kept."""
    return kept(file) or secrets.token_urlsafe(48)


def kept(file: Path) -> str:
    """The key in `file`, empty where there is none."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        return ""


def keep(file: Path, key: str) -> str:
    """Write `key` where no key is kept yet; the one that is kept from now on.

    Two processes may come at once: the file is linked into place whole, and whoever comes second reads what
    the first one wrote.
    """
    stood = file.exists()
    if not kept(file):
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(key)
        if stood:  # empty: what a full disk left of one
            os.replace(draft, file)
        else:
            with contextlib.suppress(FileExistsError):
                os.link(draft, file)
            draft.unlink()
    return kept(file)
