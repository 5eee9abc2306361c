"""A disk that is really full, and one that can really only be read. Needs the right to mount one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from bihuan.config.database import database_from
from bihuan.ledger.models import Event
from bihuan.ledger.verify import verify
from tests import kept
from tests.crash.test_killed import ROOT
from tests.matters.scenes import at_the_worlds_day, signed_in
from tests.world import registered_measure, world

TYPED = "写了很久的一段进展"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", str(folder)], check=False)
    if done.returncode:
        pytest.skip("only somebody who may mount a disk can fill one: run it as root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def on_it(
    disk: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[Path]:
    """A SQLite database and the folders for data stand on that disk."""
    file = disk / "bihuan.sqlite3"
    if not kept.take("sqlite", file):
        kept.migrate(f"sqlite:///{file}")
    settings.VAR, settings.FILES_ROOT, settings.DISK_LOW = disk, disk / "files", 0
    here = connections.configure_settings({"default": database_from(None, var=disk)})["default"]
    with django_db_blocker.unblock():
        anew()
        with monkeypatch.context() as patch:
            patch.setitem(connections.settings, "default", here)
            yield disk
            anew()


def anew() -> None:
    """The next connection is made from the settings as they are then."""
    connections["default"].close()
    del connections["default"]


def fill(disk: Path) -> Path:
    """A file that takes all the room there is; what SQLite's log has left would do for some acts more."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = disk / "filler"
    with file.open("wb", buffering=0) as out:
        for block in (b"\0" * 65_536, b"\0"):
            with pytest.raises(OSError, match="No space left"):
                while True:
                    out.write(block)
    return file


def test_a_full_disk_refuses_acts_with_their_text_and_needs_no_restart(
    on_it: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_worlds_day(monkeypatch)
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    browser = signed_in(made, "殷若渔")
    browser.get("/")
    address = f"/m/{measure.id}/progress/"
    for turn in range(3):
        filler, begun = fill(on_it), Event.objects.count()
        given = {"progress": f"{TYPED}{turn}" * 400, "once": f"k{turn}"}
        answer = browser.post(address, given)
        page = answer.content.decode()
        assert answer.status_code == 503 and "服务器的磁盘满了" in page
        assert given["progress"] in page and Event.objects.count() == begun
        assert browser.get(f"/m/{measure.id}/").status_code == 200, "what stands can be read"
        health = browser.get("/healthz")
        assert health.status_code == 503 and "the disk is full" in health.json()["reason"]
        filler.unlink()
        assert browser.post(address, given).status_code == 302, "the same form, once there is room"
        assert Event.objects.count() == begun + 1
    assert not verify().breaks


@pytest.mark.parametrize("how", [(), ("--quick",)])
def test_a_copy_of_the_data_that_can_only_be_read_is_verified(on_it: Path, how: tuple[str, ...]) -> None:
    """With what SQLite's log still held when it was copied."""
    made = world()
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    made.do("claim", measure, "殷若渔", result="完成", evidence=[made.proof()])
    copy, head = on_it / "copy", f"{made.org.slug}:{Event.objects.filter(org_id=made.org.pk).count()}:"
    assert (on_it / "bihuan.sqlite3-wal").stat().st_size > 0
    shutil.copytree(on_it / "files", copy / "files")
    for name in ("bihuan.sqlite3", "bihuan.sqlite3-wal"):
        shutil.copyfile(on_it / name, copy / name)
    connection.close()
    subprocess.run(["mount", "-o", "remount,ro", str(on_it)], check=True)
    before = sorted(copy.rglob("*"))
    environment = {**os.environ, "BIHUAN_VAR": str(copy), "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "bihuan.config.cli", "verify", *how]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert head in done.stdout
    assert sorted(copy.rglob("*")) == before
