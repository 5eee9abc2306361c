"""The installation's secret key: made once, kept in var/secret_key, readable by its owner only."""

import contextlib
import os
import secrets
from pathlib import Path


def secret_key(file: Path) -> str:
    """The key in `file`; a new random one is written there first if there is none.

    Two processes may start at once: the file is linked into place whole, and whoever comes second
    reads what the first one wrote.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text().strip()
