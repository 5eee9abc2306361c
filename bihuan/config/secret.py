"""The installation's secret key: made once, kept in var/secret_key, readable by its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The key in `file`; where there is none, a new one that nobody knows until it is kept."""
    try:
        return file.read_text().strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(48)


def keep(file: Path, key: str) -> str:
    """Write `key` where no key is kept yet; the one that is kept from now on.

    Two processes may come at once: the file is linked into place whole, and whoever comes second reads what
    the first one wrote.
    """
    if not file.exists():
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(key)
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text().strip()
