"""Writing to the record: plain SQL, because every act of an organisation waits for the one before it here.

An act takes `pen()` first of all, which locks the organisation's head; `write()` seals in memory, and
`flush()` writes everything in three statements. Only `bihuan.matters` may import this (an import contract).
"""

import secrets

from django.db import connection

from bihuan.core.chain.chain import Json, canonical, fact_digest, genesis, header_text, link
from bihuan.core.chain.ids import event_id
from bihuan.core.time.trust import Known, Reading
from bihuan.ledger.batch import Batch
from bihuan.ledger.event import Entry, Event

__all__ = ["Entry", "Event", "Pen", "begin_chain", "pen"]


class Pen:
    """Writes to one organisation's chain while its head is locked. What is not flushed is not written.

    `zone` is the organisation's: what day it is at `now` is for it to say. `now` is the instant that was
    given; `at` is sealed, and never before the `head`'s. `known` is what the installation knows of the time.
    """

    def __init__(
        self,
        org_id: int,
        org_slug: str,
        zone: str,
        seq: int,
        seal: str,
        *,
        now: int,
        head: int,
        known: Known | None,
    ) -> None:
        self.org_id = org_id
        self.org_slug = org_slug
        self.zone = zone
        self.seq = seq
        self.seal = seal
        self.now = now
        self.head = head
        self.at = max(now, head)
        self.known = known
        self._events: list[tuple[int | str, ...]] = []
        self._facts: list[tuple[int | str, ...]] = []

    def write(self, entry: Entry) -> Event:
        """Seal `entry` as the next event, kept for `flush()`. On ValueError or TypeError nothing is kept."""
        seq = self.seq + 1
        identity = event_id(self.org_id, seq)
        matter = identity if entry.matter is None else entry.matter
        facts = [_fact(identity, name, value) for name, value in entry.personal.items()]
        header = header_text(
            org=self.org_slug,
            seq=seq,
            matter=matter,
            kind=entry.kind,
            event=entry.name,
            version=entry.version,
            actor=entry.actor,
            hat=entry.hat,
            for_whom=entry.for_whom,
            basis=entry.basis,
            at=self.at,
            occurred_on=entry.occurred_on,
            plain=entry.plain,
            personal={name: digest for _, name, _, _, digest in facts},
        )
        self.seal = link(self.seal, header)
        self.seq = seq
        self._events.append((identity, self.org_id, seq, matter, entry.name, self.at, header, self.seal))
        self._facts += facts
        return _sealed(entry, identity, self, matter)

    def flush(self, batch: Batch | None = None) -> None:
        """Write the sealed events, their facts and the head: at most three statements up to 500 rows.

        With a `batch` they are only added to it, before whatever else the act writes.
        """
        if not self._events:
            return
        own = batch or Batch()
        own.insert(_EVENTS, self._events)
        own.insert(_FACTS, self._facts)
        own.each(_MOVE_HEAD, [(self.seq, self.seal, self.at, self.org_id)])
        if batch is None:
            own.run()
        self._events.clear()
        self._facts.clear()


def pen(org_id: int, *, at: int) -> Pen:
    """Lock the head of `org_id` until the transaction ends; one statement.

    The pen's `at` is the given instant or the head's, whichever is later: the record's time never goes back.
    LookupError where the organisation has no chain.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the record is written inside a transaction")
    lock = _LOCK_HEAD + " FOR UPDATE OF h" if connection.vendor == "postgresql" else _LOCK_HEAD
    with connection.cursor() as cursor:
        cursor.execute(lock, (org_id,))
        row = cursor.fetchone()
    if row is None:
        raise LookupError(f"organisation {org_id} has no chain")
    slug, zone, seq, seal, head, *time = row
    return Pen(org_id, slug, zone, seq, seal, now=at, head=head, known=_known(*time))


def _known(at: int | None, boot: str, uptime: int, forgiven: int) -> Known | None:
    """What the installation knows of the time; None where nothing is known."""
    return None if at is None else Known(Reading(at, boot, uptime), forgiven)


def begin_chain(org_id: int, slug: str, *, at: int) -> None:
    """Give a new organisation its head; the seal before its first event comes from `slug`."""
    event_id(org_id, 1)
    with connection.cursor() as cursor:
        cursor.execute(_INSERT_HEAD, (org_id, slug, genesis(slug), at))


_LOCK_HEAD = (
    "SELECT h.slug, o.zone, h.seq, h.seal, h.at, t.at, t.boot, t.uptime, t.forgiven FROM ledger_head h"
    " JOIN people_organisation o ON o.id = h.org_id LEFT JOIN jobs_knowntime t ON t.id = 1"
    " WHERE h.org_id = %s"
)
_INSERT_HEAD = "INSERT INTO ledger_head (org_id, slug, seq, seal, at) VALUES (%s, %s, 0, %s, %s)"
_MOVE_HEAD = "UPDATE ledger_head SET seq = %s, seal = %s, at = %s WHERE org_id = %s"
_EVENTS = "ledger_event (id, org_id, seq, matter_id, name, at, header, seal)"
_FACTS = "ledger_facts (event_id, name, value, salt, digest)"


def _fact(identity: int, name: str, value: Json) -> tuple[int, str, str, str, str]:
    """The row of one personal fact, with a salt of its own so that short values cannot be guessed."""
    text = canonical(value)
    salt = secrets.token_hex(16)
    return identity, name, text, salt, fact_digest(salt, text)


def _sealed(entry: Entry, identity: int, by: Pen, matter: int) -> Event:
    return Event(
        id=identity,
        org=by.org_id,
        seq=by.seq,
        matter=matter,
        kind=entry.kind,
        name=entry.name,
        version=entry.version,
        actor=entry.actor,
        hat=entry.hat,
        for_whom=entry.for_whom,
        basis=entry.basis,
        at=by.at,
        occurred_on=entry.occurred_on,
        plain=entry.plain,
        personal=entry.personal,
        seal=by.seal,
    )
