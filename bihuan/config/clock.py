"""`bihuan clock [--confirm]`: whether the clock can be believed, and a person's word that it is right.

Exit status 0: it can, or is confirmed; 1: it is in doubt, and why; 2: the call or the place is wrong. What
was known before and when it was confirmed stay in the database; the log of the server says it, too.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bihuan.core.time.trust import Known
from bihuan.jobs import clock, trusted
from bihuan.ledger.day_heads import latest


def main(argv: Sequence[str]) -> int:
    """`clock [--confirm]`"""
    parser = argparse.ArgumentParser("bihuan clock", description="时钟 · whether the clock can be believed")
    parser.add_argument(
        "--confirm", action="store_true", help="时钟无误、间隔属实 · the clock is right and the gap is real"
    )
    call = parser.parse_args(argv)
    head = latest()
    known = trusted.known()
    why = trusted.doubt(head=head)
    sys.stdout.write(_said(known))
    if why and not call.confirm:
        sys.stdout.write(f"{why.sentence.zh}\n{why.sentence.en}\n")
        return 1
    if call.confirm:
        trusted.confirm(head=head)
        sys.stdout.write("已确认时钟无误。The clock is confirmed.\n")
    return 0


def _said(known: Known | None) -> str:
    last = _instant(known.reading.at) if known else "—"
    return f"现在 now {_instant(clock.now())}；上次可信 last believed {last}\n"


def _instant(at: int) -> str:
    return datetime.fromtimestamp(at / 1_000_000, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
