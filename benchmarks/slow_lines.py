"""Five people at work while others hold the lines: slow senders, slow readers, half-sent heads, uploads.

For each server named by BIHUAN_BENCH_SERVERS (default `ours`; others in benchmarks/servers.py, where they are
installed), in one run: the pages' 95th percentile and the longest /healthz, quiet and under each burden; what
the burden adds in memory; lists a second; a burst of 200 at once. BIHUAN_BENCH_SLOW_SECONDS: how long each
burden lasts (20; the one of all together three times as long). Half of every burden is signed in.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from benchmarks.clients import asked_by_all
from benchmarks.figure import Figure

ON = ("sqlite",)
ROOT = Path(__file__).resolve().parents[1]
SIZE = 1000
PEOPLE, BURST = 5, 200
SECONDS = float(os.environ.get("BIHUAN_BENCH_SLOW_SECONDS", "20"))
WARM = 12.0
PATIENCE = 5.0
"""Seconds after which somebody at work gives up."""
WORDS = ("quiet", "slow senders", "slow readers", "half heads", "uploads", "all together")
SHOWN = tuple(
    word for word in os.environ.get("BIHUAN_BENCH_BURDENS", ",".join(WORDS)).split(",") if word in WORDS
)


class Ground(NamedTuple):
    """What is asked: pages and lists of people at work, and what slow ones read."""

    pages: list[str]
    lists: list[str]
    cookies: list[str]
    file: str
    sheet: str


def run() -> Iterator[Figure]:
    """Each server in turn, on the same pages."""
    ground = _ground()
    for name in os.environ.get("BIHUAN_BENCH_SERVERS", "ours").split(","):
        yield from _measured(name, ground)


def _measured(name: str, ground: Ground) -> Iterator[Figure]:
    with running(name) as (process, port):
        _at_work(port, ground, WARM)  # the first page of a process compiles what all others share
        quiet = 0.0
        for burden in SHOWN:
            seconds = SECONDS * (3 if burden == "all together" else 1)
            before, worked = weight(process), _processor(process)
            with _burdened(port, ground, burden, seconds + 6):
                time.sleep(4)  # the burden's own beginning is a burst of requests, which is measured apart
                seen = _at_work(port, ground, seconds)
                heavier = weight(process) - before
            quiet = seen.p95 if burden == "quiet" else quiet
            ratio = seen.p95 / quiet if quiet else None
            said = f"{name}, {burden}"
            yield Figure(f"{said}: pages, median", seen.median, "ms", n=seen.count)
            yield Figure(f"{said}: pages, 95th", seen.p95, "ms", f"{name}, quiet", ratio, seen.count)
            yield Figure(f"{said}: /healthz, 95th", seen.health95, "ms", n=seen.asked)
            yield Figure(f"{said}: longest /healthz", seen.health, "ms", n=seen.asked)
            yield Figure(f"{said}: given up", seen.failed, "pages", n=seen.count)
            yield Figure(f"{said}: memory more", heavier, "MB")
            yield Figure(f"{said}: processor", _processor(process) - worked, "s")
            if burden == "quiet":
                yield from _quick(name, port, ground, process)


def _quick(name: str, port: int, ground: Ground, process: "subprocess.Popen[bytes]") -> Iterator[Figure]:
    worked = _processor(process)
    count, seconds = asked_by_all(port, ground.lists, ground.cookies[0], 8.0)
    yield Figure(f"{name}: lists a second, four clients", count / seconds, "1/s", n=count)
    yield Figure(
        f"{name}: processor for a list", (_processor(process) - worked) * 1000 / count, "ms", n=count
    )
    taken, failed = _burst(port, ground)
    yield Figure(f"{name}: burst of {BURST}, until the last", taken, "s", n=BURST)
    yield Figure(f"{name}: burst of {BURST}, failed", failed, "pages", n=BURST)
    yield Figure(f"{name}: memory of all processes", weight(process), "MB")


# --- people at work ------------------------------------------------------------------------------


class Seen(NamedTuple):
    """What five people and a probe of health saw."""

    median: float
    p95: float
    health95: float
    health: float
    failed: int
    count: int
    asked: int


def _at_work(port: int, ground: Ground, seconds: float) -> Seen:
    """Five people ask a page, look at it for half a second, ask the next; /healthz ten times a second."""
    until = time.monotonic() + seconds
    times: list[float] = []
    health: list[float] = []

    def work(place: int) -> None:
        turn = place
        while time.monotonic() < until:
            times.append(_ask(port, ground.pages[turn % len(ground.pages)], ground.cookies[place]))
            turn += 1
            time.sleep(0.5)

    def probe() -> None:
        while time.monotonic() < until:
            health.append(_ask(port, "/healthz", ""))
            time.sleep(0.1)

    people = [threading.Thread(target=work, args=(place,)) for place in range(PEOPLE)]
    for one in (*people, probing := threading.Thread(target=probe)):
        one.start()
    for one in (*people, probing):
        one.join()
    failed = sum(one >= PATIENCE * 1000 for one in times)
    page, probed = statistics.quantiles(times, n=20)[-1], statistics.quantiles(health, n=20)[-1]
    return Seen(statistics.median(times), page, probed, max(health), failed, len(times), len(health))


def _ask(port: int, path: str, cookie: str) -> float:
    """Milliseconds until it was answered; at least PATIENCE where it was not."""
    from urllib.parse import quote

    request = urllib.request.Request(f"http://127.0.0.1:{port}{quote(path, safe='/?&=%')}")
    if cookie:
        request.add_header("Cookie", cookie)
    begun = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            answer.read()
    except OSError:
        return max(PATIENCE, time.perf_counter() - begun) * 1000
    return (time.perf_counter() - begun) * 1000


def _burst(port: int, ground: Ground) -> tuple[float, int]:
    """(seconds until the last of 200 lists asked at once is answered, how many failed)."""
    from benchmarks.burst import burst

    return burst(port, ground.lists[0], ground.cookies[0], BURST)


# --- slow lines ----------------------------------------------------------------------------------


@contextmanager
def _burdened(port: int, ground: Ground, burden: str, seconds: float) -> Iterator[None]:
    said = {"port": port, "seconds": seconds, "groups": _groups(ground, burden)}
    call = [sys.executable, ROOT / "benchmarks" / "trickle.py"]
    slow = subprocess.Popen(call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert slow.stdin and slow.stdout
        slow.stdin.write(json.dumps(said))
        slow.stdin.close()
        yield
        sys.stderr.write(f"{burden}: {slow.stdout.read()}")
    finally:
        slow.terminate()
        slow.wait()


def _groups(ground: Ground, burden: str) -> list[dict[str, Any]]:
    """Half of each anonymous, half with a sign-in of their own; of the senders and readers half below the
    least rate and half above it.
    """
    cookie = ground.cookies[-1]
    sending = [_group("send", 50, rate, "/sign-in", who) for rate in (10, 2500) for who in ("", cookie)]
    reading = [
        _group("read", 50, rate, path, who)
        for rate in (10, 2500)
        for path, who in ((ground.sheet, ""), (ground.file, cookie))
    ]
    heads = [_group("half", 100, 0, "/", who) for who in ("", cookie)]
    uploads = [_group("send", 10, 20_000, "/sign-in", who) for who in ("", cookie)]
    return {
        "quiet": [], "slow senders": sending, "slow readers": reading, "half heads": heads,
        "uploads": uploads, "all together": [*sending, *reading, *uploads],
    }[burden]  # fmt: skip


def _group(kind: str, count: int, rate: int, path: str, cookie: str) -> dict[str, Any]:
    return {"kind": kind, "count": count, "rate": rate, "path": path, "cookie": cookie}


# --- servers -------------------------------------------------------------------------------------


@contextmanager
def running(name: str) -> "Iterator[tuple[subprocess.Popen[bytes], int]]":
    from tests.live import free_port, until_well

    port = free_port()
    module = ["bihuan.config.serve"] if name == "ours" else ["benchmarks.servers", name]
    environment = {**os.environ, "PORT": str(port)}
    process = subprocess.Popen([sys.executable, "-m", *module], cwd=ROOT, env=environment)
    try:
        until_well(f"http://127.0.0.1:{port}", process)
        yield process, port
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            for one in psutil.Process(process.pid).children(recursive=True):
                one.kill()
            process.kill()


def family(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def weight(process: "subprocess.Popen[bytes]") -> float:
    return float(sum(one.memory_full_info().pss for one in family(process))) / 1e6


def _processor(process: "subprocess.Popen[bytes]") -> float:
    times = [one.cpu_times() for one in family(process)]
    return float(sum(one.user + one.system for one in times))


def _ground() -> Ground:
    """A small organisation, six sign-ins, and a proof of 50 MB on the disk for slow ones to read."""
    from django.core.management import call_command
    from django.test import Client

    from benchmarks.pages import _WALK, _pages
    from bihuan.exchange.fill import fill
    from bihuan.exchange.filling_org import username
    from bihuan.files.models import Evidence
    from bihuan.files.store import path_of
    from bihuan.matters.writing.clock import now
    from bihuan.people.models import User

    call_command("collectstatic", interactive=False, verbosity=0)
    org = fill(SIZE, 10, at=now())
    list(_pages(SIZE, org))
    pages = _WALK[SIZE][0]
    user = User.objects.get(username=username(SIZE, "tenth"))
    cookies = []
    for _ in range(PEOPLE + 1):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
        cookies.append("; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items()))
    shown = client.get(pages[-1]).content.decode()
    found = re.search(r'href="(/m/\d+/[^"]*[0-9a-f]{64}[^"]*)"', shown)
    assert found, "no proof on the matter's page"
    proof = Evidence.objects.get(org_id=org)
    path_of(org, proof.digest).write_bytes(b"x" * (50 << 20))
    sheet = re.search(r'href="(/static/[^"]+\.css)"', shown)
    assert sheet
    return Ground(pages, pages[:3], cookies, found[1], sheet[1])
