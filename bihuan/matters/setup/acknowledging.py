"""`bihuan acknowledge-heads`: heads that left the machine are not in the record, and somebody knows why.

After an older backup was restored the newest days are lost, and what was sent of them stands outside for
ever. Whoever is at the machine says why, by an act of the system that lists these heads: the record itself
tells of it, verifying takes them for explained, and heads are sent again. Exit status 0; 1: every head
outside is in the record; 2 with one line.
"""

import argparse
import sys
from collections.abc import Sequence

from bihuan.core.acts.mandate import Mandate
from bihuan.core.chain.breaks import Published
from bihuan.core.state.actor import SYSTEM
from bihuan.ledger import publishing
from bihuan.ledger.held import lacking
from bihuan.ledger.models import Head
from bihuan.matters.seeing.standing import where_done
from bihuan.matters.setup.administrators import Unusable
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.clock import now


def main(argv: Sequence[str]) -> int:
    """`acknowledge-heads --org SLUG --reason TEXT`"""
    parser = argparse.ArgumentParser(
        "bihuan acknowledge-heads", description="确认外送的链头不再在记录里 · heads that the record lacks"
    )
    parser.add_argument("--org", required=True, metavar="SLUG", help="单位代码 · the organisation")
    parser.add_argument("--reason", required=True, metavar="TEXT", help="为什么 · why, for the record")
    call = parser.parse_args(argv)
    try:
        heads = acknowledge(call.org, call.reason, at=now())
    except OSError as error:
        sys.stderr.write(f"bihuan acknowledge-heads: {error}\n")
        return 2
    if gone := publishing.forget_gone():
        sys.stdout.write(
            f"存放处缺过的 {gone} 个链头，不再提示。{gone} heads that were gone are told no more.\n"
        )
    if not heads:
        sys.stdout.write("外送的链头都在记录里。Every head outside is in the record.\n")
        return 0 if gone else 1
    sys.stdout.writelines(f"{head}\n" for head in heads)
    sys.stdout.write("已记入办理记录。This stands in the record.\n")
    return 0


def acknowledge(slug: str, reason: str, *, at: int) -> list[Published]:
    """Say by an event which heads outside the record lacks; they. Unusable, or OSError for the place."""
    org = Head.objects.filter(slug=slug).values_list("org_id", flat=True).first()
    if org is None:
        raise Unusable(f"没有这个单位：{slug} There is no such organisation.")
    if not reason.strip():
        raise Unusable("请写明原因。Say why.")
    heads = lacking().get(slug, [])
    if heads:
        with book(org, at=at) as open_book:
            listed = [[head.seq, head.seal] for head in heads]
            where = where_done(org, "acknowledge_heads")
            open_book.perform(
                "acknowledge_heads", where, Mandate(SYSTEM), heads=listed, reason=reason.strip()
            )
        publishing.send(at=at)
    return heads
