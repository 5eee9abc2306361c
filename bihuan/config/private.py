"""What the server keeps is its owner's alone: no other account of the machine reads the database or a file.

Files that come later are made so by the process's mask; those of earlier versions are closed at each start.
"""

import contextlib
import os
import stat
from pathlib import Path
from typing import Any, Final

MASK: Final = 0o077
SQLITE_BESIDE: Final = ("", "-wal", "-shm", "-journal")


def keep_private(var: Path, databases: dict[str, Any]) -> None:
    """From now on for the owner alone: the folder of all data, the SQLite file and what lies beside it."""
    os.umask(MASK)
    close(var)
    name = str(databases["default"]["NAME"])
    if databases["default"]["ENGINE"].endswith(".sqlite"):
        for ending in SQLITE_BESIDE:
            close(Path(name + ending))


def close(path: Path) -> None:
    """Take away what others may do with a file or folder of ours; what is another's stays as it is."""
    with contextlib.suppress(FileNotFoundError, PermissionError):
        found = path.stat()
        if found.st_uid == os.geteuid() and stat.S_IMODE(found.st_mode) & MASK:
            path.chmod(stat.S_IMODE(found.st_mode) & ~MASK)
