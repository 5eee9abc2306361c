"""What waits for somebody's check, oldest first, and for what they may not check: why, and who must."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.urls import reverse

from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.sql import marks
from bihuan.core.state.principals import (
    CROSS_CHECKERS,
    FALLBACK,
    OUTSIDERS,
    VERIFIERS,
    principal,
    principal_kind,
    principal_number,
)
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.list_rows import above_said, handled
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.offering import next_act
from bihuan.matters.saying.requested import request_said
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import load, meet, reading
from bihuan.web.acting import SignedInRequest

CHECKS = frozenset({"verifier", "fallback", "outsider", "step"})
"""In what relation a checker acts."""
ROLES = (VERIFIERS, FALLBACK, OUTSIDERS, CROSS_CHECKERS)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter that waits for a check. `why`: the sentence where this person may not; `since`: instant."""

    state: State
    unit: Text
    above: Text | None
    since: int | None
    act: Text
    act_url: str
    why: Text | None
    asked: Text | None  # what a request asks for


def turns(sight: Sight) -> list[int]:
    """The principals whose turn concerns a checker: every role of a register where one is held.

    Whoever checks from outside reads of no other matters than those that come to that.
    """
    held = {one for one in sight.principals if principal_kind(one) in ROLES}
    registers = {principal_number(one) for one in held if principal_kind(one) != OUTSIDERS}
    return sorted(held | {principal(role, register) for register in registers for role in ROLES})


def count(sight: Sight) -> int:
    """How many wait for this person's own roles."""
    own = [one for one in sight.principals if principal_kind(one) in ROLES]
    if not own:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM matters_matter WHERE turn IN ({marks(own)})", own)
        return int(cursor.fetchone()[0])


def waiting(request: SignedInRequest, *, offset: int, limit: int) -> list[Waiting]:
    """One page of the queue, with a verdict for each; the book reads all of them in two statements."""
    sight = sight_of(request)
    found = _oldest(turns(sight), offset, limit)
    open_book = reading(sight.org, today=today_of(request))
    load(open_book, list(found))
    states = [state for one in found if (state := open_book.store.state(one)) is not None]
    meet(open_book, [state.parent if state.request else state.id for state in states])
    names = Names(sight.org, sight).need(
        units=[s.lead_unit for s in states], matters=[s.parent for s in states]
    )
    names.tell(s.parent for s in states if handled(sight, s))
    result = []
    for state in states:
        row = next_act(state, CHECKS)
        if row is None:
            continue
        reason = verdict(row, open_book.snapshot(row, state, Mandate(sight.actor), {}, trying=True))
        result.append(
            Waiting(
                state,
                names.unit(state.lead_unit) if state.lead_unit else Text("", ""),
                above_said(state, names),
                found[state.id],
                row.label,
                reverse("act", args=[state.id, row.name]),
                names.why(reason) if reason else None,
                request_said(state.request) if state.request else None,
            )
        )
    return result


def _oldest(found: Sequence[int], offset: int, limit: int) -> dict[int, int | None]:
    """The matters in the order in which they came to wait, each with the instant of that."""
    if not found:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.id, s.from_at FROM matters_matter m LEFT JOIN matters_spell s ON s.matter_id = m.id"
            f" AND s.to_at IS NULL WHERE m.turn IN ({marks(found)})"
            " ORDER BY m.life_seq, m.id LIMIT %s OFFSET %s",
            [*found, limit, offset],
        )
        return dict(cursor.fetchall())
