"""Asking a second person: for a desk, a post, a stand-in, a password, or an erasure of what is closed.

The same requests as any other (requesting.py). The one step is open to administrator, leading group and
auditor, but not in the role in which it was asked; or, with a 岗位设置表 that the group's head has signed, to
the person who is named to compare it. What would be done stands in the request, with everybody who holds a
post that comes by it: whoever comes into one of them later needs another request.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bihuan.core.acts.act import Act, Field, Guard
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.loop import desks
from bihuan.core.loop import fields as ask
from bihuan.core.loop.requesting import REQUEST_KIND, asked_of, divided_of
from bihuan.core.state.actor import SYSTEM
from bihuan.core.state.lives import OPEN, STANDING
from bihuan.core.state.posts import OR, SECONDS
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason, Refused
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]


def ask_second(book: Book, act: Act, state: State, how: Mandate, facts: Facts) -> State:
    """The request that a second person answers. A newer one about the same takes the place of an open one."""
    asked = asked_of(book.store.kind(state.kind).act(act.grants), facts)
    if act.asks == desks.NEW_DESK:
        asked = desks.changed(book.store.desk(state.register), asked)
    gains = _gains(book, act, state, facts)
    if act.asks in (desks.OPENING, desks.NEW_DESK):
        asked["held"] = sorted(gains)
    if facts.get(desks.WITNESS) in gains:
        raise Refused(Reason("no_witness"))
    lapse_open(book, state, asked, act.asks)
    made = replace(how, seen=None, within=True)
    given: dict[str, Any] = {
        "request": act.asks,
        "steps": [[_who(book, act, state, how, facts), "any", False]],
        "subjects": [state.id],
        **divided_of(act, asked),
        "why": facts.get("reason"),
        "title": state.title,
        "evidence": facts.get("evidence"),
        "file_names": facts.get("file_names"),
        desks.ASKING: sorted(how.actor.people - {how.actor.person}) or None,
        desks.WITNESS: facts.get(desks.WITNESS),
    }
    return book.open(REQUEST_KIND, made, register=_register(book, state, asked), parent=state.id, **given)


def _who(book: Book, act: Act, state: State, how: Mandate, facts: Facts) -> str:
    """Another role than that in which it is asked; with a signed sheet whoever compares it."""
    if facts.get(desks.WITNESS):
        return desks.WITNESS
    held = relations(how.actor, state, book.store.desk(state.register))
    used = next((by for by in act.by if by in held), "")
    gain = "approver" if act.asks == desks.OPENING else ""  # they come to the desk by it
    return OR.join(one for one in SECONDS if one not in (used, gain))


def _gains(book: Book, act: Act, state: State, asked: Facts) -> frozenset[int]:
    if act.asks in (desks.OPENING, desks.NEW_DESK):
        return book.store.posts().holders(desks.gained(book.store.desk(state.register), asked))
    gains = {desks.APPOINTMENT: "person", desks.STAND_IN: "stand_in", desks.SIGN_IN: "person"}
    name = gains.get(act.asks or "", "")
    return frozenset([asked[name]]) if name else frozenset()


def _register(book: Book, state: State, asked: Facts) -> int | None:
    """The register whose leading group is asked: its own, or the one at whose desk the post is."""
    if state.register:
        return state.register
    posts = book.store.posts()
    held = [asked["post"]] if "post" in asked else posts.held_by(asked["person"]) if "person" in asked else ()
    return posts.second(held) or posts.second(())


def lapse_open(book: Book, state: State, asked: Facts, *names: str | None) -> None:
    """Open requests of these names, about the same person if about one, wait no longer."""
    for one in book.store.children(state.id):
        if one.life == OPEN and one.request in names and about_the_same(json.loads(one.asked or "{}"), asked):
            book.perform("lapse", one.id, Mandate(SYSTEM))


def about_the_same(asked: Facts, other: Facts) -> bool:
    """Whether one request takes the place of the other: about the same person and post, if about any."""
    return all(asked.get(name) == other.get(name) for name in ("person", "post", "stand_in", "unit", "name"))


def ask_to_confirm(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of opening a register: a second person is asked at once."""
    act = next(one for one in book.store.kind(after.kind).acts if one.asks == desks.OPENING)
    ask_second(book, act, after, how, facts)


def ask_anew(book: Book, before: State, after: State, facts: Facts, how: Mandate) -> None:
    """Follow-up of setting a desk that waits to be confirmed: what was asked is another desk's.

    Closing a register ends no such wait: what stands in it goes on, and its desk checks it.
    """
    act = next(one for one in book.store.kind(after.kind).acts if one.asks == desks.OPENING)
    if after.life in act.when and not book.store.desk(after.register).confirmed:
        ask_to_confirm(book, before, after, facts, how)


def by_two(
    name: str, label: Text, done: Text, *fields: Field, needs: tuple[Guard, ...], asks: str, **more: Any
) -> Act:
    """An act by which a second person is asked; others may be open at the same time."""
    return Act(
        name,
        f"{asks}_requested",
        label,
        done,
        (STANDING,),
        ("admin",),
        stale="never",
        fields=(*fields, *ask.POSTS_SHEET, ask.REQUEST_ID),
        needs=(*needs, desks.sheet_is_there),
        asks=asks,
        asking=ask_second,
        steps=desks.STEPS,
        beside=True,
        seldom=True,
        **more,
    )
