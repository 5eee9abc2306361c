"""Starting again, and what the server processes weigh together."""

import os
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks.figure import Figure

ROOT = Path(__file__).resolve().parents[1]
REQUESTS = 4000
CLIENTS = 8


def run() -> Iterator[Figure]:
    """Second start to /healthz in seconds; memory (PSS) after start and after requests from eight clients."""
    start_and_stop()
    began = time.monotonic()
    process, url = start("--empty")
    yield Figure("second_start_to_healthz", time.monotonic() - began, "s")
    try:
        yield Figure("memory_after_start", weight(process), "MB")
        began = time.monotonic()
        load(url)
        yield Figure("healthz_requests", REQUESTS / (time.monotonic() - began), "1/s", n=REQUESTS)
        yield Figure("memory_after_load", weight(process), "MB", n=REQUESTS)
    finally:
        process.terminate()
        process.wait(30)


def start_and_stop() -> None:
    """The first start, which makes everything."""
    process, _ = start("--empty")
    process.terminate()
    process.wait(30)


def start(*flags: str) -> "tuple[subprocess.Popen[bytes], str]":
    """`bin/run` with these flags until /healthz answers well."""
    from tests.live import free_port, until_well

    port = free_port()
    environment = {**os.environ, "PORT": str(port)}
    process = subprocess.Popen(
        [ROOT / "bin" / "run", *flags], env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr
    )
    until_well(f"http://127.0.0.1:{port}", process)
    return process, f"http://127.0.0.1:{port}"


def weight(process: "subprocess.Popen[bytes]") -> float:
    """Proportional memory of the supervisor and all below it."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return float(sum(member.memory_full_info().pss for member in family)) / 1e6


def load(url: str) -> None:
    """Requests from several clients at once."""

    def ask() -> None:
        for _ in range(REQUESTS // CLIENTS):
            with urllib.request.urlopen(f"{url}/healthz") as answer:
                answer.read()

    clients = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
