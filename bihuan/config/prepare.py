"""What `bin/run` does before it serves: tables, static files, demonstration or first administrator."""

import argparse
import hashlib
import os
import sys
from typing import NamedTuple

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from bihuan.config import upgrade
from bihuan.ledger import triggers
from bihuan.people.models import Organisation


class Prepared(NamedTuple):
    """The exit status, and whether there was much to do."""

    status: int
    worked: bool


def main(argv: list[str]) -> int:
    """`bihuan prepare [--empty]`."""
    return prepare(argv).status


def prepare(argv: list[str]) -> Prepared:
    """Quick when nothing is to do; refuses a database that is newer than the code."""
    parser = argparse.ArgumentParser(prog="bin/run", description="prepare the database and serve")
    parser.add_argument("--empty", action="store_true", help="no demonstration, a first administrator")
    empty = parser.parse_args(argv).empty
    executor = MigrationExecutor(connection)
    newer = upgrade.unknown(executor)
    if newer:
        sys.stderr.write(
            "数据库由更新的版本建立，本版本不能打开，未作任何改动。"
            f"This database was made by a newer version; nothing was changed. ({newer[0]})\n"
        )
        return Prepared(2, worked=False)
    worked = upgrade.pending(executor)
    if worked:
        upgrade.upgrade(executor)
    stand_guard()
    worked |= collect_static()
    before = Organisation.objects.count()
    lines = [line for hook in settings.PREPARE for line in call(hook, empty)]
    port = os.environ.get("PORT") or "8000"
    sys.stdout.write("\n".join([*lines, "", f"  闭环 Bihuan  →  http://127.0.0.1:{port}/", "", ""]))
    sys.stdout.flush()
    return Prepared(0, worked or Organisation.objects.count() != before)


def stand_guard() -> None:
    """Every start finds the record's triggers in place, or puts them back and says that they were gone."""
    gone = triggers.missing()
    if gone:
        triggers.create()
        sys.stderr.write(
            "办理记录的触发器曾缺失，已恢复；请运行 bin/bihuan verify。"
            f"The record was unprotected and is protected again; run bin/bihuan verify. ({', '.join(gone)})\n"
        )


def call(hook: str, empty: bool) -> list[str]:
    """The lines that one hook of settings.PREPARE has to show."""
    return list(import_string(hook)(empty=empty))


def collect_static() -> bool:
    """Gather, fingerprint and compress the static files when any of them has changed; whether one had."""
    stamp = settings.VAR / "static.stamp"
    digest = static_digest()
    if stamp.exists() and stamp.read_text() == digest and settings.STATIC_ROOT.exists():
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)
    return True


def static_digest() -> str:
    """Changes when a static file appears, goes or is written to."""
    seen = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            stat = os.stat(storage.path(path))
            seen.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return seen.hexdigest()
