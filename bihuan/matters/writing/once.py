"""One key, one content: a form acts once, and what is sent with its key again is the same or is refused.

Beside the key stands a digest of what was sent with it, made with the installation's own key: whoever reads
the table, or a backup of it, cannot try out short texts, nor is a text that was erased left to be guessed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.utils.crypto import salted_hmac

from bihuan.core.chain.ids import seq_of
from bihuan.core.words.reasons import Reason, Refused

_SALT = "bihuan.once"


@dataclass(frozen=True, slots=True)
class Sent:
    """A one-time key with the digest of what was sent with it."""

    key: str
    digest: str

    @classmethod
    def of(cls, key: str | None, content: object) -> Self | None:
        """`content`: anything JSON has a form for; None without a key."""
        if not key:
            return None
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return cls(key, salted_hmac(_SALT, text, algorithm="sha256").hexdigest())


Key = Sent | str | None
"""The key of a form with what was typed into it; a bare one goes with the facts of the call."""


def keyed(once: Key, call: tuple[object, ...], facts: Mapping[str, Any]) -> Sent | None:
    """A key with its content: what the form says, else the call itself."""
    return once if isinstance(once, Sent) else Sent.of(once, [*call, dict(facts)])


def done_with(once: Sent | None, person: int | None) -> int | None:
    """The matter of what this key has done already; None where it is new, or somebody else's.

    Raises Refused where it did something else: the first is recorded, what is sent now is not.
    """
    if once is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT matter_id, person_id, event_id, digest FROM matters_once WHERE key = %s", (once.key,)
        )
        row = cursor.fetchone()
    if row is None or row[1] != person:
        return None
    if row[3] != once.digest:  # also where an earlier version kept the key without any
        raise Refused(Reason("sent_before", {"seq": f"{seq_of(row[2]):,}"}))
    return int(row[0])


def remember(once: Sent | None, *, org: int, person: int | None, event: int, matter: int, at: int) -> None:
    """Keep the key in the transaction of the act; somebody else's key is no key."""
    if once is None:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_once (key, digest, org_id, person_id, event_id, matter_id, at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (key) DO NOTHING",
            (once.key, once.digest, org, person, event, matter, at),
        )
