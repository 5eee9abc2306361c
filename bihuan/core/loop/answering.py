"""Who can answer the steps of a request: nobody waits for a yes that nobody may give.

A step goes to others where nobody who holds the post may answer it: nobody holds it, whoever holds it asked,
had a hand in what it is about, at any depth, or is needed for another step. It is reckoned when the request
is made, and again when posts or hands change.
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
Given = tuple[Step, list[frozenset[int]]]
"""A step with those who may answer it: once for each person that it takes."""
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "verifier": ("fallback", "outsider", "approver"),
    "fallback": ("outsider", "approver"),
    "leader": ("approver", "outsider"),
    "office": ("approver", "outsider"),
    "approver": ("outsider",),
}
"""Who answers a step that decides where nobody of those asked may, in this order."""
KNOWN = frozenset({*INSTEAD, "outsider"})
"""The steps of which the desk says who answers them; of the doing side's own the unit does."""


def given_out(
    snap: Snapshot, about: Sequence[State], leader: int | None, steps: Sequence[Step], but: Collection[int]
) -> list[Step]:
    """The steps, each by somebody who may answer it, and all of them by different persons.

    What nobody may answer goes to others; what nobody at all may answer stays as it is. Where the leader in
    charge alone approves, one yes is enough. `but` are those who asked or have signed for the side that asks:
    none of them decides on it.
    """

    def first(step: Step, beside: Sequence[Given]) -> Given | None:
        """The step by the first who may answer it beside those who answer the others."""
        others: Iterator[Step] = ((by, "any", step[2]) for by in INSTEAD.get(step[0], ()))
        for one in (step, *others):
            sets = [who_may(snap, about, leader, one, but)] * needed(one)
            joined = bool(beside) and beside[-1][0][0] == one[0]  # by one yes
            apart = [people for _, found in (beside[:-1] if joined else beside) for people in found]
            if different([*apart, *sets]):
                return one, sets
        return None

    found: list[Given] = []
    for step in steps:
        if step[0] not in KNOWN:
            found = _joined(found, step, (step, []))
            continue
        now = first(step, found)
        if now is None and step[0] == "approver":
            without = [one for one in found if one[0][0] != "leader"]
            now = first(step, without)
            found = without if now else found
        found = _joined(found, step, now or (step, []))
    return [step for step, _ in found]


def _joined(found: list[Given], asked: Step, now: Given) -> list[Given]:
    """One yes of the same people is enough, with the quorum of their own step."""
    if not found or found[-1][0][0] != now[0][0]:
        return [*found, now]
    kept = now if now[0] == asked else found[-1]
    by, quorum, never = kept[0]
    return [*found[:-1], ((by, quorum, never or found[-1][0][2] or now[0][2]), kept[1])]


def needed(step: Step) -> int:
    """How many different persons a step takes at least."""
    return LEAST if collective(step) else 1


def different(sets: Sequence[Collection[int]]) -> bool:
    """Whether each of these can be given somebody of its own."""
    given: dict[int, int] = {}  # to whom: the place of the set

    def gives(place: int, seen: set[int]) -> bool:
        for person in sets[place]:
            if person not in seen:
                seen.add(person)
                if person not in given or gives(given[person], seen):
                    given[person] = place
                    return True
        return False

    return all(gives(place, set()) for place in range(len(sets)))


def may_answer(
    snap: Snapshot, about: Sequence[State], leader: int | None, step: Step, but: Collection[int]
) -> bool:
    """Whether enough of those whom a step asks may answer it: one, or of a collective two."""
    return len(who_may(snap, about, leader, step, but)) >= needed(step)


def who_may(
    snap: Snapshot, about: Sequence[State], leader: int | None, step: Step, but: Collection[int]
) -> frozenset[int]:
    """Those whom a step asks and who may answer it; a stand-in is kept from what the absent one is."""
    by, together = step[0], collective(step)
    if not together and by != "approver":
        return frozenset(one for one in _asked(snap, by, leader) if _free(snap, about, one, but))
    rest = attendance(snap, about, by, (), together=together).rest
    return frozenset(one for one in rest if not snap.actor_of(one).people & set(but))


def _free(snap: Snapshot, about: Sequence[State], person: int, but: Collection[int]) -> bool:
    """Whether somebody may decide on one of these."""
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
    return [*done, *given_out(snap, waiting(snap), request.leader, rest, _not_by(snap))]


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
    can = step[0] not in INSTEAD or may_answer(snap, waiting(snap), request.leader, step, _not_by(snap))
    return Reason("somebody_answers", {"by": answering(request)}) if can else None
