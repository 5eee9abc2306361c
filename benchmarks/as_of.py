"""How 100,000 matters stood on a past day, of up to ten spells each: counts, and a page of a register.

The spells are put together at random with a fixed seed and lie over 300 days: matters come in at a falling
rate, stay some twenty days in each life and now and then go back. Milliseconds in the server, medians; of ten
days spread over all that time the slowest.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db import connection, transaction

from benchmarks.figure import Figure
from bihuan.core.chain.ids import event_id

MATTERS, MOST, DAYS, UNITS = 100_000, 10, 300, 40
AT_ONCE = 2_000
DAY = 86_400_000_000
START = 1_767_225_600_000_000  # 2026-01-01
LIVES = (
    "registered",
    "assigned",
    "received",
    "under_way",
    "claimed",
    "countersigned",
    "verified",
    "signed_off",
)
Row = list[int | str | None]


def run() -> Iterator[Figure]:
    """Counts of the organisation and of one register, and fifty rows of the register."""
    from bihuan.matters.seeing.as_of import Asked, counts, rows
    from tests.world import world

    made = world("bench")
    spells = fill(made.org.pk, made.register)
    days = [date(2026, 1, 1) + timedelta(DAYS * tenth // 10) for tenth in range(1, 11)]

    def slowest(ask: Callable[[Asked], object], register: int | None) -> float:
        return max(milliseconds(ask, Asked(made.org.pk, day, register)) for day in days)

    yield Figure("spells", spells, "", n=MATTERS)
    yield Figure("as of a past day, counts", slowest(counts, None), "ms", n=MATTERS)
    yield Figure("as of a past day, counts of a register", slowest(counts, made.register), "ms", n=MATTERS)
    page = slowest(lambda asked: rows(asked, limit=50, offset=1_000), made.register)
    yield Figure("as of a past day, page of a register", page, "ms", n=MATTERS)


def fill(org: int, register: int) -> int:
    """Write the spells and listings; how many spells there are."""
    from bihuan.ledger.batch import Batch
    from bihuan.matters.writing.gathering import SPELL

    dice, number = random.Random(7), 1_000_000
    places = {name: place for place, name in enumerate(SPELL)}
    into = f"matters_spell ({', '.join(SPELL)})"
    listed = "matters_listing (id, register_id, matter_id, place, beside, from_at, from_seq)"
    for first in range(0, MATTERS, AT_ONCE):
        batch, spells, listings = Batch(), list[Row](), list[tuple[object, ...]]()
        for _ in range(first, first + AT_ONCE):
            life = history(dice, org, register, number + 1, places)
            spells += life
            listings.append(
                (life[0][0], register, life[0][0], number, False, life[0][places["from_at"]], number)
            )
            number += len(life)
        with transaction.atomic():
            batch.insert(into, spells)
            batch.insert(listed, listings)
            batch.run()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE matters_spell")
            cursor.execute("VACUUM ANALYZE matters_listing")
    return number - 1_000_000


def history(dice: random.Random, org: int, register: int, seq: int, places: dict[str, int]) -> list[Row]:
    """The spells of one matter, up to now or until it has had its ten."""
    found: list[Row] = []
    unit, kind = event_id(org, dice.randrange(1, UNITS)), "measure" if dice.random() < 0.8 else "problem"
    at, life = START + int(dice.random() ** 1.5 * DAYS * DAY), 0
    due = date(2026, 1, 1) + timedelta(dice.randrange(30, 500))
    days = (due.isoformat(), (due - timedelta(5)).isoformat(), (due + timedelta(1)).isoformat())
    for turn in range(MOST):
        until = at + int(dice.expovariate(1 / (20 * DAY)))
        last = turn == MOST - 1 or until >= START + DAYS * DAY
        said = {
            "id": event_id(org, seq + turn), "org_id": org, "matter_id": event_id(org, seq),
            "register_id": register, "kind": kind, "life": LIVES[life], "clock": "running",
            "lead_unit_id": unit, "due_kind": "date", "due_on": days[0], "yellow_on": days[1],
            "red_on": days[2], "from_at": at, "from_seq": seq + turn,
            **({} if last else {"to_at": until, "to_seq": seq + turn + 1}),
        }  # fmt: skip
        row: Row = [None] * len(places)
        for name, value in said.items():
            row[places[name]] = value
        found.append(row)
        if last:
            break
        at, life = until, min(7, life + 1) if dice.random() < 0.8 else max(1, life - 2)
    return found


def milliseconds(ask: Callable[..., object], *given: object) -> float:
    """The median of five after two to warm up."""
    times = []
    for _ in range(7):
        begun = time.perf_counter()
        ask(*given)
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times[2:])
