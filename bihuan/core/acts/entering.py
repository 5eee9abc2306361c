"""Who enters a decision from paper: somebody of the desk who had no hand in what it is about, nor checked it.

Where all of them are barred an auditor enters it: what somebody from outside found, who never signs in, would
otherwise find nobody who may write it down.
"""

from collections.abc import Collection

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.answers import asked_by
from bihuan.core.state.hands import barred

DESK = ("office", "verifier", "fallback")
"""Who may enter a decision from paper, where a step of the doing side cannot be meant."""
LAST = "auditor"
"""Who enters it where nobody of the desk may."""


def at_the_desk(snap: Snapshot) -> frozenset[int]:
    """Whoever of the office checks or sits there today."""
    held, more = snap.holders_in(), snap.comparers_in()
    return frozenset().union(*({**more, **held}.get(name, frozenset()) for name in DESK))


def checked_it(snap: Snapshot) -> frozenset[int]:
    """Who checked it, or what a request is about, and who asked: none of them brings in the approval."""
    about = [one for subject in snap.state.subjects if (one := snap.siblings(subject))]
    asked = asked_by(snap.state) if snap.state.request else frozenset()
    return snap.checkers.union(asked, *(snap.checkers_of(one) for one in about))


def nobody_of_the_desk(snap: Snapshot) -> bool:
    """Whether all of them are barred."""
    people = at_the_desk(snap) - checked_it(snap)
    seats = snap.seats_of(people)
    return all(barred([one], seats, snap.hands(), snap.today) for one in people)


def enters(snap: Snapshot, held: Collection[str]) -> bool:
    """Whether somebody in these relations may enter a decision from paper here."""
    return not set(DESK).isdisjoint(held) or (LAST in held and nobody_of_the_desk(snap))
