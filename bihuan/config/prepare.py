"""What `bin/run` does before it serves: tables, static files, demonstration or first administrator."""

import argparse
import hashlib
import os
import sys

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from bihuan.config import installation, place, upgrade
from bihuan.jobs import clock, trusted
from bihuan.ledger import day_heads, publishing, triggers
from bihuan.people.models import Organisation


def arguments() -> argparse.ArgumentParser:
    """What `bin/run` and `bihuan prepare` may be told."""
    parser = argparse.ArgumentParser(prog="bin/run", description="prepare the database and serve")
    parser.add_argument("--empty", action="store_true", help="no demonstration, a first administrator")
    parser.add_argument(
        "--move", action="store_true", help="文件和密钥已移到这里 · evidence and key were moved here"
    )
    return parser


def main(argv: list[str]) -> int:
    """`bihuan prepare [--empty] [--move]`."""
    call = arguments().parse_args(argv)
    with place.alone():
        prepare(empty=call.empty, move=call.move)
    return 0


def prepare(*, empty: bool, move: bool = False) -> bool:
    """With the place held: whether there was much to do. Refuses a newer database, and another place's.

    Raises Unready, Elsewhere or UpgradeFailed, each of which says in a sentence why nothing was changed.
    """
    place.require_no_newer()
    if not move:
        installation.require_ours()
    executor = MigrationExecutor(connection)
    worked = upgrade.pending(executor)
    if worked:
        upgrade.upgrade(executor)
    installation.claim(move=move)
    stand_guard()
    worked |= collect_static()
    watch_clock()
    before = Organisation.objects.count()
    lines = [line for hook in settings.PREPARE for line in call(hook, empty)]
    look_outside()
    port = os.environ.get("PORT") or "8000"
    sys.stdout.write("\n".join([*lines, "", f"  闭环 Bihuan  →  http://127.0.0.1:{port}/", "", ""]))
    sys.stdout.flush()
    return worked or Organisation.objects.count() != before


def watch_clock() -> None:
    """From now on the clock is held against what is known; where it is in doubt, say so: pages are shown."""
    if why := trusted.begin(head=day_heads.latest()):
        sys.stderr.write(f"{why.sentence.zh}{why.sentence.en}\n")


def stand_guard() -> None:
    """Every start finds the record's triggers in place, or puts them back and says that they were gone."""
    gone = triggers.missing()
    if gone:
        triggers.create()
        sys.stderr.write(
            "办理记录的触发器曾缺失，已恢复；请运行 bin/bihuan verify。"
            f"The record was unprotected and is protected again; run bin/bihuan verify. ({', '.join(gone)})\n"
        )


def look_outside() -> None:
    """The record against the heads that left the machine, aloud where they differ; what waits is sent.

    Under a clock in doubt nothing is dated, and so nothing is sent.
    """
    if trusted.doubt(head=day_heads.latest()) is None:
        publishing.send(at=clock.now())
    for one in publishing.differing():
        sys.stderr.write(
            f"警告：本机之外留存的链头 {one} 不在办理记录里，"
            "末尾可能被截去、改写，或恢复了较早的备份；请运行 bin/bihuan verify 查明。"
            "WARNING: a head kept outside is not in the record: its end was cut off or rewritten, or an older"
            " backup was restored. Run bin/bihuan verify.\n"
        )
    for said in publishing.failures():
        sys.stderr.write(f"链头未能外送，不影响办理：{said.zh}。Heads wait, work goes on: {said.en}.\n")


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
