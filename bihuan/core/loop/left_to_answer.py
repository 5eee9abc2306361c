"""What of a request is left to answer, and whether different persons can: one reckoning for all who ask.

By it the steps are given out (answering.py), whoever is needed later leaves the present step to others
(one_yes_each.py), a collective goes without those (decisions.py), and the office may let lapse what nobody
can grant any more.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bihuan.core.acts.quorum import (
    LEAST,
    Attendance,
    attendance,
    behind_before,
    collective,
    decided_alone,
    due_in,
    each_step,
    said_in,
    waiting,
)
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.matching import apart
from bihuan.core.state.answers import Answer, asked_by
from bihuan.core.state.hands import barred
from bihuan.core.state.relations import DOING_SIDE
from bihuan.core.state.state import State

Step = tuple[str, str, bool]
KNOWN = frozenset({"leader", "office", "verifier", "fallback", "approver", "outsider"})
"""The steps of which the desk says who answers them; of the doing side's own the unit does."""


def needed(step: Step) -> int:
    """How many different persons a step takes at least."""
    return LEAST if collective(step) else 1


def who_may(
    snap: Snapshot, about: Sequence[State], leader: int | None, step: Step, but: Collection[int]
) -> frozenset[int]:
    """Those whom a step asks and who may answer it; a stand-in is kept from what the absent one is."""
    by, together = step[0], collective(step)
    if not together and by != "approver":
        return frozenset(one for one in _asked(snap, by, leader) if _free(snap, about, one, but))
    rest = attendance(snap, about, by, (), together=together).rest
    return without(snap, rest, but)


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


def without(snap: Snapshot, people: Collection[int], but: Collection[int]) -> frozenset[int]:
    """Those of them behind whose word none of the others stands."""
    return frozenset(one for one in people if not snap.actor_of(one).people & frozenset(but))


def fits(snap: Snapshot, sets: Sequence[frozenset[int]]) -> bool:
    """Whether each of these can be given somebody of its own, who stands in for nobody of another."""
    return apart(sets, lambda one: snap.actor_of(one).people)


def not_by(snap: Snapshot) -> frozenset[int]:
    """Who asked, who is behind an earlier step, and who sits there where it is answered elsewhere.

    Once the side that asks has signed, whoever only brought a yes into the record counts, too (signing.py).
    """
    request = snap.state
    before = [one for one in request.answers if one.place < request.step]
    signed = any(by in DOING_SIDE for by, *_ in request.steps[: request.step])
    found = asked_by(request).union(*(one.everybody if signed else one.people for one in before))
    if not request.apart:
        return found
    every = found.union(*snap.holders_in().values())
    today = [one for one in snap.seats_of(every) if one.sits(snap.today)]
    theirs = {one.unit for one in today if one.person in asked_by(request)}
    return found.union(one.person for one in today if one.unit in theirs)


def came_to(snap: Snapshot, step: Step, said: Sequence[Answer]) -> Attendance:
    """Who came to the present step, with these yes to it."""
    request, together = snap.state, collective(step)
    behind = behind_before(request, request.step)
    return attendance(snap, waiting(snap), step[0], said, together=together, behind=behind)


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of an open request: the present step and those to come, each with those who may answer."""

    snap: Snapshot
    step: Step
    came: Attendance
    """To the present step, with every yes to it."""
    present: frozenset[int]
    later: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, snap: Snapshot, steps: Sequence[Step], said: Sequence[Answer]) -> "Left":
        """With these steps, after these yes to the present one."""
        request, about, but = snap.state, waiting(snap), not_by(snap)
        step, *rest = steps[request.step :]
        came = came_to(snap, step, said)
        to_come = [one for one in rest if one[0] in KNOWN]
        return cls(
            snap,
            step,
            came,
            without(snap, came.rest, but)
            if collective(step)
            else who_may(snap, about, request.leader, step, but),
            tuple(
                people
                for one in to_come
                for people in [who_may(snap, about, request.leader, one, but)] * needed(one)
            ),
        )

    @property
    def attended(self) -> Attendance:
        """The same list without those who are needed for a step to come."""
        return replace(self.came, spared=self.came.spared | self.spared())

    def confirmed_by(self) -> frozenset[int]:
        """Of a collective that is complete as it stands, those who came and may say so once more."""
        if not collective(self.step) or not self.attended.enough(self.step[1]):
            return frozenset()
        about, but = waiting(self.snap), not_by(self.snap)
        return frozenset(one for one in self.came.said if _free(self.snap, about, one, but))

    def can_end(self, said: Sequence[Answer] | None = None) -> bool:
        """Whether different persons can still answer all of it, after these yes to the present step."""
        given = self.came.yes if said is None else tuple(said)
        behind = frozenset().union(*(one.people for one in given))
        sets = [self.present] * self._lacking(given) + [*self.later]
        return fits(self.snap, [without(self.snap, people, behind) for people in sets])

    def _lacking(self, said: tuple[Answer, ...]) -> int:
        """How many more the present step takes at least."""
        if self.step[0] not in KNOWN:
            return 0
        if not collective(self.step):
            return 0 if said else 1
        return max(0, LEAST - len(replace(self.came, yes=said).counted))

    def spared(self) -> frozenset[int]:
        """Who may answer the present step and is needed for one to come: without that person, nobody can
        answer those any more.
        """
        if not self.later or not self.can_end():
            return frozenset()
        said = self.came.yes
        return frozenset(one for one in self._open_to() if not self.can_end([*said, self._yes(one)]))

    def _open_to(self) -> frozenset[int]:
        """Who may answer the present step, and has not."""
        return self.present.difference(*(one.people for one in self.came.yes))

    def _yes(self, person: int) -> Answer:
        people = self.snap.actor_of(person).people
        return Answer.of(self.snap.state.step, [person, *sorted(people - {person})], people, "")

    def somebody_can(self) -> bool:
        """Whether somebody can say the next yes, and others all that it takes after that."""
        if not self.can_end():
            return False
        if self.step[0] not in KNOWN or self._lacking(self.came.yes):
            return True
        return bool(self._open_to() - self.spared() or self.confirmed_by())


def is_last(request: State) -> bool:
    """Whether nothing is to come after the present step of which the desk says who answers it."""
    return not any(by in KNOWN for by, *_ in request.steps[request.step + 1 :])


def left_now(snap: Snapshot, steps: Sequence[Step], *more: Answer) -> Left:
    """What is left of an open request today, with what was said to its present step and these yes."""
    return Left.of(snap, steps, [*said_in(snap.state, snap.state.step), *more])


def is_complete(snap: Snapshot) -> bool:
    """Whether the present step has its quorum without a further yes: of those who must come one left, or is
    回避 by now, and all others have agreed. Then one of these says so once more.
    """
    request = snap.state
    together = collective(request.steps[request.step])
    return together and bool(left_now(snap, request.steps).confirmed_by())


def still_counts(snap: Snapshot) -> bool:
    """Whether the steps before the present one would count where it is granted, for one of the matters at
    least: a decision is held against the posts and hands of the day.
    """
    request, about = snap.state, waiting(snap)
    said = tuple(one for one in request.answers if one.place < request.step)
    before = request._replace(steps=request.steps[: request.step], answers=said)
    return not about or any(_counts_for(snap, before, one) for one in about)


def _counts_for(snap: Snapshot, request: State, about: State) -> bool:
    hands = snap.hands_in(about.id)
    for people, day in decided_alone(request):
        if barred(people, snap.seats_of(frozenset(people)), hands, date.fromisoformat(day)):
            return False
    return all(found.enough(quorum) for quorum, found in each_step(snap, request, about))
