"""An office at work on the real server, over HTTP: people who open a form, fill it in and send it."""

import http.client
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode

from benchmarks.slow_lines import running

TEN_MINUTES = 600_000_000
CONTACTS, EACH = 10, 20
"""People who report, and the measures of each: none of them grows as none does in an office."""
_HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen)" value="([^"]*)"')


@dataclass
class Seen:
    """What one person saw: answers by status, and how long each form sent took in milliseconds."""

    answers: dict[int, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)


class Writing(NamedTuple):
    """What all of them saw together."""

    done: int
    refused: int
    failed: int
    p95: float
    times: list[float]
    seconds: float


@dataclass
class Office:
    """The port of the server, the cookies of everybody, what they write to."""

    port: int
    cookies: dict[str, str]
    measures: dict[str, list[int]]
    problem: int
    unit: int
    org: int

    def sends(self, person: str, path: str, seen: Seen, **typed: object) -> None:
        """Open the form at `path` and send it; only the sending is timed."""
        status, page = self._asked("GET", path, person)
        if status != 200:
            seen.answers[status] = seen.answers.get(status, 0) + 1
            return
        hidden = dict(_HIDDEN.findall(page))
        begun = time.perf_counter()
        status, _ = self._asked("POST", path, person, urlencode({**hidden, **typed}))
        seen.times.append((time.perf_counter() - begun) * 1000)
        seen.answers[status] = seen.answers.get(status, 0) + 1

    def _asked(self, method: str, path: str, person: str, body: str | None = None) -> tuple[int, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookies[person]}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


@contextmanager
def office() -> "Iterator[tuple[Office, subprocess.Popen[bytes]]]":
    """Founded ten minutes ago, ten contacts with measures of their own, and the server that serves it."""
    from django.core.management import call_command

    from bihuan.matters.writing.clock import now
    from tests.matters.scenes import signed_in
    from tests.world import registered_measure, world

    call_command("collectstatic", interactive=False, verbosity=0)
    made = world("bench", at=now() - TEN_MINUTES)
    people = [f"联络员{n}" for n in range(CONTACTS)]
    for person in people:
        made.hire(person, "秘书处", "科员", "contact")
    problem = made.open("problem", "邹小禾", title="材料重复报送")
    made.do("assign", problem, "邹小禾", lead_unit=made.units["秘书处"])
    due, measures = {"kind": "date", "on": "2030-06-30"}, dict[str, list[int]]()
    for person in people * EACH:
        measure = registered_measure(made, problem.id, accountable=made.people[person], due=due)
        measures.setdefault(person, []).append(made.do("receive", measure, person).id)
    cookies = {person: _cookie(signed_in(made, person)) for person in (*people, "邹小禾", "秦见微")}
    with running("ours") as (process, port):
        yield Office(port, cookies, measures, problem.id, made.units["秘书处"], made.org.pk), process


def _cookie(browser: Any) -> str:
    browser.get("/", HTTP_HOST="127.0.0.1")
    return "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())


def together(writers: Sequence[Callable[[Seen], object]], seconds: float) -> Writing:
    """Each of them writes again and again until the seconds are over, all at once."""
    until, begun = time.monotonic() + seconds, time.monotonic()
    seen = [Seen() for _ in writers]

    def work(write: Callable[[Seen], object], mine: Seen) -> None:
        while time.monotonic() < until:
            write(mine)

    threads = [
        threading.Thread(target=work, args=(write, mine)) for write, mine in zip(writers, seen, strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    times = [one for mine in seen for one in mine.times]
    answers = [(status, count) for mine in seen for status, count in mine.answers.items()]
    sys.stderr.write(f"answers: {answers}\n")
    return Writing(
        done=sum(count for status, count in answers if status == 302),
        refused=sum(count for status, count in answers if 400 <= status < 500),
        failed=sum(count for status, count in answers if status >= 500 or status < 300),
        p95=statistics.quantiles(times, n=20)[-1],
        times=times,
        seconds=time.monotonic() - begun,
    )
