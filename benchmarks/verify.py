"""How many events `bihuan verify` proves in a second, and how many `bihuan verify --quick`, the chain alone.

The first on an organisation of `bihuan fill`, with every row that stands beside its record, in a process of
its own whose memory is told too; the second on sealed events, each with a personal fact of ordinary length.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from benchmarks.figure import Figure
from bihuan.core.chain.breaks import Report
from bihuan.ledger.append import begin_chain, pen
from bihuan.ledger.event import Entry
from bihuan.ledger.export import write_export
from bihuan.ledger.offline import verify_export
from bihuan.ledger.verify import verify

MATTERS = int(os.environ.get("BIHUAN_BENCH_LARGE", "100000"))
EVENTS = 200_000
SLUG = "jichuan"
AT_ONCE = 5_000
PLAIN = {"life": "under_way", "lead": 12, "due": "2026-12-31", "source": "survey"}
TEXT = "会议文件偏长，印发前压缩不够；已修订起草要点并开展两次核验，正在推进，预计月底前完成。"


def run() -> Iterator[Figure]:
    """Events a second, in the database and in an export; events a second that `append` writes in bulk."""
    yield from everything()
    began = time.perf_counter()
    fill(EVENTS)
    yield Figure("append_events_in_bulk", EVENTS / (time.perf_counter() - began), "1/s", n=EVENTS)
    yield Figure("verify_events", EVENTS / best(lambda: whole(verify(SLUG))), "1/s", n=EVENTS)
    file = Path(settings.VAR) / "record.zip"
    began = time.perf_counter()
    write_export(file, at=1, org=SLUG)
    yield Figure("export_events", EVENTS / (time.perf_counter() - began), "1/s", n=EVENTS)
    yield Figure("verify_export_events", EVENTS / best(lambda: whole(verify_export(file))), "1/s", n=EVENTS)


def everything() -> Iterator[Figure]:
    """`bihuan verify` of an organisation, ten events a matter: events a second, and memory at its peak."""
    from bihuan.exchange.fill import fill as fill_organisation
    from bihuan.matters.writing.clock import now

    fill_organisation(MATTERS, 10, at=now())
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.verify"], stdout=subprocess.PIPE, text=True, check=True
    )
    events, seconds, megabytes = json.loads(done.stdout)
    yield Figure("verify_whole_events", events / seconds, "1/s", n=events)
    yield Figure("verify_whole_memory", megabytes, "MB", n=events)


def alone() -> None:
    """In a process of its own: [events, seconds, megabytes at the peak]."""
    import django

    django.setup()
    from bihuan.exchange.verifying.whole import begin, verify_whole

    began, progress = time.perf_counter(), begin(at=1)
    verify_whole(progress)
    if not progress.whole:
        raise RuntimeError(str(progress.sentences()[:3]))
    seconds = time.perf_counter() - began
    print(json.dumps([progress.events, seconds, peak()]))


def peak() -> float:
    """Megabytes of this process at its highest. (What getrusage says begins with the parent's.)"""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


def best(call: Callable[[], None]) -> float:
    """Seconds of the quickest of three runs: the machine does other things too."""
    times = []
    for _ in range(3):
        began = time.perf_counter()
        call()
        times.append(time.perf_counter() - began)
    return min(times)


def whole(report: Report) -> None:
    """A figure of a record that is broken, or not all there, would mean nothing."""
    if report.breaks or report.events != EVENTS:
        raise RuntimeError(f"{report.events} events, {report.breaks}")


def fill(count: int) -> None:
    """One organisation with `count` events on matters of ten events each."""
    from bihuan.people.models import Organisation

    organisation = Organisation.objects.create(slug=SLUG, name="霁川省示例机关")
    begin_chain(organisation.pk, organisation.slug, at=0)
    for start in range(0, count, AT_ONCE):
        with transaction.atomic():
            writing = pen(organisation.pk, at=1_790_000_000_000_000 + start)
            for number in range(start, start + AT_ONCE):
                if number % 10 == 0:
                    matter = writing.write(entry(None, "registered")).id
                else:
                    writing.write(entry(matter, "progressed"))
            writing.flush()


def entry(matter: int | None, name: str) -> Entry:
    """One ordinary entry."""
    return Entry(
        matter=matter,
        kind="problem",
        name=name,
        version=1,
        actor=17,
        hat=23,
        for_whom=None,
        basis=None,
        occurred_on=date(2026, 11, 24),
        plain=PLAIN,
        personal={"text": TEXT},
    )


if __name__ == "__main__":
    alone()
