"""The pages that people wait for, at 1,000 and at 100,000 matters (ten events each), in the server.

The person may see a tenth of the matters. A figure is the median of the whole request inside the
server (middleware, permission, queries, rendering), without the network. `ratio` is the time at
100,000 over the time at 1,000 in the same run.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from benchmarks.figure import Figure

SMALL = int(os.environ.get("BIHUAN_BENCH_SMALL", "1000"))
LARGE = int(os.environ.get("BIHUAN_BENCH_LARGE", "100000"))
TIMES, WARM = 60, 10


def run() -> Iterable[Figure]:
    """Fill twice, then ask in turn, so that the machine's moods fall on both sizes."""
    from bihuan.exchange.fill import fill

    pages = {size: dict(_pages(fill(size, events=10))) for size in (SMALL, LARGE)}
    for name in pages[SMALL]:
        small, large = _medians(pages[SMALL][name], pages[LARGE][name])
        yield Figure(f"{name} at {SMALL:,}", small, "ms", n=TIMES)
        yield Figure(f"{name} at {LARGE:,}", large, "ms", f"{name} at {SMALL:,}", large / small, TIMES)


def _pages(made: Any) -> Iterator[tuple[str, Callable[[], None]]]:
    """(name, ask) for a signed-in person who sees a tenth."""
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(made.user, backend="django.contrib.auth.backends.ModelBackend")
    register = f"/r/{made.register}/"
    yield (
        "register page of 50, filtered and sorted",
        _ask(client, f"{register}?list=measures&state=doing&sort=due"),
    )
    yield "register page of 50, page 20", _ask(client, f"{register}?list=measures&sort=due&page=20")
    yield "to-do", _ask(client, "/")
    yield "search of two characters, common", _ask(client, f"/search/?q={made.common}")
    yield "search of two characters, rare", _ask(client, f"/search/?q={made.rare}")
    yield "matter page", _ask(client, f"/m/{made.matter}/")


def _ask(client: Any, url: str) -> Callable[[], None]:
    def ask() -> None:
        response = client.get(url)
        if response.status_code != 200:
            raise RuntimeError(f"{url}: {response.status_code}")

    return ask


def _medians(small: Callable[[], None], large: Callable[[], None]) -> tuple[float, float]:
    times: tuple[list[float], list[float]] = ([], [])
    for place in range(TIMES + WARM):
        for ask, kept in zip((small, large), times, strict=True):
            begun = time.perf_counter()
            ask()
            if place >= WARM:
                kept.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])
