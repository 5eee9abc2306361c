"""A backup that is killed at any moment leaves nothing behind, and the one before as it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from bihuan.exchange.backup_format import manifest_of, opened
from tests.exchange.backed_up import at_work, backed_up

ROOT = Path(__file__).resolve().parents[2]
KILLS = 12
WORKER = """
import os, sys, django
django.setup()
from bihuan.exchange import backup, new_file
from django.db import connection
if sys.argv[2] == "named":
    new_file._UNNAMED = 0
while True:
    child = os.fork()
    if child == 0:
        os.write(1, b"begun\\n")
        while True:
            backup.backup(backup.Path(sys.argv[1]), at=1)
    os.write(1, b"%d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"ended\\n")
"""


@pytest.mark.parametrize("way", ["unnamed", "named"])
def test_a_killed_backup_leaves_nothing_behind(fresh_database: str, tmp_path: Path, way: str) -> None:
    at_work()
    folder, random = tmp_path / "backups", Random(way)
    folder.mkdir()
    path = backed_up(folder)
    began = time.monotonic()
    backed_up(folder)
    one_takes = time.monotonic() - began
    environment = {**os.environ, "DATABASE_URL": fresh_database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", WORKER, str(path), way]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout
        try:
            for _ in range(KILLS):
                heard = {process.stdout.readline().strip(), process.stdout.readline().strip()}
                assert "begun" in heard, heard
                (child,) = heard - {"begun"}
                time.sleep(random.random() * 3 * one_takes)
                os.kill(int(child), signal.SIGKILL)
                assert process.stdout.readline().strip() == "ended"
                names = [one.name for one in folder.iterdir()]
                assert "all.bihuan" in names and (len(names) == 1 or way == "named"), names
                with opened(path) as archive:
                    assert manifest_of(archive).heads
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.stdout.read()  # until the last that could write is gone
    backed_up(folder)
    assert [one.name for one in folder.iterdir()] == ["all.bihuan"]
