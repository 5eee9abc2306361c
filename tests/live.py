"""The real server, supervisor, pages and worker, on a database of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]


class Site(NamedTuple):
    """A running server: its address without a closing slash, its database, its supervisor."""

    url: str
    database: str
    process: "subprocess.Popen[bytes]"


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def health(url: str) -> tuple[int, dict[str, str]]:
    """Status and body of /healthz; 0 while nothing answers."""
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def until_well(url: str, process: "subprocess.Popen[bytes]", seconds: float = 60) -> None:
    """Wait for 200; a server that has died or stays ill is an error."""
    deadline = time.monotonic() + seconds
    while (seen := health(url))[0] != 200:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server does not come up: {seen}, exit status {process.returncode}")
        time.sleep(0.05)


@contextmanager
def serving(database: str, **environment: str) -> Iterator[Site]:
    """Serve the database at that address with the tests' settings, until the block ends."""
    port = free_port()
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database,
        "PORT": str(port),
        "BIHUAN_TESTS_FILES": str(settings.FILES_ROOT),
        **environment,
    }
    process = subprocess.Popen([sys.executable, "-m", "bihuan.config.serve"], cwd=ROOT, env=surroundings)
    site = Site(f"http://127.0.0.1:{port}", database, process)
    try:
        until_well(site.url, process)
        yield site
    finally:
        stop(process)


def stop(process: "subprocess.Popen[bytes]") -> int:
    """SIGTERM to the supervisor and its exit status."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    return process.wait(30)


@pytest.fixture
def live_site(fresh_database: str) -> Iterator[Site]:
    """The server on this test's `fresh_database`, which the test may fill and read itself as well."""
    with serving(fresh_database) as site:
        yield site
