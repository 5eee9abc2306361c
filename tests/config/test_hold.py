"""Who has the place: a running server, until it ends; and whoever makes or changes tables, while it works."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import connection

from bihuan.config import hold
from bihuan.config.hold import PREPARES, SERVES, Held, held
from bihuan.config.installation import claim
from tests.live import ROOT, Site, free_port, stop


def beside(site: Site, *words: str) -> "subprocess.CompletedProcess[str]":
    """A program beside a running server, with its settings."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": site.database,
        "PORT": str(free_port()),
        "BIHUAN_TESTS_FILES": str(settings.FILES_ROOT),
    }
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )


def test_beside_a_running_server_nobody_serves_prepares_restores_fills_or_migrates(
    live_site: Site, tmp_path: Path
) -> None:
    cli = "bihuan.config.cli"
    for words in (
        ["bihuan.config.serve"],
        [cli, "run", "--empty"],
        [cli, "prepare", "--empty"],
        [cli, "restore", str(tmp_path / "none")],
        [cli, "fill", "--matters", "5"],
        [cli, "django", "migrate"],
    ):
        done = beside(live_site, *words)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1), (words, done.stderr)
        assert "A server is running here" in done.stderr, words
    assert live_site.process.poll() is None


def test_beside_a_running_server_one_reads_backs_up_and_rescues(live_site: Site, tmp_path: Path) -> None:
    cli = "bihuan.config.cli"
    assert beside(live_site, cli, "verify").returncode == 0
    assert beside(live_site, cli, "backup", str(tmp_path / "kept")).returncode == 0
    done = beside(live_site, cli, "rescue-admin", "--org", "none", "--person", "1")
    assert "no such organisation" in done.stderr


def test_a_server_that_ended_or_was_killed_has_let_go(live_site: Site) -> None:
    family = [psutil.Process(live_site.process.pid)]
    family += family[0].children(recursive=True)
    live_site.process.kill()
    live_site.process.wait()
    done = beside(live_site, "bihuan.config.cli", "prepare", "--empty")
    assert done.returncode == 0, done.stderr
    assert not [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE]
    stop(live_site.process)


def test_whoever_prepares_is_waited_for_and_a_server_is_not(fresh_database: str) -> None:
    begun, over = threading.Event(), []

    def prepares() -> None:
        with held(PREPARES):
            begun.set()
            time.sleep(0.3)
            over.append("prepared")
        connection.close()

    other = threading.Thread(target=prepares)
    other.start()
    begun.wait()
    with held(SERVES, port="8123"):
        assert over == ["prepared"]
        with pytest.raises(Held, match="port 8123"):
            hold.take(PREPARES)
    other.join()
    with held(PREPARES):
        pass


def test_a_program_that_takes_over_goes_on_holding(fresh_database: str) -> None:
    first = hold.take(SERVES, port="1")
    first.hand_on()
    if first.session is not None:  # as when the program is another: PostgreSQL is asked anew
        first.session.close()
    second = hold.take(SERVES, port="1")
    assert second.files == first.files
    with pytest.raises(Held):
        hold.take(PREPARES)
    second.let_go()
    hold.take(PREPARES).let_go()


def test_the_database_itself_is_held_for_those_of_another_folder_or_machine(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim()
    with held(SERVES, port="8123"):
        monkeypatch.setattr(settings, "HOLD", tmp_path / "hold")
        monkeypatch.setattr(hold, "ENDING", 0.2)
        with pytest.raises(Held, match=r"port 8123|is using this database"):
            hold.take(SERVES)


def sessions() -> list[int]:
    """PostgreSQL's sessions that have the lock of this test's database; SQLite has none."""
    if connection.vendor == "sqlite":
        return []
    sql = (
        "SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
        " WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [pid for (pid,) in cursor.fetchall()]


def cut(found: list[int]) -> None:
    """End these sessions, as PostgreSQL does when it is started again."""
    with connection.cursor() as cursor:
        for pid in found:
            cursor.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_a_database_that_was_started_again_is_held_anew(live_site: Site) -> None:
    before = sessions()
    cut(before)
    deadline = time.monotonic() + 30
    while len(now := sessions()) != len(before) or set(now) & set(before):
        assert time.monotonic() < deadline, "not held again"
        time.sleep(0.05)
    assert live_site.process.poll() is None
    done = beside(live_site, "bihuan.config.cli", "prepare", "--empty")
    assert done.returncode == 2, done.stderr


def test_a_server_ends_with_a_sentence_where_another_has_its_database_meanwhile(live_site: Site) -> None:
    if connection.vendor == "sqlite":  # its file stays locked for as long as the process lives
        return
    import psycopg

    before, got = sessions(), threading.Event()

    def waits() -> None:
        other.execute("SELECT pg_advisory_lock(%s)", (hold.LOCK,))
        got.set()

    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        waiting = threading.Thread(target=waits)
        waiting.start()
        time.sleep(0.2)
        cut(before)
        assert got.wait(30)
        assert live_site.process.wait(60) == 2
        waiting.join()


def test_a_database_within_another_folder_is_held_with_that_folder(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever names a SQLite file of another place, by any name of it, finds it held."""
    if connection.vendor == "postgresql":
        return
    file = Path(connection.settings_dict["NAME"])
    monkeypatch.setattr(settings, "VAR", file.parent)
    monkeypatch.setattr(settings, "HOLD", file.parent / "hold")
    link = tmp_path / "alias.sqlite3"
    link.symlink_to(file)
    claim()
    with held(SERVES, port="8123"):
        monkeypatch.setattr(settings, "VAR", tmp_path)
        monkeypatch.setattr(settings, "HOLD", tmp_path / "hold")
        with pytest.raises(Held, match="port 8123"):
            hold.take(PREPARES)
        with monkeypatch.context() as patch, pytest.raises(Held, match="port 8123"):
            patch.setitem(connection.settings_dict, "NAME", str(link))
            hold.take(PREPARES)
