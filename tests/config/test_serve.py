"""The supervisor and what it looks after."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import psutil
from django.db import connection

from bihuan.jobs.models import Heartbeat
from tests import databases
from tests.live import ROOT, Site, health, stop, until_well


def children(site: Site) -> dict[str, psutil.Process]:
    """The looked-after processes by name."""
    names = {"granian": "pages", "bihuan.jobs.worker": "worker"}
    return {
        name: child
        for child in psutil.Process(site.process.pid).children()
        for part, name in names.items()
        if part in child.cmdline()
    }


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
    assert len(gone) == 3


def test_killed_children_are_started_again(live_site: Site) -> None:
    before = children(live_site)
    for child in before.values():
        child.kill()
    psutil.wait_procs(list(before.values()), timeout=5)
    wait_until(lambda: set(children(live_site)) == {"pages", "worker"})
    until_well(live_site.url, live_site.process)
    after = children(live_site)
    assert {child.pid for child in after.values()}.isdisjoint(child.pid for child in before.values())


def test_a_killed_page_process_is_started_again(live_site: Site) -> None:
    """Granian's own child, as if the kernel had run out of memory."""
    (pages,) = children(live_site)["pages"].children()
    pages.kill()
    psutil.wait_procs([pages], timeout=5)
    until_well(live_site.url, live_site.process)
    assert health(live_site.url)[0] == 200


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


def test_all_processes_together_weigh_little(live_site: Site) -> None:
    family = [psutil.Process(live_site.process.pid)]
    family += family[0].children(recursive=True)
    together = sum(process.memory_full_info().pss for process in family)
    assert together < 250e6


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
