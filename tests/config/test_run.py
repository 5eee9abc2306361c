"""`bin/run` as a person starts it, with the settings that serve and not those of the tests."""

import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from bihuan.config import port, prepare, run, serve
from bihuan.config.place import NEWER, Unready
from tests.live import ROOT, Site, free_port, stop, until_well


@contextmanager
def running(var: Path, database: str | None) -> Iterator[Site]:
    """`bin/run --empty` on a folder of its own."""
    port = free_port()
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("BIHUAN", "DJANGO"))
    }
    environment |= {"PORT": str(port), "BIHUAN_VAR": str(var), "DATABASE_URL": database or ""}
    log = var.with_suffix(".log")
    with log.open("ab") as out:
        process = subprocess.Popen(
            [ROOT / "bin" / "run", "--empty"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
        try:
            until_well(f"http://127.0.0.1:{port}", process)
            yield Site(f"http://127.0.0.1:{port}", database or "", process)
        finally:
            status = stop(process)
    assert status == 0, log.read_text()


@pytest.fixture
def database(fresh_database: str) -> str | None:
    """On PostgreSQL an own database; on SQLite the file that `bin/run` itself makes in its folder."""
    return fresh_database if fresh_database.startswith("postgresql") else None


def test_it_makes_what_is_missing_and_starts_again_on_what_it_made(
    tmp_path: Path, database: str | None
) -> None:
    var = tmp_path / "var"
    for module in ("bihuan.config.serve", "bihuan.config.cli"):
        with running(var, database) as site:
            supervisor = psutil.Process(site.process.pid)
            assert module in supervisor.cmdline(), "after much work it begins anew, else it goes on"
            assert supervisor.num_threads() == 1, "a pool of connections was left open"
            assert not [file for file in supervisor.open_files() if file.path.endswith("sqlite3")]
            assert (var / "secret_key").exists()
            assert (var / "static" / "staticfiles.json").exists()
            assert (var / "bihuan.sqlite3").exists() == (database is None)
    assert f"{site.url}/" in var.with_suffix(".log").read_text()
    assert "Traceback" not in var.with_suffix(".log").read_text()


def test_its_pages_forbid_what_pages_need_not(tmp_path: Path, database: str | None) -> None:
    with running(tmp_path / "var", database) as site:
        url = site.url
        with urllib.request.urlopen(f"{url}/sign-in") as answer:
            headers, page = answer.headers, answer.read().decode()
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert "HttpOnly" in headers["set-cookie"]
        sheet = next(part for part in page.split('"') if part.startswith("/static/") and ".css" in part)
        with urllib.request.urlopen(url + sheet) as answer:
            assert answer.headers.get_content_type() == "text/css"
            assert "immutable" in answer.headers["cache-control"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}/admin/")


def test_nothing_serves_what_could_not_be_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    def newer(**how: bool) -> bool:
        raise Unready(NEWER)

    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setattr(prepare, "prepare", newer)
    monkeypatch.setattr(serve, "serve", lambda *given: pytest.fail("it serves"))
    with pytest.raises(Unready):
        run.main([])
    with port.held():
        """It is free again."""
