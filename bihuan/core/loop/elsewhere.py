"""Listing a matter in another register, which is asked: it must take matters, and its office says yes.

One matter may stand in several registers (一事多账). The office of its own register lets the others see it;
the office of the other takes it into its counts. Whoever sits in both lists it at once. Else one office asks,
and the other answers in its own register's name, so that no register is filled by somebody else's hand.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import fields as ask
from bihuan.core.loop import guards as guard
from bihuan.core.loop.requesting import REQUEST_KIND, asked_of, divided_of
from bihuan.core.state.actor import Desk
from bihuan.core.state.answers import ASKING, LISTING
from bihuan.core.state.lives import CLOSED, GOING, OPEN
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words import labels
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

IN_REGISTER = Field("in_register", "register", labels.IN_REGISTER, True)
PLACE_THERE = (
    IN_REGISTER,
    Field("number_there", "text", labels.NUMBER),
    replace(ask.ASPECT, keeps=False),
)
"""Where it is to stand, under which number and heading."""


def listed_in_others(state: State) -> Sequence[int]:
    """The registers in which a matter stands beside its own."""
    return [one for one in state.registers if one != state.register]


def takes_it(snap: Snapshot) -> Reason | None:
    """A register that is not open, or is closed, takes no more, from another register neither."""
    if snap.trying:
        return None
    desk = snap.desk_of(snap.facts["in_register"])
    return None if desk.open else _there("register_there_closed", snap, desk)


def lists_there(snap: Snapshot) -> Reason | None:
    """Whoever lists it sits in the office of that register; or that office has agreed."""
    if snap.trying or snap.granted or snap.within:
        return None
    desk = snap.desk_of(snap.facts["in_register"])
    return None if _of_its_office(snap, desk) else _there("its_office_lists", snap, desk)


def asks_another(snap: Snapshot) -> Reason | None:
    """Nobody asks the own office, nor a register that has been asked already."""
    if snap.trying:
        return None
    if _of_its_office(snap, snap.desk_of(snap.facts["in_register"])):
        return Reason("own_office_lists")
    waits = (one for one in snap.children() if one.request == LISTING and one.life == OPEN)
    asked = {json.loads(one.asked or "{}").get(IN_REGISTER.name) for one in waits}
    return Reason("listing_asked") if snap.facts["in_register"] in asked else None


def _of_its_office(snap: Snapshot, desk: Desk) -> bool:
    there = snap.siblings(snap.facts["in_register"])
    return there is not None and "office" in relations(snap.principal, there, desk)


def _there(code: str, snap: Snapshot, desk: Desk) -> Reason:
    there = snap.siblings(snap.facts["in_register"])
    return Reason(code, {"what": (there and there.title) or "—", "unit": desk.office})


def ask_there(book: Book, act: Act, state: State, how: Mandate, facts: Mapping[str, Any]) -> State:
    """The request that the office of the other register answers: it stands there, and only there."""
    asked = asked_of(book.store.kind(state.kind).act(act.grants), facts)
    given: dict[str, Any] = {
        "request": act.asks,
        "steps": [list(step) for step in act.steps],
        "subjects": [state.id],
        **divided_of(act, asked),
        "why": facts.get("reason"),
        "title": state.title,
        ASKING: sorted(how.actor.people - {how.actor.person}) or None,
    }
    made = replace(how, seen=None, within=True)
    return book.open(REQUEST_KIND, made, register=facts[IN_REGISTER.name], parent=state.id, **given)


REQUEST_LISTING = Act(
    "request_listing",
    "listing_requested",
    Text("提请列入台账", "Ask to list"),
    Text("已提请列入台账，等其督查办公室答复", "Asked; that register's office answers"),
    (*GOING, *CLOSED),
    ("office",),
    stale="never",
    needs=(guard.listed_once, takes_it, asks_another),
    fields=(*PLACE_THERE, ask.REQUEST_ID, ask.REASON),
    seldom=True,
    asks=LISTING,
    asking=ask_there,
    grants="list_matter",
    steps=(("office", "any", False),),
    beside=True,
)
