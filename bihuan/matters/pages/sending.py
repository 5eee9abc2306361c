"""Whether the form of an act can be sent at all, by whoever has it open: as oneself, or for somebody.

Judged as an offer is, before anything is typed: what is refused now, nothing in the form mends.
"""

from dataclasses import dataclass
from typing import Any

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import verdict
from bihuan.core.state.actor import Actor
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.forms import for_somebody
from bihuan.matters.pages.whom import Whom
from bihuan.matters.saying.naming import Names
from bihuan.web.forms import Form


@dataclass(frozen=True, slots=True)
class Sending:
    """`why` not as oneself; `records`: for somebody it can be recorded all the same."""

    why: Reason | None = None
    records: bool = False

    @property
    def possible(self) -> bool:
        """Whether it can be sent in some way."""
        return self.why is None or self.records

    def shown(self, form: Form, act: Act, names: Names) -> dict[str, Any]:
        """What a page of the form says of it; a form that was just refused says itself why."""
        if self.records:
            for_somebody(form, act)
        why: Text | None = names.why(self.why) if self.why else None
        if why and form.is_bound:
            told = any(why.say(form.language) in problem.said for problem in form.problems)
            why = None if told or self.possible else why
        return {"why": why, "records": self.records, "sendable": self.possible}


def sending_of(book: Book, act: Act, state: State, actor: Actor, whom: Whom | None) -> Sending:
    """Of the form of an act on a matter, or on what it would open."""
    reason = verdict(act, book.snapshot(act, state, Mandate(actor), {}, trying=True))
    if reason is None:
        return Sending()
    if whom and whom.options:
        return Sending(reason, records=True)
    return Sending((whom.why if whom and reason.code == "no_right" else None) or reason)


def opened_under(above: State, kind: str) -> State:
    """What would be opened under a matter, or in a register, as it stands before that."""
    lists = kind_of(above.kind).lists
    return State(
        id=0,
        org=above.org,
        kind=kind,
        register=above.id if lists else above.register,
        parent=None if lists else above.id,
        life="new",
    )
