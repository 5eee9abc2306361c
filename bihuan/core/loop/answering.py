"""Who can answer the steps of a request: nobody waits for a yes that nobody may give.

A step goes to others where nobody who holds the post may answer it: nobody holds it, whoever holds it asked,
or had a hand in what it is about, at any depth. It is reckoned when the request is made, and again when posts
or hands change.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from bihuan.core.acts.act import settles
from bihuan.core.acts.quorum import LEAST, attendance, collective, due_in
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.decisions import waiting
from bihuan.core.loop.desks import SECONDED, asked_by
from bihuan.core.state.hands import barred
from bihuan.core.state.relations import answering
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

Facts = Mapping[str, Any]
Step = tuple[str, str, bool]
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "verifier": ("fallback", "outsider", "approver"),
    "fallback": ("outsider", "approver"),
    "leader": ("approver", "outsider"),
    "office": ("approver", "outsider"),
    "approver": ("outsider",),
}
"""Who answers a step that decides where nobody of those asked may, in this order."""


def taken_over(
    snap: Snapshot, about: Sequence[State], leader: int | None, steps: Sequence[Step], but: Collection[int]
) -> list[Step]:
    """The steps, each by somebody who may answer it; one that nobody at all may answer stays as it is.

    `but` are those who asked or have signed for the side that asks: none of them decides on it.
    """
    found: list[Step] = []
    for step in steps:
        now = _first(snap, about, leader, step, but)
        if not found or found[-1][0] != now[0]:
            found.append(now)
        elif now == step:  # one yes of theirs is enough, with the quorum of their own step
            found[-1] = now
    return found


def _first(
    snap: Snapshot, about: Sequence[State], leader: int | None, step: Step, but: Collection[int]
) -> Step:
    if step[0] not in INSTEAD or may_answer(snap, about, leader, step, but):
        return step
    others: Iterator[Step] = ((by, "any", step[2]) for by in INSTEAD[step[0]])
    return next((one for one in others if may_answer(snap, about, leader, one, but)), step)


def may_answer(
    snap: Snapshot, about: Sequence[State], leader: int | None, step: Step, but: Collection[int]
) -> bool:
    """Whether enough of those whom a step asks may answer it: one, or of a collective two."""
    by, together = step[0], collective(step)
    if together or by == "approver":
        rest = attendance(snap, about, by, (), together=together).rest
        found = [one for one in rest if not snap.actor_of(one).people & set(but)]
        return len(found) >= (LEAST if together else 1)
    return any(_free(snap, about, one, but) for one in _asked(snap, by, leader))


def _free(snap: Snapshot, about: Sequence[State], person: int, but: Collection[int]) -> bool:
    """Whether somebody may decide on one of these; a stand-in is kept from what the absent one is."""
    people = snap.actor_of(person).people
    seats = snap.seats_of(people)
    mine = not people & set(but)
    return mine and not all(barred(people, seats, snap.hands_in(each.id), snap.today) for each in about)


def _asked(snap: Snapshot, by: str, leader: int | None) -> frozenset[int]:
    """Whoever holds the post today: beside the desk's own, the register's office and the leader in charge."""
    if by != "leader":
        return due_in(snap, by)
    posted = leader is not None and any(hat.person == leader for hat in snap.actor_of(leader).hats)
    return frozenset({leader}) if leader is not None and posted else frozenset()


# --- afterwards, when posts or hands have changed ---------------------------------------------------------
def steps_now(snap: Snapshot) -> list[Step]:
    """The steps of an open request: those that were answered, and the rest by those who may answer now."""
    request = snap.state
    done, rest = request.steps[: request.step], request.steps[request.step :]
    if request.request in SECONDED:  # whoever confirms a desk is asked in its own way (seconding.py)
        return [*done, *rest]
    return [*done, *taken_over(snap, waiting(snap), request.leader, rest, _not_by(snap))]


def _not_by(snap: Snapshot) -> frozenset[int]:
    """Who asked, who said yes in an earlier step, and who sits there where it is answered elsewhere."""
    request = snap.state
    signed = (one for one in request.answers if one.place < request.step)
    found = asked_by(request).union(*(one.everybody for one in signed))
    if not request.apart:
        return found
    every = found.union(*snap.holders_in().values())
    today = [one for one in snap.seats_of(every) if one.sits(snap.today)]
    theirs = {one.unit for one in today if one.person in asked_by(request)}
    return found.union(one.person for one in today if one.unit in theirs)


def others_must_answer(snap: Snapshot) -> Reason | None:
    """Nobody of those who were asked may answer any more, and others may."""
    return Reason("asked_already") if steps_now(snap) == [*snap.state.steps] else None


@settles("steps")
def whoever_may_answer(snap: Snapshot, facts: Facts) -> Facts:
    """The steps that are open, by those who may answer them today."""
    return {"steps": [list(step) for step in steps_now(snap)]}


def nobody_can_answer(snap: Snapshot) -> Reason | None:
    """The office ends a request only where nobody may answer it: else it would be a no by another name."""
    if snap.actor.person is None or snap.within:
        return None
    request = snap.state
    step = request.steps[request.step]
    can = step[0] not in INSTEAD or request.request in SECONDED
    can = can or may_answer(snap, waiting(snap), request.leader, step, _not_by(snap))
    return Reason("somebody_answers", {"by": answering(request)}) if can else None
