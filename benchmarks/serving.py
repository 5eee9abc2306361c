"""Starting again, and what the server processes weigh together."""

import os
import statistics
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
STARTS = 5


def run() -> Iterator[Figure]:
    """Second start to /healthz in seconds, demonstration and all, as a person waits for it after `bin/run`.

    Then memory (PSS) after start and after requests from eight clients.
    """
    end(start()[0])  # the first start, which makes everything
    yield Figure(
        "second_start_to_healthz", statistics.median(seconds() for _ in range(STARTS)), "s", n=STARTS
    )
    process, url = start()
    try:
        yield Figure("memory_after_start", weight(process), "MB")
        began = time.monotonic()
        load(url)
        yield Figure("healthz_requests", REQUESTS / (time.monotonic() - began), "1/s", n=REQUESTS)
        yield Figure("memory_after_load", weight(process), "MB", n=REQUESTS)
    finally:
        end(process)


def seconds() -> float:
    """How long one start takes."""
    began = time.monotonic()
    process, _ = start()
    taken = time.monotonic() - began
    end(process)
    return taken


def end(process: "subprocess.Popen[bytes]") -> None:
    """Stop it and wait."""
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
