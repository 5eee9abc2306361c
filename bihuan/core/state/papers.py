"""Decisions on paper (录入、核对): what was entered of a signed sheet or a meeting, and waits with a matter.

One enters it, another compares it with the sheet, and only then it happens. A meeting's decision is
provisional until its signed list or minutes are filed.
"""

from datetime import date
from typing import Final, NamedTuple

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
COMPARED_BY: Final = {"desk": COMPARERS, "auditor": COMPARING_AUDITORS, "outsider": COMPARING_OUTSIDERS}
"""Who compares: office, verifiers, fallback; where none of them may, an auditor, then an outside checker."""


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

    @property
    def since(self) -> date:
        """The day on which it was entered."""
        return date.fromisoformat(self.day)


class Rest(NamedTuple):
    """What was done on a compared paper, and how it stood before: where it is disputed, it falls back."""

    seq: int  # of the paper
    act: str
    person: int
    life: str
    finding: int
    hearing: str | None
    unsolved: tuple[int, ...]
    dates: tuple[str | None, ...]  # due_kind, due_then, due_on, yellow_on, red_on, due_text


def paper_of(papers: tuple[Paper, ...], seq: int | None) -> Paper | None:
    """The paper of that record; the only one there is where none is named."""
    if seq is None:
        return papers[0] if len(papers) == 1 else None
    return next((one for one in papers if one.seq == seq), None)


def comparing(compare_by: str, register: int | None) -> int:
    """The principal of those who compare."""
    return principal(COMPARED_BY[compare_by], register or 0)
