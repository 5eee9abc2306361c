"""Decisions on paper from the one form that every act has: who is represented, and on what basis.

Where the act decides, what the form says is not done but entered, and waits to be compared.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.deciding import decides
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import in_person
from bihuan.core.chain.ids import belongs, event_id
from bihuan.core.loop.comparing import COMPARE
from bihuan.core.loop.papers import DOCUMENT, SCAN
from bihuan.core.state.papers import DECIDE_BY
from bihuan.core.state.state import State
from bihuan.core.words.text import Text
from bihuan.ledger.event import Event
from bihuan.ledger.read import events_at
from bihuan.matters.kinds import kind_of
from bihuan.matters.pages.reader import sight_of, today_of
from bihuan.matters.saying.naming import Names
from bihuan.matters.saying.papered import paper_named
from bihuan.matters.saying.referring import record_named
from bihuan.matters.writing.acts import reading
from bihuan.people.read import day_in
from bihuan.web.acting import SignedInRequest
from bihuan.web.forms import Choose, ManyFiles, text_field
from bihuan.web.numbers import typed_id

PROVISIONAL = Text(
    "已按会议决定录入，暂记为已定；补交纪要并由另一人核对后才生效。",
    "Entered as the meeting decided. It is provisional until the minutes are filed and compared.",
)
TO_COMPARE = Text(
    "已录入签字件，由另一人核对后才生效。",
    "Entered from paper. It counts once somebody else has compared it.",
)
CARRIED_OUT = Text(
    "请先打开签字件逐项对照。核对一致的，所录决定随即生效。",
    "Open the paper first and compare each item. If it says so, the decision takes effect at once.",
)
OFFERED = 6


class Numbered(Choose):
    """One paper; cleaned to the number of its record."""

    few = OFFERED

    def clean(self, value: Any) -> int | None:
        found = super().clean(value)
        return int(found) if found else None


def which_paper(field: Field, state: State | None, seqs: Sequence[int]) -> forms.Field:
    """The papers of the matter that the act may be about; the only one is chosen already.

    Who objects reads of which day each entry is, as the timeline says it.
    """
    names = Names(state.org, None) if state is not None else None
    told = _told(state, seqs) if state is not None and field.own else {}
    options = [
        (str(one), record_named(kind_of(state.kind), told[one], names))
        if one in told
        else (str(one), paper_named(state, one, names))
        for one in seqs
        if state and names
    ]
    only = options[0][0] if len(options) == 1 else None
    return Numbered(label=field.label, required=field.required, options=options, initial=only)


def _told(state: State, seqs: Sequence[int]) -> dict[int, Event]:
    """The records that one may object to, by number; a sheet of a month has its own name."""
    monthly = {one.seq for one in state.entry_sheets}
    return {
        one.seq: one for one in events_at([event_id(state.org, seq) for seq in seqs if seq not in monthly])
    }


def can_be_about(
    field: Field, state: State | None, own: Collection[int] | None, *, behalf: bool
) -> list[int]:
    """The records that a form offers: `own` ones, where it is an objection, and no colleague's.

    Who has nothing to object to, and may record for others, is offered what is said of them.
    """
    every = list(field.among(state)) if state is not None and field.among else []
    if field.own is None or own is None:
        return every
    return [one for one in every if one in own] or (every if behalf else [])


def own_records(request: SignedInRequest, act: Act, state: State) -> Collection[int] | None:
    """What whoever sends a form may object to, or for whom it is sent; None: it is no objection."""
    own = next((one.own for one in act.fields if one.own), None)
    if own is None:
        return None
    whom = typed_id(request.POST.get("for_whom"))
    how = Mandate(sight_of(request).actor, whom if belongs(whom, state.org) else None)
    snap = reading(state.org, today=today_of(request)).snapshot(act, state, how, {}, trying=True)
    return own(in_person(act, snap))


def may_decide(act: Act) -> bool:
    """Whether it is a decision of the house, always or sometimes."""
    return (act.never_by is not None or act.decides_if is not None) and not act.testimony


def with_document(act: Act, made: Mapping[str, Any]) -> dict[str, forms.Field]:
    """What a decision on paper is asked beside the facts of the act: the paper itself."""
    if not may_decide(act):
        return {}
    found: dict[str, forms.Field] = {}
    if "document" not in made:
        found["document"] = text_field(DOCUMENT.label, 200, required=False)  # its label says all
    if "evidence" not in made:
        found["evidence"] = ManyFiles(label=SCAN.label, required=False, help_text=SCAN.help)
    return found


def entered_instead(
    act: Act, matter: int, how: Mapping[str, Any], facts: Mapping[str, Any], document: str | None
) -> dict[str, Any] | None:
    """The facts of the record of a paper, where that is what the form says; None where it is done at once."""
    person, basis = how.get("for_whom"), how.get("basis")
    if not may_decide(act) or not person or basis not in DECIDE_BY:
        return None
    book = reading(how["org"], today=day_in(how["org"], at=how["at"]))
    state, actor = book.store.state(matter), book.store.actor(how["actor"])
    if state is None or person in actor.people:
        return None
    if not decides(act, book.snapshot(act, state, Mandate(actor, person, basis), facts)):
        return None
    personal = {one.name for one in act.fields if one.personal}
    return {
        "paper_act": act.name,
        "represented": person,
        "paper_basis": basis,
        "paper_facts": {name: value for name, value in facts.items() if name not in personal},
        "paper_words": {name: value for name, value in facts.items() if name in personal},
        "document": document or None,
    }


def entered_said(after: State) -> Text | None:
    """What the next page says of a paper that was just entered."""
    mine = [one for one in after.papers if one.seq == after.seq]
    return (TO_COMPARE if mine[0].filed else PROVISIONAL) if mine else None


def takes_effect(act: Act) -> tuple[Text, ...]:
    """What comparing does beside a tick: the decision is carried out."""
    return (CARRIED_OUT,) if act.name == COMPARE.name else ()


def asks_for_paper(act: Act) -> bool:
    """Whether it is about a paper that waits with a matter."""
    return any(field.kind == "paper" for field in act.fields)
