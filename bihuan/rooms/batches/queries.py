"""Which rows of a register can be taken together, and why the others cannot yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import connection

from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop.requesting import why_not
from bihuan.core.sql import marks
from bihuan.core.state.lives import CLAIMED, DOING, REGISTERED, VERIFIED
from bihuan.core.state.principals import DESK, principal
from bihuan.core.state.state import HEARD
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.saying.list_rows import Row, rows_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.seeing.lists import Asked, listed
from bihuan.matters.seeing.sight import Sight
from bihuan.matters.writing.acts import load, meet, reading

MOST = 300


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row as a batch offers it; `why` says why it cannot be ticked."""

    row: Row
    why: Text | None
    note: Text | None = None  # what there is to know before it is ticked


def to_assign(sight: Sight, register: int, today: date) -> list[Candidate]:
    """What is registered and waits to be handed out: with its unit and, for a measure, its due."""
    return _candidates(sight, register, _of_life(sight, register, REGISTERED, today), today, _unassignable)


def to_approve(sight: Sight, register: int, today: date) -> list[Candidate]:
    """What is verified: heard, not in another batch, and for a problem with its measures done."""
    return _candidates(sight, register, _of_life(sight, register, VERIFIED, today), today, _unapprovable)


def to_back_fill(sight: Sight, register: int, today: date) -> list[Candidate]:
    """What the sheet that brought it in says was signed off; with the core's own reason why it cannot be."""
    lives = (REGISTERED, *DOING, CLAIMED)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.matter_id FROM matters_seen s JOIN matters_matter m ON m.id = s.matter_id"
            f" WHERE s.principal = %s AND s.register_id = %s AND s.life IN ({marks(lives)})"
            f" AND m.more LIKE %s ORDER BY s.kind DESC, s.place LIMIT {MOST}",
            [principal(DESK, register), register, *lives, '%"said_closed"%'],
        )
        ids = [matter for (matter,) in cursor.fetchall()]
    open_book = reading(sight.org, today=today)
    load(open_book, ids)
    meet(open_book, ids)
    act, how = kind_of("register").act("request_back_fill"), Mandate(sight.actor)

    def why(row: Row) -> Reason | None:
        return _waits(row) or why_not(open_book, act, row.state.id, register, how, SOME_DAY)

    found = _candidates(sight, register, ids, today, why)
    return [replace(one, note=_signed(one.row)) for one in found]


SOME_DAY: Final = {"said_closed_on": date.min.isoformat()}
"""The date of signing, which whoever asks gives where the sheet has none."""


def _signed(row: Row) -> Text:
    on = row.state.said_closed_on
    if on is None:
        return Text("表中没有销号日期，须填签字日期", "no date in the sheet: give the date of signing")
    return Text(f"表中销号日期 {on.isoformat()}", f"signed off in the sheet on {on.isoformat()}")


def _of_life(sight: Sight, register: int, life: str, today: date) -> list[int]:
    ids: list[int] = []
    for kind in ("problem", "measure"):
        ids += listed(sight, Asked(register, kind, today, lives=(life,), limit=MOST))
    return ids


def _candidates(
    sight: Sight, register: int, ids: Sequence[int], today: date, why: Callable[[Row], Reason | None]
) -> list[Candidate]:
    names = Names(sight.org)
    found = []
    for row in rows_of(sight.org, register, ids, today=today):
        reason = why(row)
        found.append(Candidate(row, names.why(reason) if reason else None))
    return sorted(found, key=lambda one: one.why is not None)


def _unassignable(row: Row) -> Reason | None:
    state = row.state
    if state.lead_unit is None and state.lead_group is None:
        return Reason("no_lead")
    if state.kind == "measure" and state.due_kind in (None, "unread"):
        return Reason("no_due")
    return _waits(row)


def _unapprovable(row: Row) -> Reason | None:
    state = row.state
    if state.hearing == "asked":
        return Reason("hearing_runs", {"until": state.hear_until})
    if state.hearing == "not_solved":
        return Reason("not_solved")
    if state.hearing not in HEARD:
        return Reason("no_hearing")
    if state.kind == "problem" and row.below.done < row.below.owed:
        return Reason("measures_open", {"open": row.below.owed - row.below.done})
    return _waits(row)


def _waits(row: Row) -> Reason | None:
    return Reason("request_open") if row.state.pending else None
