"""What can be done next, and what cannot yet, with the reason in a sentence."""

from collections.abc import Sequence

from django.urls import reverse

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.verdict import options
from bihuan.core.state.actor import Actor
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.terms import term
from bihuan.core.words.text import Text
from bihuan.matters.saying.naming import Names
from bihuan.web.pieces import Offer

SELDOM = frozenset({
    "remark", "correct", "merge", "split", "list_matter", "unlist", "erase", "withdraw", "request_withdrawal",
    "request_transfer", "request_pause", "request_reopening", "decline", "set_desk", "close_register",
    "take_back", "instruct", "excuse_part", "lapse",
})  # fmt: skip
IDLE = frozenset({"no_help_asked", "clock_running", "not_recurring", "not_long_term"})
"""Why there is simply nothing to do: such an act is not shown at all."""


def verdicts(open_book: Book, state: State, actor: Actor) -> list[tuple[Act, Reason | None]]:
    """Each act of the matter's life with its verdict for a person."""
    kind = open_book.store.kind(state.kind)
    any_act = next(act for act in kind.acts if not act.opens)  # an opening one is seen from what stands above
    snap = open_book.snapshot(any_act, state, Mandate(actor), {}, trying=True)
    return options(kind, snap)


def offers(
    found: Sequence[tuple[Act, Reason | None]], state: State, names: Names
) -> tuple[list[Offer], list[Offer]]:
    """(the acts at hand, those seldom needed). Ready ones first; the first of all is the page's button."""
    shown = [(act, why) for act, why in found if why is None or _worth_showing(act, why)]
    shown.sort(key=lambda pair: pair[1] is not None)
    near: list[Offer] = []
    seldom: list[Offer] = []
    for act, why in shown:
        primary = not near and why is None and act.name not in SELDOM
        (seldom if act.name in SELDOM else near).append(_offer(act, why, state, names, primary))
    return near, [one for one in seldom if one.ready]


def _worth_showing(act: Act, why: Reason) -> bool:
    """A grey button teaches only where the person might come to press it, or where the next step stands."""
    if act.name in SELDOM or why.code in IDLE:
        return False
    return why.code != "no_right" or act.then is not None


def _offer(act: Act, why: Reason | None, state: State, names: Names, primary: bool) -> Offer:
    label = term(act.name, "acts").text
    if why is not None:
        return Offer(label, ready=False, why=names.why(why), key=act.name)
    url = reverse("act", args=[state.id, act.name])
    if act.minutes > 1:
        takes = Text(f"约 {act.minutes} 分钟", f"about {act.minutes} minutes")
    else:
        takes = Text("一两句话即可，约 20 秒", "a sentence or two, about 20 seconds")
    visible = [field for field in act.fields if not field.hidden]
    return Offer(label, url, takes=takes if visible else "", primary=primary, key=act.name)
