"""Erasing again what a backup brought back: what was taken away stays away."""

from bihuan.core.acts.mandate import Mandate
from bihuan.core.state.actor import SYSTEM
from bihuan.core.words.reasons import Refused
from bihuan.ledger import journal
from bihuan.ledger.models import Head
from bihuan.matters.seeing.standing import where_done
from bihuan.matters.writing.acts import book
from bihuan.matters.writing.rebuild import blank

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
    """By an event on the matter; where its kind or its life has none, on a standing one."""
    listed = [[event, name] for event, name in facts]
    with book(org, at=at) as open_book:
        try:
            open_book.perform("erase", matter, Mandate(SYSTEM), reason=REASON, erases=listed)
        except Refused:
            open_book.perform(
                "erase", where_done(org, "erase"), Mandate(SYSTEM), reason=REASON, erases=listed
            )
    blank(matter)
