"""Database and files are their owner's alone, new ones and those of earlier versions."""

import os
import stat
import subprocess
import sys
from pathlib import Path

from bihuan.config.private import close, keep_private

MAKE = (
    "from bihuan.config.cli import set_up_django; set_up_django()\n"
    "from bihuan.config.installation import make_folder; make_folder()\n"
    "from bihuan.config.secret import keep\n"
    "from django.conf import settings\n"
    "keep(settings.VAR / 'secret_key', settings.SECRET_KEY)\n"
    "from django.db import connection\n"
    "from bihuan.files.store import path_of\n"
    "connection.cursor().execute('CREATE TABLE one (id integer)')\n"
    "where = path_of(7, 'ab' * 32); where.parent.mkdir(parents=True); where.write_bytes(b'proof')\n"
    "print(settings.VAR)\n"
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_whatever_the_server_makes_nobody_else_can_read(tmp_path: Path) -> None:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN_", "DATABASE_"))
    }
    var = tmp_path / "var"
    environment = {**kept, "BIHUAN_VAR": str(var), "DJANGO_SETTINGS_MODULE": "bihuan.config.settings"}
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True, capture_output=True)
    made = [var, *var.rglob("*")]
    assert {"bihuan.sqlite3", "secret_key", "ab" * 32} <= {path.name for path in made}
    open_to_others = [str(path) for path in made if mode(path) & 0o077]
    assert not open_to_others


def test_what_an_earlier_version_left_open_is_closed_at_the_start(tmp_path: Path) -> None:
    files = [tmp_path / f"one.sqlite3{ending}" for ending in ("", "-wal", "-shm")]
    for file in files:
        file.touch()
        file.chmod(0o644)
    tmp_path.chmod(0o755)
    before = os.umask(0o022)
    try:
        keep_private(tmp_path, {"default": {"ENGINE": "bihuan.ledger.sqlite", "NAME": str(files[0])}})
        (tmp_path / "later").touch()
    finally:
        os.umask(before)
    assert [mode(file) for file in (*files, tmp_path / "later", tmp_path)] == [0o600] * 4 + [0o700]


def test_what_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    close(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()
