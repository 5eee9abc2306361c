"""The pages that people wait for, at 1,000 and at 100,000 matters (ten events each), in the server.

The person may see a tenth of the matters. A figure is the median of the whole request inside the
server (middleware, permission, queries, rendering), without the network. `ratio` is the time at
100,000 over the time at 1,000 in the same run.
"""

import os
import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

from benchmarks.figure import Figure
from benchmarks.serving import start, weight

SMALL = int(os.environ.get("BIHUAN_BENCH_SMALL", "1000"))
LARGE = int(os.environ.get("BIHUAN_BENCH_LARGE", "100000"))
TIMES, WARM = 60, 10
CLIENTS, ROUNDS = 4, 40
# What has no like at 1,000 (no such page, no such hits) is held against the like page that has.
LIKE = {"register, page 20": "register, under way, by due", "search, rare word": "search, common word"}
_WALK: dict[int, tuple[list[str], str]] = {}


def run() -> Iterable[Figure]:
    """Fill twice, then ask in turn, so that the machine's moods fall on both sizes."""
    from django.core.management import call_command

    from bihuan.exchange.fill import fill
    from bihuan.matters.writing.clock import now

    call_command("collectstatic", interactive=False, verbosity=0)
    pages = {size: dict(_pages(size, fill(size, 10, at=now()))) for size in (SMALL, LARGE)}
    for name in pages[SMALL]:
        beside = LIKE.get(name, name)
        small, large = _medians(pages[SMALL][beside], pages[LARGE][name])
        if beside == name:
            yield Figure(f"{name} at {SMALL:,}", small, "ms", n=TIMES)
        yield Figure(f"{name} at {LARGE:,}", large, "ms", f"{beside} at {SMALL:,}", large / small, TIMES)
    yield from _memory()


def _memory() -> Iterator[Figure]:
    """The server's processes together, after four people have gone through all those pages."""
    process, url = start()
    try:
        yield Figure("memory of all server processes before", weight(process), "MB")
        paths, cookie = _WALK[LARGE]
        begun = time.monotonic()
        clients = [threading.Thread(target=_walk, args=(url, paths, cookie)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        count = CLIENTS * ROUNDS * len(paths)
        yield Figure(
            "pages a second, four people at once", count / (time.monotonic() - begun), "a second", n=count
        )
        yield Figure("memory of all server processes after", weight(process), "MB", n=count)
    finally:
        process.terminate()
        process.wait(30)


def _walk(url: str, paths: list[str], cookie: str) -> None:
    for _ in range(ROUNDS):
        for path in paths:
            request = urllib.request.Request(url + quote(path, safe="/?&=%"), headers={"Cookie": cookie})
            with urllib.request.urlopen(request) as answer:
                answer.read()


def _pages(size: int, org: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """(name, ask) for a signed-in person who sees a tenth."""
    from django.test import Client

    from bihuan.core.state.principals import PERSON, principal
    from bihuan.exchange.filling_org import username
    from bihuan.exchange.filling_words import COMMON, RARE, SOURCES
    from bihuan.matters.models import Matter, Seen
    from bihuan.people.models import Person, User

    user = User.objects.get(username=username(size, "tenth"))
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(user, backend="bihuan.people.signed_in.SignedInBackend")
    person = Person.objects.get(user=user).pk
    register = f"/r/{Matter.objects.get(org_id=org, kind='register').pk}/"
    mine = Seen.objects.filter(principal=principal(PERSON, person)) | Seen.objects.filter(
        principal__in=_units(person), kind="problem"
    )
    matter = mine.order_by("-matter_id").values_list("matter_id", flat=True)[0]
    paths = {
        "register, under way, by due": f"{register}?kind=measure&sort=due",
        "register, overdue, by due": f"{register}?kind=measure&state=late&sort=due",
        "register, problems by number": f"{register}?kind=problem",
        "register, page 20": f"{register}?kind=measure&sort=due&page=20",
        "register, by a fact": f"{register}?kind=problem&fact-source={SOURCES[0]}",
        "to-do": "/",
        "search, common word": f"/search/?q={COMMON}",
        "search, rare word": f"/search/?q={RARE}",
        "matter page": f"/m/{matter}/",
    }
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    _WALK[size] = (list(paths.values()), cookie)
    for name, path in paths.items():
        yield name, _ask(client, path)


def _units(person: int) -> list[int]:
    from bihuan.core.state.principals import UNIT, principal
    from bihuan.people.models import Appointment

    held = Appointment.objects.filter(person_id=person).values_list("post__unit_id", flat=True)
    return [principal(UNIT, unit) for unit in held]


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
