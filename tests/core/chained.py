"""A small chain, built with the core alone, for the tests to break."""

from collections.abc import Mapping, Sequence
from datetime import date

from bihuan.core.chain.breaks import EventRow, FactRow
from bihuan.core.chain.chain import Json, canonical, fact_digest, genesis, header_text, link
from bihuan.core.chain.ids import event_id

ORG, SLUG = 3, "jichuan"
START = 1_790_000_000_000_000


def chain(
    personal: Sequence[Mapping[str, Json]], *, plain: Mapping[str, Json] | None = None
) -> tuple[list[EventRow], list[FactRow]]:
    """One event for each set of personal facts, a second and a bit apart."""
    rows: list[EventRow] = []
    facts: list[FactRow] = []
    seal = genesis(SLUG)
    for seq, values in enumerate(personal, start=1):
        identity = event_id(ORG, seq)
        salts = {name: f"{seq:030x}{place:02x}" for place, name in enumerate(values)}
        texts = {name: canonical(value) for name, value in values.items()}
        digests = {name: fact_digest(salts[name], text) for name, text in texts.items()}
        header = header_of(seq, plain or {"life": "under_way"}, digests)
        seal = link(seal, header)
        rows.append((identity, ORG, seq, event_id(ORG, 1), "progressed", at_of(seq), header, seal))
        facts += [(identity, name, texts[name], salts[name], digests[name], None) for name in values]
    return rows, facts


def at_of(seq: int) -> int:
    return START + seq * 1_000_001


def header_of(
    seq: int, plain: Mapping[str, Json], digests: Mapping[str, str], event: str = "progressed"
) -> str:
    """The header of event `seq` of this chain."""
    return header_text(
        org=SLUG,
        seq=seq,
        matter=event_id(ORG, 1),
        kind="problem",
        event=event,
        version=1,
        actor=7,
        hat=None,
        for_whom=None,
        basis='电话 "at":"1", 记录',
        at=at_of(seq),
        occurred_on=date(2026, 11, 24),
        plain=plain,
        personal=digests,
    )
