"""Who is asked for the steps of a request: nobody waits for a yes that nobody may give.

A step goes to others where nobody who holds the post may answer it: nobody holds it, whoever holds it asked,
had a hand in what it is about, at any depth, or is needed for another step. It is reckoned when the request
is made, and again when posts or hands change.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from bihuan.core.acts.act import settles
from bihuan.core.acts.quorum import collective, said_in, spoken_already, waiting
from bihuan.core.acts.snapshot import Snapshot
from bihuan.core.loop.desks import SECONDED
from bihuan.core.loop.left_to_answer import (
    KNOWN,
    Step,
    came_to,
    fits,
    is_complete,
    left_now,
    needed,
    not_by,
    still_counts,
    who_may,
)
from bihuan.core.state.answers import LISTING
from bihuan.core.state.relations import answering
from bihuan.core.state.state import State
from bihuan.core.words.reasons import Reason
from bihuan.core.words.text import Text

Facts = Mapping[str, Any]
Given = tuple[Step, tuple[frozenset[int], ...]]
"""A step with those who may answer it: once for each person that it takes."""
INSTEAD: Mapping[str, tuple[str, ...]] = {
    "verifier": ("fallback", "outsider", "approver"),
    "fallback": ("outsider", "approver"),
    "leader": ("approver", "outsider"),
    "office": ("approver", "outsider"),
    "approver": ("outsider",),
}
"""Who answers a step that decides where nobody of those asked may, in this order."""
CONFIRMS = Text(
    "您已经同意过。其他应当答复的人有的已离岗或须回避，其余都已同意：您再确认一次，这一步即办结。",
    "You have agreed already. Of the others some have left or may not decide, and the rest agreed: once you "
    "confirm, this step is done.",
)


def given_out(
    snap: Snapshot,
    about: Sequence[State],
    leader: int | None,
    steps: Sequence[Step],
    but: Collection[int],
    begun: int = 0,
) -> list[Step]:
    """The steps, each by somebody who may answer it, and all of them by different persons.

    What nobody may answer goes to others; where those answer another step anyway and nobody else can, one yes
    is enough; what nobody at all may answer stays as it is. `but` are those who asked or have signed for the
    side that asks: none of them decides on it. `begun` is how many have said yes to the first.
    """

    @cache
    def may(step: Step) -> frozenset[int]:
        return who_may(snap, about, leader, step, but)

    out = _Arranging(tuple(steps), may, lambda sets: fits(snap, sets), begun)
    return [step for step, _ in out.best()]


@dataclass(frozen=True, slots=True)
class _Arranging:
    """All ways to give the steps out, the nearest to what was asked first."""

    steps: tuple[Step, ...]
    may: Callable[[Step], frozenset[int]]
    fits: Callable[[Sequence[frozenset[int]]], bool]
    begun: int

    def best(self) -> tuple[Given, ...]:
        """The first in which the fewest stay with nobody, and then the fewest go to others."""
        budgets = product(range(len(self.steps) + 1), range(2 * len(self.steps) + 1))
        found = (self._from(0, (), nobody, others) for nobody, others in budgets)
        return next(one for one in found if one is not None)

    def _from(
        self, place: int, before: tuple[Given, ...], nobody: int, others: int
    ) -> tuple[Given, ...] | None:
        """The steps from one place on: how many may stay unanswered, and how many go to others."""
        if place == len(self.steps):
            return before
        step = self.steps[place]
        if step[0] not in KNOWN:
            return self._from(place + 1, _joined(before, (step, ())), nobody, others)
        for given in self._ways(place):
            cost = int(given[0][0] != step[0] or self._asked_apart(place, before))
            found = _joined(before, given)
            if cost <= others and self.fits([people for _, sets in found for people in sets]):
                every = self._from(place + 1, found, nobody, others - cost)
                if every is not None:
                    return every
        for dear, since in ((1, len(before)), (2, 0)):  # whoever has the last word keeps it, where that goes
            every = self._from(place + 1, before, nobody, others - dear) if dear <= others else None
            if every and (shared := _left_to(every, since, step)):
                return shared
        return self._from(place + 1, _joined(before, (step, ())), nobody - 1, others) if nobody else None

    def _ways(self, place: int) -> Iterator[Given]:
        """The step by those whom it asks, and by each of those who may in their stead."""
        step = self.steps[place]
        lacking = needed(step) - (0 if place else self.begun)
        yield step, (self.may(step),) * max(0, lacking)
        for by in INSTEAD.get(step[0], ()):
            one = (by, "any", step[2])
            yield one, (self.may(one),)

    def _asked_apart(self, place: int, before: tuple[Given, ...]) -> bool:
        """Whether the step would be one with another of the same people, and what was between has gone."""
        by = self.steps[place][0]
        joins = bool(before) and before[-1][0][0] == by
        asked = [one[0] for one in self.steps[:place]]
        return joins and by in asked and asked[-1] != by


def _left_to(every: tuple[Given, ...], since: int, step: Step) -> tuple[Given, ...] | None:
    """These, one of which from a place on is answered by those who may answer the step, too: their one yes is
    enough, of the same people by no weaker quorum.
    """
    for place, (one, sets) in enumerate(every):
        same = one[0] == step[0] and _strictness(one) >= _strictness(step)
        if place >= since and sets and (same or one[0] in INSTEAD.get(step[0], ())):
            by, quorum, never = one
            return (*every[:place], ((by, quorum, never or step[2]), sets), *every[place + 1 :])
    return None


def _joined(before: tuple[Given, ...], now: Given) -> tuple[Given, ...]:
    """One yes of the same people is enough for two of their steps in a row, by the stricter quorum."""
    if not before or before[-1][0][0] != now[0][0]:
        return (*before, now)
    kept = max(before[-1], now, key=lambda one: _strictness(one[0]))
    by, quorum, _ = kept[0]
    never = before[-1][0][2] or now[0][2]
    return (*before[:-1], ((by, quorum, never), kept[1]))


def _strictness(step: Step) -> tuple[bool, int]:
    quorum = step[1]
    return quorum == "all", int(quorum) if quorum.isdigit() else 0


# --- afterwards, when posts or hands have changed ---------------------------------------------------------
def steps_now(snap: Snapshot) -> list[Step]:
    """The steps of an open request: those that were answered, and the rest by those who may answer now."""
    request = snap.state
    done, rest = request.steps[: request.step], request.steps[request.step :]
    if request.request in SECONDED or request.request == LISTING:  # asked in a way of their own
        return [*done, *rest]
    said = said_in(request, request.step)
    but = not_by(snap).union(*(one.people for one in said))
    begun = len(came_to(snap, rest[0], said).counted) if said and collective(rest[0]) else 0
    return [*done, *given_out(snap, waiting(snap), request.leader, rest, but, begun)]


def others_must_answer(snap: Snapshot) -> Reason | None:
    """Nobody of those who were asked may answer any more, and others may."""
    return Reason("asked_already") if steps_now(snap) == [*snap.state.steps] else None


@settles("steps")
def whoever_may_answer(snap: Snapshot, facts: Facts) -> Facts:
    """The steps that are open, by those who may answer them today."""
    return {"steps": [list(step) for step in steps_now(snap)]}


def nobody_can_answer(snap: Snapshot) -> Reason | None:
    """The office ends a request only where different persons cannot answer all that is left of it, nor others
    in their stead: else it would be a no by another name.
    """
    if snap.actor.person is None or snap.within:
        return None
    request = snap.state
    can = request.request in SECONDED or (
        still_counts(snap) and left_now(snap, steps_now(snap)).somebody_can()
    )
    return Reason("somebody_answers", {"by": answering(request)}) if can else None


# --- where nobody's yes is missing any more ---------------------------------------------------------------
def confirmation_due(snap: Snapshot) -> Reason | None:
    """A collective has become complete without a further yes, and nobody has been asked to say so."""
    due = not snap.state.confirming and is_complete(snap)
    return None if due else Reason("asked_already")


@settles("confirming")
def asked_to_confirm(snap: Snapshot, facts: Facts) -> Facts:
    """Those who agreed are asked to say it once more: nothing is granted because somebody has left."""
    return {"confirming": True}


def not_answered_yet(snap: Snapshot) -> Reason | None:
    """Nobody answers one step twice, nor for somebody who has answered it, except to confirm it."""
    if not spoken_already(snap) or is_complete(snap):
        return None
    return Reason("already_answered")


def confirms_said(snap: Snapshot) -> Text | None:
    """On the form of whoever agreed already, and is asked to confirm."""
    return CONFIRMS if spoken_already(snap) and is_complete(snap) else None
