"""Eight people who write at once, and ten on one matter; on the real server, over HTTP.

Each opens a form, sends it and opens the next. BIHUAN_BENCH_WRITING_SECONDS: how long the eight go on (120);
the ten go on for a quarter of that. At the end the record is verified, and holds what was answered.
"""

import os
import statistics
from collections.abc import Callable, Iterable
from functools import partial

from benchmarks.figure import Figure
from benchmarks.office import Office, Seen, Writing, office, together

WRITTEN = ("progressed", "remarked", "registered")
SECONDS = float(os.environ.get("BIHUAN_BENCH_WRITING_SECONDS", "120"))


def run() -> Iterable[Figure]:
    """For both: forms a second, median and 95th percentile of sending, refused, failed."""
    from bihuan.ledger.verify import verify

    with office() as (at, _):
        before = _events(at.org)
        eight = together(eight_writers(at), SECONDS)
        yield from _figures("eight writers", eight)
        ten = together(ten_on_one(at), SECONDS / 4)
        yield from _figures("ten on one matter", ten)
        yield Figure("answered and not recorded", eight.done + ten.done - (_events(at.org) - before), "acts")
    yield Figure("breaks of the record", len(verify().breaks), "")


def eight_writers(at: Office) -> list[Callable[[Seen], None]]:
    """Five report on measures of their own, one opens measures, two remark on what others report on."""
    own = [partial(_progress, at, person, at.measures[person]) for person in list(at.measures)[:5]]
    return [*own, partial(_open, at), *(partial(_remark, at, who) for who in ("邹小禾", "秦见微"))]


def ten_on_one(at: Office) -> list[Callable[[Seen], None]]:
    """All ten contacts report on the same measure."""
    one = at.measures["联络员0"][:1]
    return [partial(_progress, at, person, one) for person in at.measures]


def _progress(at: Office, person: str, measures: list[int], seen: Seen) -> None:
    measure = measures[len(seen.times) % len(measures)]
    at.sends(person, f"/m/{measure}/progress/", seen, progress="三个处室已核对完毕，另有一个处室待补。")


def _remark(at: Office, person: str, seen: Seen) -> None:
    measures = at.measures["联络员1"]
    measure = measures[len(seen.times) % len(measures)]
    at.sends(person, f"/m/{measure}/remark/", seen, remark="请于周五前补齐。")


def _open(at: Office, seen: Seen) -> None:
    at.sends(
        "邹小禾", f"/m/{at.problem}/open/measure/", seen,
        title="修订首问负责制", lead_unit=at.unit, due="2030年6月底前",
    )  # fmt: skip


def _figures(who: str, writing: Writing) -> Iterable[Figure]:
    count = len(writing.times)
    yield Figure(f"{who}: done", writing.done / writing.seconds, "a second", n=writing.done)
    yield Figure(f"{who}: sending, median", statistics.median(writing.times), "ms", n=count)
    yield Figure(f"{who}: sending, 95th", writing.p95, "ms", n=count)
    yield Figure(f"{who}: refused", writing.refused, "forms", n=count)
    yield Figure(f"{who}: failed", writing.failed, "forms", n=count)


def _events(org: int) -> int:
    from bihuan.ledger.models import Event

    return Event.objects.filter(org_id=org, name__in=WRITTEN).count()
