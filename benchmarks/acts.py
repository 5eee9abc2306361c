"""`perform()` beside bare inserts: one ORM create in a transaction of its own, on the same database."""

import secrets
import time
from collections.abc import Callable, Iterable

from django.db import connection, transaction

from benchmarks.figure import Figure

ROUNDS, EACH = 5, 100


def run() -> Iterable[Figure]:
    """Rounds of both in turn, so that the machine's moods fall on both; the median of the rates."""
    from tests.world import registered_measure, world

    made = world("bench")
    measure = registered_measure(made)
    made.do("receive", measure, "殷若渔")
    acts, inserts = [], []
    for _ in range(ROUNDS):
        inserts.append(_rate(_insert))
        acts.append(_rate(lambda: made.do("progress", measure, "殷若渔", progress="初稿已送审")))
    bare, ours = _median(inserts), _median(acts)
    yield Figure("bare inserts", bare, "a second", n=ROUNDS * EACH)
    yield Figure("perform", ours, "a second", ratio_to="bare inserts", ratio=ours / bare, n=ROUNDS * EACH)
    yield Figure(
        "statements of one perform",
        _statements(lambda: made.do("progress", measure, "殷若渔", progress="又一稿")),
        "",
    )


def _rate(do: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(EACH):
        do()
    return EACH / (time.perf_counter() - begun)


def _insert() -> None:
    from bihuan.matters.models import Once

    with transaction.atomic():
        Once.objects.create(key=secrets.token_hex(16), org_id=1, event_id=1, matter_id=1, at=1)


def _statements(do: Callable[[], object]) -> int:
    connection.force_debug_cursor = True
    before = len(connection.queries_log)
    do()
    count = sum(
        "BEGIN" not in q["sql"] and "COMMIT" not in q["sql"] for q in list(connection.queries_log)[before:]
    )
    connection.force_debug_cursor = False
    return count


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
