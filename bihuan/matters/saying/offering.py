"""What can be done next, and what cannot yet, with the reason in a sentence."""

from collections.abc import Sequence

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import by_somebody, may_record, options
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


def verdicts(open_book: Book, state: State, actor: Actor) -> list[tuple[Act, Reason | None]]:
    """Each act of the matter's life with its verdict for a person."""
    kind = open_book.store.kind(state.kind)
    any_act = next(act for act in kind.acts if not act.opens)  # an opening one is seen from what stands above
    snap = open_book.snapshot(any_act, state, Mandate(actor), {}, trying=True)
    return options(kind, snap)


def is_next(act: Act, state: State) -> bool:
    """Whether its row says that it is the next thing to do as the matter stands."""
    return state.life in act.next_in and (act.next_while is None or act.next_while(state))


def next_act(state: State, relations_held: frozenset[str] | None = None) -> Act | None:
    """The next thing to do for somebody in these relations; for whoever's turn it is, if none are given."""
    held = relations_in_turn(state) if relations_held is None else relations_held
    acts = kind_of(state.kind).acts
    return next((act for act in acts if is_next(act, state) and held & set(act.by)), None)


def offers(
    found: Sequence[tuple[Act, Reason | None]], state: State, names: Names
) -> tuple[list[Offer], list[Offer]]:
    """(the acts at hand, those seldom needed). Ready ones first; the page's button is one that is next."""
    shown = [(act, why) for act, why in found if why is None or _worth_showing(act, why, state)]
    shown.sort(key=lambda pair: pair[1] is not None)
    near: list[Offer] = []
    seldom: list[Offer] = []
    chosen = next((act for act, why in shown if why is None and is_next(act, state)), None)
    for act, why in shown:
        offer = _offer(act, why, state, names, act is chosen)
        (seldom if _seldom(act, state) else near).append(offer)
    near.sort(key=lambda one: not one.primary)
    return near, [one for one in seldom if one.ready]


def _seldom(act: Act, state: State) -> bool:
    return act.seldom(state) if callable(act.seldom) else act.seldom


def _worth_showing(act: Act, why: Reason, state: State) -> bool:
    """A grey button teaches only where the person might come to press it, or where the next step stands."""
    if _seldom(act, state) or why.idle:
        return False
    return why.code != "no_right" or act.then is not None


def _offer(act: Act, why: Reason | None, state: State, names: Names, primary: bool) -> Offer:
    if why is not None:
        return Offer(act.label, ready=False, why=names.why(why), key=act.name)
    url = address_of(act.page, state.id) if act.page else address_of("act", state.id, act.name)
    if act.minutes > 1:
        takes = Text(f"约 {act.minutes} 分钟", f"about {act.minutes} minutes")
    else:
        takes = Text("一两句话即可，约 20 秒", "a sentence or two, about 20 seconds")
    visible = [field for field in act.fields if not field.hidden]
    return Offer(
        act.label,
        url,
        takes=takes if visible else "",
        primary=primary,
        key=act.name,
        beside=not act.page,
    )


def from_paper(open_book: Book, state: State, actor: Actor) -> list[Offer]:
    """What this person may enter of what somebody else decides or says, as the matter stands."""
    kind = open_book.store.kind(state.kind)
    found = []
    for act in kind.acts:
        decision = (act.never_by or act.decides_if) and act.behalf
        if not decision or state.life not in act.when or not by_somebody(act):
            continue
        snap = open_book.snapshot(act, state, Mandate(actor), {}, trying=True)
        own = set(act.by) & relations(actor, state, snap.desk).keys()
        if may_record(act, snap) and not own and not snap.why_barred(actor):
            zh, en = ("代录", "Record") if act.testimony else ("录入签字件", "From paper")
            label = Text(f"{zh}：{act.label.zh}", f"{en}: {act.label.en}")
            url = address_of("act", state.id, act.name)
            found.append(Offer(label, url, key=f"paper-{act.name}", beside=True))
    return found


def children_offered(state: State, actor: Actor, desk: Desk) -> list[Offer]:
    """What may be opened under a matter, for those to whom its kind offers it."""
    if life_of(state.kind, state.life).phase not in OPEN_PHASES:
        return []
    held = relations(actor, state, desk)
    return [
        Offer(
            child.add,
            address_of("open_under", state.id, child.kind),
            takes=child.takes or "",
            key=child.kind,
            beside=True,
        )
        for child in kind_of(state.kind).children
        if child.add and child.offered_to in held
    ]
