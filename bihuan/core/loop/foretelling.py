"""What a form says first: what follows from sending it beyond the fact itself.

Each row says for itself what it takes away (`foretells`); a request says it of the act that a yes performs,
to whoever asks and to whoever answers. That one becomes a hand, and checks nothing any more, is said of every
act alike.
"""

from collections.abc import Iterator
from dataclasses import replace

from bihuan.core.acts.act import Act
from bihuan.core.acts.book import Book
from bihuan.core.acts.mandate import Mandate
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop import requesting
from bihuan.core.state.relations import relations
from bihuan.core.state.state import State
from bihuan.core.words.text import Text

DECIDES = frozenset({"verifier", "fallback", "outsider", "approver"})
"""The relations of those who check or approve."""
HAND = Text(
    "您担任本台账的核验或审定岗位：办了这一步就是经办人，不能再核验、审定此事。",
    "You check or approve in this register: once you have done this you had a hand in it, and can neither "
    "check nor approve it any more.",
)


def foretold(book: Book, act: Act, state: State, how: Mandate) -> tuple[Text, ...]:
    """The sentences for whoever opens the form of an act on a matter."""
    snap = book.snapshot(act, state, how, {}, trying=True)
    found = [*_of(act, snap), *_hand(act, snap)]
    if act.asks and not act.many:
        found += _of(book.store.kind(state.kind).act(act.grants), snap)
    if act.follows is requesting.grant:
        found += _of_a_yes(book, state, how)
    return tuple(dict.fromkeys(found))


def _of(act: Act, snap: Snapshot) -> Iterator[Text]:
    yield from (said for foretells in act.foretells if (said := foretells(snap)))


def _hand(act: Act, snap: Snapshot) -> Iterator[Text]:
    """Of whoever may still check or approve it: that this is over then."""
    if not act.hand:
        return
    held = relations(snap.principal, snap.subject or snap.state, snap.desk)
    if DECIDES & held.keys() and snap.why_barred(snap.actor) is None:
        yield HAND


def _of_a_yes(book: Book, request: State, how: Mandate) -> Iterator[Text]:
    """What the act that it grants takes away, with the facts that were asked for."""
    if (act := requesting.asking_act(book, request)).many:
        return
    for state in filter(None, map(book.store.state, request.subjects)):
        granted = book.store.kind(state.kind).act(act.grants)
        facts = {name: value for name, value in requesting.said_of(request).items() if granted.field(name)}
        yield from _of(granted, book.snapshot(granted, state, replace(how, granted=request.id), facts))
