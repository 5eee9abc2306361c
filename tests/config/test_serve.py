"""The supervisor and what it looks after."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import psutil
import pytest
from django.db import connection

from bihuan.config import hold, port, processes, serve
from bihuan.jobs.models import Heartbeat
from tests import databases
from tests.live import ROOT, Site, health, serving, stop, until_well


def children(site: Site, name: str = "") -> list[psutil.Process]:
    """The looked-after processes, all or those of one name."""
    names = [f"bihuan-{name}"] if name else ["bihuan-pages", "bihuan-worker"]
    return [child for child in psutil.Process(site.process.pid).children() if child.name() in names]


def wait_until(true: Callable[[], bool]) -> None:
    """Poll for half a minute."""
    for _ in range(600):
        if true():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_it_answers_and_stops_with_everything_it_started(live_site: Site) -> None:
    family = psutil.Process(live_site.process.pid).children(recursive=True)
    assert health(live_site.url) == (200, {"status": "ok"})
    assert stop(live_site.process) == 0
    gone, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert len(gone) == 1 + int(processes.wanted())


def test_killed_children_are_started_again(live_site: Site) -> None:
    before = children(live_site)
    for child in before:
        child.kill()
    psutil.wait_procs(before, timeout=5)
    wait_until(lambda: len(children(live_site)) == len(before))
    until_well(live_site.url, live_site.process)
    assert {child.pid for child in children(live_site)}.isdisjoint(child.pid for child in before)


def test_one_that_dies_while_another_is_started_is_started_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """To start a process takes note of those that died, and then nothing wakes whoever waits for them."""
    fakes: list[Any] = [SimpleNamespace(process=SimpleNamespace(exitcode=None, sentinel=0)) for _ in range(2)]
    pages, worker = fakes
    started: list[str] = []

    def pages_again() -> None:
        started.append("pages")
        pages.process.exitcode = None

    def worker_again() -> None:
        started.append("worker")
        worker.process.exitcode, pages.process.exitcode = None, -9

    pages.restart, worker.restart = pages_again, worker_again
    worker.process.exitcode = -9
    monkeypatch.setattr(serve, "wait", stop_waiting)
    with pytest.raises(serve.Stop):
        serve.watch(fakes, hold.Hold([]))
    assert started == ["worker", "pages"]


def stop_waiting(*how: object) -> None:
    raise serve.Stop


def test_while_all_processes_of_pages_are_dead_lines_wait_and_none_is_refused(live_site: Site) -> None:
    """The supervisor's socket takes them until another process listens."""
    before = children(live_site, "pages")
    for child in before:
        child.suspend()
    port = int(live_site.url.rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        for child in before:
            child.kill()
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        assert line.recv(4096).startswith(b"HTTP/1.1 ")
    assert {child.pid for child in children(live_site, "pages")}.isdisjoint(child.pid for child in before)


def test_a_supervisor_that_is_killed_leaves_nothing_running(live_site: Site) -> None:
    family = psutil.Process(live_site.process.pid).children(recursive=True)
    live_site.process.kill()
    _, alive = psutil.wait_procs(family, timeout=15)
    assert not alive


def test_a_taken_port_is_said_in_one_line(live_site: Site) -> None:
    environment = {**os.environ, "PORT": live_site.url.rpartition(":")[2]}
    second = subprocess.run(
        [sys.executable, "-m", "bihuan.config.serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert "is in use" in second.stderr


@pytest.mark.parametrize("host", ["no.such.host.invalid", "192.0.2.1"])
def test_where_nobody_can_listen_is_not_called_taken(host: str) -> None:
    with pytest.raises(port.Unusable, match=f"Cannot listen on {host}"):
        port.take(host, "8000")


@pytest.mark.parametrize(("cores", "processes_of_pages"), [(1, "1"), (2, "2"), (4, "4"), (64, "4")])
def test_pages_have_as_many_processes_as_cores_up_to_four(
    cores: int, processes_of_pages: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes.os, "sched_getaffinity", lambda pid: set(range(cores)), raising=False)
    monkeypatch.delenv("BIHUAN_WORKERS", raising=False)
    assert processes.wanted() == processes_of_pages
    monkeypatch.setenv("BIHUAN_WORKERS", "7")
    assert processes.wanted() == "7"


def test_two_processes_of_pages_weigh_little_since_they_share(fresh_database: str) -> None:
    """Without sharing each of them would add its own 40 MB."""
    with serving(fresh_database, BIHUAN_WORKERS="2") as site:
        assert len(children(site, "pages")) == 2
        for _ in range(40):
            urllib.request.urlopen(f"{site.url}/sign-in").read()
        family = [psutil.Process(site.process.pid)]
        family += family[0].children(recursive=True)
        together = sum(process.memory_full_info().pss for process in family)
    assert together < 160e6


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "http"), ("PORT", "65536"), ("BIHUAN_WORKERS", "two"), ("BIHUAN_LINE_RATE", "quick")],
)
def test_what_is_no_number_is_said_in_one_line(name: str, value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bihuan.config.serve"],
        cwd=ROOT,
        env={**os.environ, name: value},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{name} " in done.stderr


def test_cut_connections_are_made_again(live_site: Site) -> None:
    """As when PostgreSQL was restarted; SQLite has none to cut."""
    last = Heartbeat.objects.get().beat_at
    connection.close()
    if databases.POSTGRES:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{}'"
        databases.on_server(cut.format(connection.settings_dict["NAME"]))
    assert health(live_site.url) == (200, {"status": "ok"})
    wait_until(lambda: Heartbeat.objects.filter(beat_at__gt=last).exists())


def test_an_interrupt_counts_as_a_stop(live_site: Site) -> None:
    live_site.process.send_signal(signal.SIGINT)
    assert live_site.process.wait(20) == 0


def test_slow_lines_stop_nobody(fresh_database: str) -> None:
    """More lines than threads: forms and heads half sent, and a script that nobody reads."""
    form = b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: bihuan_csrf=" + b"a" * 32
    form += b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\nusername="
    head = b"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    sheet = b"GET /static/web/vendor/htmx.min.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    with serving(fresh_database, BIHUAN_WORKERS="1") as site, contextlib.ExitStack() as lines:
        port = int(site.url.rpartition(":")[2])
        for said in (form, head, sheet) * 20:
            line = lines.enter_context(socket.socket())
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.connect(("127.0.0.1", port))
            line.sendall(said)
        for _ in range(5):
            assert health(site.url) == (200, {"status": "ok"})
            with urllib.request.urlopen(f"{site.url}/sign-in", timeout=30) as answer:
                assert answer.status == 200
