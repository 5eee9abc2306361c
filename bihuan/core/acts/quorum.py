"""Collective approval: 应到, 实到, 回避, and a quorum of the rest.

Whoever had a hand, sits or sat where one was had, supervises such a unit, checked it, asked for it, or
answered an earlier step is 回避: not counted among those who must come, and no yes of theirs counts. So is
whoever alone can answer a later step, or answered it. The rest are at least two (督查条例 17; rules.md §3).
For a batch this is asked for each matter in it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.state.answers import LISTING, Answer, asked_by
from bihuan.core.state.hands import barred
from bihuan.core.state.relations import BESIDES, DOING_SIDE
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason

LEAST = 2
"""However many are 回避: one alone is no collective."""


@dataclass(frozen=True, slots=True)
class Attendance:
    """应到、实到、回避 of one step towards one matter, by person.

    Each yes is that of one natural person, and counts for one of those who must come: for oneself, or else
    for one whose place was taken. It does not count at all where one of them, or whoever entered it or
    compared its paper, is 回避. Nobody says two, and nobody's yes is said twice.
    """

    due: frozenset[int]
    excused: frozenset[int]
    yes: tuple[Answer, ...]
    spared: frozenset[int] = frozenset()
    """Excused because of another step, which they or those whose place they take answer. Whoever has a yes
    here all the same, by somebody else's mouth, is not: who stands behind both is refused when it is said.
    """

    @property
    def rest(self) -> frozenset[int]:
        """Those whose yes counts."""
        return self._asked | frozenset(self.said)

    @property
    def _asked(self) -> frozenset[int]:
        return self.due - self.excused - self.spared

    @property
    def said(self) -> Mapping[int, Answer]:
        """Those of the rest who said yes, each with the one yes that counts for that person."""
        found: dict[int, Answer] = {}
        spoken: set[int | None] = set()
        for one in self.yes:
            if one.speaker in spoken or self.excused & one.everybody:
                continue
            members = [who for who in one.people if who in self.due and who not in found]
            members.sort(key=lambda who: who in self.spared)
            if members:
                found[members[0]] = one
                spoken.add(one.speaker)
        return found

    @property
    def counted(self) -> tuple[Answer, ...]:
        """Every yes that counts."""
        return tuple(self.said.values())

    def needed(self, quorum: str) -> int:
        """How many of the rest must say yes."""
        return max(LEAST, len(self.rest) if quorum == "all" else min(int(quorum), len(self.rest)))

    def enough(self, quorum: str) -> bool:
        """Whether the quorum is there."""
        return len(self.counted) >= self.needed(quorum)

    def facts(self) -> Mapping[str, Any]:
        """The list as the record keeps it."""
        attended = frozenset(self.said)
        excused = self.due - self.rest
        lists = {"due_to_attend": self.due, "attended": attended, "excused": excused}
        return {name: sorted(people) for name, people in lists.items() if people}


def collective(step: tuple[str, str, bool]) -> bool:
    """Whether a step asks several together, and is not the doing side's own signature."""
    by, quorum, _ = step
    return quorum != "any" and by not in DOING_SIDE


def attendance(
    snap: Snapshot,
    about: Sequence[State],
    by: str,
    yes: Sequence[Answer],
    *,
    together: bool = True,
    behind: Collection[int] = (),
) -> Attendance:
    """Who is due in a step, who is 回避 towards all of these matters, who said yes.

    Those `behind` an earlier step of the request, or behind the asking, answer no more of it, nor does
    whoever takes their place.

    Of one who decides alone (not `together`) only hands and seats count: to supervise a unit is not to sit in
    it.
    """
    due = due_in(snap, by)
    people = due.union(*(one.everybody for one in yes))
    each = [_excused(snap, one, people, together) for one in about]
    excused = frozenset.intersection(*each) if each else frozenset()
    came = Attendance(due, excused | (people & frozenset(behind)), tuple(yes))
    inherits = _inherits(snap, came, [*zip(about, each, strict=True)], together)
    return replace(came, spared=_takes_place_of(snap, came, behind) | inherits)


def _takes_place_of(snap: Snapshot, came: Attendance, behind: Collection[int]) -> frozenset[int]:
    """Of whom no yes counts here, and who takes the place of one of these."""
    silent = came.due - came.said.keys()
    return frozenset(one for one in silent if not snap.actor_of(one).people.isdisjoint(behind))


def _inherits(
    snap: Snapshot, came: Attendance, each: Sequence[tuple[State, frozenset[int]]], together: bool
) -> frozenset[int]:
    """Of whom no yes counts here, who takes the place of somebody that is 回避: nobody would hear it. `each`
    says of these matters who is.
    """
    places = {one: snap.actor_of(one).stands_for for one in came.due - came.said.keys()}
    absent = frozenset().union(*places.values())
    if not absent or not each:
        return frozenset()
    found = [one | _excused(snap, about, absent, together) for about, one in each]
    return frozenset(one for one, of in places.items() if all((of | {one}) & others for others in found))


def due_in(snap: Snapshot, by: str) -> frozenset[int]:
    """Whoever must come to a step of this relation, by the posts of today."""
    if by == "office":
        return snap.comparers_in().get(by, frozenset())
    return frozenset().union(*(snap.holders_in().get(one, ()) for one in (by, BESIDES.get(by, by))))


def _excused(snap: Snapshot, about: State, people: Collection[int], together: bool) -> frozenset[int]:
    hands, seats = snap.hands_in(about.id), snap.seats_of(frozenset(people))
    checked = snap.checkers_of(about)
    return frozenset(
        one
        for one in people
        if one in checked
        or barred([one], seats, hands, snap.today)
        or (together and any(hat.reach & hands.units.keys() for hat in snap.actor_of(one).hats))
    )


def spoken_already(snap: Snapshot) -> bool:
    """Whether a yes to the present step adds nobody: its speaker said one, or those for whom it would be said
    did, or another in their place.
    """
    state = snap.state
    said = said_in(state, state.step)
    if snap.speaker in {one.speaker for one in said}:
        return True
    due = due_in(snap, state.steps[state.step][0])
    mine = due.intersection(snap.behind)
    return bool(mine) and mine <= Attendance(due, frozenset(), tuple(said)).said.keys()


def waiting(snap: Snapshot) -> list[State]:
    """What a request is about; of a batch, what still waits for it."""
    found = [one for subject in snap.state.subjects if (one := snap.siblings(subject))]
    return [one for one in found if one.pending in (None, snap.state.id)]


def said_in(request: State, place: int) -> list[Answer]:
    """Every yes to the step in that place."""
    return [one for one in request.answers if one.place == place]


def behind_before(request: State, place: int) -> frozenset[int]:
    """Who stands behind the asking, or behind a step before the one in that place.

    Who brought a signature of the side that asks into the record counts with that side.
    """
    before = [one for one in request.answers if one.place < place]
    sides = (one.everybody if request.steps[one.place][0] in DOING_SIDE else one.people for one in before)
    return asked_by(request).union(*sides)


def behind_after(request: State, place: int) -> frozenset[int]:
    """Who decided in a step after the one in that place."""
    after = (one for one in request.answers if one.place > place)
    return frozenset().union(*(one.people for one in after if request.steps[one.place][0] not in DOING_SIDE))


def of_granting(snap: Snapshot) -> Iterator[tuple[str, Attendance]]:
    """Of what a request grants: the quorum of each of its collective steps, and who came to it."""
    if snap.granting:
        yield from each_step(snap, snap.granting, snap.state)


def each_step(snap: Snapshot, request: State, about: State) -> Iterator[tuple[str, Attendance]]:
    """The same of a request, as it counts for one matter."""
    for place, step in enumerate(request.steps):
        if collective(step):
            said, behind = said_in(request, place), behind_before(request, place)
            found = attendance(snap, [about], step[0], said, behind=behind)
            after = behind_after(request, place)
            stands_in = _takes_place_of(snap, found, after)
            yield step[1], replace(found, spared=found.spared | stands_in | after)


def why_no_quorum(snap: Snapshot) -> Reason | None:
    """Of what a request grants: each of its collective steps has its quorum of the rest for this matter."""
    for quorum, found in of_granting(snap):
        if not found.enough(quorum):
            return Reason("no_quorum", {"present": len(found.counted), "needed": found.needed(quorum)})
    return None


def decided_alone(request: State) -> tuple[tuple[tuple[int, ...], str], ...]:
    """(people, day) of every yes that counts by itself, the doing side's own signatures left out; with the
    first, that was said by asking. Such a step is done by its last yes: what was said to it before, when it
    took several, carried nothing.
    """
    asked = (
        [(request.first_yes, request.opened_on.isoformat())]
        if request.first_yes and request.opened_on
        else []
    )
    last = {one.place: one for one in request.answers}
    said = (
        (tuple(sorted(one.everybody)), one.day)
        for one in last.values()
        if request.steps[one.place][0] not in DOING_SIDE and not collective(request.steps[one.place])
    )
    return (*asked, *said)


def said_by_foreign_hands(snap: Snapshot) -> Reason | None:
    """Of what a request grants, whatever that is: whoever said yes to it had no hand up to now, nor sat where
    one was had by the day of that yes.
    """
    decided = snap.granting is not None and snap.granting.request != LISTING
    for people, day in decided_alone(snap.granting) if snap.granting and decided else ():
        if not snap.free(people, date.fromisoformat(day)):
            return Reason("yes_had_hand", {"person": people[0]})
    return None
