"""What can be done next, and what cannot yet, with the reason in a sentence."""

from collections.abc import Collection, Iterable, Sequence

from bihuan.core.acts.act import Act, Field
from bihuan.core.acts.book import Book
from bihuan.core.acts.entering import brings_in_something
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import by_somebody, options, verdict
from bihuan.core.state.actor import Actor, Desk
from bihuan.core.state.lives import OPEN_PHASES
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.state.turns import relations_in_turn
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text
from bihuan.matters.kinds import kind_of, life_of
from bihuan.matters.saying.naming import Names
from bihuan.web.addresses import address_of
from bihuan.web.pieces import Offer

SENTENCES = 3
"""So many fields are a sentence or two."""


def verdicts(open_book: Book, state: State, actor: Actor) -> list[tuple[Act, Reason | None]]:
    """Each act of the matter's life with its verdict for a person."""
    kind = open_book.store.kind(state.kind)
    any_act = next(act for act in kind.acts if not act.opens)  # an opening one is seen from what stands above
    snap = open_book.snapshot(any_act, state, Mandate(actor), {}, trying=True)
    return options(kind, snap)


def is_ready(open_book: Book, act: Act, state: State, actor: Actor) -> bool:
    """Whether this person can do one act of the matter's kind now."""
    snap = open_book.snapshot(act, state, Mandate(actor), {}, trying=True)
    return by_somebody(act) and verdict(act, snap) is None


def is_next(act: Act, state: State) -> bool:
    """Whether its row says that it is the next thing to do as the matter stands."""
    return state.life in act.next_in and (act.next_while is None or act.next_while(state))


def next_act(state: State, relations_held: frozenset[str] | None = None) -> Act | None:
    """The next thing to do for somebody in these relations; for whoever's turn it is, if none are given."""
    held = relations_in_turn(state) if relations_held is None else relations_held
    acts = kind_of(state.kind).acts
    return next((act for act in acts if is_next(act, state) and held & set(act.by)), None)


def offers(
    found: Sequence[tuple[Act, Reason | None]], state: State, names: Names, held: Collection[str] = ()
) -> tuple[list[Offer], list[Offer]]:
    """(the acts at hand, those seldom needed). Ready ones first; the page's button is one that is next.

    `held`: the relations in which the person stands towards it: what is seldom for others may be likely for
    them. What somebody can only ask for is offered as that request, and not greyed beside it.
    """
    asked = {act.grants for act, why in found if why is None and act.asks}
    shown = [
        (act, why)
        for act, why in found
        if why is None or (act.name not in asked and _worth_showing(act, why, _apart(act, state, held)))
    ]
    shown.sort(key=lambda pair: pair[1] is not None)
    near: list[Offer] = []
    seldom: list[Offer] = []
    chosen = next((act for act, why in shown if why is None and is_next(act, state)), None)
    for act, why in shown:
        offer = _offer(act, why, state, names, act is chosen)
        (seldom if _apart(act, state, held) else near).append(offer)
    near.sort(key=lambda one: not one.primary)
    return near, [one for one in seldom if one.ready]


def _apart(act: Act, state: State, held: Collection[str]) -> bool:
    """Whether it is seldom needed here, and by whoever stands so towards the matter."""
    seldom = act.seldom(state) if callable(act.seldom) else act.seldom
    return seldom and not set(act.likely_for).intersection(held)


def _worth_showing(act: Act, why: Reason, apart: bool) -> bool:
    """A grey button teaches only where the person might come to press it, or where the next step stands."""
    if apart or why.idle:
        return False
    return why.code != "no_right" or act.then is not None


def _offer(act: Act, why: Reason | None, state: State, names: Names, primary: bool) -> Offer:
    if why is not None:
        return Offer(act.label, ready=False, why=names.why(why), key=act.name)
    return Offer(
        act.label,
        form_address(act, state),
        takes=_takes(act, state),
        primary=primary,
        key=act.name,
        beside=not act.page,
    )


def _takes(act: Act, state: State) -> Text | str:
    """What it costs to fill in; what stands on a page of its own says so there, unless it is long."""
    asked = [field for field in act.fields if not (field.hidden or _set_aside(field, state))]
    if act.minutes > 1:
        return Text(f"约 {act.minutes} 分钟", f"about {act.minutes} minutes")
    if not asked or act.page:
        return ""
    if len(asked) > SENTENCES:
        return Text("约 1 分钟", "about a minute")
    return Text("一两句话即可，约 20 秒", "a sentence or two, about 20 seconds")


def _set_aside(field: Field, state: State) -> bool:
    """Whether it stands behind “更多” on the form."""
    return field.seldom(state) if callable(field.seldom) else bool(field.seldom)


def from_paper(open_book: Book, state: State, actor: Actor) -> list[Offer]:
    """What this person may enter of what somebody else decides, says or does, as the matter stands."""
    kind, found = open_book.store.kind(state.kind), []
    held = relations(actor, state, open_book.store.desk(state.register)).keys()
    for act in kind.acts:
        if not act.behalf or state.life not in act.when or not by_somebody(act) or set(act.by) & held:
            continue
        decision = act.never_by or act.decides_if
        if not decision and act.then is None:
            continue
        snap = open_book.snapshot(act, state, Mandate(actor), {}, trying=True)
        if brings_in_something(act, snap):
            zh, en = ("录入签字件", "From paper") if decision and not act.testimony else ("代录", "Record")
            label = Text(f"{zh}：{act.label.zh}", f"{en}: {act.label.en}")
            url = address_of("act", state.id, act.name)
            found.append(Offer(label, url, key=f"paper-{act.name}", beside=True))
    return found


def otherwise(open_book: Book, act: Act, state: State, actor: Actor) -> list[Offer]:
    """What answers the same otherwise, where this person may do that as well."""
    pair = (
        one
        for one in open_book.store.kind(state.kind).acts
        if act.name == one.opposite or act.opposite == one.name
    )
    return [
        Offer(one.label, form_address(one, state), key=one.name, beside=not one.page)
        for one in pair
        if is_ready(open_book, one, state, actor)
    ]


def form_address(act: Act, state: State) -> str:
    """Where the form of an act on a matter is."""
    return address_of(act.page, state.id) if act.page else address_of("act", state.id, act.name)


def with_children(
    near: Sequence[Offer], state: State, below: Iterable[State], actor: Actor, desk: Desk
) -> list[Offer]:
    """The acts at hand, with what may be opened under the matter, for those to whom its kind offers it.

    Where no act is next, the next thing is what the matter is done by, while there is none of it.
    """
    if life_of(state.kind, state.life).phase not in OPEN_PHASES:
        return list(near)
    held, there = relations(actor, state, desk), {one.kind for one in below}
    idle = not any(one.primary for one in near)
    found = [
        Offer(
            child.add,
            address_of("open_under", state.id, child.kind),
            takes=child.takes or "",
            primary=idle and child.counts and child.kind not in there,
            key=child.kind,
            beside=True,
        )
        for child in kind_of(state.kind).children
        if child.add and child.offered_to in held
    ]
    return sorted([*near, *found], key=lambda one: (not one.primary, not one.ready))
