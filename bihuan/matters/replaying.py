"""Erasing again what a backup brought back: what was taken away stays away."""

from bihuan.core.how import How
from bihuan.core.reasons import Refused
from bihuan.core.state import SYSTEM
from bihuan.ledger import journal
from bihuan.ledger.models import Head
from bihuan.matters.acts import book
from bihuan.matters.founding import standing
from bihuan.matters.rebuild import blank

REASON = "恢复备份后，按清除记录再次清除。"


def replay(erasures: list[journal.Erasure], *, at: int) -> int:
    """Erase again, by events of their own, whatever of these facts is there; how many came back and went."""
    known = dict(Head.objects.values_list("slug", "org_id"))
    count = 0
    for erasure in erasures:
        facts = journal.still_there(erasure) if erasure.org in known else []
        if facts:
            _erase(known[erasure.org], erasure.matter, facts, at=at)
            count += len(facts)
    return count


def _erase(org: int, matter: int, facts: list[tuple[int, str]], *, at: int) -> None:
    """By an event on the matter; where its kind or its life has none, on that of units and people."""
    listed = [[event, name] for event, name in facts]
    with book(org, at=at) as open_book:
        try:
            open_book.perform("erase", matter, How(SYSTEM), reason=REASON, erases=listed)
        except Refused:
            people = standing(org, "people")
            open_book.perform("erase", people, How(SYSTEM), reason=REASON, erases=listed)
    blank(matter)
