"""Which rows of a register can be taken together, and why the others cannot yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import connection

from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.loop.requesting import why_not
from bihuan.core.sql import marks
from bihuan.core.state.lives import (
    CHECKING,
    CLAIMED,
    DECLINED,
    DOING,
    MERGED,
    REGISTERED,
    VERIFIED,
    WITHDRAWN,
)
from bihuan.core.state.principals import DESK, UNIT, principal
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
GIVEN_UP = (DECLINED, WITHDRAWN, MERGED)


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


def answering(sight: Sight, register: int) -> list[tuple[int, int]]:
    """(person, how many) of everybody who answers for something in the register that was not given up."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.accountable_id, count(*) FROM matters_seen s"
            " JOIN matters_matter m ON m.id = s.matter_id"
            " WHERE s.principal = %s AND s.register_id = %s AND m.accountable_id IS NOT NULL"
            f" AND s.life NOT IN ({marks(GIVEN_UP)}) GROUP BY m.accountable_id ORDER BY count(*) DESC, 1",
            [principal(DESK, register), register, *GIVEN_UP],
        )
        return [(person, many) for person, many in cursor.fetchall()]


def to_hand_over(sight: Sight, register: int, person: int, today: date) -> list[Candidate]:
    """What one person answers for in a register."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.matter_id FROM matters_seen s JOIN matters_matter m ON m.id = s.matter_id"
            " WHERE s.principal = %s AND s.register_id = %s AND m.accountable_id = %s"
            f" AND s.life NOT IN ({marks(GIVEN_UP)}) ORDER BY s.kind DESC, s.place LIMIT {MOST}",
            [principal(DESK, register), register, person, *GIVEN_UP],
        )
        ids = [matter for (matter,) in cursor.fetchall()]
    return _candidates(sight, register, ids, today, _waits)


def to_say(sight: Sight, today: date) -> list[Candidate]:
    """What names an office that this person heads and may still be answered for; what is checked first."""
    named = [principal(UNIT, unit) for unit in sorted(sight.actor.heads & sight.actor.offices)]
    if not named:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT m.id, m.register_id, m.life FROM matters_stake s JOIN matters_matter m"
            f" ON m.id = s.matter_id WHERE s.principal IN ({marks(named)}) AND s.relation = 'supporting'"
            f" AND m.life NOT IN ({marks(GIVEN_UP)}) ORDER BY m.id",
            [*named, *GIVEN_UP],
        )
        found = cursor.fetchall()
    found.sort(key=lambda row: row[2] not in CHECKING)
    open_book, kept = reading(sight.org, today=today), found[:MOST]
    load(open_book, [one for one, *_ in kept])
    may: dict[int, list[int]] = {}
    for one, register, _ in kept:
        if _may_say(open_book, one, sight):
            may.setdefault(register or 0, []).append(one)
    rows = {
        row.state.id: row
        for register, some in may.items()
        for row in rows_of(sight, register, some, today=today)
    }
    return [Candidate(rows[one], None) for one, *_ in kept if one in rows]


def _may_say(open_book: Book, matter: int, sight: Sight) -> bool:
    state = open_book.store.state(matter)
    row = kind_of(state.kind).by_name.get("say_uninvolved") if state else None
    if state is None or row is None:
        return False
    return verdict(row, open_book.snapshot(row, state, Mandate(sight.actor), {}, trying=True)) is None


def _of_life(sight: Sight, register: int, life: str, today: date) -> list[int]:
    ids: list[int] = []
    for kind in ("problem", "measure"):
        ids += listed(sight, Asked(register, kind, today, lives=(life,), limit=MOST))
    return ids


def _candidates(
    sight: Sight, register: int, ids: Sequence[int], today: date, why: Callable[[Row], Reason | None]
) -> list[Candidate]:
    names = Names(sight.org, sight)
    found = []
    for row in rows_of(sight, register, ids, today=today):
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
