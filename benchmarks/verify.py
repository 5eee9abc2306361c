"""How many sealed events `bihuan verify` checks in a second, each with a personal fact of ordinary length."""

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

EVENTS = 200_000
AT_ONCE = 5_000
PLAIN = {"life": "under_way", "lead": 12, "due": "2026-12-31", "source": "survey"}
TEXT = "会议文件偏长，印发前压缩不够；已修订起草要点并开展两次核验，正在推进，预计月底前完成。"


def run() -> Iterator[Figure]:
    """Events a second, in the database and in an export; events a second that `append` writes in bulk."""
    began = time.perf_counter()
    fill(EVENTS)
    yield Figure("append_events_in_bulk", EVENTS / (time.perf_counter() - began), "1/s", n=EVENTS)
    yield Figure("verify_events", EVENTS / best(lambda: whole(verify())), "1/s", n=EVENTS)
    file = Path(settings.VAR) / "record.zip"
    began = time.perf_counter()
    write_export(file, at=1)
    yield Figure("export_events", EVENTS / (time.perf_counter() - began), "1/s", n=EVENTS)
    yield Figure("verify_export_events", EVENTS / best(lambda: whole(verify_export(file))), "1/s", n=EVENTS)


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

    organisation = Organisation.objects.create(slug="jichuan", name="霁川省示例机关")
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
