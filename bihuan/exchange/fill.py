"""`bihuan fill --matters N`: a synthetic organisation of that size, made through the spine, for measuring.

A fifth are problems, each with four measures. A wave of 500 matters is one book: it is written whole or not
at all, so a run that was killed goes on where it stopped. Exit status 0, or 2 where the call is wrong.
"""

import argparse
import io
import sys
import time
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from django.db import transaction

from bihuan.exchange.filling import Wave
from bihuan.exchange.filling_org import PASSWORD, Filled, Founder, known, slug_of, username
from bihuan.files.store import keep
from bihuan.matters.models import Matter
from bihuan.matters.setup.founding import Mixed
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.clock import now
from bihuan.matters.writing.store import DatabaseStore
from bihuan.people.models import Organisation
from bihuan.people.read import day_in
from bihuan.web import security

WAVE = 500
DAYS_BACK = 300
DAY = 86_400_000_000
PROOF = "佐证样张：本件为压力测试所用。\n"


def main(argv: Sequence[str]) -> int:
    """`fill --matters N [--events-per-matter 10]`"""
    call = arguments().parse_args(argv)
    begun = time.monotonic()
    fill(call.matters, call.events_per_matter, at=now())
    sys.stderr.write(f"\r{call.matters} matters in {time.monotonic() - begun:.0f} s\n")
    names = " ".join(username(call.matters, who) for who in ("all", "tenth"))
    sys.stdout.write(f"{slug_of(call.matters)}: {names} {PASSWORD}\n")
    return 0


def fill(matters: int, per_matter: int, *, at: int) -> int:
    """Fill up to `matters`; the id of the organisation. What an earlier run made is kept.

    Mixed beside a real organisation. No act is later than `at`.
    """
    if Organisation.objects.filter(demonstration=False).exists():
        raise Mixed
    start = at - DAYS_BACK * DAY
    cast = founded(matters, at=start)
    done = Matter.objects.filter(org_id=cast.org, kind__in=("problem", "measure")).count()
    proof = keep(cast.org, io.BytesIO(PROOF.encode()), at=start).digest
    waves, today = -(-matters // WAVE), day_in(cast.org, at=at)
    for number in range(-(-done // WAVE), waves):
        moment = start + DAYS_BACK * DAY * number // waves
        size = min(WAVE, matters - number * WAVE)
        write(cast, number, size, per_matter, proof, at=moment, latest=at, today=today)
        sys.stderr.write(f"\r{min((number + 1) * WAVE, matters)}/{matters}")
    return cast.org


def founded(matters: int, *, at: int) -> Filled:
    """The organisation, new or of an earlier run."""
    org = Organisation.objects.filter(slug=slug_of(matters)).first()
    if org is None:
        with security.played(), transaction.atomic():
            return Founder(matters, at=at).founded()
    return known(org, Matter.objects.get(org_id=org.pk, kind="register").pk)


def write(
    cast: Filled, number: int, count: int, per_matter: int, proof: str, *, at: int, latest: int, today: date
) -> None:
    """One wave: its problems and measures opened, then every act of the first, of the second …"""
    random = Random(number)  # noqa: S311 - the same wave is the same whenever it is made
    with book(cast.org, at=at) as open_book:
        first, last = today - timedelta(60), today + timedelta(200)
        wave = Wave(open_book, cast, random, proof, turns=per_matter - 1, due_from=first, due_to=last)
        wave.open(number * WAVE, count)
        store = open_book.store
        assert isinstance(store, DatabaseStore)
        for turn in range(per_matter - 1):
            store.move_on(min(latest, at + (turn + 1) * DAY // 24))
            wave.act(turn)


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("bihuan fill", description="测试数据 · synthetic data for load tests")
    parser.add_argument("--matters", type=count, required=True, metavar="N")
    parser.add_argument("--events-per-matter", type=count, default=10, metavar="N")
    return parser


def count(text: str) -> int:
    """A whole number from 1 to ten million."""
    number = int(text)
    if not 1 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError("from 1 to 10000000")
    return number
