"""Decisions on paper (录入、核对): what was entered of a signed sheet or a meeting, and waits with a matter.

One enters it, another compares it with the sheet, and only then it happens. A meeting's decision is
provisional until its signed list or minutes are filed.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from bihuan.core.state.principals import (
    COMPARERS,
    COMPARING_AUDITORS,
    COMPARING_OUTSIDERS,
    principal,
)

SIGNED: Final = "signed_paper"
MEETING: Final = "meeting"
CALL: Final = "call"
DECIDE_BY: Final = (SIGNED, MEETING)
"""On what basis a decision can be entered for somebody. A call decides nothing."""
DESK: Final = ("office", "verifier", "fallback")
"""Who may enter a decision from paper, where a step of the doing side cannot be meant."""
LAST: Final = "auditor"
"""Who enters it where nobody of the desk may: what somebody from outside found, who never signs in, would
otherwise find nobody who may write it down.
"""
COMPARED_BY: Final = {"desk": COMPARERS, "auditor": COMPARING_AUDITORS, "outsider": COMPARING_OUTSIDERS}
"""Who compares: office, verifiers, fallback; where none of them may, an auditor, then an outside checker."""


DUES: Final = (
    *("due_kind", "due_on", "yellow_on", "red_on", "due_every", "due_then", "due_day", "due_place"),
    *("due_text", "due_reckoned", "due_provisional"),
)
BACK_AT_WORK: Final = (
    *("life", "clock", "paused_on", "lead_unit", "lead_group", "mode", "accountable", "leader"),
    *("assigned_on", "uninvolved", *DUES),
)
"""What a disputed decision gives back of what is worked on, where it still is what that made of it."""
BACK_LATER: Final = (*DUES, "accountable", "leader", "uninvolved", "looked_back", "look_back_on")
"""The same of what was claimed or closed since."""
GIVEN_BACK: Final = tuple(dict.fromkeys((*BACK_AT_WORK, *BACK_LATER)))


class Paper(NamedTuple):
    """One decision that was entered and not yet compared. `seq` is the number of its record."""

    seq: int
    act: str
    person: int  # whose decision it is
    basis: str
    by: tuple[int, ...]  # who entered it, first; then those whose place that person takes, and who filed it
    asked: str  # canonical text of its plain facts
    filed: bool  # the signed sheet, the list or the minutes are there
    day: str  # on which it was entered
    scan: int = 0  # the number of the record that cites its scan
    compare_by: str = "desk"  # who compares it: the desk, an auditor, or an outsider

    @property
    def since(self) -> date:
        """The day on which it was entered."""
        return date.fromisoformat(self.day)


class Rest(NamedTuple):
    """What was done on a compared paper, or is said to have been: where it is disputed, it falls back."""

    seq: int  # of the paper, or of the entry by which somebody is said to have done it
    act: str
    person: int
    at: int  # the number of the record of what was done
    claim: int  # the claim that stood then
    life: str
    finding: int
    hearing: str | None
    changed: str  # canonical text: of what is owed, and by whom, {name: [before, after]}

    @property
    def changes(self) -> Mapping[str, list[Any]]:
        """What the act changed of what is owed, and by whom: as it was, and as it became."""
        found: Mapping[str, list[Any]] = json.loads(self.changed)
        return found

    @property
    def made(self) -> str:
        """The life that it led to."""
        return str(self.changes.get("life", (self.life, self.life))[1])


def written(value: Any) -> Any:
    """A value of a state as a record keeps it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def rest_of(rests: Iterable[Rest], seq: int) -> Rest | None:
    """What rests on that record."""
    return next((one for one in rests if one.seq == seq), None)


def rests_from(kept: Iterable[Any]) -> tuple[Rest, ...]:
    """What rests on papers, as JSON keeps it."""
    return tuple(map(Rest._make, kept))


def paper_of(papers: tuple[Paper, ...], seq: int | None) -> Paper | None:
    """The paper of that record; the only one there is where none is named."""
    if seq is None:
        return papers[0] if len(papers) == 1 else None
    return next((one for one in papers if one.seq == seq), None)


def comparing(compare_by: str, register: int | None) -> int:
    """The principal of those who compare."""
    return principal(COMPARED_BY[compare_by], register or 0)
